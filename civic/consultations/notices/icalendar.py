"""Meetings as an iCalendar file (RFC 5545), so that people can put them into their own calendar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_FOLD = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""


@dataclass(frozen=True)
class Entry:
    """An event. ``uid`` never changes for the same event; without ``ends`` it lasts an hour."""

    uid: str
    starts: datetime
    ends: datetime | None
    title: str
    place: str = ""
    about: str = ""
    url: str = ""


def write(entries: Iterable[Entry], now: datetime) -> str:
    """The calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Civic//Consultations//PL", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += _event(entry, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: Entry, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(entry.starts)}"
    yield f"DTEND:{_utc(entry.ends or entry.starts + timedelta(hours=1))}"
    for name, value in (("SUMMARY", entry.title), ("LOCATION", entry.place), ("DESCRIPTION", entry.about)):
        if value:
            yield f"{name}:{_text(value)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    for sign, escaped in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\\n"),
        ("\n", "\\n"),
        ("\r", "\\n"),
    ):
        value = value.replace(sign, escaped)
    return value


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no letter cut; those after the first begin with a space."""
    piece, room = "", _FOLD
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield piece
            piece, room = " ", _FOLD - 1
        piece += letter
        room -= size
    yield piece
