"""The city's criteria: a version is only ever added."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.initiatives.assessment import events, rules
from civic.initiatives.assessment.models import CriteriaVersion
from civic.initiatives.assessment.queries import criteria
from civic.initiatives.assessment.rules import DEFAULT, CriteriaSet, Refusal


def save_criteria(new: CriteriaSet, officer_id: int, base: int, now: datetime) -> int:
    """Save the next version; gives its number. ``base``: the version its author began with.

    Requests whose formal check has ended stay with the version of that day.
    """
    with transaction():
        number = version_in_force(now)
        if base != number:
            raise Refused(Refusal.CRITERIA_CHANGED_MEANWHILE)
        if no := rules.why_not_save(new, criteria.version(number)):
            raise no
        if not _add(number + 1, new, officer_id, now):
            raise Refused(Refusal.CRITERIA_CHANGED_MEANWHILE)
        record(
            events.CriteriaSaved(
                subject=f"criteria_version:{number + 1}",
                actor_id=officer_id,
                threshold=new.threshold,
                members=new.members,
            )
        )
        return number + 1


def version_in_force(now: datetime) -> int:
    """The number of the newest version; in the transaction under way the starting one is written down if need be."""
    number, _ = criteria.newest()
    if number == criteria.STARTING:
        _add(number, DEFAULT, None, now)
    return number


def _add(number: int, of: CriteriaSet, officer_id: int | None, now: datetime) -> bool:
    """Whether the version was added; somebody else may have been first."""
    row = insert(CriteriaVersion).values(
        version=number,
        criteria=[asdict(each) for each in of.criteria],
        how=of.how,
        threshold=of.threshold,
        members=of.members,
        created_at=now,
        created_by_id=officer_id,
    )
    added = db.session.execute(
        row.on_conflict_do_nothing(index_elements=["version"]).returning(CriteriaVersion.version)
    )
    return added.scalar_one_or_none() is not None
