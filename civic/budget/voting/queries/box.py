"""Envelopes in the box, what became of them, and the opened ballots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import DateTime, func, select, text

from civic.budget.editions import queries as editions
from civic.budget.voting.models import Ballot, BallotOpening, EditionKey, Envelope, EnvelopeDecision
from civic.budget.voting.rules import Choice, EnvelopeStatus, Fate, fate
from civic.budget.voting.rules.envelopes import Box
from civic.core.db import db

BURST = 20
"""So many envelopes from one network within an hour are worth a look. A library or a school has them too."""


@dataclass(frozen=True)
class Found:
    """What anybody may know about an envelope by its number. ``reason``: why it was annulled or waits, a key of DOUBTS."""

    fate: Fate
    tracker: str | None = None
    cast_at: datetime | None = None
    channel: str | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class Waiting:
    """An envelope somebody doubts, as the office sees it. ``proposed``: the status proposed and by whom, with the reason."""

    tracker: str
    status: EnvelopeStatus
    doubt: str
    channel: str
    cast_at: datetime
    proposed: str | None
    proposed_by: int | None
    reason: str | None


def database_now() -> datetime:
    """The database's clock."""
    return db.session.execute(select(func.clock_timestamp(type_=DateTime(timezone=True)))).scalar_one()


class Outside(NamedTuple):
    """An envelope as voting itself reads it; nothing here says who."""

    id: int
    sealed: bytes
    tracker: str
    status: str
    route: str
    channel: str
    cast_at: datetime
    changes: int
    idempotency_key: str


_OUTSIDE = (
    Envelope.id, Envelope.sealed, Envelope.tracker, Envelope.status, Envelope.route, Envelope.channel, Envelope.cast_at,
    Envelope.changes, Envelope.idempotency_key,
)  # fmt: skip


def envelope_of(edition_id: int, voter_key: bytes) -> Outside | None:
    """The envelope of a voter, by their key."""
    mine = select(*_OUTSIDE).where(Envelope.edition_id == edition_id, Envelope.voter_key == voter_key)
    row = db.session.execute(mine).one_or_none()
    return Outside(*row) if row else None


def envelope_cast_from(edition_id: int, once: str) -> Outside | None:
    """The envelope cast from one page, read from the table."""
    from_page = select(*_OUTSIDE).where(Envelope.edition_id == edition_id, Envelope.idempotency_key == once)
    row = db.session.execute(from_page).first()
    return Outside(*row) if row else None


def has_envelopes(edition_id: int) -> bool:
    """Whether anything lies in the box."""
    return (
        db.session.scalar(select(Envelope.id).where(Envelope.edition_id == edition_id).limit(1)) is not None
    )


def count_envelopes(edition_id: int, status: EnvelopeStatus) -> int:
    """How many envelopes have this status."""
    counted = select(func.count()).where(Envelope.edition_id == edition_id, Envelope.status == status)
    return db.session.scalar(counted) or 0


def status_counts(edition_id: int) -> dict[EnvelopeStatus, int]:
    """How many envelopes there are of each status."""
    rows = db.session.execute(
        select(Envelope.status, func.count())
        .where(Envelope.edition_id == edition_id)
        .group_by(Envelope.status)
    ).all()
    return dict.fromkeys(EnvelopeStatus, 0) | {EnvelopeStatus(status): count for status, count in rows}


def opened(edition_id: int) -> bool:
    """Whether the envelopes have been opened."""
    return opening(edition_id) is not None


def opening(edition_id: int) -> BallotOpening | None:
    """The record of the opening, or None."""
    return db.session.get(BallotOpening, edition_id)


def box(edition_id: int) -> Box:
    """What decides whether the envelopes may be opened."""
    calendar = editions.rules(edition_id).calendar
    has_key = db.session.scalar(
        select(EditionKey.wrapped_private.is_not(None)).where(EditionKey.edition_id == edition_id)
    )
    return Box(
        closes=calendar.voting.closes,
        paper_closes=calendar.paper_entry,
        has_key=bool(has_key),
        opened=opened(edition_id),
        quarantined=count_envelopes(edition_id, EnvelopeStatus.QUARANTINED),
    )


