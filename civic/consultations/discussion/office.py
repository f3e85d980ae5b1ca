"""The office's pages of discussions: what waits for a moderator, one comment, answers in the name of a unit."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.consultations.discussion import messages, queries, rules, services
from civic.consultations.discussion.forms import AnswerForm, ModerationForm, ObjectionDecisionForm
from civic.consultations.discussion.rules import Terms, Verdict
from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.core import clock, personal_data
from civic.core.access import PERMISSIONS, Permission, allows, require_actor
from civic.core.refusal import Refused

bp = Blueprint("discussion_office", __name__, url_prefix="/urzad/konsultacje")


@bp.get("/dyskusje")
@allows(Permission.MODERATE)
def index() -> ResponseReturnValue:
    """What waits for a moderator, in every consultation."""
    return _queue(None)


@bp.get("/<int:consultation_id>/dyskusja")
@allows(Permission.MODERATE)
def show(consultation_id: int) -> ResponseReturnValue:
    """What waits for a moderator in this consultation."""
    return _queue(notices.consultation(consultation_id))


def _queue(consultation: ConsultationFacts | None) -> ResponseReturnValue:
    most = request.args.get("kolejnosc") == "najczesciej"
    page = max(1, min(request.args.get("page", 1, type=int), 10_000))
    only = consultation.id if consultation else None
    waiting = queries.queue_length(only)
    return render_template(
        "consultations/discussion/office/queue.html",
        consultation=consultation,
        most=most,
        page=page,
        pages=-(-waiting // queries.QUEUE_PAGE),
        waiting=waiting,
        listed=queries.queue(only, most_reported=most, page=page),
        objections=queries.objections_waiting(only),
        officer_id=require_actor().person_id,
        words=messages,
    )


@bp.route("/<int:consultation_id>/dyskusja/<int:comment_id>", methods=["GET", "POST"])
@allows(Permission.MODERATE)
def card(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """One comment as a moderator sees it; the decision."""
    consultation = notices.consultation(consultation_id)
    found = queries.found(consultation_id, comment_id)
    back = found.facts.standing in rules.TOUCHED
    suggested = found.masked or personal_data.masked(found.text, personal_data.find(found.text), rules.MASK)
    form = ModerationForm(data={"masked": suggested}, back=back)
    if form.validate_on_submit():
        try:
            services.moderate(
                consultation_id,
                comment_id,
                require_actor().person_id,
                _unit(Permission.MODERATE, consultation),
                form.wanted,
                clock.now(),
                seen=request.form.get("seen", 0, type=int),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Decyzja zapisana."), "success")
            return redirect(url_for(".show", consultation_id=consultation_id), 303)
    return _card(consultation, comment_id, form, ObjectionDecisionForm(None))


@bp.get("/<int:consultation_id>/dyskusja/<int:comment_id>/sprzeciw/<int:moderation_id>")
@allows(Permission.MODERATE)
def back_to_card(consultation_id: int, comment_id: int, moderation_id: int) -> ResponseReturnValue:
    """A refused decision about an objection looked at again is the card."""
    return redirect(url_for(".card", consultation_id=consultation_id, comment_id=comment_id), 303)


@bp.post("/<int:consultation_id>/dyskusja/<int:comment_id>/sprzeciw/<int:moderation_id>")
@allows(Permission.MODERATE)
def decide_objection(consultation_id: int, comment_id: int, moderation_id: int) -> ResponseReturnValue:
    """Another moderator answers an objection."""
    consultation = notices.consultation(consultation_id)
    form = ObjectionDecisionForm()
    if form.validate():
        try:
            services.decide_objection(
                consultation_id,
                comment_id,
                moderation_id,
                require_actor().person_id,
                _unit(Permission.MODERATE, consultation),
                clock.now(),
                restore=form.outcome.data == Verdict.RESTORE,
                reason=form.reason.data or "",
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Sprzeciw rozpatrzony. Autor dostanie e-mail."), "success")
            return redirect(url_for(".show", consultation_id=consultation_id), 303)
    return _card(consultation, comment_id, ModerationForm(None), form)


def _card(
    consultation: ConsultationFacts,
    comment_id: int,
    form: ModerationForm,
    objecting: ObjectionDecisionForm,
) -> ResponseReturnValue:
    found, decided = queries.found(consultation.id, comment_id), queries.case(comment_id)
    objection = next((each for each in decided if each.objection and not each.objection_decided), None)
    officer_id = require_actor().person_id
    no = rules.why_not_moderate(found.facts, officer_id, decided=False, objected=objection is not None)
    four_eyes = (
        rules.why_not_decide_objection(found.facts, objection.moderated_by_id, officer_id, "-", decided=False)
        if objection
        else None
    )
    page = render_template(
        "consultations/discussion/office/card.html",
        consultation=consultation,
        found=found,
        complaints=queries.complaints(comment_id),
        decided=decided,
        seen=decided[-1].id if decided else 0,
        objection=objection,
        form=form,
        objecting=objecting,
        why_not=messages.REFUSED[no] if no else None,
        four_eyes=messages.REFUSED[four_eyes] if four_eyes else None,
        words=messages,
    )
    return page, 422 if request.method == "POST" else 200


@bp.route("/<int:consultation_id>/dyskusja/<int:comment_id>/odpowiedz", methods=["GET", "POST"])
@allows(Permission.ANSWER_REMARKS)
def answer(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """Answer a comment in the name of the unit."""
    consultation = notices.public_consultation(consultation_id)
    found, form = queries.found(consultation_id, comment_id), AnswerForm()
    if form.validate_on_submit():
        try:
            made = services.answer_as_office(
                consultation_id,
                comment_id,
                require_actor().person_id,
                _unit(Permission.ANSWER_REMARKS, consultation),
                form.text.data or "",
                clock.now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Odpowiedź urzędu jest już widoczna."), "success")
            return redirect(
                url_for("discussion.comment", consultation_id=consultation_id, comment_id=made), 303
            )
    terms = Terms(consultation.phase(clock.now()), consultation.has_discussion)
    no = rules.why_not_answer(terms, found.facts)
    page = render_template(
        "consultations/discussion/office/answer.html",
        consultation=consultation,
        read=queries.one(consultation_id, comment_id),
        form=form,
        why_not=messages.REFUSED[no] if no and not form.is_submitted() else None,
        words=messages,
    )
    return page, 422 if request.method == "POST" else 200


def _unit(permission: Permission, consultation: ConsultationFacts) -> int | None:
    """In whose name: the unit for which the officer holds the role, else the one that runs the consultation."""
    roles = PERMISSIONS[permission]
    own = (
        grant.unit_id for grant in require_actor().grants if grant.role in roles and grant.unit_id is not None
    )
    return next(own, consultation.unit_id)
