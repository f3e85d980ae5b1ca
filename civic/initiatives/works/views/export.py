"""The register as open data: a table, points by RFC 7946. Everything or nothing, and no person in it."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from civic.core import spreadsheet
from civic.core.access import Permission, allows
from civic.initiatives.requests import messages as request_messages
from civic.initiatives.requests.rules import Status
from civic.initiatives.works import queries
from civic.initiatives.works.queries import Listed, Registered
from civic.initiatives.works.views.blueprint import register_bp as bp
from civic.initiatives.works.views.register import search_form

LICENCE = "CC0 1.0 Universal (domena publiczna): https://creativecommons.org/publicdomain/zero/1.0/"
HEADER = (
    "numer", "tytul", "stan", "zakres", "obszar", "miejsce", "wnioskodawca", "organizacja", "data_wniosku", "umowa",
    "data_umowy", "rozliczona", "godziny_pracy", "wartosc_pracy", "wartosc_rzeczy", "pieniadze_mieszkancow",
    "wklad_mieszkancow", "czesc_miasta", "lon", "lat", "licencja",
)  # fmt: skip
_IN_MEMORY = 1024 * 1024
_PORTION = 64 * 1024


@bp.get("/mapa.geojson")
@allows(Permission.ANYONE)
def points() -> ResponseReturnValue:
    """Everything on the list that has a place, with the list's own filters."""
    return _collection(_point(each) for each in queries.points(search_form().filters))


@bp.get("/rejestr/<int:year>.csv")
@allows(Permission.ANYONE)
def table(year: int) -> ResponseReturnValue:
    """The year's register as a table."""
    if not 2000 <= year <= 2200:
        abort(404)
    text = spreadsheet.csv_text(HEADER, (_row(each) for each in queries.register(year)))
    name = f'attachment; filename="inicjatywy-lokalne-{year}.csv"'
    headers = {
        "Content-Disposition": name,
        "Link": '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"',
    }
    return Response(text, mimetype="text/csv", headers=headers)


@bp.get("/rejestr/<int:year>.geojson")
@allows(Permission.ANYONE)
def year_points(year: int) -> ResponseReturnValue:
    """The year's register as points; what has no place has no geometry."""
    if not 2000 <= year <= 2200:
        abort(404)
    return _collection(_feature(each) for each in queries.register(year))


def _row(each: Registered) -> tuple[object, ...]:
    return (
        each.signature, each.title, each.status, each.scope, each.area, each.location_text, each.applicant_kind,
        each.applicant, each.received_on, _contract(each), each.signed_on, "tak" if each.settled else "nie",
        _hours(each), *(_zloty(value) for value in (each.work, each.things, each.money, each.residents, each.city)),
        each.lon, each.lat, LICENCE,
    )  # fmt: skip


def _contract(each: Registered) -> str:
    if each.contract_year is None:
        return ""
    return f"UIL/{each.contract_year}/{each.contract_number:04}"


def _hours(each: Registered) -> str:
    return f"{each.hours.normalize():f}" if each.hours else "0"


def _zloty(grosz: int) -> str:
    return f"{grosz // 100}.{grosz % 100:02}"


def _point(each: Listed) -> dict[str, Any]:
    words = str(request_messages.STATUS[Status(each.status)])
    return _at(
        each.lon, each.lat,
        {
            "number": each.signature, "title": each.title, "note": words, "status": each.status,
            "url": url_for("initiatives.show", initiative_id=each.id), "area": each.area,
        },
    )  # fmt: skip


def _feature(each: Registered) -> dict[str, Any]:
    values = dict(zip(HEADER[:-3], map(_plain, _row(each)), strict=False))
    return _at(each.lon, each.lat, values)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _at(lon: float | None, lat: float | None, properties: dict[str, Any]) -> dict[str, Any]:
    point = None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _collection(features: Iterable[dict[str, Any]]) -> Response:
    """Written whole before the first byte leaves: a reader gets all of it, or an error."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with the response
    head = json.dumps({"type": "FeatureCollection", "license": LICENCE}, ensure_ascii=False)[:-1]
    file.write(f'{head}, "features": ['.encode())
    for number, feature in enumerate(features):
        text = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        file.write((",\n" if number else "\n").encode() + text.encode())
    file.write(b"\n]}\n")
    size = file.tell()
    file.seek(0)
    response = Response(
        _portions(file), mimetype="application/geo+json", headers={"Content-Length": str(size)}
    )
    response.call_on_close(file.close)
    if request.args.get("download"):
        response.headers["Content-Disposition"] = 'attachment; filename="inicjatywy-lokalne.geojson"'
    return response


def _portions(file: IO[bytes]) -> Iterator[bytes]:
    while portion := file.read(_PORTION):
        yield portion
