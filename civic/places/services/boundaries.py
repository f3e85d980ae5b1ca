"""Storing boundaries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from sqlalchemy import ColumnClause, column, delete, func, select, table, text, update

from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.geo import polygon_to_db
from civic.core.refusal import Refused
from civic.places.events import AreasImported
from civic.places.models import AddressPoint, Area
from civic.places.rules import Kind, Refusal, fold
from civic.places.rules.boundaries import judge
from civic.places.rules.cover import TOLERANCE, Whole
from civic.places.rules.findings import Finding, refusing
from civic.places.rules.geojson import Draft, Reading
from civic.places.services.assignment import Assigned, assign_addresses

_REFERENCES = """
SELECT c.conrelid::regclass::text AS "table", own.attname AS "column", target.attname AS target
FROM pg_constraint c
JOIN pg_attribute own ON own.attrelid = c.conrelid AND own.attnum = c.conkey[1]
JOIN pg_attribute target ON target.attrelid = c.confrelid AND target.attnum = c.confkey[1]
WHERE c.contype = 'f' AND c.confrelid = 'area'::regclass
  AND c.conrelid NOT IN ('area'::regclass, 'address_point'::regclass)
ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Order:
    """What to import and how. ``parent``: the code or name of the area they lie in.

    ``replace``: areas of this kind and parent that differ are changed and those not in the file removed.
    ``reassign``: agreed that address points go to other areas by it.
    """

    kind: Kind
    parent: str | None = None
    replace: bool = False
    reassign: bool = False
    repair: bool = False
    tolerance: float = TOLERANCE
    gaps_allowed: bool = False


@dataclass(frozen=True)
class Imported:
    """What was done: names of areas, and all remarks of the check."""

    added: Sequence[str]
    changed: Sequence[str]
    removed: Sequence[str]
    unchanged: Sequence[str]
    addresses: Assigned
    findings: Sequence[Finding]


@dataclass(frozen=True)
class _Plan:
    added: list[Draft]
    changed: list[tuple[Area, Draft]]
    reshaped: list[Area]
    removed: list[Area]
    unchanged: list[Draft]


def import_areas(reading: Reading, order: Order) -> Imported:
    """Check the areas of a file and store them. Refused with CHECK_FAILED and ``findings`` when a check fails.

    The same file again changes nothing. Raises Refused also when something stored would be changed without being asked
    for, or when projects or other things refer to what would be changed or removed.
    """
    with transaction():
        db.session.execute(text("LOCK TABLE area IN SHARE ROW EXCLUSIVE MODE"))
        parent = _parent(order)
        stored = _stored_set(order.kind, parent)
        new = {draft.code for draft in reading.drafts}
        staying = [] if order.replace else [_as_draft(a) for code, a in stored.items() if code not in new]
        whole = Whole(
            parent=_as_draft(parent) if parent is not None else None,
            standing=staying,
            tolerance=order.tolerance,
            gaps_allowed=order.gaps_allowed,
            system=reading.system,
        )
        drafts, findings = judge(reading, whole, repair=order.repair)
        if refusing(findings):
            raise Refused(Refusal.CHECK_FAILED, findings=findings)
        plan = _plan(drafts, stored, order)
        _refuse_what_is_used(plan, order)
        assigned = _store(plan, order, parent)
        return Imported(
            added=[draft.name for draft in plan.added],
            changed=[draft.name for _, draft in plan.changed],
            removed=[area.name for area in plan.removed],
            unchanged=[draft.name for draft in plan.unchanged],
            addresses=assigned,
            findings=findings,
        )


def _parent(order: Order) -> Area | None:
    if order.parent is None:
        return None
    if order.kind is Kind.CITY:
        raise Refused(Refusal.PARENT_OF_CITY)
    parent = _named(order.parent)
    if Kind(parent.kind).depth >= order.kind.depth:
        raise Refused(Refusal.PARENT_NOT_WIDER, parent=parent.name)
    return parent


def _named(given: str) -> Area:
    """The area with this code, or the only one with this name."""
    by_code = db.session.scalars(select(Area).where(Area.code == given)).one_or_none()
    if by_code is not None:
        return by_code
    everything = db.session.scalars(select(Area).order_by(Area.code)).all()
    fitting = [area for area in everything if fold(area.name) == fold(given)]
    if len(fitting) != 1:
        codes = ", ".join(area.code for area in everything[:20])
        raise Refused(Refusal.NO_SUCH_PARENT, parent=given, codes=codes or "–")
    return fitting[0]


