"""Pages of consulted documents, for residents and in the office."""

import io
import time
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event
from werkzeug.datastructures import FileStorage

from civic.consultations.notices.rules import Status
from civic.consultations.texts import notes, queries, services
from civic.consultations.texts.notes import Note
from civic.core import clock, files
from civic.core.access import Role
from civic.core.db import db
from tests.consultations.factories import make_consultation
from tests.consultations.texts.sample import TEXT, make_draft, make_next, make_published
from tests.consultations.texts.test_services import PDF_BYTES
from tests.core.docx_files import docx, item, p, rel
from tests.factories import make_person
from tests.page import Page


@pytest.fixture
def office(app) -> Page:
    """A coordinator, signed in."""
    return Page(app, person_id=make_person([Role.COORDINATOR], name="Ewa Lis"))


def part(page: Page, anchor: str):
    (found,) = page.doc.xpath("//*[@id=$id]", id=anchor)
    return found


def test_residents_read_the_text_with_links_to_every_paragraph(visitor):
    consultation_id = make_consultation()
    make_published(consultation_id)
    visitor.get(f"/konsultacje/{consultation_id}/dokument")
    unit = part(visitor, "par-2-ust-1-pkt-1")
    assert "1) Długą na całej długości;" in unit.text_content()
    assert unit.xpath(".//a[@href='#par-2-ust-1-pkt-1']")
    assert "Link do: § 2 ust. 1 pkt 1" in unit.text_content()
    (write,) = unit.xpath(".//a[contains(., 'Dodaj uwagę')]/@href")
    assert "/uwagi/napisz?" in write
    assert "miejsce=par-2-ust-1-pkt-1" in write
    assert visitor.doc.xpath("//nav[@aria-label='Spis treści']//a[@href='#rozdzial-2']")
    assert visitor.doc.xpath("//table//th[.='Godzina']")
    assert [
        node.tag for node in visitor.doc.xpath("//div[@class='text']//*[self::h3 or self::h4 or self::h5]")
    ] == ["h3", "h4", "h4"]


def test_the_link_to_write_leads_to_the_form_about_that_paragraph(visitor):
    consultation_id = make_consultation()
    make_published(consultation_id)
    visitor.get(f"/konsultacje/{consultation_id}/dokument")
    visitor.get(part(visitor, "par-1").xpath(".//a[contains(., 'Dodaj uwagę')]/@href")[0])
    assert "§ 1" in visitor.text


def test_no_remarks_are_invited_before_they_open_or_after_they_close(visitor):
    consultation_id = make_consultation()
    make_published(consultation_id)
    for days in (-30, 40):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            visitor.get(f"/konsultacje/{consultation_id}/dokument")
            assert "Dodaj uwagę" not in visitor.text
            assert "§ 1. Ustala się" in visitor.text


def test_nobody_reads_what_is_not_published(visitor):
    consultation_id = make_consultation()
    make_draft(consultation_id)
    visitor.get(f"/konsultacje/{consultation_id}/dokument")
    assert "nie ma dokumentu" in visitor.text
    hidden = make_consultation(Status.ORDERED)
    document_id = queries.version(make_published(hidden)).document_id
    for address in ("dokument", f"dokument/{document_id}/wersja/1", f"dokument/{document_id}/wersja/1.txt"):
        visitor.get(f"/konsultacje/{hidden}/{address}", status=404)
        visitor.get(f"/konsultacje/{consultation_id}/dokument/{document_id}/wersja/1", status=404)


def test_several_documents_are_read_one_at_a_time(visitor):
    consultation_id = make_consultation()
    make_published(consultation_id)
    second = make_published(consultation_id, text="§ 1. Drugi.", title="Załącznik graficzny")
    visitor.get(f"/konsultacje/{consultation_id}/dokument")
    assert "2 dokument" in visitor.text
    visitor.get(f"/konsultacje/{consultation_id}/dokument?dokument={queries.version(second).document_id}")
    assert "§ 1. Drugi." in visitor.text
    visitor.get(f"/konsultacje/{consultation_id}/dokument?dokument=999999")
    assert "Ustala się strefę" in visitor.text


