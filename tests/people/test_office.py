"""Roles and units as the office gives and keeps them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from civic.core import audit_seal
from civic.core.access import PERMISSIONS, Permission, Role
from civic.core.audit import AuditEvent
from civic.core.db import db
from civic.core.refusal import Refused
from civic.people import queries
from civic.people.cli import people as command
from civic.people.rules import Refusal
from civic.people.services import office
from tests.factories import make_grant, make_person, make_unit
from tests.page import Page


@pytest.fixture
def admin(app):
    return make_person([Role.ADMIN], name="Ada Admin", email="admin@example.org")


@pytest.fixture
def desk(app, admin):
    """The administrator's browser."""
    return Page(app, person_id=admin)


def refused(reason: Refusal):
    return pytest.raises(Refused, check=lambda error: error.reason is reason)


def events() -> list[AuditEvent]:
    db.session.rollback()
    return list(db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def give(email: str = "olga@example.org", role: Role = Role.VERIFIER, **more) -> int:
    return office.grant(None, email, role, **{"reason": "zarządzenie 12/2026", **more})


def test_a_role_is_given_with_a_reason_and_taken_back_with_one(app, admin):
    person_id = make_person(email="olga@example.org")
    unit_id = make_unit()
    grant_id = office.grant(
        admin, "OLGA@example.org", Role.VERIFIER, unit_id=unit_id, edition_id=7, reason="zarządzenie", document_number="BO.1.2026"
    )  # fmt: skip
    (held,) = queries.load_actor(person_id, 0).grants
    assert (held.role, held.unit_id, held.edition_id) == (Role.VERIFIER, unit_id, 7)
    office.revoke(admin, grant_id, reason="koniec pracy")
    assert queries.load_actor(person_id, 0).grants == ()
    given, taken = events()
    assert (given.kind, given.subject, given.actor_id) == ("RoleGranted", f"person:{person_id}", admin)
    assert given.data == {
        "role": "verifier", "unit_id": unit_id, "edition_id": 7, "reason": "zarządzenie", "document_number": "BO.1.2026",
    }  # fmt: skip
    assert (taken.kind, taken.data["reason"]) == ("RoleRevoked", "koniec pracy")


def test_what_is_not_granted(app, admin):
    make_person(email="olga@example.org")
    make_person(email="nowy@example.org", confirmed_at=None)
    for email in ("nikt@example.org", "nowy@example.org"):
        with refused(Refusal.NO_SUCH_ACCOUNT):
            give(email)
    unit_id = make_unit()
    with refused(Refusal.ADMIN_IS_FOR_ALL):
        give(role=Role.ADMIN, unit_id=unit_id)
    for scope in ({"unit_id": unit_id}, {"unit_id": unit_id, "edition_id": 7}, {}):
        give(**scope)
        with refused(Refusal.ALREADY_GRANTED):
            give(**scope)
    closed = make_unit("Zamknięty")
    office.close_unit(admin, closed, reason="reorganizacja")
    with refused(Refusal.UNIT_CLOSED):
        give(unit_id=closed)


def test_a_role_can_be_taken_once(app, admin):
    make_person(email="olga@example.org")
    grant_id = give()
    office.revoke(admin, grant_id, reason="tak")
    with refused(Refusal.NOT_GRANTED):
        office.revoke(admin, grant_id, reason="tak")


def test_the_last_administrator_stays(app, admin):
    (row,) = queries.granted()
    with refused(Refusal.LAST_ADMIN):
        office.revoke(admin, row.id, reason="tak")
    make_person([Role.ADMIN], email="drugi@example.org")
    office.revoke(admin, row.id, reason="tak")


@pytest.mark.race
def test_two_administrators_taking_each_others_role_at_once_leave_one(app, admin):
    make_person([Role.ADMIN], email="drugi@example.org")
    gate = Barrier(2)

    def take(grant_id: int) -> object:
        with app.app_context():
            gate.wait()
            try:
                return office.revoke(None, grant_id, reason="tak")
            except Refused as error:
                return error.reason

    rows = [row.id for row in queries.granted()]
    db.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, rows), key=str) == [None, Refusal.LAST_ADMIN]


