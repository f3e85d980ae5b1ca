"""Everything read about people."""

from sqlalchemy import select

from civic.core.access import Actor, Grant, Role
from civic.core.db import db
from civic.people.models import Person, RoleGrant


def load_actor(person_id: int, session_version: int) -> Actor | None:
    """Who is signed in with this session; None when it was ended or the account closed. One statement."""
    rows = db.session.execute(
        select(Person.name, Person.email, RoleGrant.role, RoleGrant.unit_id, RoleGrant.edition_id)
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            Person.id == person_id,
            Person.session_version == session_version,
            Person.confirmed_at.is_not(None),
            Person.closed_at.is_(None),
        )
        .order_by(RoleGrant.id)
    ).all()
    if not rows:
        return None
    grants = tuple(Grant(Role(row.role), row.unit_id, row.edition_id) for row in rows if row.role is not None)
    return Actor(person_id, rows[0].name, rows[0].email, grants, session_version)
