"""Adding, publishing and withdrawing versions of a consulted document."""

import io
import threading

import pytest
from PIL import Image
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import FileStorage

from civic.consultations.notices.rules import Status
from civic.consultations.texts import queries, services
from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.consultations.texts.queries import PDF
from civic.consultations.texts.rules import Refusal
from civic.consultations.texts.services import Source
from civic.core import clock, files
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.documents import DocumentRefusal
from civic.core.files.rules import FileRefusal
from civic.core.refusal import Refused
from tests.consultations.factories import make_consultation
from tests.consultations.texts.sample import ANCHORS, TEXT, make_draft, make_next, make_published
from tests.core.docx_files import docx, item, p
from tests.factories import make_person

PDF_BYTES = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def refused(verb, *args, **more) -> object:
    with pytest.raises(Refused) as no:
        verb(*args, **more)
    return no.value.reason


def pdf(content: bytes = PDF_BYTES, name: str = "projekt.pdf") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def test_a_document_is_kept_in_paragraphs_with_addresses(app):
    version_id = make_draft()
    found = queries.paragraphs(version_id)
    assert tuple(each.anchor for each in found[: len(ANCHORS)]) == ANCHORS
    assert found[2].text == "§ 1. Ustala się strefę płatnego parkowania, zwaną dalej „strefą”."
    assert found[4].label == "§ 2 ust. 1 pkt 1"
    assert [each.kind for each in found[-3:]] == ["TABLE", "ITEM", "QUOTE"]
    assert queries.units(version_id)["par-2-ust-1-pkt-2-lit-a"] == "§ 2 ust. 1 pkt 2 lit. a"
    its = queries.version(version_id)
    assert (its.number, its.format, its.published_at, len(its.sha256)) == (1, "MARKDOWN", None, 64)
    assert db.session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all()[-1] == "VersionAdded"


def test_a_docx_is_taken_as_well(app):
    content = docx(item("Zakres uchwały.", 0) + item("Pierwszy ustęp.", 1) + p("Koniec."))
    version_id = services.add_document(
        make_consultation(),
        "Uchwała",
        Source(content, "uchwala.docx"),
        actor_id=make_person(),
        now=clock.now(),
    )
    assert [(each.anchor, each.text) for each in queries.paragraphs(version_id)][:2] == [
        ("par-1", "§ 1. Zakres uchwały."), ("par-1-ust-1", "1. Pierwszy ustęp."),
    ]  # fmt: skip
    assert queries.version(version_id).file_name == "uchwala.docx"


def test_residents_see_published_versions_only(app):
    consultation_id = make_consultation()
    version_id = make_draft(consultation_id)
    document_id = queries.version(version_id).document_id
    assert queries.documents(consultation_id) == []
    assert queries.current_version(document_id) is None
    assert queries.paragraph(document_id, "par-1") is None
    services.publish(version_id, actor_id=make_person(), now=clock.now())
    (found,) = queries.documents(consultation_id)
    assert (found.title, found.version.id, found.place) == ("Projekt uchwały", version_id, 1)
    assert queries.paragraph(document_id, "par-1").label == "§ 1"
    second = services.add_version(
        document_id, Source(b"Nowy tekst."), "wersja 2", actor_id=make_person(), now=clock.now()
    )
    assert queries.current_version(document_id).id == version_id
    services.publish(second, actor_id=make_person(), now=clock.now())
    assert queries.current_version(document_id).id == second
    assert [each.number for each in queries.published_versions(document_id)] == [2, 1]


def test_addresses_stay_from_version_to_version(app):
    first = make_published()
    document_id = queries.version(first).document_id
    changed = TEXT.replace(
        "§ 2. 1.", "§ 2. Strefę oznacza się znakami pionowymi i poziomymi.\n\n§ 3. 1."
    ).replace(
        "§ 3. Za pierwszą godzinę pobiera się opłatę w wysokości 5 zł.",
        "§ 4. Za pierwszą godzinę pobiera się opłatę w wysokości 6 zł.",
    )
    second = make_next(document_id, changed)
    units = queries.units(second)
    assert units["par-2-ust-1"] == "§ 3 ust. 1"
    assert units["par-3"] == "§ 4"
    assert units["par-2"] == "§ 2"
    assert set(queries.units(first)) < set(units)
    third = make_next(document_id, TEXT + "\n\n§ 9. Przepis końcowy.\n")
    assert set(queries.units(first)) <= set(queries.units(third))
    assert "par-2" not in queries.units(third)


def test_a_version_waits_before_the_next_one_and_must_differ(app):
    version_id = make_draft()
    document_id = queries.version(version_id).document_id
    who, now = make_person(), clock.now()
    assert (
        refused(services.add_version, document_id, Source(b"Inny."), "nowa", actor_id=who, now=now)
        is Refusal.VERSION_WAITS
    )
    services.publish(version_id, actor_id=who, now=now)
    assert (
        refused(services.add_version, document_id, Source(TEXT.encode()), "nowa", actor_id=who, now=now)
        is Refusal.NOTHING_CHANGED
    )
    assert (
        refused(services.add_version, document_id, Source(b"Inny."), " ", actor_id=who, now=now)
        is Refusal.NOTE_MISSING
    )
    assert refused(services.publish, version_id, actor_id=who, now=now) is Refusal.ALREADY_PUBLISHED
    assert refused(services.withdraw, version_id, actor_id=who) is Refusal.ALREADY_PUBLISHED


