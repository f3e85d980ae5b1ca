"""Opening the envelopes: once, after the close, all or nothing, leaving no trace of which ballot came from which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from uuid import UUID

import msgspec
from sqlalchemy import func, select, text

from civic.budget.voting import queries
from civic.budget.voting.models import Ballot, BallotOpening, EditionKey, Envelope
from civic.budget.voting.rules import Choice, EncodingError, EnvelopeStatus, Refusal, decode, why_not_open
from civic.budget.voting.services.copying import copy_rows
from civic.budget.voting.services.keys import private_key
from civic.core import clock, seal
from civic.core.audit import Event, record
from civic.core.db import db, transaction
from civic.core.refusal import Refused

_LOCK = 4927010


@dataclass(frozen=True, kw_only=True)
class EnvelopesOpened(Event):
    """The envelopes became ballots; ``shares`` are the numbers of those that were given."""

    shares: list[int]
    envelopes: int
    annulled: int
    ballots: int


class NumbersDisagreeError(Exception):
    """There are not as many ballots as envelopes; everything was rolled back."""


def open_envelopes(
    edition_id: int, shares: Sequence[str], *, actor_id: int | None = None, now: datetime | None = None
) -> BallotOpening:
    """Open every valid envelope with at least k shares, shuffle, and keep the choices as ballots, in one transaction.

    A power cut leaves either nothing done or all of it. Refused: too early, no key, envelopes still in doubt, shares that
    do not fit, envelopes that cannot be read (they are named, nothing is stored), opened before.
    """
    now = now or clock.now()
    with transaction():
        db.session.execute(
            text("SELECT pg_advisory_xact_lock(:lock, :edition)"), {"lock": _LOCK, "edition": edition_id}
        )
        db.session.execute(text("LOCK TABLE envelope IN SHARE MODE"))  # waits for the last ballot under way
        key = db.session.get(EditionKey, edition_id, with_for_update=True, populate_existing=True)
        box = queries.box(edition_id)
        if reason := why_not_open(box, now):
            raise Refused(
                reason,
                closes=box.paper_closes if reason is Refusal.PAPER_STILL_OPEN else box.closes,
                count=box.quarantined,
            )
        private, numbers = private_key(key, shares)
        choices = _open_all(edition_id, private)
        SystemRandom().shuffle(choices)
        _keep(edition_id, choices)
        return _record(edition_id, len(choices), numbers, actor_id, now)


def _open_all(edition_id: int, private: bytes) -> list[Choice]:
    rows = db.session.execute(
        select(Envelope.sealed, Envelope.tracker).where(
            Envelope.edition_id == edition_id, Envelope.status == EnvelopeStatus.VALID
        )
    )
    choices, damaged = [], []
    for sealed, tracker in rows:
        try:
            if seal.tracker(sealed) != tracker:
                raise seal.SealError("the tracker is not of this content")
            choices.append(decode(seal.open_sealed(private, sealed)))
        except (seal.SealError, EncodingError):
            damaged.append(tracker)
    if damaged:
        raise Refused(Refusal.ENVELOPES_DAMAGED, count=len(damaged), tracker=min(damaged))
    return choices


def _keep(edition_id: int, choices: Iterable[Choice]) -> None:
    random = SystemRandom()
    encoder = msgspec.json.Encoder(order="sorted")
    copy_rows(
        "ballot (id, edition_id, channel, area, age_band, sex, choice)",
        (
            (
                UUID(int=random.getrandbits(128), version=4),
                edition_id,
                each.channel,
                each.area,
                each.age_band,
                each.sex,
                _json(encoder, each),
            )
            for each in choices
        ),
    )


def _json(encoder: msgspec.json.Encoder, choice: Choice) -> str:
    return encoder.encode(
        {list_id: {str(p): n for p, n in chosen.items()} for list_id, chosen in choice.lists.items()}
    ).decode()


def _record(
    edition_id: int, opened: int, numbers: list[int], actor_id: int | None, now: datetime
) -> BallotOpening:
    stored = (
        db.session.scalar(select(func.count()).select_from(Ballot).where(Ballot.edition_id == edition_id))
        or 0
    )
    annulled = queries.count_envelopes(edition_id, EnvelopeStatus.ANNULLED)
    if stored != opened or opened != queries.count_envelopes(edition_id, EnvelopeStatus.VALID):
        raise NumbersDisagreeError
    opening = BallotOpening(
        edition_id=edition_id,
        opened_at=now,
        opened_by=actor_id,
        shares=numbers,
        envelopes=opened,
        annulled=annulled,
        ballots=stored,
    )
    db.session.add(opening)
    record(
        EnvelopesOpened(
            subject=f"edition:{edition_id}",
            actor_id=actor_id,
            shares=numbers,
            envelopes=opened,
            annulled=annulled,
            ballots=stored,
        )
    )
    return opening
