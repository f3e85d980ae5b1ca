"""The city's criteria, by version."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from civic.core.db import db
from civic.core.scores import Criterion, How
from civic.initiatives.assessment.models import Assessment, CriteriaVersion
from civic.initiatives.assessment.rules import DEFAULT, CriteriaSet

STARTING = 1
"""The version the program starts with: ``rules.DEFAULT``; its row comes with the first need of it."""


def read(row: CriteriaVersion) -> CriteriaSet:
    """The set a row holds."""
    return CriteriaSet(
        criteria=tuple(Criterion(**each) for each in row.criteria),
        how=How(row.how),
        threshold=row.threshold,
        members=row.members,
    )


def newest() -> tuple[int, CriteriaSet]:
    """The version in force and its number."""
    row = db.session.scalars(
        select(CriteriaVersion).order_by(CriteriaVersion.version.desc()).limit(1)
    ).first()
    return (row.version, read(row)) if row is not None else (STARTING, DEFAULT)


def version(number: int) -> CriteriaSet:
    """One version; NoResultFound when there is none."""
    row = db.session.get(CriteriaVersion, number)
    if row is None and number == STARTING:
        return DEFAULT
    return read(db.session.get_one(CriteriaVersion, number))


class Listed(NamedTuple):
    """A version in the list: since when, and how many requests are scored by it."""

    version: int
    created_at: datetime
    threshold: int
    members: int
    used: int


def versions() -> list[Listed]:
    """Every version, the newest first."""
    used = (
        select(func.count())
        .select_from(Assessment)
        .where(Assessment.criteria_version == CriteriaVersion.version)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            CriteriaVersion.version, CriteriaVersion.created_at, CriteriaVersion.threshold, CriteriaVersion.members, used
        ).order_by(CriteriaVersion.version.desc())
    )  # fmt: skip
    return [Listed(*row) for row in rows]