def test_units_stand_in_a_tree(app, admin):
    top = office.add_unit(admin, "Wydział Dróg", None)
    below = office.add_unit(admin, "Referat", top)
    office.add_unit(admin, "Biuro", None)
    office.add_unit(admin, "Referat", None)
    with refused(Refusal.UNIT_NAME_TAKEN):
        office.add_unit(admin, "Referat", top)
    with refused(Refusal.UNIT_NAME_TAKEN):
        office.add_unit(admin, "Biuro", None)
    assert [(u.path, u.depth) for u in queries.units()] == [
        ("Biuro", 0), ("Referat", 0), ("Wydział Dróg", 0), ("Wydział Dróg › Referat", 1),
    ]  # fmt: skip
    with refused(Refusal.UNIT_UNDER_ITSELF):
        office.change_unit(admin, top, "Wydział Dróg", below)
    with refused(Refusal.UNIT_NAME_TAKEN):
        office.change_unit(admin, below, "Referat", None)
    office.change_unit(admin, below, "Referat Mostów", None)
    assert [e.data for e in events() if e.kind == "UnitChanged"] == [
        {"name_before": "Referat", "name": "Referat Mostów"}
    ]


def test_a_unit_in_use_stays_open(app, admin):
    top = make_unit("Wydział")
    below = make_unit("Referat", top)
    person_id = make_person()
    grant_id = make_grant(person_id, Role.VERIFIER, unit_id=below)
    for unit_id in (top, below):
        with refused(Refusal.UNIT_IN_USE):
            office.close_unit(admin, unit_id, reason="tak")
    office.revoke(admin, grant_id, reason="tak")
    office.close_unit(admin, below, reason="tak")
    office.close_unit(admin, top, reason="tak")
    with refused(Refusal.UNIT_CLOSED):
        office.add_unit(admin, "Nowy", top)


@pytest.mark.race
def test_two_moves_at_once_make_no_ring(app, admin):
    for number in range(5):
        one, two = make_unit(f"A{number}"), make_unit(f"B{number}")
        gate = Barrier(2)

        def move(pair, gate=gate, number=number):
            with app.app_context():
                gate.wait()
                try:
                    return office.change_unit(admin, pair[0], f"{pair[2]}{number}", pair[1])
                except Refused as error:
                    return error.reason

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(move, [(one, two, "A"), (two, one, "B")]))
        assert sorted(answers, key=str) == [None, Refusal.UNIT_UNDER_ITSELF]


def test_the_office_gives_and_takes_a_role_on_its_pages(app, desk):
    person_id = make_person(name="Olga Maj", email="olga@example.org")
    unit_id = make_unit("Wydział Dróg")
    her = Page(app, person_id=person_id)
    her.get("/urzad/uprawnienia", 403)
    desk.get("/urzad/osoby")
    desk.get("/urzad/osoby/nadaj")
    filled = {
        "email": "olga@example.org",
        "role": "verifier",
        "unit": str(unit_id),
        "edition": "",
        "reason": "",
    }
    desk.post("/urzad/osoby/nadaj", filled, 422)
    assert "Napisz, dlaczego" in desk.text
    assert desk.doc.xpath("//select[@name='unit']/option[@selected]/@value") == [str(unit_id)]
    desk.post("/urzad/osoby/nadaj", {**filled, "reason": "zarządzenie 5"})
    desk.get("/urzad/osoby")
    assert "Olga Maj" in desk.text
    assert "Wydział Dróg" in desk.text
    her.get("/urzad/uprawnienia")
    her.get("/urzad/osoby", 403)
    links = desk.doc.xpath("//a[contains(., 'Olga Maj')]/@href")
    desk.get(links[0])
    desk.post(links[0], {"reason": ""}, 422)
    desk.post(links[0], {"reason": "koniec pracy"})
    her.get("/urzad/uprawnienia", 403)
    desk.get(links[0], 404)


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "999"}, {"unit": "abc"}, {"unit": "-1"}, {"edition": "999"}, {"edition": "x"}, {"role": "resident"}, {"role": "król"},
        {"role": ""}, {"email": "olga"}, {"email": "nikt@example.org"}, {"reason": "x" * 501}, {"document_number": "x" * 101},
    ],
)  # fmt: skip
def test_a_wrong_grant_is_refused_with_a_sentence(app, desk, change):
    make_person(email="olga@example.org")
    filled = {"email": "olga@example.org", "role": "verifier", "unit": "", "edition": "", "reason": "bo tak"}
    desk.post("/urzad/osoby/nadaj", {**filled, **change}, 422)
    assert "Popraw, zanim pójdziemy dalej" in desk.text
    assert len(queries.granted()) == 1


def test_the_page_says_why_the_last_administrator_stays(app, desk):
    (row,) = queries.granted()
    desk.post(f"/urzad/osoby/role/{row.id}/odbierz", {"reason": "tak"}, 422)
    assert "To ostatni administrator" in desk.text


