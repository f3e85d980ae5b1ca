"""An initiative as the later features ask about it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.exc import NoResultFound

from civic.core.db import db
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import PUBLIC, Status, signature
from civic.people.models import Person


@dataclass(frozen=True)
class InitiativeFacts:
    """What later features ask of an initiative. Values are grosz; ``signature``: IL/2026/0007, or "" while a draft.

    ``leader_open``: the leader has an account that is not closed.
    """

    id: int
    status: Status
    signature: str
    title: str
    leader_id: int | None
    leader_open: bool
    organisation_id: int | None
    received_on: date | None
    due_on: date | None
    residents_value: int
    city_value: int


def initiative(initiative_id: int) -> InitiativeFacts:
    """An initiative; NoResultFound when there is none."""
    return _facts(db.session.execute(_select().where(Initiative.id == initiative_id)).one())


def public_initiative(initiative_id: int) -> InitiativeFacts:
    """An initiative everybody may see; NoResultFound for a draft."""
    found = initiative(initiative_id)
    if found.status not in PUBLIC:
        raise NoResultFound
    return found


def locked(initiative_id: int) -> InitiativeFacts:
    """An initiative nobody else may move until this transaction ends: whoever writes below it asks here first."""
    row = _select().where(Initiative.id == initiative_id).with_for_update(key_share=True, of=Initiative)
    return _facts(db.session.execute(row).one())


def _select() -> Select[*tuple[Any, ...]]:
    open_account = exists().where(Person.id == Initiative.leader_id, Person.closed_at.is_(None))
    return select(
        Initiative.id, Initiative.status, Initiative.year, Initiative.number, Initiative.title, Initiative.leader_id,
        Initiative.organisation_id, Initiative.received_on, Initiative.due_on, Initiative.residents_value,
        Initiative.city_value, open_account.label("leader_open"),
    )  # fmt: skip


def _facts(row: Row[Any]) -> InitiativeFacts:
    return InitiativeFacts(
        id=row.id,
        status=Status(row.status),
        signature=signature(row.year, row.number),
        title=row.title,
        leader_id=row.leader_id,
        leader_open=row.leader_open,
        organisation_id=row.organisation_id,
        received_on=row.received_on,
        due_on=row.due_on,
        residents_value=row.residents_value,
        city_value=row.city_value,
    )
