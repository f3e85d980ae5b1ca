"""Markdown (CommonMark with tables) into blocks. HTML inside it is shown as text."""

import re

from markdown_it import MarkdownIt

from civic.core.documents import html
from civic.core.documents.collecting import Collector
from civic.core.documents.rules import MAX_SIGNS, DocumentRefusal
from civic.core.refusal import Refused

_UNIT = re.compile(
    r"^(?: {0,3}|\t)(?:§ ?\d+[a-z]*\.?(?=\s|$)|(?:Art|art)\. ?\d+[a-z]*\.|(?:Rozdział|ROZDZIAŁ|Dział|DZIAŁ) [\dIVXLC]+|[a-z]{1,2}\)\s)"
)
_INDENTED_ITEM = re.compile(r"^[ \t]+(?=[a-z]{1,2}\)\s)")


def collect(text: str) -> Collector:
    """The blocks of a Markdown text. Lines that begin a unit of a legal text ("§ 3.", "a)") begin a paragraph."""
    if len(text) > MAX_SIGNS:
        raise Refused(DocumentRefusal.TOO_LONG)
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    tokens = parser.parse(_parted(text.replace("\r\n", "\n").replace("\r", "\n")))
    for token in tokens:
        if token.type == "ordered_list_open":
            token.attrSet("data-mark", token.markup)
        elif token.type == "list_item_open" and token.info:
            token.attrSet("value", token.info)
    return html.collect(parser.renderer.render(tokens, parser.options, {}))


def _parted(text: str) -> str:
    lines: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if not fenced and lines and lines[-1].strip() and _UNIT.match(_INDENTED_ITEM.sub("", line)):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
