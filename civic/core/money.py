"""Polish money: whole grosz as ``int`` everywhere; here it is read, shown and shared out exactly."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Annotated

Grosz = Annotated[int, "grosz"]
"""An ``int`` of grosz in a typed document; whoever reads or writes the document for people sees it in
złoty.
"""

NBSP = "\u00a0"
LARGEST = 10**14 - 1
"""999 999 999 999,99 zł: what decimal(14,2) holds."""

_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f\t")
_CURRENCY = re.compile(r"(zł|zl|pln)\.?$", re.IGNORECASE)
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
_DOTTED = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?")
_UNCLEAR = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")


class Unreadable(StrEnum):
    """Why a text is not an amount."""

    EMPTY = "EMPTY"
    NOT_AN_AMOUNT = "NOT_AN_AMOUNT"
    THREE_DECIMALS = "THREE_DECIMALS"
    """``1.000`` may be a thousand or one złoty: we ask rather than guess."""
    NEGATIVE = "NEGATIVE"
    TOO_LARGE = "TOO_LARGE"


class AmountError(ValueError):
    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(text: str) -> int:
    """Grosz from what people in Poland type: ``6 172 839,46 zł``, ``6172839.46``, ``1.000.000,5``.

    Raises AmountError with the reason. Only the ASCII digits count; spaces of any width may part thousands.
    """
    compact = _CURRENCY.sub("", text.strip()).translate(_SPACES)
    if not compact:
        raise AmountError(Unreadable.EMPTY)
    if compact[0] in "-\u2212\u2013":
        raise AmountError(Unreadable.NEGATIVE)
    if _UNCLEAR.fullmatch(compact):
        raise AmountError(Unreadable.THREE_DECIMALS)
    found = _PLAIN.fullmatch(compact) or _DOTTED.fullmatch(compact)
    if not found:
        raise AmountError(Unreadable.NOT_AN_AMOUNT)
    zloty, grosz = found[1].replace(".", ""), (found[2] or "").ljust(2, "0")
    if len(zloty) > 15 or (amount := int(zloty) * 100 + int(grosz)) > LARGEST:
        raise AmountError(Unreadable.TOO_LARGE)
    return amount


def show(grosz: int) -> str:
    """``6 172 839,46 zł``, with no-break spaces, always two decimals."""
    return f"{plain(grosz)}{NBSP}zł"


def show_short(grosz: int) -> str:
    """As ``show``, but whole złoty without decimals: ``6 172 839 zł``."""
    return show(grosz).replace(",00", "") if grosz % 100 == 0 else show(grosz)


def plain(grosz: int) -> str:
    """As ``show``, without the currency: what a form field holds."""
    zloty, rest = divmod(abs(grosz), 100)
    sign = "\u2212" if grosz < 0 else ""
    return f"{sign}{zloty:,}".replace(",", NBSP) + f",{rest:02}"


def show_percent(part: int, whole: int) -> str:
    """``12,34 %``: two decimals, half up; of nothing it is ``0,00 %``."""
    hundredths = round_half_up(Fraction(part * 10_000, whole)) if whole else 0
    return f"{plain(hundredths)}{NBSP}%"


def statutory_minimum(base: int, share: Decimal | Fraction) -> int:
    """At least ``share`` of ``base``: rounds up to the grosz."""
    return ceil(base * Fraction(share))


def statutory_maximum(base: int, share: Decimal | Fraction) -> int:
    """At most ``share`` of ``base``: rounds down to the grosz."""
    return floor(base * Fraction(share))


def round_half_up(amount: Fraction) -> int:
    """The nearest whole number; a half goes away from zero."""
    nearest = floor(abs(amount) + Fraction(1, 2))
    return nearest if amount >= 0 else -nearest


def split(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """``total`` shared out by weight to the last grosz; the largest remainders, earlier first, get one more.

    Weights must not be negative and at least one must be positive (ValueError).
    """
    whole = sum(weights, Fraction(0))
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be positive")
    exact = [total * Fraction(weight) / whole for weight in weights]
    shares = [floor(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares
