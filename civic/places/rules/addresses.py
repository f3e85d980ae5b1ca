"""What people type when they mean an address; what may be wrong with one in the register."""

import re
from enum import StrEnum
from typing import NamedTuple

from civic.places.rules import fold

SHORTEST = 3
MOST_WORDS = 8
LONGEST_QUERY = 200
_FLAT = re.compile(r"(\d\s?[a-z]?)\s*(?:m|lok|mieszkanie)\.?\s*\d{1,4}[a-z]?$", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w/])(\d{1,5}\s?[a-z]?)(?:\s?/\s?(\d{1,5}\s?[a-z]?))?$", re.IGNORECASE)
_STREET = frozenset({"ul", "ulica"})
"""Words that the register never writes before a street's name."""


class Axes(StrEnum):
    """The order of coordinates in the files."""

    AUTO = "auto"  # as the name of the system in the file says
    EASTING_FIRST = "en"
    NORTHING_FIRST = "ne"


class Flaw(StrEnum):
    """Why a door of the register cannot be stored."""

    NO_ID = "no-id"
    NO_NUMBER = "no-number"
    BAD_SYSTEM = "bad-system"
    NOT_IN_POLAND = "not-in-poland"
    NO_TOWN = "no-town"
    NO_STREET_NAME = "no-street-name"
    TOO_LONG = "too-long"


class Wanted(NamedTuple):
    """A typed address taken apart: words that must begin words of the street, town or postcode; the number, which may be
    "" (none yet); with a flat, both ways it may be meant: "5/7" is door 5/7 or flat 7 in door 5.
    """

    words: tuple[str, ...]
    number: str = ""
    with_flat: str = ""

    @property
    def enough(self) -> bool:
        """Whether there is something to look for."""
        return sum(map(len, self.words)) >= SHORTEST


def take_apart(typed: str) -> Wanted:
    """A typed address in parts: "ul. Kwiatowa 5, Miłogród" is kwiatowa, milogrod, number 5."""
    street, _, town = typed[:LONGEST_QUERY].partition(",")
    street = _FLAT.sub(r"\1", street.strip()).strip()
    number = with_flat = ""
    if found := _NUMBER.search(street):
        street, number = street[: found.start()], plain_number(found[1])
        with_flat = f"{number}/{plain_number(found[2])}" if found[2] else ""
    words = [word for word in fold(f"{street} {town}").split() if word not in _STREET]
    return Wanted(tuple(words[:MOST_WORDS]), number, with_flat)


def plain_number(number: str) -> str:
    """A door's number for comparing: "5 A" is "5a"."""
    return "".join(number.split()).lower()
