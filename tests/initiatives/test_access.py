"""Who reaches which page of local initiatives: every address, every role, both sides; other people's drafts; tokens."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage

from civic.core import clock
from civic.core.access import Role
from civic.core.db import db, transaction
from civic.core.files import keep
from civic.initiatives.agreements import services as agreements
from civic.initiatives.requests import queries
from civic.initiatives.requests.models import Member
from civic.initiatives.requests.rules import Status
from civic.initiatives.works.services.work import PHOTO
from tests.factories import make_person
from tests.initiatives.assessment.stage import make_assessed
from tests.initiatives.factories import make_initiative
from tests.initiatives.works import steps
from tests.page import Page

NOWHERE = "00000000-0000-0000-0000-000000000000"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
OFFICE = frozenset(Role) - {Role.RESIDENT, Role.ORG_REP}
C, V, E, T = Role.COORDINATOR, Role.VERIFIER, Role.EXECUTIVE, Role.TEAM_MEMBER
CHECK, NEGOTIATE, SETTLE = {C, V}, {C, V}, {C, Role.FINANCE}
DOORS = {
    "initiatives_office.index": OFFICE, "initiatives_office.show": OFFICE, "initiatives_office.settings": {C},
    "initiatives_office.enter": {C, Role.POINT_CLERK},
    "initiative_assessment.card": OFFICE, "initiative_assessment.minutes": OFFICE,
    "initiative_assessment.minutes_pdf": OFFICE, "initiative_assessment.ranking": OFFICE,
    "initiative_assessment.leave": CHECK, "initiative_assessment.formal": CHECK, "initiative_assessment.extend": CHECK,
    "initiative_assessment.forward": CHECK, "initiative_assessment.complete": CHECK,
    "initiative_assessment.land": CHECK, "initiative_assessment.close": CHECK,
    "initiative_assessment.declare": {T}, "initiative_assessment.score": {T}, "initiative_assessment.mine": {T},
    "initiative_assessment.decide": {E},
    "initiative_assessment.criteria": {C}, "initiative_assessment.criteria_version": {C},
    "initiative_assessment.criteria_edit": {C},
    "agreements_office.show": OFFICE, "agreements_office.back": OFFICE, "agreements_office.back_to_paper": OFFICE,
    "agreements_office.paper": {C, V, E, Role.FINANCE}, "agreements_office.paper_pdf": {C, V, E, Role.FINANCE},
    "agreements_office.begin": NEGOTIATE, "agreements_office.edit": NEGOTIATE, "agreements_office.confirm": NEGOTIATE,
    "agreements_office.confirm_on_paper": NEGOTIATE, "agreements_office.send_message": NEGOTIATE,
    "agreements_office.terms": NEGOTIATE, "agreements_office.scan": NEGOTIATE, "agreements_office.sign": {E},
    "works_office.show": OFFICE, "works_office.report": OFFICE, "works_office.protocol": OFFICE,
    "works_office.protocol_pdf": OFFICE, "works_office.back": OFFICE, "works_office.back_to_report": OFFICE,
    "works_office.start": NEGOTIATE, "works_office.finish": NEGOTIATE, "works_office.log_hours": NEGOTIATE,
    "works_office.strike_hours": NEGOTIATE, "works_office.add_photo": NEGOTIATE,
    "works_office.remove_photo": NEGOTIATE, "works_office.hand_over": NEGOTIATE, "works_office.take_back": NEGOTIATE,
    "works_office.write_report": NEGOTIATE, "works_office.terminate": {E},
    "works_office.accept": SETTLE, "works_office.send_back": SETTLE,
}  # fmt: skip
"""Who of the office may come to which page; written out, so that a door left open is seen."""


def addresses(app, initiative_id: int):
    """Every (endpoint, method, address) of local initiatives."""
    for rule in app.url_map.iter_rules():
        if "inicjatyw" not in rule.rule:
            continue
        values = {
            "initiative_id": initiative_id, "entry_id": 1, "thing_id": 1, "member_id": 1, "number": 1, "year": 2026,
            "file_id": NOWHERE, "verb": "usun", "slug": "opis", "key": "x" * 32, "said": "tak",
        }  # fmt: skip
        with app.test_request_context():
            url = app.url_map.bind("localhost").build(
                rule.endpoint, {name: values[name] for name in rule.arguments}
            )
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield rule.endpoint, method, url


def test_every_door_of_the_office_is_in_the_table(app):
    found = {name for name, _, url in addresses(app, 1) if url.startswith("/urzad")}
    assert found == DOORS.keys()


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.RESIDENT})])
def test_each_role_comes_where_it_should_and_nowhere_else(app, role):
    """Role by role over every address of the office; what is allowed never breaks either."""
    initiative_id, *_ = steps.started()
    who = Page(app, make_person([role] if role else []))
    for endpoint, method, url in addresses(app, initiative_id):
        if endpoint not in DOORS:
            continue
        status = who.client.open(url, method=method).status_code
        if role in DOORS[endpoint]:
            assert status in {200, 303, 404, 422}, f"{role} {method} {url}: {status}"
        else:
            assert status == 403, f"{role} {method} {url}: {status}"
    assert queries.initiative(initiative_id).status is Status.IN_PROGRESS


def test_a_draft_is_nobodys_but_its_leaders(app):
    """All its sub-pages, for residents and for the whole office: there is no such page, and nothing of it changes."""
    initiative_id = make_initiative(
        Status.DRAFT, members=[{"name": "Jan Cichy", "email": "jan@example.org", "key": "k" * 32}]
    )
    people = [Page(app, make_person())] + [
        Page(app, make_person([role])) for role in (C, V, E, T, Role.FINANCE, Role.ADMIN)
    ]
    for endpoint, method, url in addresses(app, initiative_id):
        if endpoint == "initiative_assessment.criteria_version" or str(initiative_id) not in url.split("/"):
            continue
        for who in people:
            answer = who.client.open(url, method=method)
            back = endpoint.endswith((".back", ".back_to_group", ".back_to_paper", ".back_to_report"))
            redirected = answer.status_code == 303 and method == "GET"
            assert answer.status_code in {403, 404} or (
                redirected and (back or endpoint in {"agreements.show", "works.show"})
            ), f"{method} {url}: {answer.status_code}"
            assert "Jan Cichy" not in answer.text
    assert queries.initiative(initiative_id).status is Status.DRAFT
    assert len(queries.members(initiative_id)) == 1


def test_a_stranger_does_nothing_on_the_residents_side(app):
    """Every POST and page of the leader's, sent by another resident: no such page."""
    initiative_id, *_ = steps.started()
    who = Page(app, make_person())
    free = {
        "initiatives.show",
        "initiatives.back_to_group",
        "works.back",
        "agreements.back",
        "agreements.back_to_paper",
    }
    for endpoint, method, url in addresses(app, initiative_id):
        if url.startswith("/urzad") or str(initiative_id) not in url.split("/") or endpoint in free:
            continue
        status = who.client.open(url, method=method).status_code
        expected = 303 if endpoint in {"works.show", "agreements.show"} else 404
        assert status == expected, f"{method} {url}: {status}"