def test_older_versions_stay_and_are_compared(visitor):
    consultation_id = make_consultation()
    document_id = queries.version(make_published(consultation_id)).document_id
    make_next(
        document_id,
        TEXT.replace("5 zł.", "6 zł.").replace(
            "b) od mostu do dworca.", "b) od mostu do dworca,\n\n   c) Krzywą."
        ),
    )
    visitor.get(f"/konsultacje/{consultation_id}/dokument")
    assert "Wersja 2 z" in visitor.text
    assert "wersja poprawiona po uwagach" in visitor.text
    visitor.get(f"/konsultacje/{consultation_id}/dokument/{document_id}/wersja/1")
    assert "To jest starsza wersja" in visitor.text
    assert "Dodaj uwagę" not in visitor.text
    visitor.get(f"/konsultacje/{consultation_id}/dokument/{document_id}/porownanie/1/2")
    assert "zmienione: 2, dodane: 1, usunięte: 0, przeniesione: 0" in visitor.text
    assert visitor.doc.xpath("//del[contains(., '5')]")
    assert visitor.doc.xpath("//ins[contains(., '6')]")
    assert visitor.doc.xpath("//details/summary[contains(., 'bez zmian')]")
    for wrong in ("1/1", "1/3", "0/2"):
        visitor.get(f"/konsultacje/{consultation_id}/dokument/{document_id}/porownanie/{wrong}", status=404)


def test_the_words_are_taken_away_as_text_and_markdown(visitor):
    consultation_id = make_consultation()
    document_id = queries.version(make_published(consultation_id)).document_id
    plain = visitor.get(f"/konsultacje/{consultation_id}/dokument/{document_id}/wersja/1.txt")
    assert plain.mimetype == "text/plain"
    assert "§ 3. Za pierwszą godzinę" in plain.text
    marked = visitor.get(f"/konsultacje/{consultation_id}/dokument/{document_id}/wersja/1.md")
    assert "attachment" in marked.headers["Content-Disposition"]
    assert "## Projekt uchwały" in marked.text


def test_what_later_parts_say_stands_beside_the_paragraph(visitor, monkeypatch):
    consultation_id = make_consultation()
    document_id = queries.version(make_published(consultation_id)).document_id
    asked = []

    def remarks(*ids: int) -> dict[str, Note]:
        asked.append(ids)
        return {"par-1": Note("3 uwagi", "/uwagi?czesc=par-1"), "par-3": Note("1 uwaga")}

    monkeypatch.setattr(notes, "PARAGRAPH_NOTES", [])
    assert notes.paragraph_notes(remarks) is remarks
    visitor.get(f"/konsultacje/{consultation_id}/dokument")
    assert asked == [(consultation_id, document_id)]
    assert part(visitor, "par-1").xpath(".//a[@href='/uwagi?czesc=par-1' and contains(., '3 uwagi')]")
    assert part(visitor, "par-3").xpath(".//span[.='1 uwaga']")


def sent(**more) -> dict[str, object]:
    return {"title": "Projekt uchwały", "text": "", **more}


def test_the_office_adds_a_document_looks_at_it_and_publishes_it(office, visitor):
    consultation_id = make_consultation(Status.DRAFT)
    office.get(f"/urzad/konsultacje/{consultation_id}/dokumenty")
    assert "Nie ma jeszcze dokumentu" in office.text
    content = docx(item("Zakres.", 0) + p("Treść."))
    data = sent(file=(io.BytesIO(content), "uchwala.docx"), pdf=(io.BytesIO(PDF_BYTES), "uchwala.pdf"))
    answer = office.post(f"/urzad/konsultacje/{consultation_id}/dokumenty/dodaj", data)
    office.get(answer.location)
    assert "Tej wersji nikt jeszcze nie widzi" in office.text
    assert "§ 1. Zakres." in office.text
    (address,) = office.doc.xpath("//form[contains(@action, 'opublikuj')]/@action")
    office.get(office.post(address).location)
    assert "opublikowana" in office.text
    assert not office.doc.xpath("//form[contains(@action, 'usun')]")
    office.get(f"/urzad/konsultacje/{consultation_id}/dokumenty")
    assert "Opublikowana" in office.text
    (pdf,) = _pdf_of(office, consultation_id)
    office.get(pdf)
    visitor.get(pdf, status=404)


