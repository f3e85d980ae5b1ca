"""When a password will do, when a role may be taken away, how units may stand under each other."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from urllib.parse import urlsplit

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
FEWEST_SIGNS = 5
LONGEST_NAME = 100
LONGEST_REASON = 500
PRIVACY_VERSION = "2026-11"
"""The privacy notice shown at sign-up (GDPR art. 13); raised with every change of templates/people/_privacy_notice.html."""


class Refusal(StrEnum):
    """Why something about a person is not done."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    TOO_SIMPLE = "too-simple"
    ABOUT_YOU = "about-you"
    WRONG_SIGN_IN = "wrong-sign-in"
    NOT_YOURS = "not-yours"
    TOO_MANY_TRIES = "too-many-tries"
    BUSY = "busy"
    LINK_DEAD = "link-dead"
    LINK_USED = "link-used"
    LAST_ADMIN = "last-admin"
    ADMIN_IS_FOR_ALL = "admin-is-for-all"
    ALREADY_GRANTED = "already-granted"
    NOT_GRANTED = "not-granted"
    NO_SUCH_ACCOUNT = "no-such-account"
    UNIT_CLOSED = "unit-closed"
    UNIT_NAME_TAKEN = "unit-name-taken"
    UNIT_UNDER_ITSELF = "unit-under-itself"
    UNIT_IN_USE = "unit-in-use"


_USUAL = (
    "haslo",
    "password",
    "qwerty",
    "polska",
    "admin",
    "letmein",
    "zaq1",
    "qazwsx",
    "budzet",
    "witaj",
    "kocham",
)
_ROWS = (
    "0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb", "zaq1xsw2cde3vfr4",
)  # fmt: skip


def why_not_password(password: str, email: str, name: str) -> Refusal | None:
    """Length first; then not a usual one, not a run of neighbouring keys, not the person's own name or address."""
    if len(password) < SHORTEST_PASSWORD:
        return Refusal.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return Refusal.TOO_LONG
    plain = _plain(password)
    own = [
        word for word in (*re.split(r"\W+", _plain(name)), _plain(email.partition("@")[0])) if len(word) >= 3
    ]
    if _left(plain, own) < FEWEST_SIGNS:
        return Refusal.ABOUT_YOU
    if len(set(plain)) < FEWEST_SIGNS or _left(plain, [*_USUAL, *_runs(plain)]) < FEWEST_SIGNS:
        return Refusal.TOO_SIMPLE
    return None


def _plain(text: str) -> str:
    """Lower case without Polish marks."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ł", "l"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _left(password: str, words: Iterable[str]) -> int:
    """How many signs are left when every one of the words is taken out, the longest first."""
    for word in sorted(words, key=len, reverse=True):
        password = password.replace(word, "\0")
    return len(password.replace("\0", ""))


def _runs(plain: str) -> list[str]:
    """The longest run of neighbouring keys, there or back, in each row of the keyboard and the alphabet."""
    found = []
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(min(len(row), len(plain)), 3, -1):
            run = next(
                (row[i : i + length] for i in range(len(row) - length + 1) if row[i : i + length] in plain),
                "",
            )
            if run:
                found.append(run)
                break
    return found


def local_only(target: str | None) -> str | None:
    """The path if it leads nowhere but to this site, else None."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    if any(ord(sign) < 33 for sign in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def why_not_grant(
    role: str, unit_id: int | None, edition_id: int | None, *, unit_closed: bool
) -> Refusal | None:
    """An administrator looks after everything; a closed unit takes nobody."""
    if role == "admin" and (unit_id is not None or edition_id is not None):
        return Refusal.ADMIN_IS_FOR_ALL
    return Refusal.UNIT_CLOSED if unit_closed else None


def why_not_take_admin(others: int) -> Refusal | None:
    """Somebody must be left who can grant roles. ``others``: administrators who stay."""
    return Refusal.LAST_ADMIN if others < 1 else None


def why_not_move(unit_id: int, parent_id: int | None, parents: Mapping[int, int | None]) -> Refusal | None:
    """A unit may not stand under itself, however far down. ``parents``: every unit's parent as it is now."""
    seen = parent_id
    while seen is not None:
        if seen == unit_id:
            return Refusal.UNIT_UNDER_ITSELF
        seen = parents[seen]
    return None
