"""Tables for spreadsheets and open data, in which no cell is a formula: CSV after RFC 4180 in UTF-8, and XLSX."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

_BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_WARSAW = ZoneInfo("Europe/Warsaw")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_767
_WIDEST, _NARROWEST = 60, 8


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook. ``rows`` are read once, one after another. ``widths``: in characters, of the first columns."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]
    widths: Sequence[int] = ()


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as text. None is an empty cell; a text that a spreadsheet would run gets an apostrophe before it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return file.getvalue()


def safe_cell(value: object) -> object:
    """The value as a cell of CSV: a text that a spreadsheet would run gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_BEGINS_FORMULA):
        return f"'{value}"
    return value


def write_xlsx(path: Path, sheets: Iterable[Sheet]) -> None:
    """A workbook written row by row, so that memory does not grow with it. The first row of a sheet stays in sight.

    A cell is None (empty), a text (never a formula, a link or a number, whatever it looks like; longer than 32,767
    characters it is cut, as the format wants it), a number, a bool, a date, or an aware datetime, shown in Warsaw time.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        styles = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"}),
            "number": book.add_format({"valign": "top"}),
        }
        taken: set[str] = set()
        for sheet in sheets:
            _fill(book.add_worksheet(_sheet_name(sheet.name, taken)), sheet, styles)


def _sheet_name(name: str, taken: set[str]) -> str:
    """At most 31 characters, none of those a spreadsheet refuses, no name twice."""
    plain = _NO_SHEET_NAME.sub(" ", _CONTROL.sub("", name)).strip("' ")[:31].strip("' ") or "Arkusz"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: 31 - len(f' {number}')]} {number}"
    taken.add(found.casefold())
    return found


def _fill(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    for column, title in enumerate(sheet.header):
        given = sheet.widths[column] if column < len(sheet.widths) else len(title) + 4
        page.set_column(column, column, min(max(given, _NARROWEST), _WIDEST))
        page.write_string(0, column, _plain(title), styles["head"])
    page.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            _put(page, last, column, value, styles)
    if sheet.header:
        page.autofilter(0, 0, last, len(sheet.header) - 1)


def _put(page: Any, row: int, column: int, value: object, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value, styles["number"])
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value, styles["number"])
    elif isinstance(value, datetime):
        here = value.replace(tzinfo=value.tzinfo or UTC).astimezone(_WARSAW).replace(tzinfo=None)
        page.write_datetime(row, column, here, styles["time"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, styles["date"])
    else:
        page.write_string(row, column, _plain(str(value)), styles["text"])


def _plain(text: str) -> str:
    return _CONTROL.sub("", text)[:_LONGEST_CELL]
