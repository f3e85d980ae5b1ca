"""Advisory bodies: asking them, entering what they said."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.consultations.answers import messages, queries, rules, services
from civic.consultations.answers.forms import AskForm, OpinionForm, RefusableForm
from civic.consultations.answers.office.blueprint import bp
from civic.consultations.notices import queries as notices
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.refusal import Refused


@bp.get("/opinie")
@allows(Permission.ANSWER_REMARKS)
def bodies(consultation_id: int) -> ResponseReturnValue:
    """Every body with its term and what counts as its opinion."""
    return _page(consultation_id, AskForm(None))


@bp.post("/opinie")
@allows(Permission.ANSWER_REMARKS)
def ask(consultation_id: int) -> ResponseReturnValue:
    """Note that the draft was delivered to a body."""
    form = AskForm()
    if form.validate_on_submit() and form.on.data is not None:
        try:
            services.ask_body(
                consultation_id,
                require_actor().person_id,
                form.body.data or "",
                form.on.data,
                clock.now(),
                days=form.days.data or 14,
            )
            flash(gettext("Zapisane. Termin na opinię liczymy od dnia po doręczeniu."), "success")
            return redirect(url_for(".bodies", consultation_id=consultation_id), 303)
        except Refused as no:
            form.refuse(no)
    return _page(consultation_id, form)


@bp.get("/opinie/<int:body_id>")
@allows(Permission.ANSWER_REMARKS)
def body(consultation_id: int, body_id: int) -> ResponseReturnValue:
    """The form for what a body said."""
    return _one(consultation_id, body_id, OpinionForm(None))


@bp.post("/opinie/<int:body_id>")
@allows(Permission.ANSWER_REMARKS)
def enter(consultation_id: int, body_id: int) -> ResponseReturnValue:
    """Enter what a body said."""
    form = OpinionForm()
    if form.validate_on_submit() and form.on.data is not None:
        try:
            services.enter_opinion(
                consultation_id,
                require_actor().person_id,
                body_id,
                form.on.data,
                form.outcome,
                clock.now(),
                document_number=form.number.data or "",
                text=form.text.data or "",
            )
            flash(gettext("Opinia zapisana."), "success")
            return redirect(url_for(".bodies", consultation_id=consultation_id), 303)
        except Refused as no:
            form.refuse(no)
    return _one(consultation_id, body_id, form)


def _page(consultation_id: int, form: RefusableForm) -> ResponseReturnValue:
    found, now = notices.consultation(consultation_id), clock.now()
    page = render_template(
        "consultations/answers/bodies.html",
        consultation=found,
        form=form,
        bodies=[(each, each.outcome(now)) for each in queries.bodies(consultation_id)],
        today=in_poland(now),
        closed=rules.why_not_touch(found.standing),
        words=messages,
    )
    return page, 422 if form.errors or form.form_errors else 200


def _one(consultation_id: int, body_id: int, form: OpinionForm) -> ResponseReturnValue:
    found = notices.consultation(consultation_id)
    one = next((each for each in queries.bodies(consultation_id) if each.id == body_id), None)
    if one is None or one.asked.answered_on is not None:
        return redirect(url_for(".bodies", consultation_id=consultation_id), 303)
    page = render_template(
        "consultations/answers/body.html", consultation=found, body=one, form=form, words=messages
    )
    return page, 422 if form.errors or form.form_errors else 200
