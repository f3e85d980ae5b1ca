"""Between typed documents and the plain values people write, guided by the types of the fields."""

import re
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from civic.core import deadlines, money
from civic.core.deadlines import WARSAW, Interval

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2200, 12, 31)
"""Days beyond are mistakes; terms counted from the last possible date would not exist."""

_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Signs no database keeps and nobody can read."""


class Problem(StrEnum):
    """Why a text is not a document of ours."""

    TOO_LARGE = "TOO_LARGE"
    SYNTAX = "SYNTAX"
    REPEATED_KEY = "REPEATED_KEY"
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    MISSING_FIELD = "MISSING_FIELD"
    WRONG_KIND = "WRONG_KIND"
    BAD_CHOICE = "BAD_CHOICE"
    BAD_MONEY = "BAD_MONEY"
    BAD_MOMENT = "BAD_MOMENT"
    BAD_PERIOD = "BAD_PERIOD"
    BAD_VALUE = "BAD_VALUE"


class DocumentError(ValueError):
    """``path`` leads to the place (``pools[2].amount``); ``facts`` fill the sentence in ``messages.py``."""

    def __init__(self, problem: Problem, path: str, **facts: object) -> None:
        super().__init__(f"{problem} at {path or 'the top'}")
        self.problem = problem
        self.path = path
        self.facts = facts


def refuse_unknown(value: object, kind: Any, path: str = "") -> None:
    """Refuse every field the types do not know."""
    kind, _ = bare(kind)
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, Mapping):
        hints = hints_of(kind)
        for name, each in value.items():
            if name not in hints:
                raise DocumentError(Problem.UNKNOWN_FIELD, _join(path, str(name)))
            refuse_unknown(each, hints[name], _join(path, name))
    elif get_origin(kind) is tuple and isinstance(value, list):
        for place, each in enumerate(value):
            refuse_unknown(each, get_args(kind)[0], f"{path}[{place}]")


def from_people(value: object, kind: Any, path: str = "") -> object:
    """Values as people write them -> values the decoder takes; what is of the wrong kind is left for it
    to refuse.
    """
    kind, is_money = bare(kind)
    reader = _money if is_money else _READERS.get(kind)
    if value is not None and reader:
        return reader(value, path)
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, Mapping):
        hints = hints_of(kind)
        refuse_unknown(dict.fromkeys(value), kind, path)
        return {name: from_people(each, hints[name], _join(path, name)) for name, each in value.items()}
    if get_origin(kind) is tuple and isinstance(value, list):
        inner = get_args(kind)[0]
        return [from_people(each, inner, f"{path}[{place}]") for place, each in enumerate(value)]
    return value


def for_people(value: Any, kind: Any = None, *, everything: bool = False) -> Any:
    """Typed values -> values for people; fields that equal their default are left out unless
    ``everything`` is asked.
    """
    kind, is_money = bare(kind)
    if is_money and value is not None:
        return money.show(value).replace(money.NBSP, " ")
    for simple, shown in _SHOWN:
        if isinstance(value, simple):
            return shown(value)
    if isinstance(value, tuple):
        inner = get_args(kind)[0] if get_origin(kind) is tuple else None
        return [for_people(each, inner, everything=everything) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        hints = hints_of(type(value))
        told = {
            field.name: getattr(value, field.name)
            for field in fields(value)
            if everything or not _is_default(field, getattr(value, field.name))
        }
        return {name: for_people(own, hints[name], everything=everything) for name, own in told.items()}
    return value


def decimal_text(value: Decimal) -> str:
    """Without exponent and without idle zeros, so that equal numbers read the same."""
    return format(value.normalize() if value else Decimal(0), "f")


def bare(kind: Any) -> tuple[Any, bool]:
    """The type without None and annotations, and whether it is money."""
    is_money = False
    while True:
        if get_origin(kind) is Annotated:
            is_money = is_money or "grosz" in kind.__metadata__
            kind = get_args(kind)[0]
        elif get_origin(kind) in {Union, types.UnionType}:
            kind = next(each for each in get_args(kind) if each is not type(None))
        else:
            return kind, is_money


@cache
def hints_of(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _is_default(field: "Field[Any]", own: object) -> bool:
    if field.default is not MISSING:
        return bool(own == field.default)
    return field.default_factory is not MISSING and bool(own == field.default_factory())


def _money(value: object, path: str) -> int:
    """A bare number is refused: one cannot see whether it means złoty or grosz."""
    if not isinstance(value, str):
        raise DocumentError(Problem.BAD_MONEY, path, value=str(value))
    try:
        return money.parse(value)
    except money.AmountError:
        raise DocumentError(Problem.BAD_MONEY, path, value=value) from None


def _period(value: object, path: str) -> Interval:
    if not isinstance(value, Mapping) or set(value) != {"opens", "closes"}:
        raise DocumentError(Problem.BAD_PERIOD, path)
    first, opens_at = _moment(value["opens"], f"{path}.opens")
    last, closes_at = _moment(value["closes"], f"{path}.closes")
    try:
        return Interval(
            deadlines.opens_at(first, opens_at or time(0)),
            deadlines.closes_at(last, closes_at or deadlines.LAST_MINUTE),
        )
    except (ValueError, OverflowError):
        raise DocumentError(Problem.BAD_PERIOD, path) from None


def _moment(value: object, path: str) -> tuple[date, time | None]:
    """A day, and the time where one is given."""
    if not isinstance(value, str):
        return _day(value, path), None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        raise DocumentError(Problem.BAD_MOMENT, path, value=value) from None
    if moment.tzinfo is not None:
        raise DocumentError(Problem.BAD_MOMENT, path, value=value)
    return _day(moment.date(), path), moment.time()


def _closing(value: object, path: str) -> datetime:
    day, at = _moment(value, path)
    return deadlines.closes_at(day, at or deadlines.LAST_MINUTE)


def _day(value: object, path: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime) and FIRST_DAY <= value <= LAST_DAY:
        return value
    raise DocumentError(Problem.BAD_MOMENT, path, value=str(value))


def _text(value: object, path: str) -> object:
    """Text without signs that cannot be kept; what is no text is left for the decoder to refuse."""
    if isinstance(value, str) and _UNSPEAKABLE.search(value):
        raise DocumentError(Problem.BAD_VALUE, path)
    return value


def _hour(value: object, path: str) -> time:
    if isinstance(value, str) and _HOUR.fullmatch(value):
        return time.fromisoformat(value)
    raise DocumentError(Problem.BAD_MOMENT, path, value=str(value))


_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_READERS: Mapping[Any, Callable[[object, str], object]] = {
    Interval: _period,
    datetime: _closing,
    date: _day,
    time: _hour,
    str: _text,
}


def _show_period(value: Interval) -> dict[str, str]:
    return {
        "opens": f"{value.opens.astimezone(WARSAW):%Y-%m-%d %H:%M}",
        "closes": _show_closing(value.closes),
    }


def _show_closing(value: datetime) -> str:
    return f"{deadlines.closing_shown(value):%Y-%m-%d %H:%M}"


_SHOWN: tuple[tuple[type, Callable[[Any], object]], ...] = (
    (Interval, _show_period),
    (datetime, _show_closing),
    (time, "{:%H:%M}".format),
    (Decimal, decimal_text),
    (StrEnum, str),
)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