def find_envelope(edition_id: int, tracker: str) -> Found:
    """What became of the envelope with this number, in any spelling."""
    letters = "".join(letter for letter in tracker.upper() if letter.isascii() and letter.isalnum())
    number = "-".join(letters[start : start + 5] for start in range(0, len(letters), 5))
    row = db.session.execute(
        select(Envelope.status, Envelope.doubt, Envelope.cast_at, Envelope.channel).where(
            Envelope.edition_id == edition_id, Envelope.tracker == number
        )
    ).one_or_none()
    if row is None:
        return Found(Fate.UNKNOWN)
    what = fate(EnvelopeStatus(row.status), opened(edition_id))
    doubt = row.doubt if what in {Fate.ANNULLED, Fate.WAITS} else None
    return Found(what, number, row.cast_at, row.channel, doubt)


def trackers(edition_id: int) -> Iterator[tuple[str, str]]:
    """Every envelope's number and status, sorted by number: nothing of the order they came in."""
    rows = db.session.execute(
        select(Envelope.tracker, Envelope.status)
        .where(Envelope.edition_id == edition_id)
        .order_by(Envelope.tracker.collate("C"))
        .execution_options(yield_per=5000)
    )
    for row in rows:
        yield row.tracker, row.status


def doubtful(edition_id: int) -> list[Waiting]:
    """Envelopes that were put aside or annulled, the oldest first, with what was proposed last."""
    last = (
        select(EnvelopeDecision)
        .where(EnvelopeDecision.envelope_id == Envelope.id)
        .order_by(EnvelopeDecision.id.desc())
        .limit(1)
        .lateral()
    )
    rows = db.session.execute(
        select(
            Envelope.tracker, Envelope.status, Envelope.doubt, Envelope.channel, Envelope.cast_at,
            last.c.to_status, last.c.proposed_by, last.c.reason, last.c.confirmed_by,
        )
        .outerjoin(last, text("true"))
        .where(Envelope.edition_id == edition_id, Envelope.status != EnvelopeStatus.VALID)
        .order_by(Envelope.cast_at, Envelope.tracker)
    )  # fmt: skip
    return [
        Waiting(
            row.tracker, EnvelopeStatus(row.status), row.doubt, row.channel, row.cast_at,
            row.to_status if row.confirmed_by is None else None,
            row.proposed_by if row.confirmed_by is None else None, row.reason,
        )
        for row in rows
    ]  # fmt: skip


def decisions(edition_id: int, tracker: str) -> Sequence[EnvelopeDecision]:
    """Everything decided about one envelope, in order."""
    return db.session.scalars(
        select(EnvelopeDecision)
        .join(Envelope, Envelope.id == EnvelopeDecision.envelope_id)
        .where(Envelope.edition_id == edition_id, Envelope.tracker == tracker)
        .order_by(EnvelopeDecision.id)
    ).all()


def bursts(edition_id: int) -> list[tuple[datetime, int, list[str]]]:
    """Hours in which one network sent many envelopes: the hour, how many, and their numbers. A signal, not a verdict."""
    rows = db.session.execute(
        select(Envelope.cast_at, func.count(), func.array_agg(Envelope.tracker))
        .where(
            Envelope.edition_id == edition_id,
            Envelope.network_key.is_not(None),
            Envelope.status == EnvelopeStatus.VALID,
        )
        .group_by(Envelope.network_key, Envelope.cast_at)
        .having(func.count() >= BURST)
        .order_by(func.count().desc())
    )
    return [(hour, count, sorted(numbers)) for hour, count, numbers in rows]


def ballots(edition_id: int) -> Iterator[Choice]:
    """The opened ballots, in the order of their random ids."""
    rows = db.session.execute(
        select(Ballot.choice, Ballot.area, Ballot.age_band, Ballot.sex, Ballot.channel)
        .where(Ballot.edition_id == edition_id)
        .order_by(Ballot.id)
        .execution_options(yield_per=5000)
    )
    for choice, area, age_band, sex, channel in rows:
        lists = {
            list_id: {int(project): points for project, points in chosen.items()}
            for list_id, chosen in choice.items()
        }
        yield Choice(lists, area, age_band, sex, channel)
