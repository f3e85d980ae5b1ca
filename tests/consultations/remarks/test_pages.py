"""What residents and organisations do on the pages."""

import io
import re
from datetime import timedelta

import pytest
import time_machine
from PIL import Image
from sqlalchemy import select

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import Regime, Status
from civic.consultations.remarks import queries
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.rules import Arrival, Author, AuthorKind, Channel, Written
from civic.consultations.remarks.services import Entry, enter
from civic.consultations.remarks.views import opinion, write
from civic.core.access import Role
from civic.core.db import db, transaction
from civic.core.limits import Limit
from civic.core.mail import OutgoingMail
from civic.organisations.models import Organisation, Representative
from tests.consultations.remarks.city import CLOSES, IN_TIME, LATE, OPENS, make_document, make_open, send
from tests.factories import make_person
from tests.page import Page


@pytest.fixture
def consultation_id(app):
    return make_open()


@pytest.fixture
def march():
    with time_machine.travel(IN_TIME, tick=False) as traveller:
        yield traveller


@pytest.fixture
def url(consultation_id):
    return f"/konsultacje/{consultation_id}/uwagi"


def errors(page):
    found = page.doc.xpath("//*[contains(@class,'govuk-error-message')]")
    return [" ".join(each.text_content().split()) for each in found]


def remarks():
    db.session.expire_all()
    return db.session.scalars(select(Remark).order_by(Remark.id)).all()


def follow(page, base="http://localhost"):
    return page.get(page.response.location.removeprefix(base))


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (30, 20)).save(made, "JPEG")
    made.seek(0)
    return made


def write_one(page, url, text="Więcej ławek.", **more):
    page.post(f"{url}/napisz", {"text": text, **more})


def test_a_resident_without_an_account_sends_a_remark(march, visitor, url):
    visitor.get(url)
    assert "Nikt jeszcze nie zgłosił uwagi" in visitor.text
    visitor.get(f"{url}/napisz")
    write_one(visitor, url)
    assert visitor.response.location == f"{url}/moje/kto"
    follow(visitor)
    assert "Nie musisz nic podawać" in visitor.text
    visitor.post(f"{url}/moje/kto", {"speaks": "me", "email": "zofia@example.org"})
    follow(visitor)
    assert "Więcej ławek." in visitor.text
    visitor.post(f"{url}/moje")
    follow(visitor)
    sent = remarks()[0]
    number = re.search(r"K/2026/\d{3}/U/0001", visitor.text)
    assert sent.number == 1
    assert number
    row = db.session.get_one(Opinion, sent.opinion_id)
    assert (row.channel, row.author_kind, row.late, row.draft_key) == ("FORM", "ANONYMOUS", False, None)
    assert row.received_at == IN_TIME
    assert row.receipt in visitor.text
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.to == "zofia@example.org"
    assert number[0] in mail.subject
    assert f"{url}/potwierdzenie/{row.receipt}" in mail.body
    visitor.get(url)
    assert number[0] in visitor.text
    assert "zofia" not in visitor.text


def test_the_code_opens_the_page_of_who_sent_it_and_no_other(march, app, visitor, url, consultation_id):
    given = send(consultation_id, "Zostawcie stary dąb.", name="Zofia Lis", email="z@example.org")
    visitor.get(f"{url}/potwierdzenie/{given.receipt}")
    assert "Zostawcie stary dąb." in visitor.text
    assert visitor.response.headers["Cache-Control"] == "private, no-store"
    visitor.get(f"{url}/potwierdzenie/ABCD-ABCD-ABCD-ABCD", 404)
    other = make_open()
    visitor.get(f"/konsultacje/{other}/uwagi/potwierdzenie/{given.receipt}", 404)
    stranger = Page(app)
    stranger.post("/konsultacje/uwagi/kod", {"code": f" {given.receipt.lower().replace('-', ' ')} "})
    assert stranger.response.location == f"{url}/potwierdzenie/{given.receipt}"
    stranger.post("/konsultacje/uwagi/kod", {"code": "ABCD"}, 422)
    assert errors(stranger) == ["Błąd: Nie ma uwag z takim kodem. Sprawdź, czy jest przepisany dokładnie."]


