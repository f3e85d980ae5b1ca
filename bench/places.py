"""Bulk assignment of points to areas against the raw PostGIS join, side by side in one run: ``python -m bench places``.

Ours is ``locate_many``: points in memory to answers that tell inside, border, overlap, outside and nonsense apart; and
``civic places locate --csv``: a file to a file. By hand is a table of points with an index, ANALYZE and ST_Covers:
"join" times only the join and fetching its rows, "load and join" also getting the points there, as ours must.

The areas are Warsaw's districts where the real data lies beside the checkout, else the sample city's.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from sqlalchemy import text
from sqlalchemy.engine import make_url

from civic.app import create_app
from civic.core.coordinates import LonLat
from civic.core.db import db
from civic.places.queries import locate_many
from civic.places.rules import Kind
from civic.places.rules.geojson import Draft, Fields, Reading, read
from civic.places.services import Order, import_areas
from civic.places.tables import locate_table
from civic.sample import geography
from tests.conftest import clone, connect, make_template, settings_for

REAL = Path(__file__).parents[2] / "shared" / "data" / "geo" / "warszawa-districts.geojson"
SIZES = (7_224, 100_000)
RUNS = 7
TARGET = 0.5
JOIN = "SELECT p.id, a.id FROM by_hand p JOIN area a ON ST_Covers(a.geom, p.geom)"


def areas() -> list[Draft]:
    """Warsaw's districts, or the invented city's."""
    if REAL.exists():
        return read(REAL.read_bytes(), Fields("name")).drafts
    return [Draft(code, code, None, shape) for code, shape in geography.districts().items()]


def points_in(drafts: list[Draft], count: int) -> list[LonLat]:
    """Points spread over the city, nearly all inside, as projects are: corners of nothing, six decimal places."""
    chance = random.Random(count)
    city = shapely.union_all([draft.shape for draft in drafts]).buffer(0.0005)
    shapely.prepare(city)
    west, south, east, north = city.bounds
    found: list[LonLat] = []
    while len(found) < count:
        x = np.round([chance.uniform(west, east) for _ in range(count)], 6)
        y = np.round([chance.uniform(south, north) for _ in range(count)], 6)
        found += [LonLat(float(a), float(b)) for a, b, inside in zip(x, y, shapely.contains_xy(city, x, y), strict=True) if inside]  # fmt: skip
    return found[:count]


def cursor() -> Any:
    connection: Any = db.session.connection().connection.driver_connection
    return connection.cursor(binary=True)


def load_by_hand(points: list[LonLat]) -> None:
    with cursor() as c:
        c.execute("DROP TABLE IF EXISTS by_hand")
        c.execute("CREATE TEMPORARY TABLE by_hand (id int, geom geometry(Point, 4326)) ON COMMIT DROP")
        with c.copy("COPY by_hand FROM STDIN") as copy:
            copy.write("".join(f"{n}\tSRID=4326;POINT({p.lon!r} {p.lat!r})\n" for n, p in enumerate(points)))
        c.execute("CREATE INDEX ON by_hand USING gist (geom)")
        c.execute("ANALYZE by_hand")


def join_by_hand() -> dict[int, int]:
    with cursor() as c:
        return dict(c.execute(JOIN).fetchall())


def best(runs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The shortest time of each, taken in turns so that the machine's moods fall on all."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(RUNS):
        for name, run in runs.items():
            begun = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begun)
    return {name: min(taken) for name, taken in times.items()}


def check(points: list[LonLat]) -> None:
    """The answers must be the same before speed means anything."""
    load_by_hand(points)
    rows: dict[int, set[int]] = {}
    with cursor() as c:
        for number, area_id in c.execute(JOIN).fetchall():
            rows.setdefault(number, set()).add(area_id)
    for number, located in enumerate(locate_many(points)):
        found = {area.id for area in located.rivals} or {area.id for area in located.chain}
        assert found == rows.get(number, set()), points[number]


def compare(drafts: list[Draft], count: int, folder: Path) -> None:
    points = points_in(drafts, count)
    check(points)
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text("lon,lat\n" + "".join(f"{point.lon},{point.lat}\n" for point in points))

    def load_and_join() -> None:
        load_by_hand(points)
        join_by_hand()

    taken = best(
        {
            "load and join by hand": load_and_join,
            "join by hand": join_by_hand,
            "locate_many": lambda: locate_many(points),
            "locate --csv": lambda: locate_table(source, target),
        }
    )
    print(f"{count:,} points, {len(drafts)} areas; best of {RUNS}")
    for name, seconds in taken.items():
        print(f"  {name:22} {seconds * 1000:8.1f} ms  {count / seconds:12,.0f} points/s")
    for ours in ("locate_many", "locate --csv"):
        whole = taken["load and join by hand"] / taken[ours]
        bare = taken["join by hand"] / taken[ours]
        print(f"  ratio of {ours} to load and join by hand {whole:.2f}, to the join alone {bare:.2f}")
    ratio = taken["join by hand"] / taken["locate_many"]
    print(
        f"  bulk assignment / raw join: {ratio:.2f} (at least {TARGET}: {'yes' if ratio >= TARGET else 'NO'})"
    )


def main() -> None:
    """Print the ratios for each size."""
    server = make_url(os.environ["CIVIC_BENCH_DATABASE"])
    url = clone((server, make_template(server)), "civic_bench_places")
    with tempfile.TemporaryDirectory() as var:
        app = create_app(settings_for(url, Path(var)))
        with app.app_context():
            measure()
            db.session.remove()
            db.engine.dispose()
    with connect(server) as admin:
        admin.execute("DROP DATABASE civic_bench_places WITH (FORCE)")


def measure() -> None:
    """Store the areas as an import does, then compare."""
    drafts = areas()
    import_areas(Reading(drafts, []), Order(Kind.DISTRICT, gaps_allowed=True))
    db.session.execute(text("SET LOCAL jit = off"))
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            compare(drafts, count, Path(folder))


if __name__ == "__main__":
    main()
