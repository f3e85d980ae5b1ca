"""Where paragraphs go: the document, a cell of a table, a text box."""

from dataclasses import dataclass, field

from civic.core.documents.collecting import Cell, Collector, table_block
from civic.core.documents.docx.streams import Attributes, Reader, is_on, value
from civic.core.documents.docx.styles import number
from civic.core.documents.rules import Block, Kind

_COST = 20
"""What a row, a cell or a paragraph costs of the document's budget, written in or not."""


@dataclass
class _Table:
    rows: list[list[Cell]] = field(default_factory=list)
    row_gone: bool = False
    row_heads: bool = False
    blocks: list[Block] = field(default_factory=list)


class Places(Reader):
    """Tables and text boxes of a DOCX. ``into`` is a stack of places; without one, blocks go to the document."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self.into: list[list[Block]] = []
        self._tables: list[_Table] = []
        self.in_row_properties = False

    def put(self, block: Block) -> None:
        """A block, where it belongs."""
        if self.into:
            self.into[-1].append(block)
        else:
            self.collector.put(block)

    def spend(self) -> None:
        """A further row, cell or paragraph."""
        self.collector.budget.spend(_COST)

    def place_ends(self) -> None:
        """A cell or text box is at its end."""

    def begin_tbl(self, _attributes: Attributes) -> None:
        self._tables.append(_Table())

    def end_tbl(self) -> None:
        """A table of one cell is a frame around paragraphs."""
        table = self._tables.pop()
        if sum(len(row) for row in table.rows) == 1:
            for block in table.blocks:
                self.put(block)
        elif made := table_block(table.rows):
            self.put(made)

    def begin_tr(self, _attributes: Attributes) -> None:
        self.spend()
        if self._tables:
            self._tables[-1].rows.append([])
            self._tables[-1].row_gone = self._tables[-1].row_heads = False

    def end_tr(self) -> None:
        """A deleted row is left out."""
        table = self._tables[-1] if self._tables else _Table()
        if table.row_gone:
            table.rows.pop()
        elif table.row_heads:
            for cell in table.rows[-1]:
                cell.header = True

    def begin_trPr(self, _attributes: Attributes) -> None:
        self.in_row_properties = True

    def end_trPr(self) -> None:
        self.in_row_properties = False

    def row_is_gone(self) -> None:
        """The row under way was deleted."""
        if self._tables:
            self._tables[-1].row_gone = True

    def begin_tblHeader(self, attributes: Attributes) -> None:
        if self._tables:
            self._tables[-1].row_heads = is_on(attributes)

    def begin_tc(self, _attributes: Attributes) -> None:
        self.spend()
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].append(Cell())
        self.into.append([])

    def end_tc(self) -> None:
        """What was written in the cell becomes its lines."""
        self.place_ends()
        inside = self.into.pop()
        if cell := self._cell():
            for block in inside:
                plain = block.kind is Kind.TABLE
                cell.say(
                    block.text, "<br>".join(map(_escaped, block.text.split("\n"))) if plain else block.html
                )
            self._tables[-1].blocks = inside

    def begin_gridSpan(self, attributes: Attributes) -> None:
        if cell := self._cell():
            cell.colspan = number(value(attributes)) or 1

    def begin_vMerge(self, attributes: Attributes) -> None:
        if cell := self._cell():
            cell.goes_on = value(attributes) != "restart"

    def _cell(self) -> Cell | None:
        rows = self._tables[-1].rows if self._tables else []
        return rows[-1][-1] if rows and rows[-1] else None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