def test_a_remark_at_a_paragraph_shows_what_would_change(march, visitor, url, consultation_id):
    make_document(consultation_id)
    visitor.get(f"{url}/napisz?miejsce=par-2")
    assert "W parku nie wolno jeździć rowerem." in visitor.text
    assert (
        visitor.doc.xpath("//textarea[@name='proposed']")[0].text.strip()
        == "W parku nie wolno jeździć rowerem."
    )
    visitor.post(
        f"{url}/napisz?miejsce=par-2",
        {
            "text": "Dzieci powinny móc.",
            "proposed": "W parku nie wolno jeździć rowerem szybciej niż 10 km/h.",
        },
    )
    visitor.get(f"{url}/moje")
    assert visitor.doc.xpath("//ins[contains(., 'szybciej niż 10 km/h')]")
    assert "Dotyczy: § 2, dokument „Regulamin parku”" in visitor.text
    kept = remarks()[0]
    assert (kept.anchor, kept.quote) == ("par-2", "W parku nie wolno jeździć rowerem.")


def test_wording_left_as_it_was_is_no_proposal(march, visitor, url, consultation_id):
    make_document(consultation_id)
    visitor.post(
        f"{url}/napisz?miejsce=par-2",
        {"text": "Dobrze.", "proposed": "W parku nie wolno\r\njeździć rowerem. "},
    )
    assert remarks()[0].proposed is None
    visitor.post(
        f"{url}/napisz?miejsce=par-2", {"text": "", "proposed": "W parku nie wolno jeździć rowerem."}, 422
    )
    assert errors(visitor) == [
        "Błąd: Napisz, co myślisz, albo zmień tekst, który proponujesz zapisać inaczej."
    ]


@pytest.mark.parametrize("typed", ["§ 3 ust. 1", " §3 ust.1 ", "§ 3"])
def test_a_typed_name_of_a_paragraph_is_that_paragraph(march, visitor, url, consultation_id, typed):
    make_document(consultation_id)
    write_one(visitor, url, unit=typed)
    assert (remarks()[0].anchor, remarks()[0].unit_text) == ("par-3-ust-1", "")


def test_a_typed_name_nobody_knows_stays_as_it_was_typed(march, visitor, url, consultation_id):
    make_document(consultation_id)
    write_one(visitor, url, unit="mapa, plansza 2")
    assert (remarks()[0].anchor, remarks()[0].unit_text) == (None, "mapa, plansza 2")


def test_ten_remarks_of_an_association_are_one_opinion_with_ten_numbers(march, app, url, consultation_id):
    paragraphs = [(f"par-{n}", f"§ {n}", f"Przepis numer {n}.") for n in range(1, 11)]
    make_document(consultation_id, paragraphs=paragraphs)
    person_id = make_person(name="Jan Prezes")
    with transaction():
        association = Organisation(
            name="Stowarzyszenie Zielone", kind="ASSOCIATION", krs="0000123456", created_at=IN_TIME
        )
        db.session.add(association)
        db.session.flush()
        db.session.add(
            Representative(
                organisation_id=association.id, person_id=person_id, function="prezes", declared_at=IN_TIME,
                confirmed_at=IN_TIME, confirmed_by_id=make_consultation_clerk(consultation_id),
            )
        )  # fmt: skip
        organisation_id = association.id
    page = Page(app, person_id)
    for number in range(1, 11):
        page.post(
            f"{url}/napisz?miejsce=par-{number}",
            {"text": f"Zmieńcie {number}.", "proposed": f"Przepis lepszy numer {number}.", "more": "1"},
        )
    page = Page(app, person_id)
    page.get(f"{url}/moje")
    assert "10 uwag czeka na wysłanie." in page.text
    second, third = remarks()[1:3]
    page.post(f"{url}/moje/{second.id}", {"text": "Poprawione.", "proposed": "Przepis numer 2."})
    page.post(f"{url}/moje/{third.id}/usun")
    page.post(f"{url}/napisz?miejsce=par-3", {"text": "Jednak tak."})
    page.post(
        f"{url}/moje/pliki", {"files": [(picture(), "stanowisko.jpg")]}, content_type="multipart/form-data"
    )
    page.get(f"{url}/moje/kto")
    assert "Stowarzyszenie Zielone" in page.text
    page.post(f"{url}/moje/kto", {"speaks": str(organisation_id)})
    page.post(f"{url}/moje")
    follow(page)
    assert "10 uwag, numery:" in page.text
    assert sorted(each.number for each in remarks()) == list(range(1, 11))
    assert [each.text for each in remarks()][:2] == ["Zmieńcie 1.", "Poprawione."]
    row = db.session.scalars(select(Opinion)).one()
    assert (row.organisation_name, row.author_kind) == ("Stowarzyszenie Zielone", "NGO")
    page.get(url)
    assert "Stowarzyszenie Zielone" in page.text
    assert "Jan Prezes" not in page.text
    assert len(queries.attachments(row.id)) == 1


