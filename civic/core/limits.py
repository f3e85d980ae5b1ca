"""How often somebody may try: counters in the database, shared by all processes, kept only as long as their window.

Who tries is kept as a keyed hash, never as an address or a name. A try counts even when its own transaction rolls back.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from flask import current_app, request
from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from civic.core import clock
from civic.core.db import Base, db


class RateLimit(Base):
    """Tries of one somebody at one something within the window that began with the first."""

    __tablename__ = "rate_limit"
    key: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    expires_at: Mapped[datetime]

    __table_args__ = (Index("ix_rate_limit_expires_at", "expires_at"), {"prefixes": ["UNLOGGED"]})


@dataclass(frozen=True)
class Limit:
    """At most ``tries`` within ``window``, counted from the first of them."""

    name: str
    tries: int
    window: timedelta


_FORGET = text(
    "DELETE FROM rate_limit WHERE key IN"
    " (SELECT key FROM rate_limit WHERE expires_at <= :now LIMIT 100 FOR UPDATE SKIP LOCKED)"
)
_COUNT = text(
    "INSERT INTO rate_limit AS r (key, tries, expires_at) VALUES (:key, 1, :until) ON CONFLICT (key) DO UPDATE SET"
    " tries = CASE WHEN r.expires_at <= :now THEN 1 ELSE r.tries + 1 END,"
    " expires_at = CASE WHEN r.expires_at <= :now THEN excluded.expires_at ELSE r.expires_at END"
    " RETURNING tries"
)


def take(limit: Limit, *who: str) -> bool:
    """Count one try of somebody; False when it is one too many. Commits by itself, on a connection of its own."""
    now = clock.now()
    with db.engine.begin() as connection:
        connection.execute(_FORGET, {"now": now})
        tries = connection.execute(
            _COUNT, {"key": _key(limit, who), "now": now, "until": now + limit.window}
        ).scalar_one()
    return bool(tries <= limit.tries)


def give_back(limit: Limit, *who: str) -> None:
    """Forget the tries of somebody who turned out to be right."""
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM rate_limit WHERE key = :key"), {"key": _key(limit, who)})


def undo(limit: Limit, *who: str) -> None:
    """Take one counted try back: it was an honest one, and many honest people may share a network."""
    with db.engine.begin() as connection:
        connection.execute(
            text("UPDATE rate_limit SET tries = greatest(tries - 1, 0) WHERE key = :key"),
            {"key": _key(limit, who)},
        )


def network() -> str:
    """Where the request comes from, for counting only: an IPv4 address, or the /64 that one IPv6 subscriber has."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return address.exploded[:19]
    return str(address)


def _key(limit: Limit, who: tuple[str, ...]) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(secret, "\0".join(("limit", limit.name, *who)).encode(), sha256).hex()
