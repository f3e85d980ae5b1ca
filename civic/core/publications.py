"""Publications with evidence (polish-rules 1.7): what was published where and when; terms run from the last required one."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base


class Channel(StrEnum):
    """Where the city publishes."""

    BIP = "BIP"
    WEBSITE = "WEBSITE"
    NOTICE_BOARD = "NOTICE_BOARD"
    PRESS = "PRESS"
    CUSTOMARY = "CUSTOMARY"
    OFFICIAL_JOURNAL = "OFFICIAL_JOURNAL"


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


@dataclass(frozen=True)
class Published:
    """What a rule needs to know of a publication that still stands."""

    channel: Channel
    at: datetime


def missing(required: Collection[Channel], published: Iterable[Published]) -> tuple[Channel, ...]:
    """Required channels without a publication, in the order of the channels' list."""
    there = {each.channel for each in published}
    return tuple(channel for channel in Channel if channel in required and channel not in there)


def complete_at(required: Collection[Channel], published: Iterable[Published]) -> datetime | None:
    """When the last required channel had it: the moment terms count from; None while one is missing."""
    first: dict[Channel, datetime] = {}
    for each in published:
        if each.channel in required:
            first[each.channel] = min(each.at, first.get(each.channel, each.at))
    return max(first.values()) if first and len(first) == len(set(required)) else None