def make_consultation_clerk(consultation_id):
    return db.session.get_one(Consultation, consultation_id).created_by_id


def test_a_draft_of_a_browser_goes_along_when_its_owner_signs_in(march, app, visitor, url):
    write_one(visitor, url, "Pierwsza.")
    write_one(visitor, url, "Druga.")
    person_id = make_person()
    other = Page(app, person_id)
    write_one(other, url, "Z telefonu.")
    with visitor.client.session_transaction() as session:
        session["_user_id"] = f"{person_id}.0.page"
    visitor.get(f"{url}/moje")
    for text in ("Z telefonu.", "Pierwsza.", "Druga."):
        assert text in visitor.text
    assert db.session.scalars(select(Opinion)).one().person_id == person_id


def test_nobody_sees_the_draft_of_another(march, app, visitor, url):
    write_one(visitor, url, "Tajne na razie.")
    kept = remarks()[0]
    for page in (Page(app), Page(app, make_person())):
        write_one(page, url, "Moje.")
        page.get(f"{url}/moje")
        assert "Tajne" not in page.text
        page.get(f"{url}/moje/{kept.id}", 303)
        page.post(f"{url}/moje/{kept.id}", {"text": "x"})
        page.post(f"{url}/moje/{kept.id}/usun")
    assert remarks()[0].text == "Tajne na razie."
    visitor.get(url)
    assert "Tajne" not in visitor.text


def test_files_of_an_opinion_are_for_the_office_and_its_author(march, app, visitor, url):
    write_one(visitor, url)
    visitor.post(f"{url}/moje/pliki", {"files": [(picture(), "dom.jpg")]}, content_type="multipart/form-data")
    follow(visitor)
    address = visitor.doc.xpath("//ul[@class='attachment-list']//a/@href")[0]
    visitor.get(address)
    Page(app).get(address, 404)
    Page(app, make_person()).get(address, 404)
    Page(app, make_person([Role.VERIFIER])).get(address)
    visitor.post(f"{url}/moje/kto", {"speaks": "me"})
    visitor.post(f"{url}/moje")
    visitor.get(address)
    Page(app).get(address, 404)


def test_a_wrong_file_is_refused_and_the_draft_stays(march, visitor, url):
    write_one(visitor, url)
    visitor.post(
        f"{url}/moje/pliki",
        {"files": [(io.BytesIO(b"MZ"), "x.exe")]},
        422,
        content_type="multipart/form-data",
    )
    assert errors(visitor) == ["Błąd: Przyjmujemy tylko pliki PDF i zdjęcia JPEG, PNG albo WebP."]
    assert "Więcej ławek." in visitor.text


def test_a_page_shown_by_post_can_be_loaded_again(march, visitor, url):
    write_one(visitor, url)
    kept = remarks()[0]
    for rest in ("pliki", "wyrzuc", f"{kept.id}/usun"):
        visitor.get(f"{url}/moje/{rest}", 303)
    assert len(remarks()) == 1


def test_sending_twice_sends_once(march, visitor, url):
    write_one(visitor, url)
    visitor.post(f"{url}/moje/kto", {"speaks": "me"})
    visitor.post(f"{url}/moje")
    first = visitor.response.location
    visitor.post(f"{url}/moje")
    assert visitor.response.location == first
    assert [each.number for each in remarks()] == [1]


def test_a_discarded_draft_is_gone_with_its_files(march, visitor, url):
    write_one(visitor, url)
    visitor.post(f"{url}/moje/pliki", {"files": [(picture(), "dom.jpg")]}, content_type="multipart/form-data")
    opinion_id = remarks()[0].opinion_id
    visitor.post(f"{url}/moje/wyrzuc")
    assert remarks() == []
    assert queries.attachments(opinion_id) == []


def test_planning_asks_what_its_act_asks(march, app):
    planning = make_open(regime=Regime.PLANNING)
    url, page = f"/konsultacje/{planning}/uwagi", Page(app)
    write_one(page, url)
    page.post(f"{url}/moje/kto", {"speaks": "me"}, 422)
    assert errors(page) == [
        "Błąd: Podaj imię i nazwisko.",
        "Błąd: Podaj adres: ulicę, numer i miejscowość.",
        "Błąd: Zaznacz, czy masz nieruchomość objętą tym projektem.",
    ]
    assert "Osoby od 13 do 17 lat zgłaszają uwagi same" in page.text
    page.post(f"{url}/moje", status=422)
    page.post(
        f"{url}/moje/kto", {"speaks": "me", "name": "Jan Lis", "address": "Polna 3, Miłogród", "owner": "no"}
    )
    page.post(f"{url}/moje")
    row = db.session.scalars(select(Opinion)).one()
    assert (row.name, row.address, row.owner, row.author_kind) == (
        "Jan Lis",
        "Polna 3, Miłogród",
        False,
        "RESIDENT",
    )


