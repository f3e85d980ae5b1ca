"""Entering a request that came on paper, on one screen."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.files import messages as file_messages
from civic.core.files.rules import FileRefusal
from civic.core.refusal import Refused
from civic.initiatives.requests import messages, queries, services
from civic.initiatives.requests.forms.office import PaperForm
from civic.initiatives.requests.office.blueprint import bp


@bp.route("/nowy", methods=["GET", "POST"])
@allows(Permission.ENTER_INITIATIVES)
def enter() -> ResponseReturnValue:
    """Everything on one screen. "More rows" keeps what was typed and saves nothing yet."""
    form = PaperForm()
    if request.method == "GET":
        form.received_on.data = in_poland(clock.now())
    adds_rows = "more" in request.form
    if not adds_rows and form.validate_on_submit():
        try:
            initiative_id = services.enter(
                form.paper, require_actor().person_id, form.files.data or (), clock.now()
            )
            number = queries.initiative(initiative_id).signature
            flash(gettext("Zapisane. Numer wniosku: %(number)s.", number=number), "success")
            return redirect(url_for(".show", initiative_id=initiative_id), 303)
        except Refused as no:
            if isinstance(no.reason, FileRefusal):
                form.files.errors = [file_messages.words(no)]
            else:
                form.refuse([no])
    rates = queries.settings_in_force().document.rates
    form.prepare(rates)
    page = render_template(
        "initiatives/requests/office_enter.html",
        form=form,
        rates_hourly={rate.id: rate.hourly for rate in rates},
        words=messages,
    )
    return page, 422 if form.errors and not adds_rows else 200
