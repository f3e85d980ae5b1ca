"""Roles given and taken back, office units: each with a reason in the audit trail, in force at once."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from civic.core import clock
from civic.core.access import Role
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.people import queries
from civic.people.events import RoleGranted, RoleRevoked, UnitAdded, UnitChanged, UnitClosed
from civic.people.models import OfficeUnit, RoleGrant
from civic.people.rules import Refusal, why_not_grant, why_not_move, why_not_take_admin


def grant(
    actor_id: int | None,
    email: str,
    role: Role,
    *,
    unit_id: int | None = None,
    edition_id: int | None = None,
    reason: str,
    document_number: str = "",
) -> int:
    """Give a role to the person of this address; gives the grant's id. ``actor_id`` None: from the command line."""
    with transaction():
        person = queries.by_email(email)
        if person is None or person.confirmed_at is None:
            raise Refused(Refusal.NO_SUCH_ACCOUNT)
        db.session.refresh(person, with_for_update=True)
        if person.closed_at is not None:
            raise Refused(Refusal.NO_SUCH_ACCOUNT)
        unit = db.session.get_one(OfficeUnit, unit_id, with_for_update=True) if unit_id is not None else None
        closed = unit is not None and unit.closed_at is not None
        if refusal := why_not_grant(role, unit_id, edition_id, unit_closed=closed):
            raise Refused(refusal)
        scope = {"unit_id": unit_id, "edition_id": edition_id}
        row = insert(RoleGrant).values(person_id=person.id, role=role.value, granted_at=clock.now(), **scope)
        made = db.session.execute(row.on_conflict_do_nothing().returning(RoleGrant.id)).scalar_one_or_none()
        if made is None:
            raise Refused(Refusal.ALREADY_GRANTED)
        record(
            RoleGranted(
                subject=f"person:{person.id}", actor_id=actor_id, reason=reason, document_number=document_number,
                role=role.value, **scope,
            )
        )  # fmt: skip
    return made


def revoke(actor_id: int | None, grant_id: int, *, reason: str, document_number: str = "") -> None:
    """Take a role back; the last administrator stays."""
    with transaction():
        row = db.session.get(RoleGrant, grant_id)
        if row is None:
            raise Refused(Refusal.NOT_GRANTED)
        if row.role == Role.ADMIN and (refusal := why_not_take_admin(other_admins(row.person_id)[0])):
            raise Refused(refusal)
        row = db.session.get(RoleGrant, grant_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise Refused(Refusal.NOT_GRANTED)
        db.session.delete(row)
        record(
            RoleRevoked(
                subject=f"person:{row.person_id}", actor_id=actor_id, reason=reason, document_number=document_number,
                role=row.role, unit_id=row.unit_id, edition_id=row.edition_id,
            )
        )  # fmt: skip


def other_admins(person_id: int) -> tuple[int, bool]:
    """How many other administrators there are, and whether this person is one; locked until the transaction ends."""
    query = (
        select(RoleGrant.person_id).filter_by(role=Role.ADMIN.value).order_by(RoleGrant.id).with_for_update()
    )
    admins = set(db.session.scalars(query))
    return len(admins - {person_id}), person_id in admins


def add_unit(actor_id: int, name: str, parent_id: int | None) -> int:
    """Enter an office unit; gives its id."""
    with transaction():
        _check_parent(parent_id)
        row = insert(OfficeUnit).values(name=name, parent_id=parent_id)
        made = db.session.execute(row.on_conflict_do_nothing().returning(OfficeUnit.id)).scalar_one_or_none()
        if made is None:
            raise Refused(Refusal.UNIT_NAME_TAKEN)
        record(UnitAdded(subject=f"office_unit:{made}", actor_id=actor_id, name=name, parent_id=parent_id))
    return made


def change_unit(actor_id: int, unit_id: int, name: str, parent_id: int | None) -> None:
    """Rename a unit or put it under another one."""
    with transaction():
        _lock_units()
        unit = db.session.get_one(OfficeUnit, unit_id, populate_existing=True)
        rows = db.session.execute(select(OfficeUnit.id, OfficeUnit.parent_id))
        parents = {row.id: row.parent_id for row in rows}
        if parent_id != unit.parent_id:
            _check_parent(parent_id)
        if refusal := why_not_move(unit_id, parent_id, parents):
            raise Refused(refusal)
        twin = select(OfficeUnit.id).where(
            OfficeUnit.name == name,
            OfficeUnit.parent_id.is_not_distinct_from(parent_id),
            OfficeUnit.id != unit_id,
        )
        if db.session.scalars(twin).first() is not None:
            raise Refused(Refusal.UNIT_NAME_TAKEN)
        before, unit.name, unit.parent_id = unit.name, name, parent_id
        record(
            UnitChanged(
                subject=f"office_unit:{unit_id}",
                actor_id=actor_id,
                name_before=before,
                name=name,
                parent_id=parent_id,
            )
        )


def close_unit(actor_id: int, unit_id: int, *, reason: str, document_number: str = "") -> None:
    """No new people in this unit any more; refused while it has people or open units below."""
    with transaction():
        _lock_units()
        unit = db.session.get_one(OfficeUnit, unit_id, populate_existing=True)
        people = select(func.count()).select_from(RoleGrant).where(RoleGrant.unit_id == unit_id)
        below = select(func.count()).select_from(OfficeUnit).where(
            OfficeUnit.parent_id == unit_id, OfficeUnit.closed_at.is_(None)
        )  # fmt: skip
        if db.session.scalars(people).one() or db.session.scalars(below).one():
            raise Refused(Refusal.UNIT_IN_USE)
        if unit.closed_at is None:
            unit.closed_at = clock.now()
            record(
                UnitClosed(
                    subject=f"office_unit:{unit_id}",
                    actor_id=actor_id,
                    reason=reason,
                    document_number=document_number,
                )
            )


def _check_parent(parent_id: int | None) -> None:
    if parent_id is not None and db.session.get_one(OfficeUnit, parent_id).closed_at is not None:
        raise Refused(Refusal.UNIT_CLOSED)


def _lock_units() -> None:
    """One change of the tree at a time: two moves at once could make a ring."""
    db.session.scalars(select(OfficeUnit.id).order_by(OfficeUnit.id).with_for_update()).all()
