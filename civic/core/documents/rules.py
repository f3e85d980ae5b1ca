"""What an imported document is made of, what we take, and why something is not taken."""

from dataclasses import dataclass
from enum import StrEnum

MIB = 1024 * 1024
MAX_BYTES = 10 * MIB
MAX_ENTRIES = 2000
"""Of files in a DOCX."""
MAX_PART = 30 * MIB
"""Of one unpacked part of a DOCX that is read."""
MAX_UNPACKED = 100 * MIB
"""Of everything in a DOCX, really unpacked."""
MAX_ELEMENTS = 1_500_000
MAX_BLOCKS = 5000
MAX_SIGNS = 2_000_000
"""Of text in a document; about 900 pages."""


class DocumentRefusal(StrEnum):
    """Why a document is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too-big"
    WRONG_TYPE = "wrong-type"
    OLD_WORD = "old-word"
    PASSWORD = "password"  # noqa: S105 - it is a reason
    MACROS = "macros"
    EXTERNAL = "external"
    UNPACKS_TOO_BIG = "unpacks-too-big"
    DAMAGED = "damaged"
    ENCODING = "encoding"
    NO_TEXT = "no-text"
    TOO_LONG = "too-long"


class Format(StrEnum):
    """What it came as."""

    DOCX = "DOCX"
    HTML = "HTML"
    MARKDOWN = "MARKDOWN"


class Kind(StrEnum):
    """A kind of block."""

    HEADING = "HEADING"
    TEXT = "TEXT"
    ITEM = "ITEM"
    QUOTE = "QUOTE"
    TABLE = "TABLE"


@dataclass(frozen=True)
class Block:
    """A unit of the text: a heading, a paragraph, an item of a list, a quotation, a table.

    ``level``: of a heading 1 to 6, of an item 1 and more, else 0. ``label``: the number before it, as printed ("§ 3.",
    "1)", "a)"), where a list gave it one; it stands at the beginning of ``text`` and ``html`` too. ``text``: plain, line
    ends as LF; of a table, rows as lines and cells parted by " | ". ``html``: the same, safe: only strong, em, s, sub,
    sup, br, a (http, https, mailto) and the elements of a table; without the element around it.
    """

    kind: Kind
    level: int
    label: str
    text: str
    html: str


@dataclass(frozen=True)
class Imported:
    """A document read. ``pictures``: how many pictures were left out; where each stood, the text says "[rysunek]"."""

    format: Format
    blocks: tuple[Block, ...]
    pictures: int = 0
