"""Where residents ask for a consultation."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.consultations.notices import messages, queries, services
from civic.consultations.notices.forms.request import FixForm, RequestForm
from civic.consultations.notices.rules import Initiator, Status
from civic.consultations.notices.rules.requests import BIALYSTOK, judge
from civic.consultations.notices.views.blueprint import bp
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused


@bp.route("/wniosek", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def request_new() -> ResponseReturnValue:
    """Ask for a consultation."""
    who = require_actor()
    form = RequestForm(contact_name=who.name, contact_email=who.email)
    if form.validate_on_submit():
        try:
            made = services.ask(form.answer, who.person_id, clock.now())
            return redirect(url_for(".request_shown", consultation_id=made), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "consultations/notices/request_new.html", form=form, needed=BIALYSTOK.needed, words=messages
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/wniosek/<int:consultation_id>", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def request_shown(consultation_id: int) -> ResponseReturnValue:
    """Where my request stands; while supporters are missing, how many there are now."""
    made = queries.request_made(consultation_id)
    if made.person_id != require_actor().person_id:
        abort(404)
    case = queries.case(consultation_id)
    form = FixForm(supporters=made.supporters)
    if form.validate_on_submit():
        try:
            services.fix(case.id, made.person_id, form.supporters.data or 0, clock.now())
            flash(_("Wniosek jest kompletny. Odpowiemy na niego."), "success")
            return redirect(url_for(".request_shown", consultation_id=case.id), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "consultations/notices/request_shown.html",
        case=case,
        made=made,
        form=form,
        words=messages,
        missing=judge(BIALYSTOK, Initiator(case.initiator), made.supporters).missing,
        fixing=case.status is Status.FIX_CALLED,
    )
    return page, 422 if form.is_submitted() else 200