def test_every_post_asks_for_the_token(app):
    """Without it nothing moves, whoever sends it: neither the leader nor the office."""
    initiative_id, leader, _ = steps.started()
    everybody = make_person([C, V, E, T, Role.FINANCE, Role.POINT_CLERK])
    before = db.session.connection().exec_driver_sql("SELECT count(*) FROM audit_event").scalar_one()
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        posts = [each for each in addresses(app, initiative_id) if each[1] == "POST"]
        assert len(posts) > 40
        data = {
            "day": clock.now().date().isoformat(), "people": "3", "hours_each": "2", "what": "Kopanie", "line": "1",
            "answer": "yes", "name": "Łopata", "quantity": "1", "condition": "dobra", "text": "Cześć", "version": "1",
        }  # fmt: skip
        for endpoint, _, url in posts:
            who = Page(app, everybody if url.startswith("/urzad") else leader)
            answer = who.client.post(url, data=data)
            led_away = answer.status_code == 303 and endpoint in {
                "initiatives.check", "initiatives.group", "initiatives.step", "initiatives.member", "agreements.edit",
                "agreements_office.edit",
            }  # fmt: skip
            assert answer.status_code in {200, 400, 403, 404, 422} or led_away, f"{url}: {answer.status_code}"
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    db.session.rollback()
    after = db.session.connection().exec_driver_sql("SELECT count(*) FROM audit_event").scalar_one()
    assert after == before


