"""Numbers of residents."""

from collections.abc import Mapping

from sqlalchemy import select

from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.places.events import PopulationSet
from civic.places.models import Area
from civic.places.rules import Refusal, fold


def set_populations(numbers: Mapping[str, int]) -> tuple[int, int]:
    """Set residents per area, named by code or by name (marks and case do not matter); all or none.

    Returns how many changed and how many stayed. Refused when a name fits no area, or more than one, or comes twice.
    """
    with transaction():
        areas = db.session.scalars(select(Area).order_by(Area.id).with_for_update()).all()
        by_code = {area.code: area for area in areas}
        by_name: dict[str, list[Area]] = {}
        for area in areas:
            by_name.setdefault(fold(area.name), []).append(area)
        wanted: dict[int, tuple[Area, int]] = {}
        for given, number in numbers.items():
            fitting = [by_code[given]] if given in by_code else by_name.get(fold(given), [])
            if len(fitting) != 1:
                raise Refused(Refusal.UNKNOWN_AREA, area=given, count=len(fitting))
            if fitting[0].id in wanted:
                raise Refused(Refusal.SAME_AREA_TWICE, area=given)
            wanted[fitting[0].id] = (fitting[0], number)
        changed = [(area, number) for area, number in wanted.values() if area.population != number]
        for area, number in changed:
            record(PopulationSet(subject=f"area:{area.id}", before=area.population, after=number))
            area.population = number
        return len(changed), len(wanted) - len(changed)
