"""Residents' pages of places: where is it?"""

from typing import NamedTuple

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from civic.core.access import Permission, allows
from civic.core.coordinates import LonLat, parse_degrees
from civic.places import queries
from civic.places.forms import WhereForm
from civic.places.messages import KINDS, located_sentence
from civic.places.queries import Suggestion
from civic.places.rules import Kind
from civic.places.rules.addresses import LONGEST_QUERY
from civic.places.rules.location import Located, Verdict

bp = Blueprint("places", __name__, url_prefix="/miejsca")


class Answer(NamedTuple):
    """What the page says of a place."""

    sentence: str
    located: Located
    address: str = ""

    @property
    def found(self) -> bool:
        """Whether the place lies in some area."""
        return self.located.area is not None


@bp.get("")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """Where is it? By address, by a point on the map, or by the list of areas."""
    form = WhereForm(request.args)
    form.validate()
    typed = form.adres.data or ""
    suggestions = queries.suggest(typed) if typed and not form.errors else []
    chosen = _chosen(typed, suggestions)
    point = chosen.point if chosen is not None else form.point
    answer = None
    if point is not None and not form.errors:
        located = queries.locate(point)
        answer = Answer(located_sentence(located), located, chosen.label if chosen is not None else "")
    page = render_template(
        "places/index.html",
        form=form,
        typed=typed,
        suggestions=[] if chosen is not None else suggestions,
        answer=answer,
        addresses_known=queries.has_addresses(),
        areas=queries.areas(queries.main_kind()),
    )
    return page, 422 if form.errors else 200


def _chosen(typed: str, suggestions: list[Suggestion]) -> Suggestion | None:
    """The door that the person means beyond doubt: written exactly so, or the only one."""
    doors = [suggestion for suggestion in suggestions if suggestion.point is not None]
    exact = [door for door in doors if door.label == typed]
    if exact:
        return exact[0]
    return doors[0] if len(suggestions) == len(doors) == 1 else None


@bp.get("/obszar/<code>")
@allows(Permission.ANYONE)
def area(code: str) -> ResponseReturnValue:
    """One area: what it is, in what it lies, how many people live there."""
    found = queries.area_of_code(code)
    if found is None:
        abort(404)
    everything = queries.areas()
    return render_template(
        "places/area.html",
        area=found,
        kind=KINDS[found.kind],
        parent=next((other for other in everything if other.id == found.parent_id), None),
        children=[other for other in everything if other.parent_id == found.id],
    )


@bp.get("/gdzie")
@allows(Permission.ANYONE)
def where() -> ResponseReturnValue:
    """Where a point lies, for the map: ``?lon=&lat=`` -> sentence, inside, area, area_code."""
    try:
        point = LonLat(parse_degrees(request.args["lon"]), parse_degrees(request.args["lat"]))
    except (KeyError, ValueError):
        located = Located(Verdict.NOT_A_PLACE)
    else:
        located = queries.locate(point)
    return jsonify(
        sentence=located_sentence(located),
        inside=located.area is not None,
        area=located.area.name if located.area else None,
        area_code=located.area.code if located.area else None,
    )


@bp.get("/adresy")
@allows(Permission.ANYONE)
def addresses() -> ResponseReturnValue:
    """Addresses that begin so, for a field that helps while one types: ``?q=`` -> results, the best first."""
    found = queries.suggest(request.args.get("q", "")[:LONGEST_QUERY])
    return jsonify(
        results=[
            {
                "label": suggestion.label,
                "lon": suggestion.point.lon if suggestion.point else None,
                "lat": suggestion.point.lat if suggestion.point else None,
                "area": suggestion.area,
                "area_code": suggestion.area_code,
            }
            for suggestion in found
        ]
    )


@bp.get("/obszary.geojson")
@allows(Permission.ANYONE)
def areas_geojson() -> ResponseReturnValue:
    """Boundaries for maps: ``?kind=city|district|estate`` (the city's usual kind by default), ``?on=`` a code to mark."""
    wanted = request.args.get("kind")
    if wanted is not None and wanted not in set(Kind):
        abort(404)
    kind = Kind(wanted) if wanted is not None else queries.main_kind()
    made = queries.districts_geojson(kind, marked=request.args.get("on"))
    packed = request.accept_encodings.quality("gzip") > 0
    response = Response(made.packed if packed else made.body, mimetype="application/geo+json")
    if packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(made.etag + ("-gzip" if packed else ""))
    response.headers["Cache-Control"] = "public, max-age=60"
    return response.make_conditional(request)
