"""Personal data left in a text: e-mail addresses, telephone numbers, PESEL numbers, bank accounts.

It finds patterns, for a person to look at before something is published. What only looks like one is left alone: dates,
case numbers, amounts, references to journals of laws, KRS, NIP and REGON numbers, plots.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from civic.core.identifiers import IdentifierError, nrb, pesel

MARK = "[dane osobowe]"


class Kind(StrEnum):
    """What was found."""

    EMAIL = "EMAIL"
    ACCOUNT = "ACCOUNT"
    PESEL = "PESEL"
    PHONE = "PHONE"


@dataclass(frozen=True)
class Found:
    """Something at ``text[start:end]``."""

    kind: Kind
    start: int
    end: int


_BLANK = r"[ \t\u00a0\u2007\u2009\u202f]"
_DASH = r"[-\u2010-\u2013.]"
_GAP = rf"(?:{_BLANK}?{_DASH}{_BLANK}?|{_BLANK}{{1,2}})"
_ONCE = rf"(?:{_BLANK}|-)?"
_BEGIN = r"(?:(?<=\d{3}/)|(?<![\w/.,@+-]))"
_END = rf"(?!\w)(?![.,-]\d)(?!/\d{{1,4}}(?!{_GAP}?\d))"

_EMAIL = re.compile(
    r"(?<![\w.+@-])\w[\w.+%-]{0,63}\s?(?:@|\(at\)|\[at\]|\(małpa\)|\[małpa\])\s?"
    r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(rf"(?<![\w/.,])(?=((?:PL{_BLANK}?)?\d{{2}}(?:{_ONCE}\d){{24}})(?!\d))", re.IGNORECASE)
_PESEL = re.compile(rf"(?<![\w/.,])(?=(\d(?:{_ONCE}\d){{10}})(?![\d/]|[.,-]\d))")
_SAYS_PESEL = re.compile(r"(?i)pesel[^\d\n]{0,20}$")

_ABROAD = re.compile(rf"(?<!\w)(?:\+|\(\+)\d{{1,3}}\)?(?:{_GAP}?\(?\d\)?){{7,11}}{_END}")
_COUNTRY = re.compile(rf"{_BEGIN}(?:0048|48){_GAP}?\(?0?\d(?:\)?{_GAP}?\d){{8}}{_END}")
_GROUPED = re.compile(
    rf"{_BEGIN}(?:\(0?\d{{2}}\){_BLANK}?\d(?:{_GAP}?\d){{6}}|0?\d{{2}}(?:{_GAP}|/)\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}"
    rf"|\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}|\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}|\d{{9}}){_END}"
)
_LOOSE = re.compile(
    rf"{_BEGIN}(?:\d(?:{_GAP}?\d){{8}}|0\d(?:{_GAP}?\d){{8}}|\d(?:{_GAP}?\d){{6}})(?!{_GAP}?\d){_END}"
)
_SAYS_PHONE = re.compile(
    r"(?i)\b(?:tel|telefon\w*|kom|komórk\w*|\w*dzwoni\w*|fax|faks\w*|sms\w*|whatsapp|kontakt\w*)\b[^\d\n]{0,20}$"
)
_SAYS_OTHER = re.compile(
    r"(?i)\b(?:krs|nip|regon|pesel|poz|działk\w*|działek|dz|ewid\w*|spraw\w*|znak\w*|sygn\w*|księg\w*|faktur\w*|zlecen\w*|"
    r"umow\w*|teryt|simc|isbn|issn|nr|numer\w*)\b[^\d\n]{0,12}$"
)
_MONEY = re.compile(rf"(?i){_BLANK}?(?:zł|pln|gr\b|eur|€|m2|m²|m3|km|ha\b|szt|osób|mieszk|mln|mld|tys|%)")
_MORE_DIGITS = re.compile(rf"\d{_BLANK}$")
_AREA = re.compile(r"1[2-8]|2[2-59]|3[234]|4[1-46-8]|5[24-689]|6[1-3578]|7[14-7]|8[1-79]|9[145]")
_MOBILE = re.compile(r"45|5[0137]|6[069]|7[2389]|88")
_CONTEXT = 40
_ROUNDS = 4
_BIRTHS_BEFORE = (date(2040, 1, 1), date(1990, 1, 1))


def find(text: str) -> tuple[Found, ...]:
    """What was found, in reading order, nothing twice: a piece of an account is not also a telephone number."""
    found: list[Found] = []
    for _ in range(_ROUNDS):  # what is found no longer hides its neighbour
        before = len(found)
        for kind, search in _SEARCHES:
            for start, end in search(text):
                found.append(Found(kind, start, end))
                text = f"{text[:start]}{'*' * (end - start)}{text[end:]}"
        if len(found) == before:
            break
    return tuple(sorted(found, key=lambda each: each.start))


def masked(text: str, found: Iterable[Found], mark: str = MARK) -> str:
    """The text with a visible mark in place of each."""
    parts, place = [], 0
    for each in sorted(found, key=lambda one: one.start):
        parts += [text[place : each.start], mark]
        place = each.end
    return "".join([*parts, text[place:]])


def _emails(text: str) -> list[tuple[int, int]]:
    return [each.span() for each in _EMAIL.finditer(text)]


def _accounts(text: str) -> list[tuple[int, int]]:
    return _apart(each.span(1) for each in _ACCOUNT.finditer(text) if _is(nrb, each[1]))


def _pesels(text: str) -> list[tuple[int, int]]:
    return _apart(each.span(1) for each in _PESEL.finditer(text) if _is_pesel(text, each))


def _is_pesel(text: str, match: re.Match[str]) -> bool:
    few_groups = len(re.findall(r"\d+", match[1])) <= 5
    named = _SAYS_PESEL.search(text[max(0, match.start() - _CONTEXT) : match.start()])
    if not (few_groups or named):
        return False
    return any(_is(partial(pesel, today=day), match[1]) for day in _BIRTHS_BEFORE)


def _phones(text: str) -> list[tuple[int, int]]:
    return _apart(
        each.span()
        for pattern in (_ABROAD, _COUNTRY, _GROUPED, _LOOSE)
        for each in pattern.finditer(text)
        if _is_phone(pattern, text, each)
    )


def _is_phone(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _CONTEXT) : match.start()]
    if _MONEY.match(text, match.end()) or (pattern is not _ABROAD and _MORE_DIGITS.search(before)):
        return False
    if _SAYS_PHONE.search(before):
        return True
    if pattern is _LOOSE or _SAYS_OTHER.search(before):
        return False
    if pattern is _ABROAD:
        return True
    digits = re.sub(r"\D", "", match[0])
    start = digits[-9:][:2]
    return bool(_MOBILE.match(start) or (_AREA.match(start) and not match[0].isdigit()))


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that do not overlap one before them."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if all(end <= other or start >= after for other, after in kept):
            kept.append((start, end))
    return kept


def _is(read: Callable[[str], object], number: str) -> bool:
    try:
        read(re.sub(_BLANK, " ", number))
    except IdentifierError:
        return False
    return True


_SEARCHES: tuple[tuple[Kind, Callable[[str], list[tuple[int, int]]]], ...] = (
    (Kind.EMAIL, _emails),
    (Kind.ACCOUNT, _accounts),
    (Kind.PESEL, _pesels),
    (Kind.PHONE, _phones),
)
"""Longer and surer kinds first."""
