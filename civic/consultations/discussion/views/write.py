"""Writing in a discussion. Whoever is signed out meanwhile keeps what was typed."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.consultations.discussion import messages, queries, rules, services
from civic.consultations.discussion.forms import CommentForm
from civic.consultations.discussion.queries import Found
from civic.consultations.discussion.rules import Refusal
from civic.consultations.discussion.views.blueprint import bp, page, ready, sign_in_first, terms_of
from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.core import clock
from civic.core.access import Permission, actor, allows, require_actor
from civic.core.refusal import Refused
from civic.core.web import csrf


@bp.route("/napisz", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def write(consultation_id: int) -> ResponseReturnValue:
    """Begin a conversation."""
    return _write(notices.public_consultation(consultation_id), None)


@bp.route("/<int:comment_id>/odpowiedz", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def reply(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """Reply to a comment."""
    consultation = notices.public_consultation(consultation_id)
    return _write(consultation, queries.found(consultation_id, comment_id))


def _write(consultation: ConsultationFacts, to: Found | None) -> ResponseReturnValue:
    form = CommentForm()
    no = rules.why_not_comment(terms_of(consultation)) or (rules.why_not_reply(to.facts) if to else None)
    if ready(form):
        try:
            made = _send(consultation.id, form, to)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Twój komentarz jest już widoczny. Przez 15 minut możesz go poprawić."), "success")
            return redirect(
                url_for("discussion.comment", consultation_id=consultation.id, comment_id=made), 303
            )
    elif not form.is_submitted() and actor() is None and no is None:
        return sign_in_first()
    return page(
        "write",
        consultation,
        form,
        closed=messages.REFUSED[no] if no else None,
        to=queries.one(consultation.id, to.id) if to else None,
        **_signatures(),
    )


def _send(consultation_id: int, form: CommentForm, to: Found | None) -> int:
    person_id = require_actor().person_id
    if no := rules.why_not_text(form.said.text):
        raise Refused(no, max=rules.TEXT_MAX, links=rules.LINKS_MAX)
    if queries.own_text(consultation_id, person_id, rules.fingerprint(form.said.text)) is not None:
        raise Refused(Refusal.SAID_ALREADY)
    services.take_turn(person_id)
    return services.comment(consultation_id, person_id, form.said, clock.now(), to.id if to else None)


def _signatures() -> dict[str, object]:
    """How each way of signing would look for whoever writes."""
    person = actor()
    if person is None:
        return {"signatures": {}}
    return {"signatures": {"INITIALS": rules.initials(person.name), "NAME": person.name}}


@bp.route("/<int:comment_id>/popraw", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def edit(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """Change the own words, soon after writing them."""
    consultation = notices.public_consultation(consultation_id)
    found = queries.found(consultation_id, comment_id)
    person, form = actor(), CommentForm(data=_typed(found))
    if person is None and not form.is_submitted():
        return sign_in_first()
    no = (
        rules.why_not_edit(found.facts, person.person_id, terms_of(consultation), clock.now())
        if person
        else None
    )
    if ready(form):
        try:
            services.edit(consultation_id, comment_id, require_actor().person_id, form.said, clock.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Komentarz poprawiony. Widać przy nim, że był zmieniany."), "success")
            return redirect(
                url_for("discussion.comment", consultation_id=consultation_id, comment_id=comment_id), 303
            )
    return page(
        "edit",
        consultation,
        form,
        found=found,
        closed=messages.REFUSED[no] if no and not form.is_submitted() else None,
        **_signatures(),
    )


def _typed(found: Found) -> dict[str, object]:
    """What stands in the form before anything is changed; only its author is shown it."""
    person = actor()
    if person is None or person.person_id != found.facts.author_id:
        return {}
    return {
        "text": found.text,
        "stance": found.stance,
        "shown_as": found.shown_as,
        "wants_mail": found.wants_mail,
    }


for _view in (write, reply, edit):
    csrf.exempt(
        _view
    )  # the form asks for its token itself, so that a stale page does not lose what was typed
