"""What is kept of remarks, for how long, and what later parts are told."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import Regime, Status
from civic.consultations.remarks import queries, services
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.registry import ANSWERS, PublishedAnswer
from civic.consultations.remarks.rules import Arrival, Author, AuthorKind, Channel, Refusal, Written
from civic.consultations.remarks.services import Entry, Writer
from civic.consultations.texts import notes
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.publications import Publication
from civic.core.refusal import Refused
from civic.organisations.models import Organisation, Representative
from tests.consultations.remarks.city import CLOSES, IN_TIME, make_document, make_open, send
from tests.factories import make_person
from tests.page import Page


@pytest.fixture
def consultation_id(app):
    return make_open()


def remarks():
    db.session.expire_all()
    return db.session.scalars(select(Remark).order_by(Remark.id)).all()


def refused(function, *args, **more) -> Refusal:
    with pytest.raises(Refused) as no:
        function(*args, **more)
    return no.value.reason


def test_numbers_of_a_consultation_follow_each_other(consultation_id):
    other = make_open()
    assert send(consultation_id, "a", "b", "c").numbers == (1, 2, 3)
    assert send(other, "a").numbers == (1,)
    assert send(consultation_id, "d").numbers == (4,)
    assert queries.one(consultation_id, 4, public=True).full_number.endswith("/U/0004")


def test_a_refused_opinion_takes_no_number(consultation_id):
    send(consultation_id)
    assert refused(send, consultation_id, *["a"] * 401) is Refusal.TOO_MANY_REMARKS
    assert send(consultation_id).numbers == (2,)


def test_the_draft_of_an_account_is_one(consultation_id):
    person_id = make_person()
    with time_machine.travel(IN_TIME, tick=False):
        for number in range(3):
            services.add(consultation_id, Writer(person_id), Written(text=str(number)))
    assert db.session.scalars(select(Opinion)).one().person_id == person_id
    assert [each.place for each in remarks()] == [1, 2, 3]


def test_a_draft_takes_four_hundred_remarks(consultation_id, monkeypatch):
    monkeypatch.setattr("civic.consultations.remarks.services.drafts.MOST_REMARKS", 2)
    writer = Writer(make_person())
    with time_machine.travel(IN_TIME, tick=False):
        for number in range(2):
            services.add(consultation_id, writer, Written(text=str(number)))
        assert refused(services.add, consultation_id, writer, Written(text="3")) is Refusal.TOO_MANY_REMARKS


def test_what_was_sent_is_never_rewritten(consultation_id):
    send(consultation_id, "Tak zostanie.")
    for change in (
        "UPDATE remark SET text = 'x'",
        "UPDATE remark SET number = 9",
        "UPDATE remark SET late = true",
        "DELETE FROM remark",
        "UPDATE opinion SET received_at = now()",
        "UPDATE opinion SET late = true",
        "DELETE FROM opinion",
    ):
        with pytest.raises(IntegrityError, match="stays as it was sent"), transaction():
            db.session.execute(text(change))
    assert [each.text for each in remarks()] == ["Tak zostanie."]


def test_nothing_of_a_draft_nobody_has(consultation_id):
    for verb, args in (
        (services.change, (1, Written(text="a"))),
        (services.remove, (1,)),
        (services.say_who, (Author(),)),
        (services.send, ()),
        (services.discard, ()),
    ):
        assert refused(verb, consultation_id, Writer(make_person()), *args) is Refusal.DRAFT_GONE


def test_nobody_speaks_for_an_organisation_without_being_confirmed(consultation_id):
    person_id, officer_id = make_person(), make_person()
    with transaction():
        row = Organisation(name="Fundacja Park", kind="FOUNDATION", krs="0000000042", created_at=IN_TIME)
        db.session.add(row)
        db.session.flush()
        organisation_id = row.id
        db.session.add(
            Representative(
                organisation_id=organisation_id, person_id=person_id, function="prezes", declared_at=IN_TIME
            )
        )
    known = Author(kind=AuthorKind.NGO, organisation_id=organisation_id, person_id=person_id)
    told = (consultation_id, known, [Written(text="a")])
    assert refused(services.submit, *told, now=lambda: IN_TIME) is Refusal.NOT_ITS_REPRESENTATIVE
    anonymous = Author(kind=AuthorKind.NGO, organisation_id=organisation_id)
    assert (
        refused(services.submit, consultation_id, anonymous, [Written(text="a")], now=lambda: IN_TIME)
        is Refusal.NOT_ITS_REPRESENTATIVE
    )
    with transaction():
        row = db.session.get_one(Representative, (organisation_id, person_id))
        row.confirmed_at, row.confirmed_by_id = IN_TIME, officer_id
    services.submit(*told, now=lambda: IN_TIME)
    assert queries.one(consultation_id, 1, public=True).organisation == "Fundacja Park"


def test_somebody_whose_confirmation_ended_meanwhile_cannot_send(consultation_id):
    person_id = make_person()
    with transaction():
        row = Organisation(name="Fundacja Park", kind="FOUNDATION", created_at=IN_TIME)
        db.session.add(row)
        db.session.flush()
        organisation_id = row.id
        db.session.add(
            Representative(
                organisation_id=organisation_id, person_id=person_id, function="prezes", declared_at=IN_TIME,
                confirmed_at=IN_TIME, confirmed_by_id=make_consultation_maker(consultation_id),
            )
        )  # fmt: skip
    writer = Writer(person_id)
    with time_machine.travel(IN_TIME, tick=False):
        services.add(consultation_id, writer, Written(text="a"))
        services.say_who(
            consultation_id, writer, Author(kind=AuthorKind.NGO, organisation_id=organisation_id)
        )
        with transaction():
            db.session.get_one(Representative, (organisation_id, person_id)).ended_at = IN_TIME
        assert refused(services.send, consultation_id, writer) is Refusal.NOT_ITS_REPRESENTATIVE
    assert remarks()[0].number is None


def make_consultation_maker(consultation_id):
    return db.session.get_one(Consultation, consultation_id).created_by_id


def test_a_clerk_links_an_organisation_by_its_number(consultation_id):
    with transaction():
        db.session.add(
            Organisation(name="Fundacja Park", kind="FOUNDATION", krs="0000000042", created_at=IN_TIME)
        )
    entry = Entry(
        arrival=Arrival(Channel.EMAIL, date(2026, 3, 9)),
        author=Author(
            kind=AuthorKind.NGO, organisation_name="fundacja  park", krs="0000000042", name="Ewa Mak"
        ),
        remarks=[Written(text="a"), Written(text="b")],
    )
    given = services.enter(consultation_id, entry, make_person(), now=lambda: IN_TIME)
    assert given.numbers == (1, 2)
    assert queries.one(consultation_id, 2, public=True).organisation == "Fundacja Park"


def test_drafts_are_purged(consultation_id):
    def draft(writer: Writer, at: datetime) -> None:
        with time_machine.travel(at, tick=False):
            services.add(consultation_id, writer, Written(text="a"))

    draft(Writer(), IN_TIME)
    draft(Writer(make_person()), IN_TIME)
    sent = send(consultation_id)
    assert services.purge_drafts(IN_TIME + timedelta(days=7)) == 0
    assert services.purge_drafts(IN_TIME + timedelta(days=7, seconds=1)) == 1
    assert services.purge_drafts(IN_TIME + timedelta(days=365)) == 0
    assert services.purge_drafts(IN_TIME + timedelta(days=366)) == 1
    assert [each.number for each in remarks()] == [sent.numbers[0]]
    rows = db.session.scalars(select(AuditEvent).filter_by(kind="DraftsPurged")).all()
    assert [row.data["drafts"] for row in rows] == [1, 1]


def published(consultation_id: int, at: datetime, withdrawn: datetime | None = None) -> None:
    with transaction():
        maker = make_consultation_maker(consultation_id)
        db.session.get_one(Consultation, consultation_id).status = Status.REPORT_PUBLISHED
        db.session.add(
            Publication(
                subject=f"consultation:{consultation_id}", document="REPORT", channel="BIP", published_at=at,
                withdrawn_at=withdrawn, by_id=maker, recorded_at=at,
            )
        )  # fmt: skip


def test_authors_are_erased_a_year_after_the_report_and_organisations_stay(consultation_id):
    person_id = make_person()
    send(
        consultation_id,
        name="Zofia Lis",
        email="z@example.org",
        address="Polna 1",
        person_id=person_id,
        name_public=True,
    )
    send(
        consultation_id,
        kind=AuthorKind.NGO,
        organisation_name="Fundacja Park",
        krs="0000000042",
        name="Ewa Mak",
    )
    other = make_open()
    send(other, name="Jan Lis")
    at = CLOSES + timedelta(days=20)
    published(consultation_id, at)
    published(consultation_id, at + timedelta(days=3))
    day = datetime(2027, 4, 19, 21, 59, tzinfo=at.tzinfo)
    assert services.erase_authors(day) == 0
    assert services.erase_authors(day + timedelta(minutes=1)) == 2
    assert services.erase_authors(day + timedelta(days=1)) == 0
    db.session.expire_all()
    rows = db.session.scalars(select(Opinion).order_by(Opinion.id)).all()
    assert [(row.name, row.email, row.address, row.person_id) for row in rows[:2]] == [("", "", "", None)] * 2
    assert (rows[1].organisation_name, rows[1].krs) == ("Fundacja Park", "0000000042")
    assert rows[2].name == "Jan Lis", "its report is not published"
    assert len(remarks()) == 3
    event = db.session.scalars(select(AuditEvent).filter_by(kind="AuthorsErased")).one()
    assert (event.data["opinions"], event.data["published_on"]) == (2, "2026-04-20")
    assert "Zofia" not in str(event.data)


def test_a_withdrawn_report_erases_nobody(consultation_id):
    send(consultation_id, name="Zofia Lis")
    published(consultation_id, CLOSES, withdrawn=CLOSES + timedelta(days=1))
    assert services.erase_authors(CLOSES + timedelta(days=800)) == 0


def test_the_protocol_does_not_say_who_wrote(consultation_id):
    send(consultation_id, name="Zofia Lis", email="z@example.org", person_id=make_person())
    row = db.session.scalars(select(AuditEvent).filter_by(kind="OpinionSent")).one()
    assert row.actor_id is None
    assert row.data == {"numbers": "1", "remarks": 1, "kind": "RESIDENT", "late": False}


def test_what_later_parts_ask(consultation_id):
    make_document(consultation_id)
    unit = queries.unit(consultation_id, "par-2")
    author = Author(kind=AuthorKind.RESIDENT, name="Zofia Lis", email="z@example.org")
    place = {
        "document_id": unit.document_id,
        "version_id": unit.version_id,
        "anchor": unit.anchor,
        "quote": unit.text,
    }
    written = [Written(text="Tel. 600 100 200", **place), Written(text="Druga")]
    services.submit(consultation_id, author, written, now=lambda: IN_TIME, lang="en")
    send(consultation_id, "Trzecia")
    send(consultation_id, "Późna", now=CLOSES)
    ids = queries.numbers_of(consultation_id)
    assert list(ids) == [1, 2, 3]
    facts = queries.remark_facts(list(ids.values()))
    assert (facts[ids[1]].unit, facts[ids[1]].text) == ("§ 2", "Tel. [zakryto: dane osobowe]")
    assert {each.name for each in facts.values()} == {""}, "no natural person is named"
    assert [each.number for each in queries.remarks(consultation_id, late=None, after=1)] == [2, 3, 4]
    mails = queries.authors_to_mail([*ids.values()])
    assert [(each.email, each.lang, list(each.numbers)) for each in mails] == [
        ("z@example.org", "en", [1, 2])
    ]
    counts = queries.counts(consultation_id)
    assert (counts.in_time, counts.late, counts.authors) == (3, 1, 2)
    assert counts.by_kind == {AuthorKind.RESIDENT: 2, AuthorKind.ANONYMOUS: 1}
    assert counts.by_channel == {Channel.FORM: 3}
    assert queries.counts_by_anchor(unit.document_id) == {"par-2": 1}
    assert queries.found("trzecia")[0] == 1
    assert queries.found("  ")[0] == 0
    assert queries.remark_facts([]) == {}
    assert queries.authors_to_mail([]) == []


def test_the_document_shows_how_many_remarks_a_paragraph_has(app, consultation_id, visitor):
    make_document(consultation_id)
    unit = queries.unit(consultation_id, "par-2")
    place = {"document_id": unit.document_id, "version_id": unit.version_id, "anchor": unit.anchor}
    for now in (IN_TIME, CLOSES):
        written = [Written(text="a", **place)]
        services.submit(consultation_id, Author(kind=AuthorKind.ANONYMOUS), written, now=lambda now=now: now)
    with app.test_request_context():
        note = notes.beside(consultation_id, unit.document_id)["par-2"][0]
    assert note.words == "1 uwaga"
    visitor.get(note.href)
    assert len(visitor.doc.xpath("//article")) == 1


def test_what_a_person_wrote_as_an_organisation_is_not_shown_to_everybody(consultation_id):
    send(consultation_id, kind=AuthorKind.COUNCILLOR, organisation_name="Klub Jana Lisa", name="Jan Lis")
    assert queries.one(consultation_id, 1, public=True).organisation == ""
    assert queries.one(consultation_id, 1, public=False).organisation == "Klub Jana Lisa"


def test_found_only_where_residents_may_look(consultation_id):
    send(consultation_id, "Osobliwe słowo.")
    assert queries.found("OSOBLIWE slowo")[1][0].number == 1
    with transaction():
        row = db.session.get_one(Consultation, consultation_id)
        row.status, row.announced_at = Status.ORDERED, None
    assert queries.found("osobliwe")[0] == 0


def test_a_registered_answer_stands_beside_its_remark(app, consultation_id, visitor):
    send(consultation_id, "Więcej ławek.")
    remark_id = remarks()[0].id
    answer = PublishedAnswer("Uwzględniona", "won", "Dodamy dziesięć ławek.", "Wydział Zieleni", IN_TIME)
    before, ANSWERS.answers = ANSWERS.answers, lambda ids: {remark_id: answer} if remark_id in ids else {}
    try:
        for address in ("", "/1"):
            visitor.get(f"/konsultacje/{consultation_id}/uwagi{address}")
            assert "Dodamy dziesięć ławek." in visitor.text
    finally:
        ANSWERS.answers = before


def test_newer_wording_does_not_change_what_the_author_saw(app, consultation_id):
    version_id = make_document(consultation_id)
    page = Page(app)
    with time_machine.travel(IN_TIME, tick=False):
        page.post(
            f"/konsultacje/{consultation_id}/uwagi/napisz?miejsce=par-1&wersja={version_id}", {"text": "a"}
        )
        page.get(f"/konsultacje/{consultation_id}/uwagi/napisz?miejsce=par-1&wersja=999")
        assert "Nie znaleźliśmy tego fragmentu" in page.text
    assert remarks()[0].version_id == version_id


def test_an_unpublished_version_cannot_be_pointed_at(consultation_id):
    version_id = make_document(consultation_id, published=False)
    assert queries.unit(consultation_id, "par-1", version_id=version_id) is None
    assert queries.labels(consultation_id) == []


def test_a_resident_cannot_answer_where_organisations_are_asked(app):
    asked = make_open(regime=Regime.NGO_ACT)
    assert refused(send, asked, name="Jan Lis") is Refusal.ORGANISATION_MISSING
