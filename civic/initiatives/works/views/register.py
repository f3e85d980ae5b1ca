"""The public list of initiatives with its map, and the register of a year."""

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from civic.core.access import Permission, allows
from civic.initiatives.requests import messages as request_messages
from civic.initiatives.requests.rules import Status
from civic.initiatives.works import queries
from civic.initiatives.works.forms import SearchForm
from civic.initiatives.works.queries import Listed
from civic.initiatives.works.views.blueprint import register_bp as bp
from civic.places.queries import areas


def search_form() -> SearchForm:
    """What is looked for, from the address of the page."""
    form = SearchForm(request.args)
    form.offer([(area.code, area.name) for area in areas()], queries.years())
    return form


@bp.get("")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """What a local initiative is, the list first, the map beside it."""
    form = search_form()
    total = queries.count(form.filters)
    last = max(1, -(-total // queries.PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    asked = {name: value for name, value in request.args.items() if name not in {"page", "lang"} and value}
    years = [value for value, *_ in form.rok.iter_choices() if value]
    return render_template(
        "initiatives/works/index.html",
        form=form,
        cards=[_card(each) for each in queries.page_of(form.filters, page)],
        active=[(words, _without(asked, name)) for name, words in form.active],
        found=ngettext("Znaleziono %(num)s inicjatywę.", "Znaleziono %(num)s inicjatyw.", total),
        asked=asked,
        page=page,
        pages=last,
        years=years,
    )


@bp.get("/rejestr/<int:year>")
@allows(Permission.ANYONE)
def register(year: int) -> ResponseReturnValue:
    """The year's register, with what residents added."""
    if not 2000 <= year <= 2200:
        abort(404)
    sums = queries.summed(year)
    last = max(1, -(-sums.requests // queries.PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    years = queries.years()
    if year not in years and years:
        abort(404)
    return render_template(
        "initiatives/works/register.html",
        year=year,
        years=years,
        sums=sums,
        rows=list(queries.register(year, page=page)),
        page=page,
        pages=last,
        status_words=request_messages.STATUS,
        status_kinds=request_messages.TAG,
    )


def _card(each: Listed) -> dict[str, Any]:
    status = Status(each.status)
    return {
        "status": (str(request_messages.STATUS[status]), request_messages.TAG[status]),
        "project": {
            "title": each.title,
            "href": url_for("initiatives.show", initiative_id=each.id),
            "number": each.signature,
            "summary": each.summary,
            "cost": each.residents_value + each.city_value,
            "place": ", ".join(filter(None, (each.area, each.location_text))),
            "category": str(request_messages.SCOPE_SHORT.get(each.scope, "")),  # type: ignore[call-overload]
        },
    }


def _without(asked: dict[str, str], name: str) -> str:
    rest: dict[str, Any] = {key: value for key, value in asked.items() if key != name}
    return url_for(".index", **rest)
