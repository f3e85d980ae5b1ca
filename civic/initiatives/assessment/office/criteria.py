"""The city's criteria: the version in force, those before it, the next one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock, scores
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused
from civic.initiatives.assessment import messages, rules, services
from civic.initiatives.assessment.forms import criteria_form
from civic.initiatives.assessment.forms.criteria import ROWS
from civic.initiatives.assessment.office.blueprint import bp
from civic.initiatives.assessment.queries import criteria as sets


@bp.get("/kryteria")
@allows(Permission.EDIT_CRITERIA)
def criteria() -> ResponseReturnValue:
    """The criteria in force and the list of versions."""
    number, found = sets.newest()
    return _shown(number, found, newest=True)


@bp.get("/kryteria/<int:number>")
@allows(Permission.EDIT_CRITERIA)
def criteria_version(number: int) -> ResponseReturnValue:
    """One version."""
    return _shown(number, sets.version(number), newest=False)


def _shown(number: int, found: rules.CriteriaSet, *, newest: bool) -> ResponseReturnValue:
    return render_template(
        "initiatives/assessment/criteria.html",
        number=number,
        found=found,
        newest=newest,
        versions=sets.versions(),
        share=lambda each: scores.shown(rules.share(each, found.criteria)),
        words=messages,
    )


@bp.route("/kryteria/zmiana", methods=["GET", "POST"])
@allows(Permission.EDIT_CRITERIA)
def criteria_edit() -> ResponseReturnValue:
    """Write the next version."""
    number, found = sets.newest()
    form = criteria_form(found, number)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                base = form.base.data or 0
                made = services.save_criteria(form.criteria(), require_actor().person_id, base, clock.now())
                flash(gettext("Zapisano wersję %(number)s kryteriów.", number=made), "success")
                return redirect(url_for(".criteria"), 303)
            except Refused as no:
                form.refuse(no)
    page = render_template(
        "initiatives/assessment/criteria_edit.html", form=form, rows=ROWS, number=number, words=messages
    )
    return page, status
