"""Covering parts of a remark: the words of the author are never rewritten, only covered, and one sees where."""

import re
from collections.abc import Sequence

from civic.consultations.remarks.rules.kinds import MARK, MaskReason
from civic.consultations.remarks.rules.refusals import Refusal
from civic.core import personal_data
from civic.core.refusal import Refused

SHORTEST_NAME = 5
"""A shorter name is too often a part of another word."""


def cover(texts: Sequence[str], fragments: Sequence[str], reason: MaskReason) -> tuple[str, ...]:
    """The texts with a visible mark in place of every fragment, wherever it stands; white space may differ.

    Refuses a fragment that stands in none of them, so that nobody believes covered what is not.
    """
    if not fragments:
        raise Refused(Refusal.FRAGMENT_MISSING)
    covered = list(texts)
    for number, fragment in sorted(enumerate(fragments, 1), key=lambda each: -len(each[1])):
        pattern = _pattern(fragment)
        if not any(pattern.search(each) for each in texts):
            raise Refused(Refusal.FRAGMENT_NOT_FOUND, number=number)
        covered = [_sub(pattern, each, MARK[reason]) for each in covered]
    return tuple(covered)


def suggested(*texts: str) -> tuple[str, ...]:
    """Fragments that look like personal data, each once, in reading order."""
    found = [text[each.start : each.end].strip() for text in texts for each in personal_data.find(text)]
    return tuple(dict.fromkeys(found))


def personal_covered(text: str, *, quote: str = "", also: Sequence[str] = ()) -> str:
    """The text as the public may see it before anybody looked: what looks like personal data is covered.

    ``quote``: what stands in the consulted document is public already. ``also``: the author's own name and address.
    """
    mark = MARK[MaskReason.PERSONAL]
    found = [each for each in personal_data.find(text) if text[each.start : each.end].strip() not in quote]
    covered = personal_data.masked(text, found, mark)
    for own in also:
        if len(own.strip()) >= SHORTEST_NAME:
            covered = _sub(_pattern(own), covered, mark)
    return covered


def _pattern(fragment: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in fragment.split()), re.IGNORECASE)


def _sub(pattern: re.Pattern[str], text: str, mark: str) -> str:
    """Replaces outside marks that already stand in the text."""
    marks = "|".join(re.escape(each) for each in MARK.values())
    parts = re.split(f"({marks})", text)
    return "".join(
        part if place % 2 else pattern.sub(lambda _: mark, part) for place, part in enumerate(parts)
    )
