"""The files: made in the background, all or nothing, going on where they stopped, saying what the report says."""

import csv
import io
import json
import re

import pytest
import time_machine
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import text

from civic.consultations.answers.rules import Decision, Writing
from civic.consultations.reports import jobs, queries, rules, services
from civic.consultations.reports.making import whole
from civic.consultations.reports.rules import Making
from civic.core import files, pdf, personal_data
from civic.core.db import db
from tests.consultations.answers.case import (
    NOW,
    answer,
    closed_consultation,
    coordinator,
    make_remark,
    writer,
)
from tests.consultations.reports.case import CHANGES, ORDER, answered, handed_over, published

NAME = "Grażyna Brzęczyszczykiewicz"


@pytest.fixture
def case(app):
    with time_machine.travel(NOW, tick=False):
        yield closed_consultation()


def bytes_of(case: int, format_: str, part: str = "ALL") -> bytes:
    (found,) = [file for file in queries.files_of(case) if (file.format, file.part) == (format_, part)]
    return files.path_of(found.file_id).read_bytes()


def pdf_text(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def rich(case: int) -> None:
    """Remarks of every sort, answered; one late."""
    make_remark(
        case, "=1+1 Więcej ławek.", name=NAME, email="g@example.org", quote="Dziesięć ławek.", proposed="Dwadzieścia ławek.",
        unit_text="§ 3 ust. 2",
    )  # fmt: skip
    make_remark(case, "Mniej betonu.", author_kind="NGO", organisation_name="Stowarzyszenie Rzeka")
    make_remark(case, "Za późno.", late=True)
    answer(
        case,
        1,
        2,
        by=writer(),
        approved_by=coordinator(),
        writing=Writing(Decision.PARTLY, "Dodamy pięć.", "§ 3: piętnaście."),
    )


def test_the_files_say_what_the_report_says(case):
    rich(case)
    published(case)
    jobs.make_files(case, 1)
    assert [(each.format, each.part) for each in queries.files_of(case)] == [
        ("PDF", "ALL"), ("XLSX", "ALL"), ("CSV", "ALL"), ("JSON", "ALL"),
    ]  # fmt: skip
    document = pdf_text(bytes_of(case, "PDF"))
    for words in (
        "Więcej ławek.",
        "Stowarzyszenie Rzeka",
        "Dodamy pięć.",
        "§ 3 ust. 2",
        "Za późno.",
        ORDER,
        CHANGES[:30],
    ):
        assert words in re.sub(r"\s+", " ", document), words
    reader = PdfReader(io.BytesIO(bytes_of(case, "PDF")))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    sheets = load_workbook(io.BytesIO(bytes_of(case, "XLSX")), read_only=True)
    assert sheets.sheetnames == ["Raport", "Uwagi", "Po terminie", "Statystyka"]
    rows = list(sheets["Uwagi"].iter_rows(values_only=True))
    assert len(rows) == 3
    assert rows[1][6] == "=1+1 Więcej ławek."
    assert len(list(sheets["Po terminie"].iter_rows())) == 2
    lines = list(csv.reader(io.StringIO(bytes_of(case, "CSV").decode())))
    assert [line[2] for line in lines[1:]] == ["nie", "nie", "tak"]
    assert lines[1][6] == "'=1+1 Więcej ławek."


def test_the_export_for_bip_names_nobody_and_holds_no_patterns(case):
    """3.9 (9): the BIP export contains the table without any name of a natural person, 0 e-mail, telephone, PESEL."""
    rich(case)
    published(case)
    jobs.make_files(case, 1)
    data = json.loads(bytes_of(case, "JSON"))
    assert [each["number"] for each in data["remarks"]] == [1, 2]
    assert [each["number"] for each in data["late_remarks"]] == [3]
    assert data["remarks"][0]["author"] == ""
    assert data["remarks"][1]["author"] == "Stowarzyszenie Rzeka"
    assert data["remarks"][0]["decision"] == "PARTLY"
    assert (data["document_number"], data["report"]["statistics"]["late"]) == (ORDER, 1)
    for format_ in ("JSON", "CSV"):
        whole_text = bytes_of(case, format_).decode()
        assert personal_data.find(whole_text) == ()
        for name in (NAME, "Brzęczyszczykiewicz", "Ewa Koordynatorka", "Piotr Wydział", "Jan Prezydent"):
            assert name not in whole_text


def test_no_remarks_is_said(case):
    published(case)
    jobs.make_files(case, 1)
    assert "Nie wpłynęły uwagi." in pdf_text(bytes_of(case, "PDF"))
    assert json.loads(bytes_of(case, "JSON"))["remarks"] == []


def test_many_remarks_go_into_volumes(case, monkeypatch):
    monkeypatch.setattr(rules, "VOLUME_REMARKS", 3)
    answered(case, 7)
    make_remark(case, "Za późno.", late=True)
    published(case)
    jobs.make_files(case, 1)
    made = [(each.format, each.part, each.first, each.last) for each in queries.files_of(case)]
    assert made[:5] == [
        ("PDF", "MAIN", None, None), ("PDF", "REMARKS", 1, 3), ("PDF", "REMARKS", 4, 6), ("PDF", "REMARKS", 7, 7),
        ("PDF", "LATE", 8, 8),
    ]  # fmt: skip
    assert "miejsce 0" not in pdf_text(bytes_of(case, "PDF", "MAIN"))
    names = [each.name for each in queries.files_of(case)]
    assert len(set(names)) == len(names)


class Stopped(Exception):  # noqa: N818
    """The power went."""


def test_a_job_that_stopped_goes_on_and_nothing_appears_before_the_end(case, monkeypatch):
    monkeypatch.setattr(rules, "VOLUME_REMARKS", 2)
    answered(case, 6)
    published(case)
    made, original = [], pdf.make_apart

    def breaks(*arguments, **more) -> bytes:
        if len(made) == 2:
            raise Stopped
        made.append(more["title"])
        return original(*arguments, **more)

    monkeypatch.setattr(whole.pdf, "make_apart", breaks)
    with pytest.raises(Stopped):
        jobs.make_files(case, 1)
    progress = queries.progress(case)
    assert progress is not None
    assert (progress.state, progress.done, progress.total) == (Making.FAILED, 2, 7)
    assert queries.files_of(case) == []
    assert db.session.execute(text("SELECT count(*) FROM stored_file")).scalar_one() == 0
    again = []
    monkeypatch.setattr(
        whole.pdf, "make_apart", lambda *a, **m: again.append(m["title"]) or original(*a, **m)
    )
    services.make_again(case, coordinator(), NOW)
    jobs.make_files(case, 1)  # the old run, tried again by the worker: it is no longer wanted
    assert again == []
    jobs.make_files(case, 2)
    assert len(again) == 2
    assert len(queries.files_of(case)) == 7
    assert not whole.stage(case, queries.draft(case)).exists()


def test_the_worker_tries_the_same_run_again_by_itself(case, monkeypatch):
    published(case)
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(whole.tables, "write_json", lambda *a: (_ for _ in ()).throw(Stopped))
        jobs.make_files(case, 1)
    jobs.make_files(case, 1)
    assert len(queries.files_of(case)) == 4
    before = [each.file_id for each in queries.files_of(case)]
    jobs.make_files(case, 1)
    assert [each.file_id for each in queries.files_of(case)] == before


def test_files_are_public_with_sizes_and_checksums(case, visitor):
    published(case)
    jobs.make_files(case, 1)
    for file in queries.files_of(case):
        path = files.path_of(file.file_id)
        assert path.stat().st_size == file.size
        response = visitor.get(f"/pliki/{file.file_id}")
        assert len(response.data) == file.size
        assert file.name in response.headers["Content-Disposition"]


def test_before_publication_there_is_nothing_to_make(case):
    handed_over(case)
    jobs.make_files(case, 1)
    assert queries.files_of(case) == []


def test_a_half_written_file_is_never_taken_for_a_whole_one(case):
    published(case)
    draft = queries.draft(case)
    assert draft.contents is not None
    folder = whole.stage(case, draft)
    folder.mkdir(parents=True)
    (folder / f"raport-{draft.contents.signature.replace('/', '-')}.half").write_bytes(b"cut")
    jobs.make_files(case, 1)
    assert bytes_of(case, "PDF").startswith(b"%PDF-")