def test_private_files_are_given_to_their_readers_only(app):
    """Attachments, the paper list, the owner's consent, the scan, a photo nobody agreed to: strangers and visitors get 404."""
    initiative_id, leader, _ = steps.signed()
    kinds = {
        queries.ATTACHMENT: {"leader", C, E, T}, queries.PAPER_LIST: {"leader", C, E},
        queries.CONSENT: {"leader", C, E}, agreements.signing.SCAN: {"leader", C, E}, PHOTO: {"leader", C},
    }  # fmt: skip
    made = {}
    with transaction():
        for kind in kinds:
            upload = FileStorage(BytesIO(PDF), filename="a.pdf", content_type="application/pdf")
            made[kind] = keep(upload, kind=kind, subject_id=initiative_id, kept_by=leader).id
    people = {"leader": leader, "stranger": make_person()} | {
        role: make_person([role]) for role in (C, E, T, Role.ANIMATOR, Role.ORG_REP)
    }
    for kind, readers in kinds.items():
        url = f"/pliki/{made[kind]}"
        assert app.test_client().get(url).status_code in {302, 403, 404}
        for name, person_id in people.items():
            status = Page(app, person_id).client.get(url).status_code
            assert (status == 200) == (name in readers), f"{kind} {name}: {status}"


PRIVATE = ("Jan Cichy", "jan.cichy@example.org", "600 111 222", "Ukryta 7", "Zofia Sąsiadka", "Tajna notatka")


def test_members_are_seen_by_those_who_keep_the_case_alone(app, visitor):
    """Not by residents, not by the Team, not on any public page, table, map or protocol."""
    member = {
        "name": "Jan Cichy",
        "email": "jan.cichy@example.org",
        "phone": "600 111 222",
        "address": "Ukryta 7",
    }
    made = make_assessed(
        make_person([C]), members=[{**member, "confirmed_at": clock.now()}], land_note="Tajna notatka"
    )
    urls = [f"/urzad/inicjatywy/{made}{end}" for end in ("", "/ocena", "/protokol", "/uzgodnienia", "/praca")]
    team = Page(app, make_person([T]))
    for url in urls:
        text = team.client.get(url).text
        assert [word for word in PRIVATE if word in text] == [], url
    year = clock.now().year
    for url in (
        f"/inicjatywy/{made}", "/inicjatywy", "/inicjatywy/mapa.geojson", f"/inicjatywy/rejestr/{year}",
        f"/inicjatywy/rejestr/{year}.csv", f"/inicjatywy/rejestr/{year}.geojson",
    ):  # fmt: skip
        text = visitor.client.get(url).text
        assert [word for word in PRIVATE if word in text] == [], url
    assert "Jan Cichy" in Page(app, make_person([C])).client.get(f"/urzad/inicjatywy/{made}").text


def test_the_key_of_an_invitation_opens_once_and_is_long(app):
    """Opening it says nothing; answered, it is dead; another's or a shortened key opens nothing."""
    leader = make_person()
    made = make_initiative(Status.DRAFT, leader_id=leader)
    Page(app, leader).post(f"/inicjatywy/zloz/{made}/grupa", {"name": "Jan", "email": "jan@example.org"})
    key = db.session.query(Member.key).filter_by(initiative_id=made).scalar()
    assert len(key) >= 32
    page = Page(app)
    page.get(f"/inicjatywy/dolacz/{key}")
    for wrong in (key[:-1], key.swapcase(), "null", "%00", "' OR 1=1"):
        assert page.client.get(f"/inicjatywy/dolacz/{wrong}").status_code == 404
    page.post(f"/inicjatywy/dolacz/{key}", {"answer": "yes"})
    page.get(f"/inicjatywy/dolacz/{key}", 404)
    page.post(f"/inicjatywy/dolacz/{key}", {"answer": "no"}, 404)
