"""Gathering lines, tables and blocks while a document streams by, within limits, and only with safe HTML."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

import nh3

from civic.core.documents.rules import MAX_BLOCKS, MAX_SIGNS, Block, DocumentRefusal, Kind
from civic.core.refusal import Refused

INLINE = ("strong", "em", "s", "sup", "sub")
_TAGS = {*INLINE, "a", "br", "table", "caption", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_SCHEMES = {"http", "https", "mailto"}
_LINK = re.compile(r"(?i)^(?:https?://[^\s/]|mailto:[^\s@]+@)")
_BLANK = re.compile(r"[ \t\r\f\v]+")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")  # fmt: skip
_PICTURES = re.compile(r"(?:\[rysunek(?:: [^\]]*)?\]\s*)+")
_LONGEST_DESCRIPTION = 300
_MOST_CELLS = 20_000
_PIECE = 4  # what a piece of a line costs besides its letters
_WIDEST = 100


def safe(html: str) -> str:
    """The HTML with nothing in it but the few elements and attributes we want."""
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener nofollow"
    )


class Budget:
    """How much text a document may still hold; one for the whole document."""

    def __init__(self) -> None:
        self.left = MAX_SIGNS

    def spend(self, signs: int) -> None:
        """Refuse the document when it is too long."""
        self.left -= signs
        if self.left < 0:
            raise Refused(DocumentRefusal.TOO_LONG)


@dataclass
class Line:
    """The text of one block while it is read: pieces with their marks (of INLINE) and link."""

    budget: Budget
    pieces: list[tuple[str, frozenset[str], str]] = field(default_factory=list)

    def add(self, text: str, marks: Iterable[str] = (), link: str = "") -> None:
        """A further piece; a line end is LF. A link to anything but the web or a mailbox is left out."""
        self.budget.spend(len(text) + _PIECE)
        clean = _FORBIDDEN.sub("", text)
        if clean:
            self.pieces.append((clean, frozenset(marks), link if _LINK.match(link) else ""))

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return not any(text.strip() for text, _, _ in self.pieces)

    def done(self, label: str = "") -> tuple[str, str]:
        """Plain text and HTML, the label before them, white space as one space, none at the ends."""
        tidy = _tidied([(f"{label} ", frozenset(), ""), *self.pieces] if label else self.pieces)
        return "".join(text for text, _, _ in tidy), "".join(_drawn(*piece) for piece in tidy)


def _tidied(pieces: Sequence[tuple[str, frozenset[str], str]]) -> list[tuple[str, frozenset[str], str]]:
    tidy: list[tuple[str, frozenset[str], str]] = []
    last = "\n"
    for raw, marks, link in pieces:
        text = re.sub(r" ?\n[ \n]*", "\n", _BLANK.sub(" ", raw))
        if last == "\n":
            text = text.lstrip(" \n")
        elif last == " " and text:
            text = text.lstrip(" ") if text[0] == " " else text
        if not text:
            continue
        last = text[-1]
        if tidy and tidy[-1][1:] == (marks, link):
            tidy[-1] = (tidy[-1][0] + text, marks, link)
        else:
            tidy.append((text, marks, link))
    while tidy and not tidy[-1][0].rstrip(" \n"):
        tidy.pop()
    if tidy:
        tidy[-1] = (tidy[-1][0].rstrip(" \n"), *tidy[-1][1:])
    return tidy


def _drawn(text: str, marks: frozenset[str], link: str) -> str:
    html = escape(text, quote=False).replace("\n", "<br>")
    for mark in reversed(INLINE):
        if mark in marks and text.strip():
            html = f"<{mark}>{html}</{mark}>"
    return f'<a href="{escape(link)}">{html}</a>' if link else html


@dataclass
class Cell:
    """A cell of a table. ``goes_on``: it belongs to the cell above (a merged one)."""

    text: str = ""
    html: str = ""
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    goes_on: bool = False

    def say(self, text: str, html: str) -> None:
        """A further paragraph in the cell."""
        if text:
            self.text = f"{self.text}\n{text}" if self.text else text
            self.html = f"{self.html}<br>{html}" if self.html else html


class Collector:
    """The blocks of a document, in order."""

    def __init__(self) -> None:
        self.budget = Budget()
        self.blocks: list[Block] = []
        self.pictures = 0

    def picture(self, described: str = "") -> str:
        """The words that stand for a picture, with what it shows when the document says so."""
        self.pictures += 1
        said = " ".join(described.split())[:_LONGEST_DESCRIPTION].replace("]", ")")
        return f"[rysunek: {said}]" if said else "[rysunek]"

    def only_pictures(self) -> bool:
        """Whether there is not a word in it: no blocks, or blocks of pictures alone."""
        return all(_PICTURES.fullmatch(block.text) for block in self.blocks)

    def line(self) -> Line:
        """A new line within the document's budget."""
        return Line(self.budget)

    def add(self, kind: Kind, line: Line, *, level: int = 0, label: str = "") -> None:
        """A block of this text; nothing when it is blank."""
        if not line.blank:
            text, html = line.done(label)
            self.put(Block(kind, level, label, text, safe(html)))

    def put(self, block: Block) -> None:
        """A block that is ready."""
        if len(self.blocks) >= MAX_BLOCKS:
            raise Refused(DocumentRefusal.TOO_LONG)
        self.blocks.append(block)

    def table(self, rows: Sequence[Sequence[Cell]], caption: str = "") -> None:
        """A table; its first row is the header unless rows say which are."""
        if block := table_block(rows, caption):
            self.put(block)


def table_block(rows: Sequence[Sequence[Cell]], caption: str = "") -> Block | None:
    """The table as a block; None when nothing is written in it."""
    kept = [list(row) for row in rows if row]
    if sum(len(row) for row in kept) > _MOST_CELLS:
        raise Refused(DocumentRefusal.TOO_LONG)
    if not any(cell.text for row in kept for cell in row):
        return None
    _join_down(kept)
    lines = [" | ".join(" ".join(cell.text.split("\n")) for cell in row) for row in kept]
    said = any(cell.header for row in kept for cell in row)
    if not said and len(kept) > 1:
        for cell in kept[0]:
            cell.header = True
    heads = next((at for at, row in enumerate(kept) if not all(cell.header for cell in row)), len(kept))
    html = "".join(
        (
            "<table>",
            f"<caption>{escape(caption)}</caption>" if caption else "",
            f"<thead>{''.join(_row(row, 'col') for row in kept[:heads])}</thead>" if heads else "",
            f"<tbody>{''.join(_row(row, 'row') for row in kept[heads:])}</tbody>"
            if heads < len(kept)
            else "",
            "</table>",
        )
    )
    return Block(Kind.TABLE, 0, "", "\n".join([*([caption] if caption else []), *lines]), safe(html))


def _join_down(rows: list[list[Cell]]) -> None:
    """Cells that go on below become one cell over several rows."""
    above: dict[int, Cell] = {}
    for row in rows:
        column = 0
        for cell in row:
            cell.colspan = min(max(cell.colspan, 1), _WIDEST)
            if cell.goes_on and column in above:
                above[column].rowspan += 1
            else:
                cell.goes_on = False
                above[column] = cell
            column += cell.colspan


def _row(row: Sequence[Cell], scope: str) -> str:
    return f"<tr>{''.join(_cell(cell, scope) for cell in row if not cell.goes_on)}</tr>"


def _cell(cell: Cell, scope: str) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count > 1
    )
    if cell.header:
        return f'<th scope="{scope}"{spans}>{cell.html}</th>'
    return f"<td{spans}>{cell.html}</td>"