def _pdf_of(page: Page, consultation_id: int) -> list[str]:
    page.get(f"/urzad/konsultacje/{consultation_id}/dokumenty")
    page.get(page.doc.xpath("//th/a[contains(., 'Wersja 1')]/@href")[0])
    return page.doc.xpath("//a[contains(@href, '/pliki/')]/@href")


def test_residents_get_the_pdf_of_a_published_version_only(app, visitor):
    consultation_id, who = make_consultation(), make_person()
    upload = services.Source(b"Tekst", "a.md", FileStorage(io.BytesIO(PDF_BYTES), filename="a.pdf"))
    version_id = services.add_document(consultation_id, "Plan", upload, actor_id=who, now=clock.now())
    (file,) = files.of(queries.PDF, version_id)
    visitor.get(f"/pliki/{file.id}", status=404)
    services.publish(version_id, actor_id=who, now=clock.now())
    visitor.get(f"/konsultacje/{consultation_id}/dokument")
    visitor.get(visitor.doc.xpath("//a[contains(., 'PDF')]/@href")[0])
    assert visitor.response.mimetype == "application/pdf"


def test_pasted_text_a_new_version_and_a_version_thrown_away(office):
    consultation_id = make_consultation()
    office.post(f"/urzad/konsultacje/{consultation_id}/dokumenty/dodaj", sent(text=TEXT))
    (work,) = queries.works(consultation_id)
    office.post(f"/urzad/konsultacje/{consultation_id}/dokumenty/wersje/{work.versions[0].id}/opublikuj")
    address = f"/urzad/konsultacje/{consultation_id}/dokumenty/{work.id}/wersja"
    office.get(address)
    office.post(address, {"text": TEXT, "note": ""}, status=422)
    assert "skąd ta wersja" in office.text.casefold()
    office.post(address, {"text": TEXT, "note": "druga"}, status=422)
    assert "taki sam jak w ostatniej wersji" in office.text
    office.post(address, {"text": TEXT.replace("5 zł", "7 zł"), "note": "druga"})
    second = queries.all_versions(work.id)[0]
    office.get(f"/urzad/konsultacje/{consultation_id}/dokumenty/wersje/{second.id}")
    assert "Konsultacje trwają" in office.text
    office.post(f"/urzad/konsultacje/{consultation_id}/dokumenty/wersje/{second.id}/usun")
    assert len(queries.all_versions(work.id)) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Wybierz plik albo wklej tekst"),
        ({"text": "x", "file": (io.BytesIO(b"y"), "y.md")}, "jedno z dwóch"),
        ({"title": "", "text": "x"}, "Wpisz tytuł"),
        ({"text": "---"}, "nie ma tekstu"),
        ({"file": (io.BytesIO(b"%PDF-1.7"), "y.docx")}, "Przyjmujemy pliki DOCX"),
        ({"file": (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "y.doc")}, "starym formacie DOC"),
        ({"file": (io.BytesIO(docx(p("x"), also={"word/vbaProject.bin": b"x"})), "y.docx")}, "makra"),
        ({"file": (io.BytesIO(docx(p("x"), links=rel("image", "http://a/b.png", 9, "External"))), "y.docx")}, "spoza siebie"),
        ({"file": (io.BytesIO(docx(p("x"), also={"word/x.xml": b" " * 101_000_000})), "y.docx")}, "za duży"),
        ({"text": "x", "pdf": (io.BytesIO(b"tekst"), "y.pdf")}, "PDF"),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_cannot_be_taken_gets_a_sentence_and_the_form_keeps_what_was_typed(office, data, sentence):
    consultation_id = make_consultation()
    office.post(f"/urzad/konsultacje/{consultation_id}/dokumenty/dodaj", sent(**data), status=422)
    assert sentence in office.text
    if data.get("title") != "":
        assert office.doc.xpath("//input[@name='title' and @value='Projekt uchwały']")
    if data.get("text"):
        assert office.doc.xpath("//textarea[@name='text']")[0].text.strip() == data["text"]
    assert queries.works(consultation_id) == []


