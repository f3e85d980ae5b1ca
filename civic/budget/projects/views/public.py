"""The list of projects for everybody, and the page of one."""

import secrets
from typing import Any

from flask import render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from civic.budget.editions.queries import EditionFacts
from civic.budget.projects import messages, queries
from civic.budget.projects.queries import PAGE, Listed
from civic.budget.projects.rules import Sort, Status
from civic.budget.projects.views import pages
from civic.budget.projects.views.blueprint import bp
from civic.core import clock
from civic.core.access import Permission, allows


@bp.get("/projekty")
@allows(Permission.ANYONE)
def index(edition: str) -> ResponseReturnValue:
    """The list first, the map beside it."""
    found = pages.public_edition(edition)
    form = pages.search_form(found)
    total = queries.count(found.id, form.filters)
    last = max(1, -(-total // PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    listed = queries.page_of(found.id, form.filters, form.sort, _seed(form.sort), page)
    asked = {name: value for name, value in request.args.items() if name not in {"page", "lang"} and value}
    return render_template(
        "projects/index.html",
        edition=found,
        form=form,
        cards=[_card(each, found) for each in listed],
        shuffled=form.sort is Sort.SHUFFLED,
        active=[(words, _without(edition, asked, name)) for name, words in form.active],
        found=ngettext("Znaleziono %(num)s projekt.", "Znaleziono %(num)s projektów.", total),
        asked=asked,
        page=page,
        pages=last,
        fixed=queries.fixed_list(found.id),
    )


@bp.get("/projekty/<int:number>")
@allows(Permission.ANYONE)
def show(edition: str, number: int) -> ResponseReturnValue:
    """Everything public about one project."""
    found = pages.public_edition(edition)
    project = queries.shown(found.id, number)
    made = queries.decisions(project.id)
    return render_template(
        "projects/show.html",
        edition=found,
        project=project,
        status=pages.tag_of(project.status),
        pool=next((pool for pool in found.rules.pools if pool.id == project.pool), None),
        costs=queries.cost_lines(project.id),
        decisions=[(messages.decided(each.stage, each.outcome), each) for each in made],
        rivals=queries.rivals(found.id, project),
        words=messages,
        categories=pages.category_words(project.categories),
        place=pages.place_words(project.area, project.location_text, citywide=project.citywide),
        timeline=pages.timeline(
            Status(project.status),
            found.rules.calendar,
            clock.now(),
            submitted_at=project.submitted_at,
            withdrawn_at=project.withdrawn_at,
            decisions=made,
        ),
    )


def _seed(sort: Sort) -> str:
    """What shuffles the list for this reader: kept while the browser is open, so that pages do not repeat projects."""
    if sort is not Sort.SHUFFLED:
        return ""
    seed: str = session.setdefault("list_seed", secrets.token_hex(4))
    return seed


def _card(project: Listed, edition: EditionFacts) -> dict[str, Any]:
    return {
        "status": pages.tag_of(project.status),
        "project": {
            "title": project.title,
            "href": url_for(".show", edition=edition.slug, number=project.number),
            "number": project.number,
            "summary": project.summary,
            "cost": project.cost,
            "place": pages.place_words(project.area, project.location_text, citywide=project.citywide),
            "category": ", ".join(pages.category_words(project.categories)),
        },
    }


def _without(edition: str, asked: dict[str, str], name: str) -> str:
    rest: dict[str, Any] = {key: value for key, value in asked.items() if key != name}
    return url_for(".index", edition=edition, **rest)
