"""Polish identifiers: shape, check digits and sense. Each function takes what a person typed and gives the
canonical text, or raises IdentifierError with the reason.

Only ASCII digits are digits: others pass ``\\d`` and the checksums, and would evade a UNIQUE constraint.
The checks need no register; a number that passes may still belong to nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OLDEST = 125
"""Nobody living was born earlier; ages above 110 are doubtful, but that is for a person to judge."""

_GAPS = re.compile(r"[\s\-\u2010-\u2013]+")
_AE = re.compile(r"AE:PL-[0-9]{5}-[0-9]{5}-[A-Z]{5}-[0-9]{2}")
_VOIVODESHIPS = frozenset(f"{code:02}" for code in range(2, 33, 2))


class Invalid(StrEnum):
    """Why a text is not the identifier asked for."""

    EMPTY = "EMPTY"
    NOT_DIGITS = "NOT_DIGITS"
    WRONG_LENGTH = "WRONG_LENGTH"
    WRONG_FORM = "WRONG_FORM"
    CHECK_DIGIT = "CHECK_DIGIT"
    NO_SUCH_DATE = "NO_SUCH_DATE"
    NOT_PLAUSIBLE = "NOT_PLAUSIBLE"


class IdentifierError(ValueError):
    def __init__(self, reason: Invalid) -> None:
        super().__init__(reason)
        self.reason = reason


class Sex(StrEnum):
    FEMALE = "FEMALE"
    MALE = "MALE"


@dataclass(frozen=True)
class Pesel:
    """A number and what it says. Its ``repr`` hides the number, so that a log cannot keep it."""

    number: str
    born: date
    sex: Sex

    def __repr__(self) -> str:
        return "Pesel(***)"

    def age(self, today: date) -> int:
        """Whole years; somebody born on 29 February is a year older on 1 March."""
        before_birthday = (today.month, today.day) < (self.born.month, self.born.day)
        return today.year - self.born.year - before_birthday


class UnitKind(StrEnum):
    """The last digit of a TERC code."""

    URBAN = "1"
    RURAL = "2"
    URBAN_RURAL = "3"
    TOWN = "4"
    RURAL_PART = "5"
    WARSAW_DISTRICT = "8"
    DELEGATURE = "9"


@dataclass(frozen=True)
class Terc:
    voivodeship: str
    county: str
    gmina: str
    kind: UnitKind

    def __str__(self) -> str:
        return f"{self.voivodeship}{self.county}{self.gmina}{self.kind}"


def pesel(text: str, today: date) -> Pesel:
    """PESEL: 11 digits, the date exists, is not in the future, and the person may be alive."""
    number = _digits(text, 11)
    if _weighted(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 != (10 - int(number[10])) % 10:
        raise IdentifierError(Invalid.CHECK_DIGIT)
    born = _birth(number)
    found = Pesel(number, born, Sex.MALE if int(number[9]) % 2 else Sex.FEMALE)
    if not 0 <= found.age(today) <= OLDEST:
        raise IdentifierError(Invalid.NOT_PLAUSIBLE)
    return found


def nip(text: str) -> str:
    """NIP: 10 digits, also written with hyphens or the prefix PL."""
    number = _not_zeros(_digits(re.sub(r"^\s*PL", "", text, flags=re.IGNORECASE), 10))
    check = _weighted(number, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11
    return _checked(number, check == int(number[9]))


def regon(text: str) -> str:
    """REGON: 9 digits, or 14 for a local unit, whose first nine are a REGON too."""
    number = _not_zeros(_digits(text, 9, 14))
    parent = _weighted(number[:9], (8, 9, 2, 3, 4, 5, 6, 7)) % 11 % 10 == int(number[8])
    if len(number) == 9:
        return _checked(number, parent)
    own = _weighted(number, (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)) % 11 % 10 == int(number[13])
    return _checked(number, parent and own)


def krs(text: str) -> str:
    """KRS: at most 10 digits, padded with zeros on the left."""
    return _not_zeros(_digits(text, *range(1, 11)).zfill(10))


def nrb(text: str) -> str:
    """A bank account: 26 digits (NRB), also written as a Polish IBAN; given back as the 26 digits."""
    number = _digits(re.sub(r"^\s*PL", "", text, flags=re.IGNORECASE), 26)
    _not_zeros(number[2:])
    sound = "02" <= number[:2] <= "98" and int(f"{number[2:]}2521{number[:2]}") % 97 == 1
    return _checked(number, sound)


def terc(text: str) -> Terc:
    """TERYT TERC: voivodeship, county, gmina and its kind, e.g. 1465011."""
    number = _digits(text, 7)
    found = number[:2] in _VOIVODESHIPS and number[2:4] != "00" and number[4:6] != "00"
    if not found or number[6] not in set(UnitKind):
        raise IdentifierError(Invalid.WRONG_FORM)
    return Terc(number[:2], number[2:4], number[4:6], UnitKind(number[6]))


def simc(text: str) -> str:
    """TERYT SIMC, a locality: 7 digits."""
    return _not_zeros(_digits(text, 7))


def ulic(text: str) -> str:
    """TERYT ULIC, a street's SYM_UL: 5 digits."""
    return _not_zeros(_digits(text, 5))


def postal_code(text: str) -> str:
    """NN-NNN; the hyphen may be missing."""
    digits = _digits(text, 5)
    return f"{digits[:2]}-{digits[2:]}"


def ae_address(text: str) -> str:
    """An address for electronic deliveries (e-Doręczenia): AE:PL-NNNNN-NNNNN-XXXXX-NN."""
    address = re.sub(r"\s", "", text).upper()
    if not address:
        raise IdentifierError(Invalid.EMPTY)
    if not _AE.fullmatch(address):
        raise IdentifierError(Invalid.WRONG_FORM)
    return address


def _digits(text: str, *lengths: int) -> str:
    compact = _GAPS.sub("", text)
    if not compact:
        raise IdentifierError(Invalid.EMPTY)
    if not (compact.isascii() and compact.isdigit()):
        raise IdentifierError(Invalid.NOT_DIGITS)
    if len(compact) not in lengths:
        raise IdentifierError(Invalid.WRONG_LENGTH)
    return compact


def _not_zeros(number: str) -> str:
    """Only zeros pass every checksum, and are nobody's number."""
    if not number.strip("0"):
        raise IdentifierError(Invalid.NOT_PLAUSIBLE)
    return number


def _weighted(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _checked(number: str, sound: bool) -> str:
    if not sound:
        raise IdentifierError(Invalid.CHECK_DIGIT)
    return number


def _birth(number: str) -> date:
    """The month carries the century: +80 for 18xx, +0, +20, +40, +60 for 19xx to 22xx."""
    year, month, day = int(number[:2]), int(number[2:4]), int(number[4:6])
    century = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}[month // 20]
    try:
        return date(century + year, month % 20, day)
    except ValueError:
        raise IdentifierError(Invalid.NO_SUCH_DATE) from None
