"""The rules, a section on a page."""

from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.budget.editions import queries
from civic.budget.editions.forms import SECTIONS, FundsForm, grow, section_form, section_made
from civic.budget.editions.office.blueprint import Attempt, answer, bp, must_be_open, save
from civic.budget.editions.rules import min_pool
from civic.core.access import Permission, allows


@bp.route("/edycje/<edition>/zasady/<section>", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def section(edition: str, section: str) -> ResponseReturnValue:
    """One section of the rules as a form."""
    if section not in SECTIONS:
        abort(404)
    facts = queries.edition_by_slug(edition)
    must_be_open(facts)
    form: Any = section_form(section, facts.rules, queries.city_areas())
    attempt, growing = Attempt(), request.form.get("add", "")
    if growing:
        grow(form, growing)
    elif form.validate_on_submit():
        attempt = save(facts, section_made(section, form, facts.rules), form)
    if attempt.gone is not None:
        return attempt.gone
    page = _page("section", facts, form, attempt, title=SECTIONS[section][0])
    return (page, 200) if growing else answer(page, form, attempt)


@bp.route("/edycje/<edition>/pieniadze", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def funds(edition: str) -> ResponseReturnValue:
    """The money and its pools, with what the statute requires."""
    facts = queries.edition_by_slug(edition)
    must_be_open(facts)
    form, attempt = FundsForm(obj=facts.rules), Attempt()
    if form.validate_on_submit():
        attempt = save(facts, form.made(facts.rules), form)
    if attempt.gone is not None:
        return attempt.gone
    expenditure = form.expenditure.data
    minimum = min_pool(expenditure) if form.cc_rights.data and expenditure is not None else None
    together = sum(entry.form.amount.data or 0 for entry in form.pools.entries)
    page = _page("funds", facts, form, attempt, title=_("Pieniądze"), minimum=minimum, together=together)
    return answer(page, form, attempt)


def _page(name: str, edition: queries.EditionFacts, form: Any, attempt: Attempt, **more: Any) -> str:
    if form.version.data is None:
        form.version.data = str(edition.version)
    return render_template(
        f"editions/office/{name}.html",
        edition=edition,
        form=form,
        refusal=attempt.refusal,
        extra=attempt.extra,
        laws=attempt.laws,
        **more,
    )
