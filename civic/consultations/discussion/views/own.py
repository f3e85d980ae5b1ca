"""What somebody signed in does with one comment: take it back, report it, object to what was done to it."""

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.consultations.discussion import messages, queries, rules, services
from civic.consultations.discussion.forms import ConfirmForm, ObjectionForm, Refusable, ReportForm
from civic.consultations.discussion.queries import Found
from civic.consultations.discussion.rules import Ground, Refusal
from civic.consultations.discussion.views.blueprint import bp, page, ready
from civic.consultations.notices import queries as notices
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused


@bp.route("/<int:comment_id>/usun", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def remove(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """Take the own words back."""
    found, person_id, form = (
        queries.found(consultation_id, comment_id),
        require_actor().person_id,
        ConfirmForm(),
    )
    return _act(
        "remove",
        found,
        form,
        rules.why_not_remove(found.facts, person_id),
        lambda: services.remove(consultation_id, comment_id, person_id, clock.now()),
        _("Usunęliśmy twój komentarz. Odpowiedzi innych zostały."),
    )


@bp.route("/<int:comment_id>/zglos", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def report(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """Tell the moderators about a comment."""
    found, person_id, form = (
        queries.found(consultation_id, comment_id),
        require_actor().person_id,
        ReportForm(),
    )
    already = queries.has_reported(comment_id, person_id)
    return _act(
        "report",
        found,
        form,
        rules.why_not_report(found.facts, person_id, already=already),
        lambda: services.report(
            consultation_id,
            comment_id,
            person_id,
            Ground(form.ground.data),
            form.words.data or "",
            clock.now(),
        ),
        _("Dziękujemy. Moderator przeczyta ten komentarz i zdecyduje, co z nim zrobić."),
    )


@bp.route("/<int:comment_id>/sprzeciw", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def object_to(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """Object to what was done to the own comment."""
    found, person_id = queries.found(consultation_id, comment_id), require_actor().person_id
    form = ObjectionForm()
    last, waits = queries.last_decision(comment_id)
    done = queries.in_force([comment_id]).get(comment_id) if found.facts.standing in rules.TOUCHED else None
    no = rules.why_not_object(
        found.facts, person_id, done.verdict if done else None, already=waits or last != done
    )
    return _act(
        "object",
        found,
        form,
        no,
        lambda: services.object_to(consultation_id, comment_id, person_id, form.text.data or "", clock.now()),
        _("Sprzeciw wysłany. Rozpatrzy go inna osoba niż ta, która podjęła decyzję; napiszemy do ciebie."),
        done=done,
    )


def _act(
    template: str,
    found: Found,
    form: Refusable,
    no: Refusal | None,
    act: Callable[[], None],
    done_words: str,
    **context: object,
) -> ResponseReturnValue:
    consultation = notices.public_consultation(found.consultation_id)
    if ready(form):
        try:
            act()
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(done_words, "success")
            return redirect(
                url_for("discussion.comment", consultation_id=found.consultation_id, comment_id=found.id), 303
            )
    return page(
        template,
        consultation,
        form,
        found=queries.one(found.consultation_id, found.id),
        closed=messages.REFUSED[no] if no and not form.is_submitted() else None,
        **context,
    )
