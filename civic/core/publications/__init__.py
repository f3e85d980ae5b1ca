"""Publications with evidence (polish-rules 1.7): what was published where and when; terms run from the last required one.

A feature calls ``note`` and ``withdraw`` inside its transaction and records its own event.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from civic.core import clock, files
from civic.core.access import Actor, Permission
from civic.core.db import Base, db
from civic.core.files import StoredFile
from civic.core.publications.rules import Channel, Published, complete_at, missing

__all__ = [
    "Channel",
    "Publication",
    "Published",
    "complete_at",
    "missing",
    "note",
    "of",
    "standing",
    "withdraw",
]

EVIDENCE = "publication-evidence"


class Publication(Base):
    """One document made public in one channel. ``subject``: "consultation:14"; ``document``: "NOTICE", "REPORT", ...

    ``evidence_id``: a stored file (a photo of the board, a cutting, a printed page); ``link``: where it can be read.
    A withdrawn publication stays with the moment of its withdrawal (history as the act on access to public information,
    art. 8(6), asks).
    """

    __tablename__ = "publication"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    subject: Mapped[str]
    document: Mapped[str]
    channel: Mapped[str]
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    link: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    by_id: Mapped[int] = mapped_column(BigInteger)
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(
            "channel IN ('BIP', 'CUSTOMARY', 'NOTICE_BOARD', 'OFFICIAL_JOURNAL', 'PRESS', 'WEBSITE')",
            name="channel_known",
        ),
        CheckConstraint("withdrawn_at >= published_at", name="withdrawn_after_published"),
        Index("ix_publication_subject", "subject", "document", "id"),
    )


def of(subject: str, document: str | None = None) -> Sequence[Publication]:
    """Every publication of the subject (of one document, if named), withdrawn ones too, in the order of recording."""
    query = select(Publication).filter_by(subject=subject).order_by(Publication.id)
    return db.session.scalars(query if document is None else query.filter_by(document=document)).all()


def standing(subject: str, document: str) -> list[Published]:
    """What is published now, as ``missing`` and ``complete_at`` ask."""
    query = select(Publication.channel, Publication.published_at).filter_by(
        subject=subject, document=document, withdrawn_at=None
    )
    return [Published(Channel(row.channel), row.published_at) for row in db.session.execute(query)]


def note(
    subject: str,
    document: str,
    channel: Channel,
    published_at: datetime,
    by_id: int,
    *,
    link: str = "",
    evidence_id: uuid.UUID | None = None,
) -> Publication:
    """Write down, in the transaction under way, that the document was published. What is needed for it, the feature asks."""
    row = Publication(
        subject=subject,
        document=document,
        channel=channel.value,
        published_at=published_at,
        link=link,
        evidence_id=evidence_id,
        by_id=by_id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def withdraw(publication: Publication, at: datetime) -> None:
    """Write down, in the transaction under way, that it no longer stands; it stays in the history."""
    publication.withdrawn_at = max(at, publication.published_at)
    db.session.flush()


@files.readable(EVIDENCE)
def _readable(_file: StoredFile, who: Actor | None) -> bool:
    return who is not None and who.may(Permission.OFFICE)
