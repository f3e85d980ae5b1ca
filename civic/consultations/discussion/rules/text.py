"""What may be written and masked, what says the same, how somebody is signed, what shuffles."""

import re
from datetime import date
from hashlib import sha256

from civic.consultations.discussion.rules.names import LINKS_MAX, TEXT_MAX, Refusal


def why_not_text(text: str) -> Refusal | None:
    """Something is said, not too long, with few links."""
    if not text.strip():
        return Refusal.EMPTY
    if len(text) > TEXT_MAX:
        return Refusal.TOO_LONG
    return Refusal.TOO_MANY_LINKS if len(_LINK.findall(text)) > LINKS_MAX else None


MASK = "[…]"
"""Stands where a moderator took something out."""


def why_not_mask(text: str, masked: str) -> Refusal | None:
    """Masking takes parts out and puts ``MASK`` in their place; it changes nothing and adds nothing."""
    first, *rest = masked.split(MASK)
    if not rest:
        return Refusal.NOTHING_MASKED
    *middle, last = rest
    at, end = len(first), len(text) - len(last)
    if not text.startswith(first) or not text.endswith(last):
        return Refusal.ONLY_MASKS
    for part in filter(str.strip, middle):  # marks beside each other are one
        found = text.find(part, at + 1, end)
        if found < 0:
            return Refusal.ONLY_MASKS
        at = found + len(part)
    return None if at < end else Refusal.ONLY_MASKS


_LINK = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.)")


def fingerprint(text: str) -> str:
    """The same for texts that say the same in the same words, whatever the case, spaces and signs between."""
    plain = "".join(sign for sign in text.casefold() if sign.isalnum()) or text.strip()
    return sha256(plain.encode()).hexdigest()


def initials(name: str) -> str:
    """ "Anna Nowak-Lis" is "A. N."; "" for a closed account."""
    return " ".join(f"{word[0].upper()}." for word in name.split()[:3] if word[0].isalpha())


def seed(reader: str, day: date) -> int:
    """What shuffles comments for this reader on this day: a signed 64-bit number."""
    return int.from_bytes(sha256(f"{day.isoformat()}|{reader}".encode()).digest()[:8], "big", signed=True)