def test_an_address_only_opened_does_nothing_and_leads_back(office):
    consultation_id = make_consultation()
    version = queries.version(make_draft(consultation_id))
    for address in (
        f"wersje/{version.id}/opublikuj",
        f"wersje/{version.id}/usun",
        f"{version.document_id}/wyzej",
    ):
        office.get(
            office.get(f"/urzad/konsultacje/{consultation_id}/dokumenty/{address}", status=303).location
        )
    assert queries.version(version.id).published_at is None


def test_a_document_of_another_consultation_is_not_there(office):
    consultation_id, other = make_consultation(), make_consultation()
    version = queries.version(make_draft(other))
    base = f"/urzad/konsultacje/{consultation_id}/dokumenty"
    office.get(f"{base}/wersje/{version.id}", status=404)
    office.get(f"{base}/{version.document_id}/wersja", status=404)
    for address in (
        f"wersje/{version.id}/opublikuj",
        f"wersje/{version.id}/usun",
        f"{version.document_id}/wyzej",
    ):
        office.post(f"{base}/{address}", status=404)


def test_documents_are_put_in_order(office):
    consultation_id = make_consultation()
    for title in ("A", "B"):
        make_published(consultation_id, text=f"Tekst {title}", title=title)
    office.get(f"/urzad/konsultacje/{consultation_id}/dokumenty")
    (address,) = office.doc.xpath("//form[contains(@action, 'wyzej')]/@action")
    office.post(address)
    assert [each.title for each in queries.works(consultation_id)] == ["B", "A"]


def test_others_of_the_office_do_not_edit(app):
    consultation_id = make_consultation()
    clerk = Page(app, person_id=make_person([Role.POINT_CLERK]))
    version = make_published(consultation_id)
    base = f"/urzad/konsultacje/{consultation_id}/dokumenty"
    for path in ("", f"/wersje/{version}"):
        clerk.get(base + path)
        assert "<button" not in clerk.text.partition("<main")[2].partition("</main>")[0]
        assert "/dodaj" not in clerk.text
    clerk.get(f"{base}/dodaj", status=403)
    clerk.post(f"{base}/wersje/{version}/opublikuj", {}, status=403)
    clerk.post(f"{base}/wersje/{version}/usun", {}, status=403)


LONG = "\n\n".join(
    f"§ {n}. Przepis numer {n} o parkach, drogach i placach. " + "Słowa przepisu są takie. " * 6
    for n in range(1, 401)
)


def counted(page: Page, url: str) -> tuple[int, float]:
    """How many statements a page takes, and how much processor time, the best of three."""
    seen: list[str] = []

    def listen(*args: object) -> None:
        seen.append(str(args[2]))

    page.get(url)
    event.listen(db.engine, "before_cursor_execute", listen)
    best = 10.0
    for _ in range(3):
        seen.clear()
        begun = time.process_time()
        page.client.get(url)
        best = min(best, time.process_time() - begun)
    event.remove(db.engine, "before_cursor_execute", listen)
    return len(seen), best


def test_four_hundred_paragraphs_are_quick(app, office, visitor):
    consultation_id = make_consultation()
    document_id = queries.version(make_published(consultation_id, text=LONG)).document_id
    make_next(document_id, LONG.replace("parkach", "ogrodach", 20))
    for page, address in (
        (visitor, f"/konsultacje/{consultation_id}/dokument"),
        (office, f"/konsultacje/{consultation_id}/dokument"),
        (visitor, f"/konsultacje/{consultation_id}/dokument/{document_id}/wersja/1"),
        (visitor, f"/konsultacje/{consultation_id}/dokument/{document_id}/porownanie/1/2"),
        (office, f"/urzad/konsultacje/{consultation_id}/dokumenty"),
        (
            office,
            f"/urzad/konsultacje/{consultation_id}/dokumenty/wersje/{queries.all_versions(document_id)[0].id}",
        ),
    ):
        statements, seconds = counted(page, address)
        assert statements <= 8, address
        assert seconds < 0.08, address