def test_units_on_their_pages(app, desk):
    desk.get("/urzad/jednostki")
    assert "Nie ma jeszcze żadnej jednostki" in desk.text
    desk.get("/urzad/jednostki/nowa")
    desk.post("/urzad/jednostki/nowa", {"name": "", "parent": ""}, 422)
    desk.post("/urzad/jednostki/nowa", {"name": "Wydział <b>Dróg</b>", "parent": ""})
    desk.post("/urzad/jednostki/nowa", {"name": "Wydział <b>Dróg</b>", "parent": ""}, 422)
    (top,) = queries.units()
    desk.post("/urzad/jednostki/nowa", {"name": "Referat", "parent": str(top.id)})
    desk.get("/urzad/jednostki")
    assert "Wydział <b>Dróg</b>" in desk.text
    below = queries.units()[1]
    desk.get(f"/urzad/jednostki/{below.id}")
    assert desk.doc.xpath("//select/option[@selected]/@value") == [str(top.id)]
    desk.post(f"/urzad/jednostki/{below.id}", {"name": "Referat Mostów", "parent": ""})
    desk.post(f"/urzad/jednostki/{top.id}", {"name": "Wydział", "parent": str(top.id)}, 422)
    desk.get(f"/urzad/jednostki/{below.id}/zamknij")
    desk.post(f"/urzad/jednostki/{below.id}/zamknij", {"reason": ""}, 422)
    desk.post(f"/urzad/jednostki/{below.id}/zamknij", {"reason": "reorganizacja"})
    desk.get("/urzad/jednostki")
    assert "zamknięta" in desk.text
    desk.get("/urzad/jednostki/999", 404)


def test_the_permission_table_in_words(app, desk):
    desk.get("/urzad/uprawnienia")
    assert "otworzyć koperty i policzyć głosy" in desk.text
    rows = desk.doc.xpath("//tbody/tr")
    assert len(rows) == len(PERMISSIONS)
    (grants,) = [row for row in rows if "nadawać i odbierać role" in row.text_content()]
    assert grants.xpath("./td")[0].text_content() == "administrator"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RESIDENT])
def test_the_doors_of_these_pages(app, role):
    page = Page(app, person_id=make_person([role]))
    for url, permission in (
        ("/urzad/osoby", Permission.GRANT_ROLES),
        ("/urzad/jednostki", Permission.GRANT_ROLES),
        ("/urzad/uprawnienia", Permission.OFFICE),
        ("/urzad/dziennik", Permission.READ_AUDIT),
    ):
        page.get(url, 200 if role in PERMISSIONS[permission] else 403)


def test_the_journal_says_who_did_what_and_why(app, desk, admin):
    make_person(email="olga@example.org")
    office.grant(
        admin,
        "olga@example.org",
        Role.VERIFIER,
        reason="<script>alert(1)</script>",
        document_number="BO.152.3.2026",
    )
    audit_seal.seal()
    office.add_unit(admin, "Wydział Dróg", None)
    desk.get("/urzad/dziennik")
    assert "Rola nadana" in desk.text
    assert "Ada Admin" in desk.text
    assert "weryfikator" in desk.text
    assert not desk.doc.xpath("//main//script")
    marks = [cell.text_content().split()[-1] for cell in desk.doc.xpath("//tbody/tr/td[last()]")]
    assert marks == ["◔czeka", "✓jest"]
    desk.get("/urzad/dziennik", query_string={"szukaj": "BO.152"})
    assert "Jednostka dodana" not in desk.text
    desk.get("/urzad/dziennik", query_string={"szukaj": "jednostka"})
    assert "Rola nadana" not in desk.text
    desk.get("/urzad/dziennik", query_string={"szukaj": "%' OR 1=1 --"})
    assert "Nie ma takich wpisów" in desk.text


def test_the_journal_goes_back_in_time(app, desk, admin):
    for number in range(53):
        office.add_unit(admin, f"Jednostka {number:02}", None)
    desk.get("/urzad/dziennik")
    assert "Jednostka 52" in desk.text
    assert "Jednostka 02" not in desk.text
    desk.get(desk.doc.xpath("//a[@rel='next']/@href")[0])
    assert "Jednostka 02" in desk.text
    assert not desk.doc.xpath("//a[@rel='next']")
    desk.get("/urzad/dziennik?przed=abc")


def run(app, *given: str):
    return CliRunner().invoke(command, given, obj=lambda: app)


def test_the_first_administrator_comes_from_the_command_line(app):
    assert "Nie ma konta o tym adresie" in run(app, "grant", "olga@example.org", "admin").output
    person_id = make_person(email="olga@example.org", name="Olga Maj")
    assert (
        run(app, "grant", "olga@example.org", "admin").output == "olga@example.org has the role admin now.\n"
    )
    assert queries.load_actor(person_id, 0).may(Permission.GRANT_ROLES)
    (event,) = events()
    assert (event.actor_id, event.data["reason"]) == (None, "command line")
    assert run(app, "list").output == "admin: Olga Maj <olga@example.org>\n"
    assert run(app, "grant", "olga@example.org", "król").exit_code == 2
