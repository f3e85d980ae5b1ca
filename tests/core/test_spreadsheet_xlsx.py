"""Workbooks, read back as a spreadsheet would read them."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.core.spreadsheet import Sheet, write_xlsx


def cells(path, name=None):
    book = openpyxl.load_workbook(path)
    page = book[name] if name else book.active
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_every_kind_of_value_comes_back(tmp_path):
    path = tmp_path / "uwagi.xlsx"
    row = (
        "Zażółć\ngęślą",
        12,
        Decimal("6172839.46"),
        True,
        date(2026, 5, 4),
        datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
        None,
    )
    write_xlsx(path, [Sheet("Uwagi", ("a", "b", "c", "d", "e", "f", "g"), iter([row]))])
    assert cells(path) == [
        ["a", "b", "c", "d", "e", "f", "g"],
        ["Zażółć\ngęślą", 12, 6172839.46, True, datetime(2026, 5, 4), datetime(2026, 7, 2, 0, 30), None],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://a")',
        "+48 1",
        "-1",
        "@SUM(A1)",
        "http://example.org",
        "007",
        "{=1}",
        "\t=1",
    ],
)
def test_a_text_stays_a_text(tmp_path, text):
    path = tmp_path / "x.xlsx"
    write_xlsx(path, [Sheet("A", (text,), [(text,)])])
    page = openpyxl.load_workbook(path).active
    for cell in (page["A1"], page["A2"]):
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_header_stays_in_sight_and_columns_are_wide_enough(tmp_path):
    path = tmp_path / "x.xlsx"
    write_xlsx(path, [Sheet("A", ("Numer", "Treść uwagi"), [(1, "x")], widths=(10, 300))])
    page = openpyxl.load_workbook(path).active
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B2"
    assert page.column_dimensions["A"].width == pytest.approx(10, abs=1)
    assert page.column_dimensions["B"].width == pytest.approx(60, abs=1)


def test_sheets_have_names_a_spreadsheet_takes(tmp_path):
    path = tmp_path / "x.xlsx"
    names = ["Uwagi [1/2]: całość?", "uwagi", "Uwagi", "", "x" * 40, "x" * 40]
    write_xlsx(path, [Sheet(name, ("a",), []) for name in names])
    assert openpyxl.load_workbook(path).sheetnames == [
        "Uwagi  1 2   całość", "uwagi", "Uwagi 2", "Arkusz", "x" * 31, f"{'x' * 29} 2",
    ]  # fmt: skip


@given(st.lists(st.tuples(st.text(max_size=40), st.integers(-(10**9), 10**9)), max_size=5))
def test_any_text_makes_a_workbook_that_opens(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("book") / "x.xlsx"
    write_xlsx(path, [Sheet("A", ("słowa", "liczba"), rows)])
    assert [row[1] for row in cells(path)[1:]] == [number for _, number in rows]


def test_a_cell_longer_than_the_format_allows_is_cut(tmp_path):
    path = tmp_path / "x.xlsx"
    write_xlsx(path, [Sheet("A", ("a",), [("ż" * 40_000,)])])
    assert len(cells(path)[1][0]) == 32_767


def test_memory_does_not_grow_with_the_rows(tmp_path):
    program = (
        "import sys; from pathlib import Path; from civic.core.spreadsheet import Sheet, write_xlsx\n"
        "rows = ((i, 'uwaga %06d ' % i * 60) for i in range(int(sys.argv[2])))\n"
        "write_xlsx(Path(sys.argv[1]), [Sheet('A', ('n', 't'), rows)])\n"
        "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    )

    def peak(rows: int) -> int:
        arguments = [sys.executable, "-c", program, str(tmp_path / "x.xlsx"), str(rows)]
        return int(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)

    assert peak(20_000) - peak(100) < 8 * 1024
