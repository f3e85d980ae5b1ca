"""The territory of a consultation as GeoJSON: the city's usual areas as scenery, what it concerns marked."""

import json
from typing import Any

from sqlalchemy import func, literal, null, select, union_all

from civic.consultations.notices.models import Consultation, ConsultationArea
from civic.core.db import db
from civic.places.models import Area
from civic.places.queries import districts_geojson, main_kind

SIMPLER = 0.0001  # degrees: about 10 m


def territory_geojson(consultation_id: int) -> dict[str, Any]:
    """A FeatureCollection for the component ``map``: areas with ``kind`` "on" are those it concerns."""
    scenery: dict[str, Any] = json.loads(districts_geojson(main_kind()).body)
    own = _own(consultation_id)
    codes = {feature["properties"]["code"] for feature in own}
    plain = [feature for feature in scenery["features"] if feature["properties"]["code"] not in codes]
    return {"type": "FeatureCollection", "features": [*plain, *own]}


def _own(consultation_id: int) -> list[dict[str, Any]]:
    areas = (
        select(Area.code, Area.name, _drawn(Area.geom))
        .join(ConsultationArea, ConsultationArea.area_id == Area.id)
        .where(ConsultationArea.consultation_id == consultation_id)
    )
    shape = select(null(), literal(""), _drawn(Consultation.territory)).where(
        Consultation.id == consultation_id, Consultation.territory.is_not(None)
    )
    return [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "kind": "on"},
            "geometry": json.loads(geometry),
        }
        for code, name, geometry in db.session.execute(union_all(areas, shape))
    ]


def _drawn(geometry: Any) -> Any:
    return func.ST_AsGeoJSON(func.ST_SimplifyPreserveTopology(geometry, SIMPLER), 5)
