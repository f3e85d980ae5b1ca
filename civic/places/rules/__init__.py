"""What an area is, what may be imported, where a point lies. Plain values in, verdicts out; shapely, no database."""

import re
import unicodedata
from enum import StrEnum

LONGEST_NAME = 120
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Kind(StrEnum):
    """Kinds of areas, the widest first; a parent is always of a wider kind."""

    CITY = "city"
    DISTRICT = "district"
    ESTATE = "estate"

    @property
    def depth(self) -> int:
        """0 for the city, more for what lies within."""
        return list(Kind).index(self)


class Refusal(StrEnum):
    """Why nothing was stored."""

    CHECK_FAILED = "check-failed"
    NO_SUCH_PARENT = "no-such-parent"
    PARENT_NOT_WIDER = "parent-not-wider"
    PARENT_OF_CITY = "parent-of-city"
    CODE_TAKEN = "code-taken"
    WOULD_REPLACE = "would-replace"
    STILL_USED = "still-used"
    ADDRESSES_REFER = "addresses-refer"
    HAS_CHILDREN = "has-children"
    NO_AREAS = "no-areas"
    NOT_AN_ADDRESS_FILE = "not-an-address-file"
    DAMAGED_FILE = "damaged-file"
    ENTITIES_IN_FILE = "entities-in-file"
    ZIP_BOMB = "zip-bomb"
    ALL_OUTSIDE = "all-outside"
    AXES_SWAPPED = "axes-swapped"
    NOT_A_TABLE = "not-a-table"
    NO_COLUMN = "no-column"
    COLUMN_EXISTS = "column-exists"
    BAD_POPULATION = "bad-population"
    UNKNOWN_AREA = "unknown-area"
    SAME_AREA_TWICE = "same-area-twice"
    OUTPUT_IS_INPUT = "output-is-input"


_LETTERS = str.maketrans("łŁøØđĐßæÆœŒ–—", "lLoOdDsaAoO--")


def fold(text: str) -> str:
    """Small letters without marks, for comparing names: "Praga-Południe " and "praga południe" are one."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", bare.casefold()).split())


def slug(name: str) -> str:
    """The code that a name gives: "Praga-Południe" is ``praga-poludnie``; empty when no Latin letter or digit is left."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))


def is_good_name(name: str) -> bool:
    """A name that can stand on a page and in a spreadsheet: visible, not too long, not a formula."""
    return (
        0 < len(name) <= LONGEST_NAME
        and name == name.strip()
        and not name.startswith(("=", "+", "-", "@"))
        and not any(unicodedata.category(letter).startswith("C") for letter in name)
        and bool(slug(name))
    )
