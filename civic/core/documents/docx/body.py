"""The text of a DOCX: paragraphs, lists, notes. Insertions are accepted, deletions left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from civic.core.documents.collecting import Collector, Line, safe
from civic.core.documents.docx.numbering import Numbering
from civic.core.documents.docx.places import Places
from civic.core.documents.docx.streams import Attributes, is_on, value
from civic.core.documents.docx.styles import BODY_LEVEL, Look, Style, look, number
from civic.core.documents.rules import Block, Kind

_VERTICAL = {"superscript": "sup", "subscript": "sub"}
_STYLED = {"strong": "strong", "pogrubienie": "strong", "emphasis": "em", "uwydatnienie": "em"}
_SEPARATORS = ("separator", "continuation")
_UNITS = ("§", "art", "rozdział", "dział")
_DEEPEST_HEADING = 6


@dataclass
class _Paragraph:
    line: Line
    style: str = ""
    list_id: str = ""
    list_level: int | None = None
    outline: int | None = None
    joined: bool = False
    after: list[Block] = field(default_factory=list)


class Body(Places):
    """Reads document.xml, then the notes, into a collector."""

    SKIPPED = frozenset(
        {
            "moveFrom", "delText", "delInstrText", "instrText", "pPrChange", "rPrChange", "tblPrChange", "trPrChange",
            "tcPrChange", "sectPr", "Fallback", "tblPr", "tblPrEx", "tblGrid", "fldData", "rt", "tabs",
        }
    )  # fmt: skip

    def __init__(
        self,
        collector: Collector,
        styles: Mapping[str, Style],
        numbering: Numbering,
        links: Mapping[str, str],
    ) -> None:
        super().__init__(collector)
        self._styles, self._numbering, self._links = styles, numbering, links
        self._looks: dict[str, Look] = {}
        self._open: list[_Paragraph] = []
        self._held: Line | None = None
        self._marks: set[str] = set()
        self._link = self._described = ""
        self._in_run = self._in_text = self._hidden = self._in_properties = False
        self._gone = 0
        self._note_numbers: dict[tuple[str, str], int] = {}
        self._notes: dict[int, list[Block]] = {}
        self._note: int | None = None

    # Paragraphs

    def begin_p(self, _attributes: Attributes) -> None:
        self.spend()
        self._open.append(_Paragraph(self._held or self.collector.line()))
        self._held = None

    def end_p(self) -> None:
        """A block, or the beginning of the next one when the mark between them was deleted."""
        if not self._open:
            return
        paragraph = self._open.pop()
        if paragraph.joined:
            self._held = paragraph.line
        else:
            self._say(paragraph)
        for block in paragraph.after:
            self.put(block)

    def begin_pPr(self, _attributes: Attributes) -> None:
        self._in_properties = True

    def end_pPr(self) -> None:
        self._in_properties = False

    def begin_pStyle(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].style = value(attributes)

    def begin_numId(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].list_id = value(attributes)

    def begin_ilvl(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].list_level = number(value(attributes))

    def begin_outlineLvl(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].outline = number(value(attributes))

    def begin_del(self, _attributes: Attributes) -> None:
        """Deleted: runs, the mark at the end of a paragraph, a row."""
        self._gone += 1
        if self.in_row_properties:
            self.row_is_gone()
        elif self._in_properties and self._open:
            self._open[-1].joined = True

    def end_del(self) -> None:
        self._gone -= 1

    def place_ends(self) -> None:
        """A paragraph that was to go on in the next one ends here: there is none."""
        if self._held is not None:
            line, self._held = self._held, None
            self._say(_Paragraph(line))

    def _say(self, paragraph: _Paragraph) -> None:
        style = self._look(paragraph.style)
        if style.contents:
            return
        list_id = paragraph.list_id or style.list_id
        level = paragraph.list_level if paragraph.list_level is not None else style.list_level or 0
        listed = self._numbering.is_list(list_id)
        label = self._numbering.next(list_id, level) if listed else ""
        unit = label.casefold().startswith(_UNITS)
        if paragraph.line.blank and not unit:
            return
        outline = paragraph.outline if paragraph.outline is not None else style.outline
        text, html = paragraph.line.done(label)
        if outline is not None and outline < BODY_LEVEL:
            kind, depth = Kind.HEADING, min(outline + 1, _DEEPEST_HEADING)
        elif listed and not unit:
            kind, depth = Kind.ITEM, level + 1
        else:
            kind, depth = (Kind.QUOTE if style.quote else Kind.TEXT), 0
        self.put(Block(kind, depth, label, text, safe(html)))

    def _look(self, style_id: str) -> Look:
        if style_id not in self._looks:
            self._looks[style_id] = look(self._styles, style_id)
        return self._looks[style_id]

    # Runs

    def begin_r(self, _attributes: Attributes) -> None:
        self._in_run, self._marks, self._hidden = True, set(), False

    def end_r(self) -> None:
        self._in_run = self._hidden = False

    def begin_b(self, attributes: Attributes) -> None:
        self._mark("strong", is_on(attributes))

    def begin_i(self, attributes: Attributes) -> None:
        self._mark("em", is_on(attributes))

    def begin_strike(self, attributes: Attributes) -> None:
        self._mark("s", is_on(attributes))

    def begin_dstrike(self, attributes: Attributes) -> None:
        self._mark("s", is_on(attributes))

    def begin_vertAlign(self, attributes: Attributes) -> None:
        self._mark(_VERTICAL.get(value(attributes), ""), True)

    def begin_rStyle(self, attributes: Attributes) -> None:
        self._mark(_STYLED.get(value(attributes).casefold(), ""), True)

    def begin_vanish(self, attributes: Attributes) -> None:
        self._hidden = self._in_run and is_on(attributes)

    def _mark(self, mark: str, on: bool) -> None:
        if mark and self._in_run:
            (self._marks.add if on else self._marks.discard)(mark)

    def begin_t(self, _attributes: Attributes) -> None:
        self._in_text = True

    def end_t(self) -> None:
        self._in_text = False

    def text(self, data: str) -> None:
        """What is written; line ends in the file are spaces."""
        if self._in_text:
            self._write(data.replace("\n", " "))

    def begin_tab(self, _attributes: Attributes) -> None:
        self._write(" ")

    def begin_br(self, attributes: Attributes) -> None:
        self._write(" " if value(attributes, "type") in {"page", "column"} else "\n")

    def begin_cr(self, _attributes: Attributes) -> None:
        self._write("\n")

    def begin_noBreakHyphen(self, _attributes: Attributes) -> None:
        self._write("\u2011")

    def begin_hyperlink(self, attributes: Attributes) -> None:
        self._link = self._links.get(value(attributes, "id"), "")

    def end_hyperlink(self) -> None:
        self._link = ""

    def begin_docPr(self, attributes: Attributes) -> None:
        """What the drawing shows, before the picture itself."""
        self._described = value(attributes, "descr")

    def begin_blip(self, _attributes: Attributes) -> None:
        self._picture()

    def begin_imagedata(self, _attributes: Attributes) -> None:
        self._picture()

    def _picture(self) -> None:
        if self._open and not self._gone:
            self._write(self.collector.picture(self._described))
        self._described = ""

    def _write(self, text: str, marks: frozenset[str] = frozenset()) -> None:
        if self._open and not self._gone and not self._hidden:
            self._open[-1].line.add(text, marks or self._marks, self._link)

    # Text boxes

    def begin_txbxContent(self, _attributes: Attributes) -> None:
        self.into.append([])

    def end_txbxContent(self) -> None:
        """Its paragraphs come after the paragraph it hangs on."""
        self.place_ends()
        inside = self.into.pop()
        if self._open:
            self._open[-1].after += inside
        else:
            for block in inside:
                self.put(block)
        self._marks = set()

    # Notes

    def begin_footnoteReference(self, attributes: Attributes) -> None:
        self._refer("footnotes", attributes)

    def begin_endnoteReference(self, attributes: Attributes) -> None:
        self._refer("endnotes", attributes)

    def _refer(self, kind: str, attributes: Attributes) -> None:
        if self._open and not self._gone and self._note is None:
            place = self._note_numbers.setdefault(
                (kind, value(attributes, "id")), len(self._note_numbers) + 1
            )
            self._write(f"[{place}]", frozenset({"sup"}))

    def read_notes(self, links: Mapping[str, str]) -> None:
        """What is read from now on are notes, with links of their own."""
        self._links = links

    def begin_footnote(self, attributes: Attributes) -> None:
        self._begin_note("footnotes", attributes)

    def begin_endnote(self, attributes: Attributes) -> None:
        self._begin_note("endnotes", attributes)

    def end_footnote(self) -> None:
        self._end_note()

    def end_endnote(self) -> None:
        self._end_note()

    def _begin_note(self, kind: str, attributes: Attributes) -> None:
        drawn = value(attributes, "type").startswith(_SEPARATORS)
        self._note = 0 if drawn else self._note_numbers.get((kind, value(attributes, "id")), 0)
        self.into.append([])

    def _end_note(self) -> None:
        self.place_ends()
        inside = self.into.pop()
        if self._note:
            self._notes[self._note] = inside
        self._note = None

    def finish(self) -> None:
        """The notes after the text, in the order of their numbers. A note nothing refers to is left out."""
        self.place_ends()
        for place, blocks in sorted(self._notes.items()):
            if blocks:
                label = f"[{place}]"
                text = "\n".join(block.text for block in blocks)
                html = "<br>".join(block.html for block in blocks if block.kind is not Kind.TABLE)
                self.put(Block(Kind.TEXT, 0, label, f"{label} {text}", f"{label} {html}"))
