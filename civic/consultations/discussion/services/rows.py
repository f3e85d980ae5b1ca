"""A comment, locked while something is done to it."""

from sqlalchemy import select

from civic.consultations.discussion.models import Comment
from civic.core.db import db


def locked(consultation_id: int, comment_id: int) -> Comment:
    """The row as it is now, whatever this session read of it before; NoResultFound when it is not of this consultation."""
    wanted = select(Comment).filter_by(id=comment_id, consultation_id=consultation_id).with_for_update()
    return db.session.execute(wanted.execution_options(populate_existing=True)).scalar_one()
