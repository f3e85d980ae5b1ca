"""How a text names its own parts: "§ 3 ust. 2 pkt 1 lit. a", "Rozdział 2", "zał. 1 § 4".

The Polish rules of legislative technique (Dz.U. 2016 poz. 283, § 54-57, 124): art. or §, then ust., pkt, lit., tiret.
A number alone counts as a part of a unit only under an article or a paragraph sign; elsewhere it names nothing.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_ANNEX = re.compile(r"(?i)^załącznik(?:\s+(?:nr|numer))?\s*(\d+[a-z]?|[IVXLC]+)?(?=[\s.,:]|$)")
_DIVISION = re.compile(r"(?i)^(dział|rozdział|część|oddział)\s+(\d+[a-z]?|[IVXLC]+)(?=[\s.,:]|$)")
_ARTICLE = re.compile(r"^(?:Art\.|art\.|ART\.)\s*(\d+[a-z]{0,2})(?:\.(?=\s|$)|(?=\s*$))\s*")
_SECTION = re.compile(r"^§\s*(\d+[a-z]{0,2})(?:\.(?=\s|$)|(?=\s|$))\s*")
_USTEP = re.compile(r"^(\d+[a-z]{0,2})\.(?=\s|$)\s*")
_PUNKT = re.compile(r"^(\d+[a-z]{0,2})\)(?=\s|$)\s*")
_LITERA = re.compile(r"^([a-z]{1,2})\)(?=\s|$)\s*")
_TIRET = re.compile(r"^[-–—](?=\s)\s*")
_MARKED = re.compile(r"^(?:[-–—]|\S{1,12}[.)]|§ ?\S+)(?=\s|$)")
_LONGEST_ANNEX = 200
_ASCII = str.maketrans("łŁøđßæ", "lLodsa")
_NAMES = {
    "art": "Art. %s",
    "par": "§ %s",
    "ust": "ust. %s",
    "pkt": "pkt %s",
    "lit": "lit. %s",
    "tiret": "tiret %s",
}
_ORDER = ("art", "par", "ust", "pkt", "lit", "tiret")


@dataclass(frozen=True)
class Named:
    """A part of the text: how it is called, an address made of that, and its words without the number before them."""

    label: str
    slug: str
    bare: str


class Namer:
    """Goes through a text in reading order and says how each part is called; "" where the text gives it no name."""

    def __init__(self) -> None:
        self._annex = ""
        self._division: dict[str, str] = {}
        self._units: dict[str, str] = {}
        self._tirets = 0

    def next(self, text: str, *, heading: bool = False) -> Named:
        """The next part of the text."""
        text = " ".join(text.split())
        short = (heading or len(text) <= _LONGEST_ANNEX) and not text.endswith((";", ":"))
        if short and (annex := _ANNEX.match(text)):
            return self._begin_annex(annex[1] or "", text)
        if division := _DIVISION.match(text):
            return self._begin_division(division[1].casefold(), division[2], text)
        return self._unit(text)

    def _begin_annex(self, number: str, text: str) -> Named:
        self._annex = f"zał. {number}".strip()
        self._division, self._units = {}, {}
        return Named(f"Załącznik {number}".strip(), slug(self._annex), text)

    def _begin_division(self, kind: str, number: str, text: str) -> Named:
        order = ["część", "dział", "rozdział", "oddział"]
        above = {name: its for name, its in self._division.items() if order.index(name) < order.index(kind)}
        self._division = {**above, kind: number}
        self._units = {}
        path = " ".join(f"{name} {its}" for name, its in self._division.items())
        shown = f"{kind.capitalize()} {number}"
        return Named(f"{self._annex} {shown}".strip(), slug(f"{self._annex} {path}"), text)

    def _unit(self, text: str) -> Named:
        found, rest = False, text
        for kind, pattern in (
            ("art", _ARTICLE),
            ("par", _SECTION),
            ("ust", _USTEP),
            ("pkt", _PUNKT),
            ("lit", _LITERA),
        ):
            match = pattern.match(rest)
            if match and (kind in {"art", "par"} or self._units):
                self._set(kind, match[1])
                found, rest = True, rest[match.end() :]
        if not found and self._units and (dash := _TIRET.match(text)):
            self._tirets += 1
            self._set("tiret", str(self._tirets))
            found, rest = True, text[dash.end() :]
        if not found:
            return Named("", "", text)
        parts = [(kind, self._units[kind]) for kind in _ORDER if kind in self._units]
        label = " ".join(
            [*([self._annex] if self._annex else []), *(_NAMES[kind] % number for kind, number in parts)]
        )
        address = "-".join(
            [*([slug(self._annex)] if self._annex else []), *(f"{kind}-{number}" for kind, number in parts)]
        )
        return Named(label, address, rest)

    def _set(self, kind: str, number: str) -> None:
        at = _ORDER.index(kind)
        self._units = {name: its for name, its in self._units.items() if _ORDER.index(name) < at}
        self._units[kind] = number
        if kind != "tiret":
            self._tirets = 0


def named(texts: Iterable[tuple[str, bool]]) -> list[Named]:
    """The names of all parts of a text, given as (words, whether it is a heading)."""
    namer = Namer()
    return [namer.next(text, heading=heading) for text, heading in texts]


def slug(text: str, most: int = 60) -> str:
    """Letters a to z, digits and single hyphens; "" of a text without any."""
    plain = (
        unicodedata.normalize("NFKD", text.translate(_ASCII)).encode("ascii", "ignore").decode().casefold()
    )
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return made if len(made) <= most else made[:most].rpartition("-")[0].strip("-") or made[:most]


def short_name(label: str, text: str, most: int = 60) -> str:
    """How a part is called in a list: by its label, else by its first words."""
    if label:
        return label
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rpartition(' ')[0] or words[:most]}…"


def is_bullet(kind: str, text: str) -> bool:
    """Whether it is an item of a list without a number or dash of its own."""
    return kind == "ITEM" and not _MARKED.match(text)
