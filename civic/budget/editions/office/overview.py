"""The list of editions, and the page of one that reads like the council's resolution."""

from flask import render_template
from flask.typing import ResponseReturnValue

from civic.budget.editions import queries
from civic.budget.editions.messages import label, legal_text, passages, place, sentence, tell_pool
from civic.budget.editions.office.blueprint import bp
from civic.budget.editions.office.decisions import open_to
from civic.budget.editions.rules import check, why_not_edit
from civic.core import clock
from civic.core.access import Permission, allows, require_actor


@bp.get("/edycje")
@allows(Permission.OFFICE)
def index() -> ResponseReturnValue:
    """Every edition, drafts too."""
    now = clock.now()
    rows = [(each, label(each.status), label(each.phase(now))) for each in queries.editions(public=False)]
    return render_template("editions/office/index.html", rows=rows)


@bp.get("/edycje/<edition>")
@allows(Permission.OFFICE)
def show(edition: str) -> ResponseReturnValue:
    """The rules in sentences, what is doubtful in them, and what may be decided now."""
    facts = queries.edition_by_slug(edition)
    rules, person = facts.rules, require_actor()
    found = check(rules, {area.code for area in queries.city_areas()})
    return render_template(
        "editions/office/edition.html",
        edition=facts,
        status=label(facts.status),
        phase=label(facts.phase(clock.now())),
        passages=passages(rules),
        pools=[(pool, tell_pool(rules, pool)) for pool in rules.pools],
        doubts=[(place(each.path, rules), sentence(each), legal_text(each)) for each in found],
        may_edit=why_not_edit(facts.standing) is None and person.may(Permission.EDIT_EDITION, facts.id),
        decisions=open_to(facts, person),
    )
