"""Writing down what the office did with a request."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from civic.core.db import db
from civic.core.deadlines import in_poland
from civic.core.refusal import Refused
from civic.initiatives.assessment.models import Act, Kind
from civic.initiatives.assessment.rules import Refusal
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import EDGES, Action, Status


def add(initiative_id: int, kind: Kind, officer_id: int, now: datetime, **more: Any) -> None:
    """Add the act, dated today in Poland."""
    act = Act(initiative_id=initiative_id, kind=kind, on=in_poland(now), by_id=officer_id, at=now, **more)
    db.session.add(act)
    db.session.flush()


def row(initiative_id: int) -> Initiative:
    """The request's row as it is now; only after ``requests.queries.locked``."""
    one = select(Initiative).where(Initiative.id == initiative_id)
    return db.session.execute(one.execution_options(populate_existing=True)).scalar_one()


def move(initiative: Initiative, action: Action, now: datetime) -> Status:
    """Move the request along its edge; Refused where there is none."""
    status = Status(initiative.status)
    to = EDGES.after(status, action)
    if to is None:
        raise Refused(Refusal.STATUS_WRONG, status=status)
    initiative.status, initiative.status_at = to, now
    db.session.flush()
    return to
