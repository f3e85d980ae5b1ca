"""Forgetting people in photos once the time to keep their data passed (polish-rules 4.5)."""

from datetime import datetime

from sqlalchemy import delete

from civic.core import files
from civic.core.db import db
from civic.initiatives.requests.services import ON_ERASED
from civic.initiatives.works.models import Photo


def _forget(initiative_id: int, now: datetime) -> None:
    """Photos that nobody agreed to publish; the published ones are part of the initiative's page."""
    gone = delete(Photo).where(Photo.initiative_id == initiative_id, Photo.agreed.is_(False))
    for file_id in db.session.scalars(gone.returning(Photo.file_id)).all():
        files.forget(file_id)


ON_ERASED.append(_forget)
