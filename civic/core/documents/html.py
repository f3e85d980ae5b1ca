"""HTML into blocks, as a stream: no tree is built, so that memory does not grow with the number of tags."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from civic.core.documents.collecting import Cell, Collector, Line
from civic.core.documents.numbers import formatted
from civic.core.documents.rules import MAX_ELEMENTS, DocumentRefusal, Kind
from civic.core.refusal import Refused

_SKIPPED = frozenset(
    {
        "script", "style", "head", "template", "svg", "math", "iframe", "object", "embed", "noscript",
        "select", "textarea", "button", "video", "audio", "canvas", "map",
    }
)  # fmt: skip
_MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "sup": "sup", "sub": "sub", "s": "s", "strike": "s", "del": "s"}  # fmt: skip
_BREAKS = frozenset(
    {
        "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "figure",
        "figcaption", "address", "form", "fieldset", "dl", "dt", "dd", "pre", "hr", "body", "html",
        "center",
    }
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])$")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_COST = 20


@dataclass
class _List:
    ordered: bool
    form: str = "decimal"
    mark: str = "."
    next: int = 1


@dataclass
class _Table:
    rows: list[list[Cell]] = field(default_factory=list)
    caption: str = ""
    in_head: bool = False
    cell: Cell | None = None
    in_caption: bool = False


class _Target:
    """Told of each tag by lxml."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._elements = 0
        self._skip: list[str] = []
        self._line: Line = collector.line()
        self._marks: list[str] = []
        self._links: list[str] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._heading = self._quotes = self._pre = 0
        self._label = ""
        self._in_item = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise Refused(DocumentRefusal.UNPACKS_TOO_BIG)
        if self._skip or tag in _SKIPPED:
            self._skip.append(tag)
        elif tag in _MARKS:
            self._marks.append(_MARKS[tag])
        elif tag == "a":
            self._links.append(attributes.get("href", "").strip())
        elif tag == "br":
            self._line.add("\n")
        elif tag == "img":
            self._line.add(self._collector.picture(attributes.get("alt") or ""))
        elif not self._start_table(tag, attributes):
            self._start_block(tag, attributes)

    def _start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        if heading := _HEADING.match(tag):
            self._flush()
            self._heading = int(heading[1])
        elif tag == "li":
            self._flush()
            self._in_item = True
            self._label = self._numbered(attributes)
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._flush()
            self._lists.append(_list(tag, attributes))
        elif tag == "blockquote":
            self._flush()
            self._quotes += 1
        elif tag in _BREAKS:
            self._flush()
            self._pre += tag == "pre"

    def _start_table(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "table":
            if not self._tables:
                self._flush()
            self._tables.append(_Table())
        elif not self._tables:
            return False
        elif tag == "thead":
            self._tables[-1].in_head = True
        elif tag == "tr":
            self._collector.budget.spend(_COST)
            self._tables[-1].rows.append([])
        elif tag in {"td", "th"}:
            self._collector.budget.spend(_COST)
            self._end_cell()
            cell = Cell(colspan=_span(attributes, "colspan"), rowspan=_span(attributes, "rowspan"))
            cell.header = tag == "th" or self._tables[-1].in_head
            self._tables[-1].cell = cell
            if not self._tables[-1].rows:
                self._tables[-1].rows.append([])
            self._tables[-1].rows[-1].append(cell)
        elif tag == "caption":
            self._tables[-1].in_caption = True
        else:
            return tag in {"tbody", "tfoot", "colgroup", "col"}
        return True

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip.pop()
        elif tag in _MARKS:
            if _MARKS[tag] in self._marks:
                self._marks.reverse()
                self._marks.remove(_MARKS[tag])
                self._marks.reverse()
        elif tag == "a":
            del self._links[-1:]
        elif not self._end_table(tag):
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        if _HEADING.match(tag):
            self._flush()
            self._heading = 0
        elif tag == "li":
            self._flush()
            self._in_item, self._label = False, ""
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._flush()
            del self._lists[-1:]
        elif tag == "blockquote":
            self._flush()
            self._quotes = max(0, self._quotes - 1)
        elif tag in _BREAKS:
            self._flush()
            self._pre = max(0, self._pre - (tag == "pre"))

    def _end_table(self, tag: str) -> bool:
        if not self._tables:
            return False
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "thead":
            self._tables[-1].in_head = False
        elif tag == "caption":
            self._tables[-1].caption = self._taken()[0]
            self._tables[-1].in_caption = False
        elif tag == "table":
            self._end_cell()
            table = self._tables.pop()
            if not self._tables:
                self._collector.table(table.rows, table.caption)
            elif outer := self._tables[-1].cell:
                for row in table.rows:
                    for cell in row:
                        outer.say(cell.text, cell.html)
        else:
            return False
        return True

    def _end_cell(self) -> None:
        cell, self._tables[-1].cell = self._tables[-1].cell, None
        if cell:
            cell.say(*self._taken())

    def data(self, data: str) -> None:
        if self._skip:
            return
        text = data if self._pre else _SPACE.sub(" ", data)
        if text.strip() or (text and not self._line.blank):
            self._line.add(text, self._marks, self._links[-1] if self._links else "")

    def close(self) -> None:
        """The end of the file ends everything that is still open."""
        while self._tables:
            self._end_table("table")
        self._flush()

    def _taken(self) -> tuple[str, str]:
        line, self._line = self._line, self._collector.line()
        return line.done()

    def _flush(self) -> None:
        """What was written so far is a block, or in a table a line of the cell."""
        self._collector.budget.spend(1)
        if self._tables:
            if self._tables[-1].cell:
                self._tables[-1].cell.say(*self._taken())
            return
        if self._line.blank:
            self._line = self._collector.line()
            return
        line, self._line = self._line, self._collector.line()
        label, self._label = self._label, ""
        if self._heading:
            self._collector.add(Kind.HEADING, line, level=self._heading, label=label)
        elif self._in_item or self._lists:
            self._collector.add(Kind.ITEM, line, level=max(1, len(self._lists)), label=label)
        else:
            self._collector.add(Kind.QUOTE if self._quotes else Kind.TEXT, line)

    def _numbered(self, attributes: Mapping[str, str]) -> str:
        if not self._lists or not self._lists[-1].ordered:
            return ""
        its = self._lists[-1]
        given = attributes.get("value", "")
        if given.isascii() and given.isdigit() and len(given) <= 5:
            its.next = int(given)
        number = formatted(its.next, its.form)
        its.next += 1
        return f"{number}{its.mark}"


def _list(tag: str, attributes: Mapping[str, str]) -> _List:
    begin = attributes.get("start", "")
    return _List(
        ordered=tag == "ol",
        form=_TYPES.get(attributes.get("type", ""), "decimal"),
        mark=")" if attributes.get("data-mark") == ")" else ".",
        next=int(begin) if begin.isascii() and begin.isdigit() and len(begin) <= 5 else 1,
    )


def _span(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else 1


def collect(text: str) -> Collector:
    """The blocks of an HTML page: what a reader would see of it."""
    collector = Collector()
    target: Any = _Target(collector)
    parser: Any = etree.HTMLParser(
        target=target,
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    raw = text.encode("utf-8", "replace")
    try:
        for begin in range(0, len(raw), 65_536):
            parser.feed(raw[begin : begin + 65_536])
        parser.close()
    except etree.LxmlError as error:
        if not collector.blocks:
            raise Refused(DocumentRefusal.NO_TEXT) from error
        raise Refused(DocumentRefusal.DAMAGED) from error
    return collector
