"""Seals of the audit trail: batches of events under a Merkle root, each root standing on the one before it.

Hashes are those of RFC 6962 (SHA-256, leaf prefix 0x00, node prefix 0x01). A leaf is the canonical JSON of a row; the first
leaf of a batch is the root before it. Who keeps a copy of one root can tell whether anything up to it was changed since.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Identity, func, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from civic.core import clock, jobs
from civic.core.audit import AuditEvent
from civic.core.db import Base, db, transaction

NOTHING = sha256(b"").hexdigest()
"""The root before the first batch."""

LARGEST = 100_000
"""Events in one batch, at most."""

_LOCK = 4927003


class AuditBatch(Base):
    """Events first_id..last_id, sealed. Rows are only added."""

    __tablename__ = "audit_batch"
    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    first_id: Mapped[int] = mapped_column(BigInteger)
    last_id: Mapped[int] = mapped_column(BigInteger)
    size: Mapped[int]
    root: Mapped[str]
    previous_root: Mapped[str] = mapped_column(unique=True)
    sealed_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("first_id <= last_id AND size > 0", name="not_empty"),)


class AuditLeaf(Base):
    """The hash of one sealed event, so that a changed one can be named. Rows are only added."""

    __tablename__ = "audit_leaf"
    event_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[str]


class Damage(StrEnum):
    """What is wrong with an entry."""

    CHANGED = "changed"
    DELETED = "deleted"
    INSERTED = "inserted"
    BATCH = "batch"
    SEAL_GONE = "seal-gone"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Finding:
    """The first bad entry: the number of an event, or of a seal for BATCH and PUBLISHED."""

    damage: Damage
    id: int


@dataclass(frozen=True)
class Verdict:
    """What a check saw: sealed events, batches, events that wait for a seal, the first bad entry if there is one."""

    events: int
    batches: int
    waiting: int
    finding: Finding | None


def leaf_hash(content: bytes) -> bytes:
    """RFC 6962: the hash of one entry."""
    return sha256(b"\0" + content).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962: the head of the tree over leaf hashes, left to right; a lone node moves up as it is."""
    level = list(leaves)
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        paired = [sha256(b"\1" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def batch_root(previous_root: str, hashes: Iterable[str]) -> str:
    """The root of a batch that stands on the root before it."""
    first = leaf_hash(bytes.fromhex(previous_root))
    return merkle_root([first, *(bytes.fromhex(one) for one in hashes)]).hex()


def canonical(row: Mapping[str, Any]) -> bytes:
    """An event as it is hashed: JSON, keys sorted, no spaces, UTF-8, the moment in UTC with microseconds."""
    at: datetime = row["at"]
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(
        {**row, "at": moment}, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def event_hash(row: Mapping[str, Any]) -> str:
    """The leaf hash of an event's row."""
    return leaf_hash(canonical(row)).hex()


_COLUMNS = (
    AuditEvent.id, AuditEvent.at, AuditEvent.kind, AuditEvent.subject, AuditEvent.actor_id, AuditEvent.data,
)  # fmt: skip


def seal(patience: float = 5.0) -> AuditBatch | None:
    """Seal what waits; None when nothing does, or when a transaction under way outlasts the patience (seconds)."""
    newest = _settled(patience)
    if newest is None:
        return None
    with transaction():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        last = db.session.scalars(select(AuditBatch).order_by(AuditBatch.id.desc()).limit(1)).first()
        query = select(*_COLUMNS).where(
            AuditEvent.id > (last.last_id if last else 0), AuditEvent.id <= newest
        )
        rows = db.session.execute(query.order_by(AuditEvent.id).limit(LARGEST)).mappings().all()
        if not rows:
            return None
        leaves = [{"event_id": row["id"], "hash": event_hash(dict(row))} for row in rows]
        previous = last.root if last else NOTHING
        batch = AuditBatch(
            first_id=rows[0]["id"],
            last_id=rows[-1]["id"],
            size=len(rows),
            root=batch_root(previous, (leaf["hash"] for leaf in leaves)),
            previous_root=previous,
            sealed_at=clock.now(),
        )
        db.session.execute(insert(AuditLeaf), leaves)
        db.session.add(batch)
    return batch


_WRITERS = text(
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted"
    " AND relation = 'audit_event'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def _settled(patience: float) -> int | None:
    """The newest event's number once nobody can add one at or below it.

    A number is taken before its row can be seen, and rows do not appear in the order of their numbers. Whoever took one
    holds the table's lock for writers until the end of the transaction: those who hold it now must be gone.
    """
    deadline = time.monotonic() + patience
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        newest: int = connection.execute(select(func.coalesce(func.max(AuditEvent.id), 0))).scalar_one()
        writers = set(connection.execute(_WRITERS).scalars())
        while writers and time.monotonic() < deadline:
            time.sleep(0.02)
            writers &= set(connection.execute(_WRITERS).scalars())
    return None if writers else newest


def batches() -> Sequence[AuditBatch]:
    """Every seal, in order."""
    return db.session.scalars(select(AuditBatch).order_by(AuditBatch.id)).all()


def newest(limit: int, skip: int = 0) -> Sequence[AuditBatch]:
    """Seals, the newest first."""
    return db.session.scalars(
        select(AuditBatch).order_by(AuditBatch.id.desc()).limit(limit).offset(skip)
    ).all()


def count() -> int:
    """How many seals there are."""
    return db.session.scalars(select(func.count()).select_from(AuditBatch)).one()


def last_sealed() -> int:
    """The number of the newest event under a seal; 0 when there is none."""
    return db.session.scalars(select(func.coalesce(func.max(AuditBatch.last_id), 0))).one()


@jobs.task("audit.seal", cron="*/5 * * * *")
def seal_now() -> None:
    """Job, every five minutes: seal what waits."""
    seal()


def verify(published: Mapping[int, str] | None = None) -> Verdict:
    """Compute every seal again and name the first bad entry.

    ``published``: roots somebody kept, by batch number; without them a rewrite of the whole trail would not show.
    """
    sealed = batches()
    events = after = 0
    previous = NOTHING
    for batch in sealed:
        now, then = _events(after, batch.last_id), _leaves(after, batch.last_id)
        finding = _first_bad(now, then)
        if finding is None and (batch.previous_root, batch.root) != (
            previous,
            batch_root(previous, then.values()),
        ):
            finding = Finding(Damage.BATCH, batch.id)
        if finding is not None:
            return Verdict(events, len(sealed), 0, finding)
        events += len(now)
        previous, after = batch.root, batch.last_id
    waiting = db.session.scalars(select(func.count()).where(AuditEvent.id > after)).one()
    finding = _beyond(after) or _against(published or {}, {batch.id: batch.root for batch in sealed})
    return Verdict(events, len(sealed), waiting, finding)


def _events(after: int, last: int) -> dict[int, str]:
    """The hash of each event as it is now, by number, in order."""
    query = select(*_COLUMNS).where(AuditEvent.id > after, AuditEvent.id <= last).order_by(AuditEvent.id)
    return {row["id"]: event_hash(dict(row)) for row in db.session.execute(query).mappings()}


def _leaves(after: int, last: int) -> dict[int, str]:
    """The hash of each event as it was sealed, by number, in order."""
    query = select(AuditLeaf.event_id, AuditLeaf.hash).order_by(AuditLeaf.event_id)
    rows = db.session.execute(query.where(AuditLeaf.event_id > after, AuditLeaf.event_id <= last))
    return {row.event_id: row.hash for row in rows}


def _first_bad(now: Mapping[int, str], then: Mapping[int, str]) -> Finding | None:
    """The lowest number whose event and leaf do not agree."""
    for number in sorted(now.keys() | then.keys()):
        if number not in then:
            return Finding(Damage.INSERTED, number)
        if number not in now:
            return Finding(Damage.DELETED, number)
        if now[number] != then[number]:
            return Finding(Damage.CHANGED, number)
    return None


def _beyond(after: int) -> Finding | None:
    """Something sealed by a seal that is gone, or an event before all numbers."""
    leaf = select(AuditLeaf.event_id).where(AuditLeaf.event_id > after).order_by(AuditLeaf.event_id).limit(1)
    if (lost := db.session.scalars(leaf).first()) is not None:
        return Finding(Damage.SEAL_GONE, lost)
    before = db.session.scalars(select(AuditEvent.id).where(AuditEvent.id <= 0).limit(1)).first()
    return Finding(Damage.INSERTED, before) if before is not None else None


def _against(published: Mapping[int, str], roots: Mapping[int, str]) -> Finding | None:
    """The first published seal that is not the one there is now."""
    strange = [number for number, root in sorted(published.items()) if roots.get(number) != root]
    return Finding(Damage.PUBLISHED, strange[0]) if strange else None
