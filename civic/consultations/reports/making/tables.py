"""The report as tables and data: XLSX for people, CSV for open data, JSON for the city's public information bulletin (BIP)."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from flask_babel import gettext

from civic.consultations.answers.messages import DECISION
from civic.consultations.answers.rules import Decision
from civic.consultations.reports import messages, queries, worded
from civic.consultations.reports.queries import Contents, Draft, Row
from civic.core import web
from civic.core.spreadsheet import Sheet, safe_cell, write_xlsx


def heads() -> list[str]:
    """The columns of the remarks."""
    return [
        gettext("Numer"), gettext("Data wpływu"), gettext("Po terminie"), gettext("Autor"), gettext("Dotyczy"), gettext("Temat"),
        gettext("Treść uwagi"), gettext("Obecny zapis"), gettext("Proponowany zapis"), gettext("Rozstrzygnięcie"),
        gettext("Uzasadnienie"), gettext("Co się zmieni"), gettext("Jednostka"), gettext("Dni do odpowiedzi"),
    ]  # fmt: skip


def cells(contents: Contents, row: Row) -> tuple[object, ...]:
    """One remark under those heads."""
    return (
        worded.number(contents, row), row.received_on, gettext("tak") if row.late else gettext("nie"), worded.author(row),
        worded.place(row), row.topic, row.text, row.quote, row.proposed, worded.decision(row), row.reasons,
        worded.change(row), row.unit, row.days,
    )  # fmt: skip


def write_workbook(path: Path, consultation_id: int, contents: Contents, draft: Draft) -> None:
    """Sheets: the report, remarks in time, late ones, statistics. Written row by row."""
    widths = (20, 12, 10, 24, 24, 16, 60, 40, 40, 20, 60, 40, 24, 10)
    write_xlsx(
        path,
        [
            Sheet(gettext("Raport"), [gettext("Część"), gettext("Treść")], _about(contents, draft), (30, 100)),
            Sheet(gettext("Uwagi"), heads(), _rows(consultation_id, contents, late=False), widths),
            Sheet(gettext("Po terminie"), heads(), _rows(consultation_id, contents, late=True), widths),
            Sheet(gettext("Statystyka"), _counted(), [*worded.by_kind(contents), worded.totals(contents)], (30,)),
        ],
    )  # fmt: skip


def write_csv(path: Path, consultation_id: int, contents: Contents) -> None:
    """All remarks, those in time first; RFC 4180 in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(heads())
        for row in _both(consultation_id):
            writer.writerow([safe_cell(_plain(cell)) for cell in cells(contents, row)])


def write_json(path: Path, consultation_id: int, contents: Contents, draft: Draft, city: str) -> None:
    """Everything, for machines: what a BIP item must show besides (1.7), then each remark. Nobody is named."""
    head = {
        "format": "civic-consultation-report/1",
        "producer": city,
        "responsible": contents.unit,
        "published_at": web.iso(draft.published_at) if draft.published_at else None,
        "document_number": draft.document_number,
        "report": msgspec.to_builtins(contents)
        | {"share_accepted_or_partly": contents.statistics.share, "mean_days": contents.statistics.mean_days},
    }
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1])
        for name, late in (("remarks", False), ("late_remarks", True)):
            file.write(f', "{name}": [')
            for place, row in enumerate(queries.each(consultation_id, late=late)):
                file.write((",\n" if place else "\n") + json.dumps(_data(contents, row), ensure_ascii=False))
            file.write("]")
        file.write("}\n")


def _data(contents: Contents, row: Row) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(row._asdict())
    return {"signature": worded.number(contents, row)} | data


def _about(contents: Contents, draft: Draft) -> Iterator[tuple[object, ...]]:
    yield gettext("Konsultacje"), f"{contents.title} ({contents.signature})"
    yield gettext("Przedmiot"), contents.subject
    yield from worded.course(contents)
    yield from (
        (gettext("Przebieg"), contents.course),
        (gettext("Uczestnicy"), contents.participants),
        (gettext("Co się zmieni i co dalej"), contents.changes),
        (gettext("Koszt"), worded.cost(contents)),
    )
    if not contents.statistics.remarks:
        yield gettext("Uwagi"), str(messages.NO_REMARKS)
    for form in worded.forms(contents):
        yield gettext("Forma"), " · ".join(form)
    for published in worded.published(contents):
        yield gettext("Publikacja"), " · ".join(published)
    for each in contents.opinions:
        yield each.body, "\n".join(f"{name}: {value}" for name, value in worded.opinion(each))
    yield gettext("Zatwierdzono"), f"{worded.when(draft.published_at)}, {draft.document_number}"


def _counted() -> list[str]:
    return [gettext("Autor"), *(str(DECISION[each]) for each in Decision), gettext("Razem")]


def _rows(consultation_id: int, contents: Contents, *, late: bool) -> Iterator[tuple[object, ...]]:
    return (cells(contents, row) for row in queries.each(consultation_id, late=late))


def _both(consultation_id: int) -> Iterator[Row]:
    return chain(queries.each(consultation_id, late=False), queries.each(consultation_id, late=True))


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell
