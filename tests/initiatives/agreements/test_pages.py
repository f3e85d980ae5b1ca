"""The table as each side sees it, and the text of the agreement."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import event

from civic.core import clock
from civic.core.access import Role
from civic.core.db import db, transaction
from civic.initiatives.agreements import queries, services
from civic.initiatives.assessment.models import Act
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Side, Status
from tests.factories import make_person
from tests.initiatives.agreements import steps
from tests.page import Page
from tests.work import letters


def urls(initiative_id: int) -> tuple[str, str]:
    """The table's address for residents and for the office."""
    return f"/inicjatywy/{initiative_id}/uzgodnienia", f"/urzad/inicjatywy/{initiative_id}/uzgodnienia"


def form_of(page: Page) -> dict[str, str]:
    """What the last page's big form holds, as a browser would send it."""
    form = max(page.doc.xpath("//main//form"), key=lambda each: len(each.xpath(".//input")))
    values = {}
    for control in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]"):
        if control.get("type") in {"checkbox", "radio"} and control.get("checked") is None:
            continue
        if control.tag == "select":
            chosen = control.xpath("option[@selected]/@value") or control.xpath("option/@value")
            values[control.get("name")] = chosen[0]
        elif control.tag == "textarea":
            values[control.get("name")] = (control.text or "").strip()
        else:
            values[control.get("name")] = control.get("value") or ""
    return values


def newest(initiative_id: int) -> int:
    return queries.table(requests.initiative(initiative_id)).negotiation.newest


class Count:
    """Statements sent while it is open."""

    def __enter__(self):
        self.statements = []
        self.listen = lambda *args: self.statements.append(args[2])
        event.listen(db.engine, "before_cursor_execute", self.listen)
        return self

    def __exit__(self, *args):
        event.remove(db.engine, "before_cursor_execute", self.listen)


def test_the_whole_negotiation_in_two_browsers(app):
    initiative_id, leader, officer = steps.accepted()
    home, office = urls(initiative_id)
    resident, clerk = Page(app, leader), Page(app, officer)
    resident.get(home)
    assert "Urząd kontaktuje się" not in resident.text
    clerk.get(office)
    clerk.post(f"{office}/rozpocznij")
    assert requests.initiative(initiative_id).status is Status.NEGOTIATION
    assert [subject for _, subject, _ in letters(app)] == [
        "Zaczynamy uzgadniać inicjatywę „Zielony skwer przy Lipowej”"
    ]
    resident.get(home)
    assert "To harmonogram i kosztorys z wniosku." in resident.text
    clerk.get(f"{office}/zmien")
    values = form_of(clerk) | {"residents-0-quantity": "50", "note": "Mniej osób, więcej godzin."}
    clerk.post(f"{office}/zmien", values)
    (_to, subject, body) = letters(app)[0]
    assert "wersja 2" in subject
    assert home in body
    resident.get(home)
    assert "1 wiersz zmieniony" in resident.text
    assert "usunięto: 40" in resident.text
    assert "dodano: 50" in resident.text
    assert "Mniej osób, więcej godzin." in resident.text
    resident.post(f"{home}/wiadomosc", {"text": "Dziękujemy, <b>zgoda</b>."})
    clerk.get(office)
    assert "Dziękujemy, <b>zgoda</b>." in clerk.text
    resident.post(f"{home}/potwierdz", {"version": "2"})
    clerk.get(office)
    assert "Druga strona już ją potwierdziła." in clerk.text
    clerk.post(f"{office}/potwierdz", {"version": "2"})
    clerk.get(office)
    assert "Obie strony potwierdziły wersję 2" in clerk.text
    resident.get(f"{home}?wersja=1")
    assert "To nie jest najnowsza wersja." in resident.text
    resident.get(f"{home}?wersja=3", 404)


def test_rows_are_added_and_removed_without_a_script(app):
    initiative_id, leader, _ = steps.negotiated()
    home, _ = urls(initiative_id)
    page = Page(app, leader)
    page.get(f"{home}/zmien")
    values = form_of(page)
    assert values["residents-1-name"] == values["residents-2-name"] == ""
    more = values | {
        "residents-1-name": "Łopaty", "residents-1-kind": "THING", "residents-1-quantity": "3", "residents-1-unit": "szt.",
        "residents-1-unit_cost": "40", "residents-2-name": "Kawa", "residents-2-kind": "THING",
        "residents-2-quantity": "1", "residents-2-unit_cost": "25,50", "more": "1",
    }  # fmt: skip
    page.post(f"{home}/zmien", more, 200)
    assert "1 345,50 zł" in page.text.replace("\xa0", " ")
    assert newest(initiative_id) == 1
    again = form_of(page)
    assert again["residents-1-name"] == "Łopaty"
    assert again["residents-3-name"] == again["residents-4-name"] == ""
    page.post(f"{home}/zmien", again | {"city-0-gone": "y"})
    page.get(home)
    assert "Łopaty" in page.text
    assert "usunięty Sadzonki" in page.text
    assert [line.name for line in steps.plan_of(initiative_id).lines] == [
        "Kopanie i sadzenie",
        "Łopaty",
        "Kawa",
    ]


def test_an_overtaken_version_keeps_what_was_typed_and_shows_both(app):
    initiative_id, leader, officer = steps.negotiated()
    home, office = urls(initiative_id)
    resident, clerk = Page(app, leader), Page(app, officer)
    resident.get(f"{home}/zmien")
    clerk.get(f"{office}/zmien")
    mine = form_of(resident) | {"residents-0-quantity": "44", "note": "Po namyśle"}
    clerk.post(f"{office}/zmien", form_of(clerk) | {"city-0-quantity": "90"})
    resident.post(f"{home}/zmien", mine, 422)
    assert "Ktoś zapisał tymczasem wersję 2" in resident.text
    assert "dodano: 90" in resident.text
    kept = form_of(resident)
    assert (kept["residents-0-quantity"], kept["note"], kept["base"]) == ("44", "Po namyśle", "2")
    assert newest(initiative_id) == 2
    resident.post(f"{home}/zmien", kept)
    assert newest(initiative_id) == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"residents-0-quantity": "dużo"}, "Wpisz ilość liczbą"),
        ({"residents-0-unit_cost": ""}, "Wpisz cenę"),
        (
            {"steps-0-starts_on": "2027-05-02", "steps-0-ends_on": "2027-05-01"},
            "kończy się, zanim się zacznie",
        ),
        ({"steps-0-gone": "y"}, "Nie ma harmonogramu"),
        ({"residents-0-gone": "y"}, "W kosztorysie nie ma niczego od mieszkańców"),
        ({}, "W formularzu jest to samo co w wersji 1"),
        ({"residents-0-people": "-3"}, "Wiersz 1 kosztorysu"),
    ],
)
def test_a_bad_version_is_refused_in_words_and_kept(app, changes, said):
    initiative_id, leader, _ = steps.negotiated()
    page = Page(app, leader)
    home, _ = urls(initiative_id)
    page.get(f"{home}/zmien")
    page.post(f"{home}/zmien", form_of(page) | {"note": "Bo tak"} | changes, 422)
    assert said in page.text
    assert form_of(page)["note"] == "Bo tak"
    assert newest(initiative_id) == 1


def test_others_do_not_sit_at_the_table(app, visitor):
    initiative_id, _, _ = steps.negotiated()
    home, office = urls(initiative_id)
    visitor.get(home, 302)
    Page(app, make_person()).get(home, 303)
    Page(app, make_person()).get(f"{home}/zmien", 404)
    Page(app, make_person()).get(office, 403)
    auditor = Page(app, make_person([Role.AUDITOR]))
    auditor.get(office)
    auditor.get(f"{office}/umowa", 403)
    auditor.get(f"{office}/umowa.pdf", 403)
    auditor.post(f"{office}/potwierdz", {"version": "1"}, 403)


def test_a_representative_who_confirmed_speaks_for_the_residents(app):
    members = [
        {"role": "REPRESENTATIVE", "name": "Jan", "email": "JAN@example.org", "confirmed_at": clock.now()},
        {"role": "REPRESENTATIVE", "name": "Ewa", "email": "ewa@example.org"},
        {"role": "PARTICIPANT", "name": "Ola", "email": "ola@example.org", "confirmed_at": clock.now()},
    ]
    initiative_id, _, _ = steps.negotiated(members=members)
    home, _ = urls(initiative_id)
    Page(app, make_person(email="jan@example.org")).get(home)
    Page(app, make_person(email="ewa@example.org")).get(home, 303)
    Page(app, make_person(email="ola@example.org")).get(home, 303)


def test_agreement_from_terms_to_both_signatures(app):
    initiative_id, leader, officer = steps.negotiated()
    home, office = urls(initiative_id)
    resident, clerk = Page(app, leader), Page(app, officer)
    executive = Page(app, make_person([Role.EXECUTIVE]))
    resident.get(f"{home}/umowa")
    assert "Wersji 1 nie potwierdziły jeszcze obie strony" in resident.text
    steps.agree(initiative_id, leader, officer)
    clerk.get(f"{office}/umowa/postanowienia")
    values = form_of(clerk) | {
        "applicant_party": "Zofia Sąsiadka, ul. Lipowa 12", "starts_on": "2026-05-01", "ends_on": "2026-09-30",
        "budget_line": "",
    }  # fmt: skip
    clerk.post(f"{office}/umowa/postanowienia", values)
    executive.get(f"{office}/umowa")
    signature = {
        "way": "PAPER",
        "signed_on": steps.today().isoformat(),
        "applicant_on": steps.today().isoformat(),
    }
    executive.post(f"{office}/umowa/podpisz", signature, 422)
    assert "Nie wpisano, z której pozycji budżetu" in executive.text
    resident.post(f"{home}/umowa/podpisz", status=422)
    clerk.post(f"{office}/umowa/postanowienia", values | {"budget_line": "dział 900 § 4300"})
    executive.post(f"{office}/umowa/podpisz", signature | {"applicant_on": "", "way": "ELECTRONIC"}, 422)
    assert "Nie ma jeszcze podpisu mieszkańców" in executive.text
    resident.get(f"{home}/umowa")
    assert "Podpisz umowę" in resident.text
    resident.post(f"{home}/umowa/podpisz")
    clerk.post(f"{office}/umowa/podpisz", signature, 403)
    letters(app)
    executive.post(f"{office}/umowa/podpisz", signature | {"way": "ELECTRONIC"})
    assert requests.initiative(initiative_id).status is Status.CONTRACTED
    assert len(letters(app)) == 2
    resident.get(f"{home}/umowa")
    number = f"UIL/{steps.today().year}/0001"
    assert f"Podpisano: {number}" in resident.text
    assert "Praca społeczna wnioskodawcy to 40 godz. o wartości 1 200,00 zł." in resident.text.replace(
        "\xa0", " "
    )
    response = resident.get(f"{home}/umowa.pdf")
    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF-")


def test_a_scan_is_for_both_sides_alone(app, visitor):
    initiative_id, leader, officer = steps.signed()
    home, office = urls(initiative_id)
    clerk = Page(app, officer)
    clerk.post(f"{office}/umowa/skan", {"scan": (io.BytesIO(b"nothing"), "umowa.pdf")}, 422)
    clerk.post(f"{office}/umowa/skan", status=422)
    clerk.get(f"{office}/umowa.pdf")
    content = clerk.response.data
    clerk.post(f"{office}/umowa/skan", {"scan": (io.BytesIO(content), "umowa.pdf")})
    resident = Page(app, leader)
    resident.get(f"{home}/umowa")
    (address,) = resident.doc.xpath("//main//a[starts-with(@href, '/pliki/')]/@href")
    assert resident.client.get(address).status_code == 200
    assert clerk.client.get(address).status_code == 200
    assert visitor.client.get(address).status_code == 404
    assert Page(app, make_person()).client.get(address).status_code == 404


def test_a_leader_who_works_in_the_office_does_not_act_for_the_city(app):
    leader = make_person([Role.COORDINATOR, Role.EXECUTIVE])
    initiative_id, _, officer = steps.negotiated(leader_id=leader)
    home, office = urls(initiative_id)
    page = Page(app, leader)
    page.post(f"{office}/potwierdz", {"version": "1"}, 422)
    assert "To twoja własna inicjatywa." in page.text
    page.post(f"{home}/potwierdz", {"version": "1"})
    services.confirm(initiative_id, officer, Side.CITY, 1, clock.now())
    services.prepare(initiative_id, officer, steps.draft(), clock.now())
    signature = {
        "way": "PAPER",
        "signed_on": steps.today().isoformat(),
        "applicant_on": steps.today().isoformat(),
    }
    page.post(f"{office}/umowa/podpisz", signature, 422)
    assert "To twoja własna inicjatywa." in page.text


def test_pages_stay_within_eight_statements(app):
    initiative_id, leader, officer = steps.signed()
    steps.write(initiative_id, officer, Side.CITY, quantity=45)
    services.send_message(initiative_id, leader, Side.RESIDENTS, "Dzień dobry", clock.now())
    home, office = urls(initiative_id)
    for person_id, address in ((leader, home), (officer, office)):
        page = Page(app, person_id)
        for path in ("", "/zmien", "/umowa"):
            page.get(address + path)
            with Count() as counted:
                page.get(address + path)
            assert len(counted.statements) <= 8, (address + path, counted.statements)


def test_a_verb_looked_at_again_is_the_table(app):
    initiative_id, leader, officer = steps.negotiated()
    home, office = urls(initiative_id)
    Page(app, leader).get(f"{home}/potwierdz", 303)
    Page(app, officer).get(f"{office}/umowa/podpisz", 303)


def test_the_office_gets_in_touch_in_time_or_is_told(app):
    """ACCEPTED -> NEGOTIATION of 4.2: contact within seven days of the positive decision."""
    initiative_id, leader, officer = steps.accepted()
    home, office = urls(initiative_id)
    with transaction():
        db.session.add(
            Act(
                initiative_id=initiative_id, kind="ACCEPTED", on=steps.today() - timedelta(days=9), reason="Tak.",
                document_number="ZN.1", answers={}, by_id=officer, at=clock.now(),
            )
        )  # fmt: skip
    page = Page(app, officer)
    page.get(office)
    assert "Urząd miał się skontaktować z mieszkańcami" in page.text
    assert "po terminie od 2 dni" in page.text
    services.begin(initiative_id, officer, clock.now())
    page.get(office)
    assert "po terminie" not in page.text
    Page(app, leader).get(home)


def test_the_next_thing_of_the_leader_leads_to_the_table(app):
    initiative_id, leader, _ = steps.negotiated()
    page = Page(app, leader)
    page.get(f"/inicjatywy/moje/{initiative_id}")
    assert f"/inicjatywy/{initiative_id}/uzgodnienia" in page.doc.xpath("//main//a/@href")
