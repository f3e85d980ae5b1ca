"""A version as its page shows it: paragraphs ready to be drawn, and the list of contents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from civic.consultations.texts.notes import Note
from civic.consultations.texts.queries import ParagraphFacts
from civic.consultations.texts.rules import is_bullet, short_name

_TOP = re.compile(r"^(?:zał\. ?\S* )?(?:§|Art\.) \S+$")
_FIRST_HEADING = 3
_LAST_HEADING = 6
_DEEPEST = 5
_FEW = 3


@dataclass(frozen=True)
class Unit:
    """A paragraph on the page. ``tag``: its element; ``look``: classes; ``name``: how it is called; ``write``: where to
    write a remark on it, or "".
    """

    anchor: str
    tag: str
    look: str
    html: Markup
    name: str
    write: str
    notes: Sequence[Note]


def shown(
    paragraphs: Sequence[ParagraphFacts], write: str = "", notes: Mapping[str, Sequence[Note]] | None = None
) -> list[Unit]:
    """The paragraphs, drawn. ``write``: the address of the page for remarks, with MIEJSCE in place of the anchor.

    Headings begin under the page's h2 and never skip a level, whatever the document does.
    """
    made, last = [], _FIRST_HEADING - 1
    for each in paragraphs:
        tag, look = "p", "unit"
        if each.kind == "HEADING":
            last = min(each.level + _FIRST_HEADING - 1, last + 1, _LAST_HEADING)
            tag, look = f"h{last}", "unit unit--heading"
        elif each.kind == "TABLE":
            tag, look = "div", "unit unit--table"
        elif each.kind == "QUOTE":
            tag, look = "blockquote", "unit unit--quote"
        else:
            depth = _depth(each)
            bullet = " unit--bullet" if is_bullet(each.kind, each.text) else ""
            look = f"unit unit--{depth}{bullet}" if depth else "unit"
        made.append(
            Unit(
                each.anchor, tag, look, Markup(each.html), short_name(each.label, each.text),  # noqa: S704 - sanitised when imported
                write.replace("MIEJSCE", each.anchor), (notes or {}).get(each.anchor, ()),
            )
        )  # fmt: skip
    return made


def _depth(paragraph: ParagraphFacts) -> int:
    """How far it is set in: by what the text calls it, else by the depth of its list."""
    for depth, unit in ((4, " tiret "), (3, " lit. "), (2, " pkt ")):
        if unit in paragraph.label:
            return depth
    return 0 if paragraph.label or paragraph.kind != "ITEM" else min(paragraph.level, _DEEPEST)


def contents(paragraphs: Sequence[ParagraphFacts]) -> list[tuple[str, str, int]]:
    """The list of contents: address, words, depth. The headings; of a text without them, its paragraphs and articles."""
    headings = [each for each in paragraphs if each.kind == "HEADING"]
    if len(headings) < _FEW:
        units = [(each.anchor, each.label, 1) for each in paragraphs if _TOP.match(each.label)]
        return units if len(units) >= _FEW else []
    top = min(each.level for each in headings)
    return [(each.anchor, " ".join(each.text.split()), each.level - top + 1) for each in headings]
