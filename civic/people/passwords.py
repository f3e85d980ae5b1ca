"""Passwords as argon2id hashes. One takes 64 MiB and a tenth of a second, so only two are made at once in a process."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from civic.core.refusal import Refused
from civic.people.rules import Refusal

AT_ONCE = 2
PATIENCE = 5.0

_TURNS = threading.BoundedSemaphore(AT_ONCE)


@cache
def _hasher(environment: str) -> PasswordHasher:
    """RFC 9106, second recommended set; in tests as cheap as it goes."""
    return PasswordHasher(1, 8, 1) if environment == "test" else PasswordHasher(3, 64 * 1024, 4)


@cache
def _nobody(environment: str) -> str:
    """A hash nobody's password has: verifying it takes as long as verifying a real one."""
    return _hasher(environment).hash("nobody")


def hashed(password: str) -> str:
    """The hash to keep. Refused(BUSY) when too many wait."""
    with _turn():
        return _hasher(_environment()).hash(_normal(password))


def fits(kept: str | None, password: str) -> bool:
    """Whether the password is the one; as slow when there is none. Refused(BUSY) when too many wait."""
    environment = _environment()
    with _turn():
        try:
            _hasher(environment).verify(kept or _nobody(environment), _normal(password))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher(_environment()).check_needs_rehash(kept)


class _turn:  # noqa: N801 - reads as a verb: with _turn()
    def __enter__(self) -> None:
        if not _TURNS.acquire(timeout=PATIENCE):
            raise Refused(Refusal.BUSY)

    def __exit__(self, *_: object) -> None:
        _TURNS.release()


def _environment() -> str:
    environment: str = current_app.config["CIVIC"].environment
    return environment


def _normal(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
