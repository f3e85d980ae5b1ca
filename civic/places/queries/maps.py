"""Boundaries for maps in a browser: simplified together, so that neighbours still share one border."""

import gzip
import json
from functools import lru_cache
from typing import Any, NamedTuple

import shapely
from shapely import set_precision
from sqlalchemy import text

from civic.core.db import db
from civic.places.queries.areas import areas_version
from civic.places.rules import Kind

SIMPLER = 0.0001  # degrees: corners that matter less than about 10 m go
STEP = 0.00001  # degrees: a metre


class GeoJson(NamedTuple):
    """A FeatureCollection, plain and gzipped, and a tag that changes when it does."""

    body: bytes
    packed: bytes
    etag: str


def districts_geojson(
    kind: Kind = Kind.DISTRICT, *, simplified: bool = True, marked: str | None = None
) -> GeoJson:
    """Areas of a kind as GeoJSON with the properties ``code``, ``name``, ``population``; made once per version.

    ``simplified`` is for looking at; whether a point is inside is only ever asked of the stored boundaries.
    ``marked``: the code of an area that gets the property ``kind`` "on".
    """
    version = areas_version()
    features = _features(version, kind, simplified)
    known = {feature["properties"]["code"] for feature in features}
    marked = marked if marked in known else None
    etag = f"{kind}-{version}-{'simple' if simplified else 'full'}-{marked or ''}"
    return GeoJson(*_bodies(version, kind, simplified, marked), etag)


@lru_cache(maxsize=64)
def _bodies(version: str, kind: Kind, simplified: bool, marked: str | None) -> tuple[bytes, bytes]:
    features = [
        {**feature, "properties": {**feature["properties"], "kind": "on"}}
        if feature["properties"]["code"] == marked
        else feature
        for feature in _features(version, kind, simplified)
    ]
    document = {"type": "FeatureCollection", "features": features}
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return body, gzip.compress(body, mtime=0)


@lru_cache(maxsize=8)
def _features(version: str, kind: Kind, simplified: bool) -> list[dict[str, Any]]:
    query = "SELECT code, name, population, ST_AsBinary(geom) FROM area WHERE kind = :kind ORDER BY code"
    rows = db.session.execute(text(query), {"kind": kind}).all()
    shapes: list[Any] = [shapely.from_wkb(row[3]) for row in rows]
    if simplified and shapes:
        shapes = [_rounded(shape) for shape in shapely.coverage_simplify(shapes, SIMPLER)]
    return [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "population": population},
            "geometry": json.loads(str(shapely.to_geojson(shape))),
        }
        for (code, name, population, _), shape in zip(rows, shapes, strict=True)
    ]


def _rounded(shape: Any) -> Any:
    return set_precision(shape, STEP, mode="pointwise")
