"""Forgetting people of agreements once the time to keep their data passed (polish-rules 4.5)."""

from datetime import datetime

from sqlalchemy import delete, update

from civic.core import files
from civic.core.db import db
from civic.initiatives.agreements.models import Agreement, PlanMessage
from civic.initiatives.agreements.services.signing import SCAN
from civic.initiatives.requests.services import ON_ERASED


def _forget(initiative_id: int, now: datetime) -> None:
    """Who signed for residents, scans of the signed papers, what the sides wrote to each other.

    The signed text with its terms and annexes stays: the snapshot has no name of the applicant in it.
    """
    papers = update(Agreement).where(Agreement.initiative_id == initiative_id, Agreement.erased_at.is_(None))
    db.session.execute(papers.values(applicant_party="", erased_at=now))
    db.session.execute(delete(PlanMessage).where(PlanMessage.initiative_id == initiative_id))
    for file in files.of(SCAN, initiative_id):
        files.forget(file.id)


ON_ERASED.append(_forget)
