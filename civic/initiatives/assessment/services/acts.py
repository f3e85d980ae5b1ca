"""Writing down what the office did with a request."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from civic.core.db import db
from civic.core.deadlines import in_poland
from civic.initiatives.assessment.models import Act, Kind
from civic.initiatives.requests.models import Initiative


def add(initiative_id: int, kind: Kind, officer_id: int, now: datetime, **more: Any) -> None:
    """Add the act, dated today in Poland."""
    act = Act(initiative_id=initiative_id, kind=kind, on=in_poland(now), by_id=officer_id, at=now, **more)
    db.session.add(act)
    db.session.flush()


def row(initiative_id: int) -> Initiative:
    """The request's row as it is now; only after ``requests.queries.locked``."""
    one = select(Initiative).where(Initiative.id == initiative_id)
    return db.session.execute(one.execution_options(populate_existing=True)).scalar_one()