def _stored_set(kind: Kind, parent: Area | None) -> dict[str, Area]:
    query = select(Area).where(Area.kind == kind, Area.parent_id.is_not_distinct_from(parent and parent.id))
    return {area.code: area for area in db.session.scalars(query.order_by(Area.code))}


def _shape(area: Area) -> Any:
    return shapely.from_wkb(bytes(area.geom.data))


def _as_draft(area: Area) -> Draft:
    return Draft(area.name, area.code, area.population, _shape(area))


def _plan(drafts: Sequence[Draft], stored: Mapping[str, Area], order: Order) -> _Plan:
    plan = _Plan([], [], [], [], [])
    for draft in drafts:
        area = stored.get(draft.code)
        if area is None:
            plan.added.append(draft)
            continue
        reshaped = _shape(area).wkb != draft.shape.wkb
        if reshaped:
            plan.reshaped.append(area)
        if reshaped or area.name != draft.name or draft.population not in {None, area.population}:
            plan.changed.append((area, draft))
        else:
            plan.unchanged.append(draft)
    if order.replace:
        new = {draft.code for draft in drafts}
        plan.removed.extend(area for code, area in stored.items() if code not in new)
    return plan


def _refuse_what_is_used(plan: _Plan, order: Order) -> None:
    codes = [draft.code for draft in plan.added]
    taken = db.session.scalars(select(Area).where(Area.code.in_(codes)).order_by(Area.code)).first()
    if taken is not None:
        raise Refused(Refusal.CODE_TAKEN, code=taken.code, area=taken.name, kind=Kind(taken.kind))
    if plan.changed and not order.replace:
        raise Refused(Refusal.WOULD_REPLACE, areas=[area.name for area, _ in plan.changed])
    touched = [*plan.reshaped, *plan.removed]
    if touched:
        _refuse_references(touched)
        _refuse_children(plan.removed)
        if not order.reassign:
            _refuse_addresses(touched)


def _refuse_references(touched: Sequence[Area]) -> None:
    """Whatever table refers to areas, of whichever feature: its rows must not change their place silently."""
    for found in db.session.execute(text(_REFERENCES)).all():
        mine: ColumnClause[object] = column(found.column)
        values = [area.code if found.target == "code" else area.id for area in touched]
        query = select(func.count()).select_from(table(found.table)).where(mine.in_(values))
        if count := db.session.execute(query).scalar_one():
            names = [area.name for area in touched]
            raise Refused(Refusal.STILL_USED, areas=names, table=found.table, count=count)


def _refuse_children(removed: Iterable[Area]) -> None:
    for area in removed:
        query = select(func.count()).select_from(Area).where(Area.parent_id == area.id)
        if count := db.session.execute(query).scalar_one():
            raise Refused(Refusal.HAS_CHILDREN, area=area.name, count=count)


def _refuse_addresses(touched: Sequence[Area]) -> None:
    ids = [area.id for area in touched]
    query = select(func.count()).select_from(AddressPoint).where(AddressPoint.area_id.in_(ids))
    if count := db.session.execute(query).scalar_one():
        raise Refused(Refusal.ADDRESSES_REFER, areas=[area.name for area in touched], count=count)


def _store(plan: _Plan, order: Order, parent: Area | None) -> Assigned:
    if not (plan.added or plan.changed or plan.removed):
        return Assigned(0, 0)
    for draft in plan.added:
        db.session.add(_new(draft, order.kind, parent))
    for area, draft in plan.changed:
        values: dict[str, object] = {"name": draft.name}
        if draft.population is not None:
            values["population"] = draft.population
        if area in plan.reshaped:
            values["geom"] = polygon_to_db(draft.shape)
        db.session.execute(update(Area).where(Area.id == area.id).values(**values))
    db.session.flush()
    gone = [area.id for area in plan.removed]
    assigned = assign_addresses(without=gone)
    db.session.execute(delete(Area).where(Area.id.in_(gone)))
    record(
        AreasImported(
            subject=f"area:{order.kind}",
            parent=parent.code if parent is not None else None,
            added=len(plan.added),
            changed=tuple(draft.code for _, draft in plan.changed),
            removed=tuple(area.code for area in plan.removed),
        )
    )
    return assigned


def _new(draft: Draft, kind: Kind, parent: Area | None) -> Area:
    return Area(
        code=draft.code,
        kind=kind,
        name=draft.name,
        parent_id=parent.id if parent is not None else None,
        population=draft.population,
        geom=polygon_to_db(draft.shape),
    )
