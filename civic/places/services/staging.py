"""The temporary tables through which address points come in. They live as long as the transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from civic.core.coordinates import LonLat
from civic.core.db import db
from civic.places.services.assignment import BEST_FIRST

_CREATE = """
CREATE TEMPORARY TABLE places_door (
  id int GENERATED ALWAYS AS IDENTITY, document int, line int, external_id text, version text, number text,
  postcode text, street text, town text, street_ref text, town_ref text, refs text[], lon float8, lat float8
) ON COMMIT DROP;
CREATE TEMPORARY TABLE places_name (ref text, street boolean, name text, code text) ON COMMIT DROP
"""
_DOOR_COLUMNS = "document, line, external_id, version, number, postcode, street, town, street_ref, town_ref, refs, lon, lat"
_DOOR_TYPES = (
    "int4", "int4", "text", "text", "text", "text", "text", "text", "text", "text", "text[]", "float8", "float8"
)  # fmt: skip

_PREPARE = """
CREATE INDEX ON places_name (ref);
ANALYZE places_name;
CREATE TEMPORARY TABLE places_named ON COMMIT DROP AS
SELECT door.id, door.document, door.line, door.external_id, door.version, door.number, door.postcode,
       coalesce(door.street, street.name) AS street, coalesce(door.town, town.name) AS town,
       street.code AS ulic, town.code AS simc, ST_SetSRID(ST_MakePoint(door.lon, door.lat), 4326) AS point,
       (door.street_ref IS NOT NULL AND street.name IS NULL AND door.street IS NULL) AS no_street
FROM places_door door
LEFT JOIN LATERAL (SELECT name, code FROM places_name WHERE ref = ANY(door.refs) AND street LIMIT 1) street ON true
LEFT JOIN LATERAL (SELECT name, code FROM places_name WHERE ref = ANY(door.refs) AND NOT street LIMIT 1) town ON true
"""
_TAKE_NAMELESS = """
DELETE FROM places_named WHERE town IS NULL OR no_street RETURNING document, line, town IS NULL
"""
_LATEST = """
CREATE TEMPORARY TABLE places_latest ON COMMIT DROP AS
SELECT DISTINCT ON (external_id) * FROM places_named ORDER BY external_id, version DESC, id DESC;
CREATE INDEX ON places_latest USING gist (point);
ANALYZE places_latest
"""
_PLACE = f"""
CREATE TEMPORARY TABLE places_placed ON COMMIT DROP AS
SELECT DISTINCT ON (door.external_id) door.external_id, door.street, door.number, door.postcode, door.town,
       door.simc, door.ulic, door.point, area.id AS area_id
FROM area JOIN places_latest door ON ST_Covers(area.geom, door.point)
ORDER BY door.external_id, {BEST_FIRST}
"""  # noqa: S608 - our own words
_STORE = """
INSERT INTO address_point AS old (external_id, street, number, postcode, town, simc, ulic, point, area_id)
SELECT external_id, street, number, postcode, town, simc, ulic, point, area_id FROM places_placed
ORDER BY external_id
ON CONFLICT (external_id) DO UPDATE SET
  street = excluded.street, number = excluded.number, postcode = excluded.postcode, town = excluded.town,
  simc = excluded.simc, ulic = excluded.ulic, point = excluded.point, area_id = excluded.area_id
WHERE (old.street, old.number, old.postcode, old.town, old.simc, old.ulic, ST_AsBinary(old.point), old.area_id)
  IS DISTINCT FROM (excluded.street, excluded.number, excluded.postcode, excluded.town, excluded.simc,
                    excluded.ulic, ST_AsBinary(excluded.point), excluded.area_id)
"""
_COUNT = """
SELECT (SELECT count(*) FROM places_latest), (SELECT count(*) FROM places_named) - (SELECT count(*) FROM places_latest),
       (SELECT count(*) FROM places_placed)
"""
_INSIDE = """
SELECT count(*) FROM unnest(CAST(:lon AS float8[]), CAST(:lat AS float8[])) AS p(lon, lat)
WHERE EXISTS (SELECT FROM area WHERE ST_Covers(area.geom, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326)))
"""


def _cursor() -> Any:
    connection: Any = db.session.connection().connection.driver_connection
    return connection.cursor()


def create() -> None:
    """Make the tables that the files are copied into."""
    _run(_CREATE)


def copy_names(rows: Sequence[tuple[object, ...]]) -> None:
    """Streets and towns."""
    _copy(
        "COPY places_name (ref, street, name, code) FROM STDIN (FORMAT binary)",
        ("text", "bool", "text", "text"),
        rows,
    )


def copy_doors(rows: Sequence[tuple[object, ...]]) -> None:
    """Address points, WGS84."""
    _copy(f"COPY places_door ({_DOOR_COLUMNS}) FROM STDIN (FORMAT binary)", _DOOR_TYPES, rows)


def _copy(statement: str, types: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        with _cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)


def prepare() -> None:
    """Give every point the names it links to."""
    _run(_PREPARE)


def take_nameless() -> list[tuple[int, int, bool]]:
    """Remove points whose town or street has no name: document, line, whether it is the town."""
    rows = db.session.execute(text(_TAKE_NAMELESS)).all()
    return sorted((row[0], row[1], row[2]) for row in rows)


def place() -> None:
    """Keep the newest version of each point and find its area, all in one statement."""
    _run("SET LOCAL jit = off")
    _run(_LATEST)
    _run(_PLACE)


def count() -> tuple[int, int, int]:
    """Points, older versions left out, points inside some area."""
    points, repeated, inside = db.session.execute(text(_COUNT)).one()
    return points, repeated, inside


def store() -> tuple[int, int]:
    """Add new points and change those that differ; how many of each."""
    before = db.session.execute(text("SELECT count(*) FROM address_point")).scalar_one()
    touched = db.session.execute(text(_STORE)).rowcount  # type: ignore[attr-defined]
    added = db.session.execute(text("SELECT count(*) FROM address_point")).scalar_one() - before
    return added, touched - added


def remove_others() -> int:
    """Remove stored points that were not in the files; how many."""
    statement = "DELETE FROM address_point WHERE external_id NOT IN (SELECT external_id FROM places_placed)"
    removed: int = db.session.execute(text(statement)).rowcount  # type: ignore[attr-defined]
    return removed


def inside_any(points: Sequence[LonLat]) -> int:
    """How many of the points lie in some area."""
    values = {"lon": [point.lon for point in points], "lat": [point.lat for point in points]}
    inside: int = db.session.execute(text(_INSIDE), values).scalar_one()
    return inside


def _run(statements: str) -> None:
    for statement in statements.split(";"):
        db.session.execute(text(statement))