def test_an_organisation_signs_in_its_own_words(march, visitor, url):
    write_one(visitor, url)
    visitor.get(f"{url}/moje/kto?jako=organizacja")
    visitor.post(f"{url}/moje/kto?jako=organizacja", {"kind": "NGO", "krs": "12x"}, 422)
    assert (
        errors(visitor)[0]
        == "Błąd: To nie jest numer KRS: ma najwyżej 10 cyfr. Sprawdź go albo zostaw puste pole."
    )
    visitor.post(f"{url}/moje/kto?jako=organizacja", {"kind": "NGO", "krs": "123"}, 422)
    assert errors(visitor) == [
        "Błąd: Podaj nazwę organizacji, firmy albo jednostki.",
        "Błąd: Podaj imię i nazwisko.",
    ]
    visitor.post(
        f"{url}/moje/kto?jako=organizacja",
        {"kind": "NGO", "krs": "123", "organisation_name": "Fundacja Park", "name": "Ewa Mak"},
    )
    visitor.post(f"{url}/moje")
    row = db.session.scalars(select(Opinion)).one()
    assert (row.organisation_name, row.krs, row.name) == ("Fundacja Park", "0000000123", "Ewa Mak")
    visitor.get(f"{url}/1")
    assert "Fundacja Park" in visitor.text
    assert "Ewa Mak" not in visitor.text


def test_organisations_alone_are_asked_about_acts_of_their_field(march, app):
    asked, person_id = make_open(regime=Regime.NGO_ACT), make_person(name="Jan Prezes")
    with transaction():
        row = Organisation(name="Fundacja Park", kind="FOUNDATION", created_at=IN_TIME)
        db.session.add(row)
        db.session.flush()
        db.session.add(
            Representative(
                organisation_id=row.id, person_id=person_id, function="prezes", declared_at=IN_TIME,
                confirmed_at=IN_TIME, confirmed_by_id=make_consultation_clerk(asked),
            )
        )  # fmt: skip
    url, page, visitor = f"/konsultacje/{asked}/uwagi", Page(app, person_id), Page(app)
    write_one(page, url)
    page.get(f"{url}/moje/kto")
    assert "We własnym imieniu" not in page.text
    page.post(f"{url}/moje/kto", {"speaks": page.doc.xpath("//input[@name='speaks']/@value")[0]})
    page.post(f"{url}/moje")
    assert queries.one(asked, 1, public=True).organisation == "Fundacja Park"
    write_one(visitor, url)
    visitor.get(f"{url}/moje/kto")
    assert "W tych konsultacjach miasto pyta organizacje pozarządowe" in visitor.text
    assert visitor.doc.xpath("//input[@name='organisation_name']")


def test_anybody_with_the_code_supplements_what_a_known_organisation_sent(march, visitor):
    asked = make_open()
    with transaction():
        db.session.add(
            Organisation(name="Fundacja Park", kind="FOUNDATION", krs="0000000042", created_at=IN_TIME)
        )
    entry = Entry(
        arrival=Arrival(Channel.PAPER, IN_TIME.date()),
        author=Author(kind=AuthorKind.NGO, organisation_name="Park", krs="0000000042", name="Ewa Mak"),
        remarks=[Written(text="a")],
    )
    given = enter(asked, entry, make_person())
    url = f"/konsultacje/{asked}/uwagi"
    visitor.post(f"{url}/potwierdzenie/{given.receipt}/uzupelnij")
    write_one(visitor, url)
    visitor.post(f"{url}/moje")
    assert queries.one(asked, 2, public=True).organisation == "Fundacja Park"


@pytest.mark.parametrize(("agreed", "shown"), [({}, False), ({"name_public": "y"}, True)])
def test_a_name_stands_beside_a_remark_only_with_consent(march, visitor, url, agreed, shown):
    write_one(visitor, url)
    visitor.post(f"{url}/moje/kto", {"speaks": "me", "name": "Zofia Lis", **agreed})
    visitor.post(f"{url}/moje")
    for address in (url, f"{url}/1"):
        visitor.get(address)
        assert ("Zofia Lis" in visitor.text) is shown