def test_a_version_nobody_saw_goes_with_its_document_and_pdf(app):
    consultation_id, who = make_consultation(), make_person()
    version_id = services.add_document(
        consultation_id, "Plan", Source(b"Tekst", "a.md", pdf()), actor_id=who, now=clock.now()
    )
    (kept,) = files.of(PDF, version_id)
    path = files.path_of(kept.id)
    assert path.exists()
    services.withdraw(version_id, actor_id=who)
    assert queries.works(consultation_id) == []
    assert not path.exists()
    first = make_published(consultation_id)
    document_id = queries.version(first).document_id
    second = services.add_version(document_id, Source(b"Inny tekst"), "druga", actor_id=who, now=clock.now())
    services.withdraw(second, actor_id=who)
    assert [each.id for each in queries.works(consultation_id)[0].versions] == [first]
    assert db.session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all()[-1] == "VersionWithdrawn"


def test_what_is_refused_leaves_nothing_behind(app):
    consultation_id, who, now = make_consultation(), make_person(), clock.now()
    add = services.add_document
    assert refused(add, consultation_id, "Plan", Source(b""), actor_id=who, now=now) is DocumentRefusal.EMPTY
    assert refused(add, consultation_id, "", Source(b"x"), actor_id=who, now=now) is Refusal.TITLE_MISSING
    picture = pdf(b"\x89PNG\r\n\x1a\n", "x.png")
    assert refused(add, consultation_id, "Plan", Source(b"x", "", picture), actor_id=who, now=now) in {
        FileRefusal.DAMAGED,
        Refusal.PDF_ONLY,
    }
    archived = make_consultation(Status.ARCHIVED)
    assert refused(add, archived, "Plan", Source(b"x"), actor_id=who, now=now) is Refusal.CONSULTATION_ENDED
    assert db.session.scalars(select(ConsultedDocument.id)).all() == []


def test_only_a_pdf_is_taken_beside_the_text(app):
    png = io.BytesIO()
    from_pixels(png)
    found = refused(
        services.add_document,
        make_consultation(),
        "Plan",
        Source(b"x", "", FileStorage(png, filename="x.pdf")),
        actor_id=make_person(),
        now=clock.now(),
    )
    assert found is Refusal.PDF_ONLY
    assert db.session.scalars(select(files.StoredFile.id)).all() == []


def from_pixels(file: io.BytesIO) -> None:
    Image.new("RGB", (2, 2)).save(file, "PNG")
    file.seek(0)


def test_documents_change_places(app):
    consultation_id, who = make_consultation(), make_person()
    for title in ("A", "B", "C"):
        make_published(consultation_id, text=f"Tekst {title}", title=title)
    third = queries.documents(consultation_id)[2]
    services.move_up(third.id, actor_id=who)
    assert [each.title for each in queries.documents(consultation_id)] == ["A", "C", "B"]
    services.move_up(third.id, actor_id=who)
    services.move_up(third.id, actor_id=who)
    assert [each.title for each in queries.documents(consultation_id)] == ["C", "A", "B"]
    assert [each.place for each in queries.documents(consultation_id)] == [1, 2, 3]


CHANGES = [
    lambda version_id: update(DocumentVersion).where(DocumentVersion.id == version_id).values(note="inna"),
    lambda version_id: update(DocumentVersion).where(DocumentVersion.id == version_id).values(published_at=None),
    lambda version_id: delete(DocumentVersion).where(DocumentVersion.id == version_id),
    lambda version_id: update(Paragraph).where(Paragraph.version_id == version_id).values(text="inny"),
    lambda version_id: delete(Paragraph).where(Paragraph.version_id == version_id),
    lambda version_id: insert(Paragraph).values(version_id=version_id, place=999, anchor="nowy", kind="TEXT", level=0, label="", text="x", html="x"),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=range(6))
def test_a_published_version_never_changes_whatever_the_program_does(app, change):
    version_id = make_published()
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(change(version_id))
    draft = make_draft()
    with transaction():
        db.session.execute(change(draft))


def test_two_versions_at_once_do_not_both_come_in(app):
    document_id = queries.version(make_published()).document_id
    who, start, said = make_person(), threading.Barrier(2), []

    def add(words: str) -> None:
        with app.app_context():
            start.wait()
            try:
                said.append(
                    services.add_version(
                        document_id, Source(words.encode()), "druga", actor_id=who, now=clock.now()
                    )
                )
            except Refused as no:
                said.append(no.reason)
            db.session.remove()

    threads = [threading.Thread(target=add, args=(words,)) for words in ("jeden", "dwa")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Refusal.VERSION_WAITS in said
    assert len([each for each in said if isinstance(each, int)]) == 1
    db.session.rollback()
    assert [each.number for each in queries.all_versions(document_id)] == [2, 1]


def test_who_only_reads_reads_the_texts(app):
    granted = db.session.execute(
        text("SELECT has_table_privilege('civic_read', 'paragraph', 'SELECT')")
    ).scalar()
    assert granted is True
