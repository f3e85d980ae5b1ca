"""The key ceremony, and opening voting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from civic.budget.editions import services as editions
from civic.budget.voting import queries
from civic.budget.voting.models import EditionKey, KeyShareRecord
from civic.budget.voting.rules import Refusal, box_size
from civic.budget.voting.services import secrets
from civic.core import clock, seal
from civic.core.audit import Event, record
from civic.core.db import db, transaction
from civic.core.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class KeyMade(Event):
    """The edition's key was made; who holds which share is in key_share_record."""

    threshold: int
    members: int
    public_key: str
    replaced: bool


@dataclass(frozen=True, kw_only=True)
class SharesRehearsed(Event):
    """Members proved that their shares open the key."""

    shares: list[int]


@dataclass(frozen=True, kw_only=True)
class VotingOpened(Event):
    """The rules were frozen and envelopes may come in when the calendar says so."""

    projects: int
    box_size: int


@dataclass(frozen=True, kw_only=True)
class KeyDestroyed(Event):
    """The private key and the voters' secret are gone: no envelope can be opened, no mark made, ever again."""


@dataclass(frozen=True)
class Ceremony:
    """The shares to hand out, in the order of the holders. Shown once, never stored."""

    shares: tuple[tuple[str, str], ...]
    threshold: int


def make_key(
    edition_id: int,
    threshold: int,
    holders: Sequence[str],
    *,
    actor_id: int | None = None,
    now: datetime | None = None,
) -> Ceremony:
    """Make the edition's key, split so that ``threshold`` of the holders open it; a key nothing hangs on yet is replaced."""
    names = [" ".join(name.split()) for name in holders if name.strip()]
    if not names or len(set(names)) != len(names):
        raise Refused(Refusal.HOLDER_MISSING)
    if not 1 <= threshold <= len(names) <= 20:
        raise Refused(Refusal.KEY_NUMBERS)
    with transaction():
        old = db.session.scalars(
            select(EditionKey).where(EditionKey.edition_id == edition_id).with_for_update()
        ).first()
        if old is not None and (old.box_size is not None or queries.has_envelopes(edition_id)):
            raise Refused(Refusal.KEY_EXISTS)
        made = seal.make_split_key(threshold, len(names))
        values = {
            "public_key": made.public,
            "wrapped_private": made.wrapped_private,
            "voter_secret": secrets.new_voter_secret(),
            "threshold": threshold,
            "members": len(names),
            "made_at": now or clock.now(),
            "rehearsed_at": None,
        }
        _keep(edition_id, old, values, names)
        record(
            KeyMade(
                subject=f"edition:{edition_id}", actor_id=actor_id, threshold=threshold, members=len(names),
                public_key=made.public.hex(), replaced=old is not None,
            )
        )  # fmt: skip
    return Ceremony(tuple(zip(names, made.shares, strict=True)), threshold)


def _keep(edition_id: int, old: EditionKey | None, values: dict[str, object], names: Sequence[str]) -> None:
    if old is None:
        db.session.add(EditionKey(edition_id=edition_id, **values))
    else:
        for name, value in values.items():
            setattr(old, name, value)
        db.session.execute(delete(KeyShareRecord).where(KeyShareRecord.edition_id == edition_id))
    db.session.flush()
    db.session.add_all(
        KeyShareRecord(edition_id=edition_id, number=number, holder=name)
        for number, name in enumerate(names, start=1)
    )


def private_key(key: EditionKey | None, shares: Sequence[str]) -> tuple[bytes, list[int]]:
    """The private key from the shares as typed, with their numbers; Refused says which field is mistyped."""
    if key is None or key.wrapped_private is None:
        raise Refused(Refusal.NO_KEY)
    given: dict[int, str] = {}
    for field, share in enumerate(shares, start=1):
        if share.strip():
            try:
                given[seal.share_number(share)] = share
            except seal.SealError as error:
                raise Refused(Refusal.SHARE_MISTYPED, field=field) from error
    if len(given) < key.threshold:
        raise Refused(Refusal.TOO_FEW_SHARES, given=len(given), needed=key.threshold)
    try:
        return seal.unwrap(key.wrapped_private, key.threshold, list(given.values())), sorted(given)
    except seal.SealError as error:
        raise Refused(Refusal.SHARES_DO_NOT_FIT) from error


def rehearse(
    edition_id: int, shares: Sequence[str], *, actor_id: int | None = None, now: datetime | None = None
) -> None:
    """Prove before voting opens that the shares as written down open the key. Nothing else is opened."""
    with transaction():
        key = db.session.get(EditionKey, edition_id, with_for_update=True)
        private, numbers = private_key(key, shares)
        if (
            key is None
            or seal.open_sealed(private, seal.seal(key.public_key, b"rehearsal", 64)) != b"rehearsal"
        ):
            raise Refused(Refusal.SHARES_DO_NOT_FIT)
        key.rehearsed_at = now or clock.now()
        record(SharesRehearsed(subject=f"edition:{edition_id}", actor_id=actor_id, shares=numbers))


def open_voting(edition_id: int, *, actor_id: int | None = None, now: datetime | None = None) -> None:
    """Freeze the edition and fix the size of its envelopes. From here on the calendar opens and closes voting.

    Refused without a key or projects; the edition's own reasons (list not fixed, errors, too late) come from its service.
    """
    now = now or clock.now()
    with transaction():
        key = db.session.get(EditionKey, edition_id, with_for_update=True)
        if key is None or key.wrapped_private is None:
            raise Refused(Refusal.NO_KEY)
        editions.freeze(edition_id, has_key=True, actor_id=actor_id, now=now)
        paper = queries.paper(edition_id)
        if not any(each.projects for each in paper.lists):
            raise Refused(Refusal.NO_PROJECTS)
        key.box_size = box_size(paper)
        projects = sum(len(each.projects) for each in paper.lists)
        record(
            VotingOpened(
                subject=f"edition:{edition_id}", actor_id=actor_id, projects=projects, box_size=key.box_size
            )
        )


def destroy_key(edition_id: int, *, actor_id: int | None = None, now: datetime | None = None) -> None:
    """Destroy the private key and the voters' secret, once the envelopes were opened. Doing it twice changes nothing."""
    with transaction():
        key = db.session.get(EditionKey, edition_id, with_for_update=True)
        if key is None or not queries.opened(edition_id):
            raise Refused(Refusal.ENVELOPES_CLOSED)
        if key.destroyed_at is None:
            key.wrapped_private = key.voter_secret = None
            key.destroyed_at = now or clock.now()
            record(KeyDestroyed(subject=f"edition:{edition_id}", actor_id=actor_id))