def test_a_late_remark_is_taken_kindly_and_kept_apart(app, visitor, url, consultation_id):
    """3.9 (7): a remark received one minute after closing is stored with LATE, shown apart, not counted."""
    with time_machine.travel(CLOSES - timedelta(hours=2), tick=False):
        send(consultation_id, "W terminie.")
        write_one(visitor, url, "Spóźniona uwaga.")
        visitor.post(f"{url}/moje/kto", {"speaks": "me"})
    with time_machine.travel(LATE, tick=False):
        visitor.get(f"{url}/moje")
        assert "Możesz wysłać uwagi jako spóźnione" in visitor.text
        visitor.post(f"{url}/moje")
        follow(visitor)
        assert "Przyszło po terminie" in visitor.text
        visitor.get(url)
        assert "W tych konsultacjach jest 1 uwaga. Poza tym 1 przyszła po terminie." in visitor.text
        assert "Spóźniona uwaga." not in visitor.text
        visitor.get(f"{url}?spoznione=y")
        assert "Spóźniona uwaga." in visitor.text
        assert "W terminie." not in visitor.text
    assert [(each.number, each.late) for each in remarks()] == [(1, False), (2, True)]
    assert queries.count(consultation_id) == 1
    assert queries.count(consultation_id, late=True) == 1
    assert queries.counts(consultation_id).in_time == 1
    assert [each.number for each in queries.remarks(consultation_id)] == [1]


@pytest.mark.parametrize(
    ("when", "status", "words"),
    [
        (OPENS - timedelta(seconds=1), Status.ANNOUNCED, "Uwagi przyjmujemy od 2 marca 2026, 09:00."),
        (IN_TIME, Status.CANCELLED, "Te konsultacje odwołano"),
        (LATE, Status.REPORT_PUBLISHED, "Raport z tych konsultacji jest już opublikowany"),
    ],
)
def test_what_was_typed_is_not_lost_when_nothing_is_taken(app, visitor, when, status, words):
    announced = OPENS - timedelta(days=10)
    url = f"/konsultacje/{make_open(status=status, announced_at=announced)}/uwagi"
    with time_machine.travel(when, tick=False):
        visitor.get(f"{url}/napisz")
        assert words in visitor.text
        assert not visitor.doc.xpath("//textarea")
        visitor.post(f"{url}/napisz", {"text": "Długo to pisałam."}, 422)
        assert words in visitor.text
        assert visitor.doc.xpath("//textarea[@name='text']")[0].text.strip() == "Długo to pisałam."
    assert remarks() == []


def test_a_draft_whose_consultation_was_reported_can_still_be_copied(march, visitor, url, consultation_id):
    write_one(visitor, url, "Długo to pisałam.")
    visitor.post(f"{url}/moje/kto", {"speaks": "me"})
    with transaction():
        db.session.get_one(Consultation, consultation_id).status = Status.REPORT_PUBLISHED
    visitor.post(f"{url}/moje", status=422)
    assert "także spóźnionych. Możesz napisać do urzędu zwykły list albo e-mail" in visitor.text
    assert "Długo to pisałam." in visitor.text
    assert remarks()[0].number is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": ""}, "Błąd: Napisz, co myślisz, albo zmień tekst, który proponujesz zapisać inaczej."),
        ({"text": "a" * 10_001}, "Błąd: Skróć uwagę: zmieści się najwyżej 10000 znaków. Resztę możesz dodać jako następną uwagę albo plik."),
        ({"text": "a", "proposed": "b" * 10_001}, "Błąd: Skróć proponowany tekst: zmieści się najwyżej 10000 znaków."),
    ],
)  # fmt: skip
def test_nothing_and_too_much_are_asked_again(march, visitor, url, typed, words):
    visitor.post(f"{url}/napisz", typed, 422)
    assert errors(visitor) == [words]
    assert visitor.doc.xpath("//textarea[@name='text']")[0].text.strip() == typed["text"]


def test_the_longest_text_is_taken(march, visitor, url):
    write_one(visitor, url, "ą" * 10_000)
    assert len(remarks()[0].text) == 10_000


