"""All the files of one report, made one after another. What is made already is not made again, so a stopped job goes on."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from flask import current_app
from flask_babel import force_locale, gettext

from civic.config import Settings
from civic.consultations.remarks.rules import signature as remark_signature
from civic.consultations.reports import queries, rules, services
from civic.consultations.reports.making import document, tables
from civic.consultations.reports.queries import Contents, Draft
from civic.consultations.reports.services import MadeFile
from civic.core import pdf
from civic.core.pdf.parts import Part

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LANGUAGE = "pl"
"""Files of a report are official documents of a Polish city."""


@dataclass(frozen=True)
class Planned:
    """A file to be made: where it will lie, and how it is written."""

    file: MadeFile
    write: Callable[[Path], None]


def make(consultation_id: int, run: int, now: Callable[[], datetime]) -> None:
    """Make every file, telling after each how far it is; they appear together when the last is there."""
    draft = queries.draft(consultation_id)
    if draft.contents is None:
        return
    folder = stage(consultation_id, draft)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with force_locale(LANGUAGE):
        planned = list(_plan(consultation_id, folder, draft, draft.contents))
        for done, one in enumerate(planned):
            if not services.making_moved(consultation_id, run, done, len(planned), now()):
                return
            _once(one)
    if services.show_files(consultation_id, run, [one.file for one in planned], now()):
        shutil.rmtree(folder, ignore_errors=True)


def stage(consultation_id: int, draft: Draft) -> Path:
    """Where files wait until all are made. The report is frozen, so what lies there stays right; of another report under
    the same number (a database put back from a copy) it is not there.
    """
    settings: Settings = current_app.config["CIVIC"]
    digest = sha256(msgspec.json.encode([draft.contents, draft.published_at])).hexdigest()[:16]
    return settings.var / "reports" / f"{consultation_id}-{digest}"


def _once(one: Planned) -> None:
    """Write the file under another name first: one that was cut off is never taken for a whole one."""
    if one.file.path.exists():
        return
    half = one.file.path.with_suffix(".half")
    one.write(half)
    os.replace(half, one.file.path)


def _plan(consultation_id: int, folder: Path, draft: Draft, contents: Contents) -> Iterator[Planned]:
    name = f"raport-{contents.signature.replace('/', '-')}"
    city = current_app.config["CIVIC"].city
    yield from _documents(consultation_id, folder, name, draft, contents)

    def planned(ending: str, media: str, format_: str, write: Callable[[Path], None]) -> Planned:
        path = folder / f"{name}.{ending}"
        return Planned(MadeFile(path, path.name, media, format_, "ALL"), write)

    yield planned(
        "xlsx", XLSX, "XLSX", lambda path: tables.write_workbook(path, consultation_id, contents, draft)
    )
    yield planned("csv", "text/csv", "CSV", lambda path: tables.write_csv(path, consultation_id, contents))
    yield planned(
        "json", "application/json", "JSON",
        lambda path: tables.write_json(path, consultation_id, contents, draft, city),
    )  # fmt: skip


def _documents(
    consultation_id: int, folder: Path, name: str, draft: Draft, contents: Contents
) -> Iterator[Planned]:
    """One PDF, or a main one and volumes of remarks, where one would need too much memory."""
    volumes = {late: rules.volumes(queries.sizes(consultation_id, late=late)) for late in (False, True)}
    together = len(volumes[False]) <= 1 and len(volumes[True]) <= 1
    captions = [_caption(contents, late, *ends) for late in (False, True) for ends in volumes[late]]

    def whole(path: Path) -> None:
        made = list(document.main(contents, draft, () if together else captions))
        if together:
            for late in (False, True):
                for first, last in volumes[late]:
                    made += _remarks(consultation_id, contents, late, first, last)
        _typeset(path, contents, gettext("Raport z konsultacji: %(title)s", title=contents.title), made)

    path = folder / f"{name}.pdf"
    part = "ALL" if together else "MAIN"
    yield Planned(MadeFile(path, path.name, "application/pdf", "PDF", part), whole)
    for late in (False, True) if not together else ():
        for first, last in volumes[late]:
            yield _volume(consultation_id, folder, name, contents, late, first, last)


def _volume(
    consultation_id: int, folder: Path, name: str, contents: Contents, late: bool, first: int, last: int
) -> Planned:
    path = folder / f"{name}-{'po-terminie' if late else 'uwagi'}-{first:04}-{last:04}.pdf"
    part = "LATE" if late else "REMARKS"

    def write(to: Path) -> None:
        made = list(_remarks(consultation_id, contents, late, first, last))
        _typeset(to, contents, _caption(contents, late, first, last), made)

    return Planned(MadeFile(path, path.name, "application/pdf", "PDF", part, first, last), write)


def _remarks(consultation_id: int, contents: Contents, late: bool, first: int, last: int) -> Iterator[Part]:
    rows = queries.each(consultation_id, late=late, first=first, last=last)
    return document.remarks(contents, rows, _caption(contents, late, first, last))


def _caption(contents: Contents, late: bool, first: int, last: int) -> str:
    ends = {
        "first": remark_signature(contents.signature, first),
        "last": remark_signature(contents.signature, last),
    }
    if late:
        return gettext("Załącznik: uwagi po terminie, %(first)s – %(last)s", **ends)
    return gettext("Uwagi i odpowiedzi, %(first)s – %(last)s", **ends)


def _typeset(path: Path, contents: Contents, title: str, made: list[Any]) -> None:
    data = {"parts": made, "letterhead": contents.signature}
    path.write_bytes(pdf.make_apart("document", data, title=title, lang=LANGUAGE))
