"""Styles of paragraphs: which are headings, quotations or entries of a table of contents, and their lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from civic.core.documents.docx.streams import Attributes, Reader, few, value

_HEADING = re.compile(r"(?i)^(?:heading|nagłówek|naglowek)\s*([1-9])")
_TITLE = re.compile(r"(?i)^(?:title|tytuł|tytul)$")
_QUOTE = re.compile(r"(?i)(?:quote|cytat)")
_CONTENTS = re.compile(r"(?i)^(?:toc|spis treści|spis)\s*\d")
BODY_LEVEL = 9
"""The outline level of what is no heading."""
_DEEPEST = 20


@dataclass
class Style:
    """A paragraph style, as written: what it does not say, the style it is based on does."""

    id: str
    name: str = ""
    based_on: str = ""
    outline: int | None = None
    list_id: str = ""
    list_level: int | None = None


@dataclass(frozen=True)
class Look:
    """What a style means. ``outline``: None, or 0 to 8 for a heading."""

    outline: int | None = None
    list_id: str = ""
    list_level: int | None = None
    quote: bool = False
    contents: bool = False


def look(styles: Mapping[str, Style], style_id: str) -> Look:
    """What the style means, with what it takes from the styles below it."""
    chain: list[Style] = []
    while style_id in styles and len(chain) < _DEEPEST:
        chain.append(styles[style_id])
        style_id = styles[style_id].based_on
    if not chain:
        return Look()
    names = [style.name or style.id for style in chain]
    outline = next((style.outline for style in chain if style.outline is not None), None)
    if outline is None:
        outline = next((found for name in names if (found := _named(name)) is not None), None)
    return Look(
        outline=outline if outline is not None and outline < BODY_LEVEL else None,
        list_id=next((style.list_id for style in chain if style.list_id), ""),
        list_level=next((style.list_level for style in chain if style.list_level is not None), None),
        quote=any(_QUOTE.search(name) for name in names),
        contents=bool(_CONTENTS.search(names[0])),
    )


def _named(name: str) -> int | None:
    if found := _HEADING.match(name):
        return int(found[1]) - 1
    return 0 if _TITLE.match(name) else None


class StylesReader(Reader):
    """Reads styles.xml."""

    SKIPPED = frozenset({"rPr", "tblPr", "tblStylePr", "docDefaults", "latentStyles"})

    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self._style: Style | None = None

    def begin_style(self, attributes: Attributes) -> None:
        """A style of whatever kind; only those of paragraphs are kept."""
        self._style = (
            Style(value(attributes, "styleId")) if value(attributes, "type") == "paragraph" else None
        )

    def end_style(self) -> None:
        """It is whole."""
        if self._style:
            self.styles[self._style.id] = self._style
            few(self.styles)

    def begin_name(self, attributes: Attributes) -> None:
        """Its name."""
        if self._style:
            self._style.name = value(attributes)

    def begin_basedOn(self, attributes: Attributes) -> None:
        """The style it is based on."""
        if self._style:
            self._style.based_on = value(attributes)

    def begin_outlineLvl(self, attributes: Attributes) -> None:
        """Its level in the outline."""
        if self._style:
            self._style.outline = number(value(attributes))

    def begin_numId(self, attributes: Attributes) -> None:
        """Its list."""
        if self._style:
            self._style.list_id = value(attributes)

    def begin_ilvl(self, attributes: Attributes) -> None:
        """The level of its list."""
        if self._style:
            self._style.list_level = number(value(attributes))


def number(text: str) -> int | None:
    """A whole number that fits, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else None
