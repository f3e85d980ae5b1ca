"""The list of consultations for everybody, and the page of one."""

from datetime import datetime
from typing import Any

from flask import Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from civic.consultations.notices import messages, notice, queries
from civic.consultations.notices.forms.search import SearchForm
from civic.consultations.notices.queries import PAGE, Case, Listed
from civic.consultations.notices.rules import Phase, Standing, last_day, report_due
from civic.consultations.notices.rules.regime import BINDING_BUDGET
from civic.consultations.notices.views.blueprint import bp
from civic.core import clock, publications, web
from civic.core.access import Permission, allows, opens
from civic.core.deadlines import in_poland
from civic.places.queries import areas


@bp.get("")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """The list first, what is open at the top; the map beside it."""
    form, now = _search(), clock.now()
    filters = form.filters
    total = queries.count(filters, now)
    last = max(1, -(-total // PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    asked = {name: value for name, value in request.args.items() if name not in {"page", "lang"} and value}
    return render_template(
        "consultations/notices/index.html",
        form=form,
        rows=[_row(each, now) for each in queries.page_of(filters, now, page)],
        counts=queries.counts(now),
        active=[(words, _without(asked, name)) for name, words in form.active],
        found=ngettext("Znaleziono %(num)s konsultacje.", "Znaleziono %(num)s konsultacji.", total),
        asked=asked,
        page=page,
        pages=last,
    )


def _search() -> SearchForm:
    form = SearchForm(request.args)
    form.offer([(area.code, area.name) for area in areas() if area.parent_id is not None])
    return form


def _without(asked: dict[str, str], name: str) -> str:
    rest: dict[str, Any] = {key: value for key, value in asked.items() if key != name}
    return url_for(".index", **rest)


def _row(each: Listed, now: datetime) -> dict[str, Any]:
    phase = each.standing.phase(now)
    return {
        "id": each.id,
        "title": each.title,
        "summary": each.summary,
        "signature": each.signature,
        "place": ", ".join(each.areas) or (_("teren na mapie") if each.has_shape else _("całe miasto")),
        "status": (messages.PHASE[phase], messages.TAG[phase]),
        "when": when(each.standing, now),
    }


def when(standing: Standing, now: datetime) -> str:
    """The one thing to know about time now."""
    phase, opens_at, closes_at = standing.phase(now), standing.opens, standing.closes
    if opens_at is None or closes_at is None:
        return ""
    if phase is Phase.OPEN:
        left = messages.days_left(last_day(closes_at), in_poland(now))
        return _("Uwagi do %(until)s (%(left)s).", until=web.closing(closes_at), left=left)
    if phase is Phase.UPCOMING:
        return _(
            "Uwagi od %(first)s do %(last)s.", first=web.day(opens_at), last=web.day(last_day(closes_at))
        )
    if phase is Phase.CANCELLED:
        return _("Te konsultacje zostały odwołane.")
    return _("Uwagi przyjmowaliśmy do %(until)s.", until=web.closing(closes_at))


@bp.get("/mapa.geojson")
@allows(Permission.ANYONE)
def points() -> ResponseReturnValue:
    """A mark for each consultation that is open or comes and has a place."""
    now = clock.now()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [each.lon, each.lat]},
            "properties": {"title": each.title, "url": url_for(".show", consultation_id=each.id)},
        }
        for each in queries.map_points(_search().filters, now)
    ]
    return _geojson({"type": "FeatureCollection", "features": features})


@bp.get("/<int:consultation_id>/teren.geojson")
@allows(Permission.ANYONE)
def territory(consultation_id: int) -> ResponseReturnValue:
    """The city's areas with what the consultation concerns marked."""
    queries.public_consultation(consultation_id)
    return _geojson(queries.territory_geojson(consultation_id))


def _geojson(document: dict[str, Any]) -> Response:
    response = jsonify(document)
    response.mimetype = "application/geo+json"
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@bp.get("/<int:consultation_id>")
@allows(Permission.ANYONE)
def show(consultation_id: int) -> ResponseReturnValue:
    """What is asked, until when, and the one thing to do now."""
    case, now = queries.case(consultation_id, public=True), clock.now()
    extensions = queries.extensions(consultation_id)
    phase = case.phase(now)
    return render_template(
        "consultations/notices/show.html",
        case=case,
        phase=phase,
        words=messages,
        status=(messages.PHASE[phase], messages.TAG[phase]),
        when=when(case.standing, now),
        action=action(case, phase),
        timeline=timeline(case, now),
        extensions=extensions,
        published=publications.of(f"consultation:{consultation_id}"),
        place=notice.place_words(case),
        form_line=notice.form_line,
        when_words=notice.when_words,
        privacy=notice.privacy(case),
        order=notice.order_words(case),
        effect=messages.EFFECT[case.regime],
        budget=BINDING_BUDGET,
    )


_MAIN = {
    Phase.OPEN: ("remarks.write", "discussion.show"),
    Phase.ANSWERING: ("remarks.index",),
    Phase.REPORTED: ("reports.show",),
    Phase.DECIDED: ("reports.show",),
}


def action(case: Case, phase: Phase) -> tuple[str, str] | None:
    """The main button, as words and address; None when there is nothing to do now."""
    words = {
        "remarks.write": _("Napisz uwagę"),
        "discussion.show": _("Dołącz do dyskusji"),
        "remarks.index": _("Przeczytaj uwagi"),
        "reports.show": _("Przeczytaj raport"),
    }
    for endpoint in _MAIN.get(phase, ()):
        if opens(endpoint):
            return words[endpoint], url_for(endpoint, consultation_id=case.id)
    return None


def timeline(case: Case, now: datetime) -> list[dict[str, Any]]:
    """From the announcement to the decision, as items of the component ``timeline``."""
    made = _dated(case, now)
    phase = case.phase(now)
    if phase is Phase.CANCELLED:
        return [*made, {"text": _("Odwołane"), "state": "now"}]
    if case.closes_at is not None:
        due = report_due(case.closes_at, case.report_days)
        done = phase in {Phase.REPORTED, Phase.DECIDED}
        state = "done" if done else "late" if in_poland(now) > due else "next"
        until = "" if done else _("najpóźniej %(day)s", day=web.day(due))
        made.append({"text": _("Raport z odpowiedziami"), "when": until, "state": state})
    decided = {"when": web.day(case.act_on)} if case.act_on else {}
    state = "done" if phase is Phase.DECIDED else "next"
    made.append({"text": _("Decyzja i to, co się zmieniło"), "state": state, **decided})
    current = next((item for item in made if item["state"] == "next"), None)
    if current is not None and phase is not Phase.UPCOMING:
        current["state"] = "now"
    return made


def _dated(case: Case, now: datetime) -> list[dict[str, Any]]:
    """What has its moment, in order."""
    closes = case.closes_at
    known = [
        (case.announced_at, _("Ogłoszenie"), ""),
        (case.opens_at, _("Początek przyjmowania uwag"), ""),
        *((form.starts, messages.form_name(form), notice.when_words(form)) for form in case.forms),
        (closes, _("Koniec przyjmowania uwag"), web.closing(closes) if closes else ""),
    ]
    return [
        {
            "text": text,
            "when": shown or web.local(moment),
            "iso": web.iso(moment),
            "state": "done" if moment <= now else "next",
        }
        for moment, text, shown in sorted(
            ((moment, text, shown) for moment, text, shown in known if moment is not None),
            key=lambda item: item[0],
        )
    ]
