"""Forgetting people once the time to keep their data passed (polish-rules 4.5)."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update

from civic.core import files
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.deadlines import in_poland
from civic.initiatives.requests import queries, rules
from civic.initiatives.requests.events import InitiativeErased
from civic.initiatives.requests.models import Initiative, Member
from civic.initiatives.requests.rules import ENDED, Status

ON_ERASED: list[Callable[[int, datetime], None]] = []
"""What a later feature forgets, inside the same transaction, when a request's people are: (initiative, now)."""


def to_erase(now: datetime) -> list[int]:
    """Requests that ended so long ago that nothing personal of them may be kept."""
    years = queries.settings_in_force().document.retention_years
    ended = (
        select(Initiative.id, Initiative.status, Initiative.status_at)
        .where(
            Initiative.status.in_(ENDED), Initiative.erased_at.is_(None), Initiative.status_at.is_not(None)
        )
        .order_by(Initiative.id)
    )
    today = in_poland(now)
    return [
        row.id
        for row in db.session.execute(ended)
        if rules.may_be_erased(Status(row.status), in_poland(row.status_at), years, today)
    ]


def erase(initiative_id: int, now: datetime) -> None:
    """Erase contacts, members, the paper list and the owner's consent; who led it is not known any more. Only once."""
    with transaction():
        query = select(Initiative).filter_by(id=initiative_id).with_for_update(key_share=True)
        found = db.session.execute(query.execution_options(populate_existing=True)).scalar_one()
        years = queries.settings_in_force().document.retention_years
        ended = in_poland(found.status_at or now)
        if found.erased_at is not None or not rules.may_be_erased(
            Status(found.status), ended, years, in_poland(now)
        ):
            return
        blank = {"name": "", "address": "", "email": "", "phone": "", "key": None, "erased_at": now}
        gone = db.session.scalars(
            update(Member)
            .where(Member.initiative_id == initiative_id, Member.erased_at.is_(None))
            .values(**blank)
            .returning(Member.id)
        ).all()
        kept = [
            file
            for kind in (queries.PAPER_LIST, queries.CONSENT, queries.ATTACHMENT)
            for file in files.of(kind, initiative_id)
            if not file.public
        ]
        for file in kept:
            files.forget(file.id)
        for then in ON_ERASED:
            then(initiative_id, now)
        found.leader_id, found.land_note, found.erased_at = None, "", now
        record(InitiativeErased(subject=f"initiative:{initiative_id}", members=len(gone), files=len(kept)))