def test_a_program_that_fills_thousands_is_stopped_with_its_text_kept(march, visitor, url, monkeypatch):
    monkeypatch.setattr(write, "WRITING", Limit("remarks.write", 2, timedelta(hours=1)))
    for _ in range(2):
        write_one(visitor, url)
    visitor.post(f"{url}/napisz", {"text": "Trzecia."}, 422)
    assert "Z tego miejsca przyszło bardzo dużo uwag naraz." in visitor.text
    assert visitor.doc.xpath("//textarea[@name='text']")[0].text.strip() == "Trzecia."
    monkeypatch.setattr(opinion, "SENDING", Limit("remarks.send", 0, timedelta(hours=1)))
    visitor.post(f"{url}/moje/kto", {"speaks": "me"})
    visitor.post(f"{url}/moje", status=422)
    assert "Nic nie zginęło" in visitor.text
    assert [each.number for each in remarks()] == [None, None]


def test_personal_data_in_a_remark_is_covered_before_anybody_reads_it(
    march, app, visitor, url, consultation_id
):
    send(consultation_id, "Zadzwońcie: 600 100 200, Zofia Lis.", name="Zofia Lis")
    for address in (url, f"{url}/1"):
        visitor.get(address)
        assert "Zadzwońcie: [zakryto: dane osobowe], [zakryto: dane osobowe]." in visitor.text
    for sought in ("600", "Lis"):
        visitor.get(f"{url}?q={sought}")
        assert "Nie ma takich uwag" in visitor.text, "what is covered cannot be found by its words"
    assert queries.found("600")[0] == 0
    assert remarks()[0].text == "Zadzwońcie: 600 100 200, Zofia Lis."


def test_filters_find_and_say_when_there_is_nothing(march, visitor, url, consultation_id):
    make_document(consultation_id)
    visitor.post(f"{url}/napisz?miejsce=par-2", {"text": "Rowery tak."})
    visitor.post(
        f"{url}/moje/kto?jako=organizacja",
        {"kind": "BUSINESS", "organisation_name": "Rower SA", "name": "Ewa"},
    )
    visitor.post(f"{url}/moje")
    send(consultation_id, "Ławki też.")
    document_id = remarks()[0].document_id
    for query, found in [
        ("q=rowery", ["Rowery tak."]),
        ("q=Rower SA", ["Rowery tak."]),
        ("q=U/0002", ["Ławki też."]),
        ("q=%25", []),
        (f"czesc={document_id}:par-2", ["Rowery tak."]),
        ("czesc=whole", ["Ławki też."]),
        ("czesc=99999999999:x", []),
        ("kto=BUSINESS", ["Rowery tak."]),
        ("kto=NONSENSE&page=99", ["Rowery tak.", "Ławki też."]),
    ]:
        visitor.get(f"{url}?{query}")
        shown = [each for each in ("Rowery tak.", "Ławki też.") if each in visitor.text]
        assert shown == found, query


def test_supplementing_joins_the_new_to_what_was_sent(march, app, visitor, url, consultation_id):
    given = send(consultation_id, "Pierwsza.", name="Zofia Lis", email="z@example.org")
    visitor.get(f"{url}/potwierdzenie/{given.receipt}/uzupelnij", 303)
    visitor.post(f"{url}/potwierdzenie/{given.receipt}/uzupelnij")
    write_one(visitor, url, "Jeszcze jedno.")
    assert visitor.response.location == f"{url}/moje"
    visitor.post(f"{url}/moje")
    first, second = db.session.scalars(select(Opinion).order_by(Opinion.id)).all()
    assert second.supplements_id == first.id
    assert (second.name, second.email) == ("Zofia Lis", "z@example.org")
    visitor.get(f"{url}/potwierdzenie/{given.receipt}")
    assert "Uzupełnienie wysłane" in visitor.text
    with time_machine.travel(LATE, tick=False), transaction():
        db.session.get_one(Consultation, consultation_id).status = Status.REPORT_PUBLISHED
    visitor.post(f"{url}/potwierdzenie/{given.receipt}/uzupelnij")
    follow(visitor)
    assert "Raport z tych konsultacji jest już opublikowany" in visitor.text


def test_what_was_sent_stands_under_the_account(march, app, url, consultation_id):
    person_id = make_person()
    send(consultation_id, "Raz.", "Dwa.", person_id=person_id)
    page = Page(app, person_id)
    page.get("/konsultacje/uwagi/kod")
    assert "2 uwag" in page.text
    assert "Park nad rzeką" in page.text


def test_closing_time_itself_is_late(app, consultation_id):
    """3.9 (7): the moment of closing is no longer in time; the microsecond before it is."""
    just = CLOSES - timedelta(microseconds=1)
    assert [send(consultation_id, now=now).late for now in (just, CLOSES)] == [False, True]
