"""Tables for spreadsheets and open data: CSV after RFC 4180, UTF-8, in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as text. None is an empty cell; a text that a spreadsheet would run gets an apostrophe before it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_BEGINS_FORMULA):
        return f"'{value}"
    return value
