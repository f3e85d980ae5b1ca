"""The parts a document is made of. What people wrote goes in as text; a change in it as ``changed(pieces)``.

``Shown`` is a text, or what ``changed`` and ``strong`` give, wherever a cell, a value, an item or a paragraph stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from civic.core.differences import Piece

Part = Mapping[str, Any]
Shown = str | Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a table. ``width``: its share of the page beside the others' shares."""

    text: str
    width: float = 1
    numeric: bool = False


def heading(words: str, level: int = 1) -> Part:
    """A heading under the document's title, level 1 to 4; also an entry of the outline. No level may be skipped."""
    return {"kind": "heading", "text": words, "level": level}


def text(words: Shown) -> Part:
    """A paragraph; line ends stay."""
    return {"kind": "text", "text": words}


def quiet(words: Shown) -> Part:
    """A remark in small print."""
    return {"kind": "quiet", "text": words}


def quote(words: Shown) -> Part:
    """Somebody's words."""
    return {"kind": "quote", "text": words}


def items(some: Iterable[Shown], *, ordered: bool = False) -> Part:
    """A list."""
    return {"kind": "list", "items": list(some), "ordered": ordered}


def facts(rows: Iterable[tuple[str, Shown]]) -> Part:
    """Names and what they are."""
    return {"kind": "facts", "rows": [list(row) for row in rows]}


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Shown]],
    foot: Sequence[Shown] | None = None,
) -> Part:
    """A table with a header row that is repeated on every page; ``foot``: a last row of sums. Every row is as wide as the
    header.
    """
    made = [list(row) for row in rows]
    if any(len(row) != len(columns) for row in [*made, *([foot] if foot is not None else [])]):
        raise ValueError("a row is not as wide as the header")
    return {
        "kind": "table",
        "caption": caption,
        "columns": [{"text": each.text, "width": each.width, "numeric": each.numeric} for each in columns],
        "rows": made,
        "foot": list(foot) if foot is not None else None,
    }


def difference(pieces: Iterable[Piece]) -> Part:
    """A paragraph with what changed in it."""
    return {"kind": "difference", "pieces": _told(pieces)}


def changed(pieces: Iterable[Piece]) -> Shown:
    """What changed, in a cell or a value."""
    return {"pieces": _told(pieces)}


def strong(words: str) -> Shown:
    """A cell or a value that stands out."""
    return {"strong": words}


def signatures(*who: str) -> Part:
    """Places to sign, side by side."""
    return {"kind": "signatures", "who": list(who)}


def page_break() -> Part:
    """What follows begins on a new page."""
    return {"kind": "break"}


def _told(pieces: Iterable[Piece]) -> list[list[str]]:
    return [[piece.op.value, piece.text] for piece in pieces]
