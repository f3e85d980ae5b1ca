"""The edition's key as anybody but its holders may see it, and whether all is ready for voting."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, text

from civic.budget.voting.models import EditionKey, KeyShareRecord
from civic.budget.voting.queries.box import database_now
from civic.core import clock
from civic.core.db import db

SKEW = timedelta(seconds=2)


@dataclass(frozen=True)
class Key:
    """The row of an edition's key, for reading. ``box_size`` is set once voting was opened."""

    public_key: bytes
    wrapped_private: bytes | None
    voter_secret: bytes | None
    threshold: int
    members: int
    box_size: int | None
    made_at: datetime
    rehearsed_at: datetime | None
    destroyed_at: datetime | None


@dataclass(frozen=True)
class Check:
    """One thing looked at before voting is opened: its name in messages.CHECKS, and whether it is as it must be.

    ``vital``: voting must not be opened without it.
    """

    name: str
    good: bool
    vital: bool = True


def key(edition_id: int) -> Key | None:
    """The key, or None while there is none."""
    columns = (
        EditionKey.public_key, EditionKey.wrapped_private, EditionKey.voter_secret, EditionKey.threshold, EditionKey.members,
        EditionKey.box_size, EditionKey.made_at, EditionKey.rehearsed_at, EditionKey.destroyed_at,
    )  # fmt: skip
    row = db.session.execute(select(*columns).where(EditionKey.edition_id == edition_id)).one_or_none()
    return Key(*row) if row else None


def holders(edition_id: int) -> list[str]:
    """Who holds the shares, by their numbers."""
    ordered = (
        select(KeyShareRecord.holder)
        .where(KeyShareRecord.edition_id == edition_id)
        .order_by(KeyShareRecord.number)
    )
    return list(db.session.scalars(ordered))


_DATABASE = {
    "commit-waits": "SELECT current_setting('synchronous_commit') IN ('on', 'remote_write', 'remote_apply', 'local')",
    "disk-is-safe": "SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'",
    "one-per-voter": (
        "SELECT count(*) = 1 FROM pg_constraint WHERE conname = 'one_envelope_per_voter' AND contype = 'u' AND convalidated"
    ),
    "no-deleting": "SELECT NOT has_table_privilege(current_user, 'envelope', 'DELETE, TRUNCATE')",
}


def self_test(edition_id: int, has_projects: bool) -> list[Check]:
    """All that can be looked at by machine before voting is opened."""
    made = key(edition_id)
    skew = abs(database_now() - clock.now())
    return [
        Check("key-made", made is not None and made.wrapped_private is not None),
        Check("shares-rehearsed", made is not None and made.rehearsed_at is not None, vital=False),
        Check("projects-listed", has_projects),
        *(
            Check(name, bool(db.session.scalar(text(sql))), vital=name != "disk-is-safe")
            for name, sql in _DATABASE.items()
        ),
        Check("clocks-agree", skew < SKEW),
    ]
