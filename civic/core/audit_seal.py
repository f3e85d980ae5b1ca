"""Seals of the audit trail: batches of events under a Merkle root, each root standing on the one before it.

Hashes are those of RFC 6962 (SHA-256, leaf prefix 0x00, node prefix 0x01). A leaf is the canonical JSON of a row; the first
leaf of a batch is the root before it. Who keeps a copy of one root can tell whether anything up to it was changed since.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Identity, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from civic.core import clock
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
    PUBLISHED = "published"


@dataclass(frozen=True)
class Finding:
    """The first bad entry: an event's id, or a batch's for BATCH and PUBLISHED."""

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


def _settled(patience: float) -> int | None:
    """The newest event's id once every transaction that may hold a number up to it has ended."""
    newest = until = None
    deadline = time.monotonic() + patience
    while True:
        with db.engine.connect() as connection:
            seen, ahead, behind = connection.execute(
                text(
                    "SELECT coalesce(max(id), 0), pg_snapshot_xmax(pg_current_snapshot())::text::bigint,"
                    " pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM audit_event"
                )
            ).one()
        if until is None:
            newest, until = int(seen), int(ahead)
        if behind >= until:
            return newest
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.05)


def verify(published: Mapping[int, str] | None = None) -> Verdict:
    """Compute every seal again and name the first bad entry.

    ``published``: roots somebody kept, by batch number; without them a rewrite of the whole trail would not show.
    """
    batches = db.session.scalars(select(AuditBatch).order_by(AuditBatch.id)).all()
    events = 0
    previous, after = NOTHING, 0
    for batch in batches:
        hashes: list[str] = []
        for event_id, now, sealed in _both(after, batch.last_id):
            if damage := _damage(now, sealed):
                return Verdict(events, len(batches), 0, Finding(damage, event_id))
            hashes.append(now)
            events += 1
        if batch.previous_root != previous or batch.root != batch_root(previous, hashes):
            return Verdict(events, len(batches), 0, Finding(Damage.BATCH, batch.id))
        previous, after = batch.root, batch.last_id
    waiting = 0
    for event_id, now, sealed in _both(after, None):
        if sealed:
            return Verdict(events, len(batches), 0, Finding(_damage(now, sealed) or Damage.BATCH, event_id))
        waiting += 1
    roots = {batch.id: batch.root for batch in batches}
    strange = [number for number, root in sorted((published or {}).items()) if roots.get(number) != root]
    return Verdict(events, len(batches), waiting, Finding(Damage.PUBLISHED, strange[0]) if strange else None)


def _damage(now: str, sealed: str) -> Damage | None:
    if not sealed:
        return Damage.INSERTED
    if not now:
        return Damage.DELETED
    return None if now == sealed else Damage.CHANGED


def _both(after: int, last: int | None) -> Iterator[tuple[int, str, str]]:
    """For each number that has an event or a leaf: the hash of the event now and the one sealed; "" where there is none."""
    query = (
        select(*_COLUMNS, AuditLeaf.hash.label("sealed"), AuditLeaf.event_id.label("leaf_id"))
        .select_from(AuditEvent)
        .join(AuditLeaf, AuditLeaf.event_id == AuditEvent.id, full=True)
    )
    number = db.func.coalesce(AuditEvent.id, AuditLeaf.event_id)
    query = query.where(number > after)
    if last is not None:
        query = query.where(number <= last)
    rows = db.session.execute(query.order_by(number).execution_options(yield_per=1000)).mappings()
    for row in rows:
        event = {name: row[name] for name in ("id", "at", "kind", "subject", "actor_id", "data")}
        yield (
            row["id"] or row["leaf_id"],
            event_hash(event) if row["id"] is not None else "",
            row["sealed"] or "",
        )
