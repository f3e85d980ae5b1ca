"""The page for everybody, the office's queue, paper and settings; what each page costs with 2,000 initiatives."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import event, text

from civic.core.access import Role
from civic.core.db import db, transaction
from civic.initiatives.requests import queries, sections, services
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import PUBLIC, Status
from civic.initiatives.requests.sections import Moment, Next, Section
from tests.factories import make_person
from tests.initiatives.factories import make_initiative
from tests.initiatives.requests.city import NOW, make_areas, make_draft
from tests.page import Page

HOSTILE = """<script>alert(1)</script>'"><img src=x onerror=alert(1)>{{ 7*7 }}"""
PEOPLE = [
    {
        "name": "Jan Tajny",
        "email": "jan@tajny.example",
        "phone": "600700800",
        "address": "Lipowa 12",
        "role": "REPRESENTATIVE",
    }
]
PAPER = {
    "received_on": "2026-03-09", "channel": "PAPER", "title": "Skwer z papieru", "scope": "GREENERY", "applicant_kind": "GROUP",
    "land": "CITY", "case_number": "OR.152.3.2026", "work-0-name": "Kopanie", "work-0-quantity": "40", "work-0-rate": "ordinary",
    "asked-0-kind": "MATERIALS", "asked-0-name": "Sadzonki", "asked-0-quantity": "100", "asked-0-unit_cost": "10",
    "steps-0-what": "Sadzenie", "steps-0-side": "BOTH", "steps-0-starts_on": "2026-05-09", "steps-0-ends_on": "2026-05-09",
    "people-0-name": "Maria Lipa", "people-0-representative": "y",
}  # fmt: skip


@contextmanager
def statements():
    """The SQL sent meanwhile."""
    sent = []

    def note(_connection, _cursor, statement, *_):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def clerk(app):
    with time_machine.travel(NOW, tick=False):
        yield Page(app, make_person([Role.POINT_CLERK]))


@pytest.fixture
def coordinator(app):
    with time_machine.travel(NOW, tick=False):
        yield Page(app, make_person([Role.COORDINATOR]))


@pytest.fixture
def many(app):
    """2,000 initiatives of every status."""
    make_areas()
    make_initiative()
    statuses = sorted(PUBLIC - {Status.WITHDRAWN})
    with transaction():
        db.session.execute(
            text(
                "INSERT INTO initiative (status, year, number, channel, applicant_kind, organisation_name, case_number, title,"
                " summary, scope, description, goal, readiness, location_text, land, land_note, residents_value, city_value,"
                " declares_residence, privacy_version, created_at, saved_at, submitted_at, received_on, due_on, reopened,"
                " entered_by_id, point, area_id)"
                " SELECT (CAST(:statuses AS text[]))[1 + n % :kinds], 2025, n, 'FORM', 'GROUP', '', '', 'Inicjatywa numer ' || n, 'Opis',"
                " 'GREENERY', '', '', '', '', 'CITY', '', 100, 100, true, '', now(), now(), now(), current_date,"
                " current_date + n % 60 - 30, '{}', leader_id, ST_SetSRID(ST_MakePoint(19.001 + n / 60000.0, 52.01), 4326),"
                " (SELECT id FROM area WHERE code = 'stare-miasto')"
                " FROM generate_series(1, 2000) n, (SELECT leader_id FROM initiative LIMIT 1) one"
            ),
            {"statuses": [str(each) for each in statuses], "kinds": len(statuses)},
        )


@pytest.mark.parametrize("status", sorted(PUBLIC))
def test_nothing_personal_is_public(app, visitor, status):
    made = make_initiative(status, members=PEOPLE, land_note="Zgoda pana Tajnego", case_number="TAJNY.1")
    visitor.get(f"/inicjatywy/{made}")
    for personal in ("Tajn", "TAJNY", "tajny", "600700800", "Zofia"):
        assert personal not in visitor.response.text
    assert "grupa mieszkańców" in visitor.text


def test_the_page_adds_up_and_says_where_it_stands(app, visitor):
    with time_machine.travel(NOW, tick=False):
        made = make_initiative()
        visitor.get(f"/inicjatywy/{made}")
    assert "Razem to 2 200,00 zł. Mieszkańcy dają 54,55 %." in visitor.text
    assert "Decyzja najpóźniej 10 kwietnia 2026" in visitor.response.text
    assert "Miasto nie przekazuje pieniędzy wnioskodawcy" in visitor.text
    assert "10 osób, 40 h po 30,00 zł" in visitor.text
    visitor.get(f"/inicjatywy/{make_initiative(Status.DRAFT)}", 404)
    visitor.get("/inicjatywy/999999", 404)


def test_hostile_words_stay_words(app, visitor, coordinator):
    made = make_initiative(title=HOSTILE[:150], summary=HOSTILE, description=HOSTILE, location_text=HOSTILE)
    visitor.get(f"/inicjatywy/{made}")
    coordinator.get(f"/urzad/inicjatywy/{made}")
    coordinator.get("/urzad/inicjatywy")
    assert "<script>alert" not in visitor.response.text
    assert "49" not in visitor.doc.xpath("//h1")[0].text_content()


def test_later_features_add_their_sections_and_moments(app, visitor, monkeypatch):
    monkeypatch.setattr(sections, "SECTIONS", [])
    monkeypatch.setattr(sections, "MOMENTS", [])
    monkeypatch.setattr(sections, "NEXT", {})
    made = make_initiative(Status.NEGOTIATION, leader_id=make_person())

    @sections.section(2)
    def second(initiative_id, status):
        return Section(f"Druga {initiative_id}", "initiatives/requests/_schedule.html")

    @sections.section(1)
    def first(initiative_id, status):
        return (
            Section("Pierwsza", "initiatives/requests/_schedule.html")
            if status is Status.NEGOTIATION
            else None
        )

    @sections.moments
    def happened(initiative_id, status):
        return [Moment("Przyjęty przez prezydenta", date(2026, 3, 5), "Bo warto")]

    @sections.next_thing(Status.NEGOTIATION)
    def following(facts):
        return Next("Przeczytaj wersję 4", "Czytaj", "/dalej", date(2026, 3, 12))

    visitor.get(f"/inicjatywy/{made}")
    heads = [each.text for each in visitor.doc.xpath("//main//section/h2")]
    assert heads == ["Pierwsza", f"Druga {made}"]
    assert "Przyjęty przez prezydenta" in visitor.response.text
    with time_machine.travel(NOW, tick=False):
        mine = Page(app, queries.initiative(made).leader_id)
        mine.get(f"/inicjatywy/moje/{made}")
    assert (
        "Przeczytaj wersję 4 Termin: 12 marca 2026 (zostały 2 dni)." in mine.text
        or "zostało 2 dni" in mine.text
    )


def test_the_queue_says_what_is_late_in_words(app):
    """4.6 (2): overdue on 2026-05-01, with a prompt to send the notice of KPA art. 245."""
    make_areas()
    make_initiative(title="Spóźniona", received_on=date(2026, 3, 31))
    make_initiative(title="Na czas", received_on=date(2026, 4, 20))
    make_initiative(Status.ACCEPTED, title="Przyjęta", received_on=date(2026, 3, 1))
    officer_id = make_person([Role.COORDINATOR])
    with time_machine.travel(datetime(2026, 4, 30, 12, tzinfo=UTC), tick=False):
        coordinator = Page(app, officer_id)
        coordinator.get("/urzad/inicjatywy")
        assert "termin mija dziś" in coordinator.text
        assert "art. 245" not in coordinator.text
    with time_machine.travel(datetime(2026, 4, 30, 22, 30, tzinfo=UTC), tick=False):
        coordinator.get("/urzad/inicjatywy")
        rows = [" ".join(each.text_content().split()) for each in coordinator.doc.xpath("//tbody/tr")]
        assert "Spóźniona" in rows[0]
        assert "po terminie od 1" in rows[0]
        assert "Wyślij zawiadomienie (art. 245 KPA)" in rows[0]
        assert "art. 245" not in rows[1] + rows[2]
        coordinator.get("/urzad/inicjatywy?spoznione=y")
        assert len(coordinator.doc.xpath("//tbody/tr")) == 1
        found = queries.initiative(queries.queue(queries.Filters(overdue=True), date(2026, 5, 1))[0].id)
        coordinator.get(f"/urzad/inicjatywy/{found.id}")
        assert "Wyślij wnioskodawcom zawiadomienie" in coordinator.text


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", {"Zielony skwer", "Boisko"}),
        ("q=skwer", {"Zielony skwer"}),
        ("stan=REJECTED", {"Boisko"}),
        ("stan=DRAFT", {"Zielony skwer", "Boisko"}),
        ("obszar=milogrod", {"Boisko"}),
        ("obszar=nieznany", {"Zielony skwer", "Boisko"}),
        ("q=%00%25&page=-5", {"Zielony skwer", "Boisko"}),
        ("q=brak", set()),
    ],
)
def test_filters_of_the_queue(app, coordinator, asked, titles):
    make_areas()
    port = db.session.execute(text("SELECT id FROM area WHERE code = 'port'")).scalar_one()
    make_initiative(title="Zielony skwer", summary="")
    make_initiative(Status.REJECTED, title="Boisko", summary="", area_id=port)
    coordinator.get(f"/urzad/inicjatywy?{asked}")
    shown = {each.text_content() for each in coordinator.doc.xpath("//tbody/tr/th")}
    assert shown == titles


def test_a_clerk_enters_a_paper_request_on_one_screen(clerk):
    clerk.get("/urzad/inicjatywy/nowy")
    assert clerk.doc.xpath("//*[@name='received_on']/@value") == ["2026-03-10"]
    clerk.post("/urzad/inicjatywy/nowy", {**PAPER, "more": "1"}, 200)
    assert clerk.doc.xpath("//*[@name='work-0-name']/@value") == ["Kopanie"]
    assert clerk.doc.xpath("//*[@name='work-1-name']")
    assert db.session.query(Initiative).count() == 0
    at = clerk.post("/urzad/inicjatywy/nowy", PAPER).location
    clerk.get(at)
    assert "IL/2026/0001" in clerk.text
    assert "Maria Lipa" in clerk.text
    found = db.session.query(Initiative).one()
    assert (found.due_on, found.residents_value, found.city_value) == (date(2026, 4, 9), 120_000, 100_000)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Wpisz tytuł wniosku."),
        ({"title": "Abc"}, "co najmniej 5 znaków"),
        ({"scope": ""}, "Wybierz zakres."),
        ({"scope": "DROGI"}, "Zaznacz, czego dotyczy pomysł"),
        ({"received_on": "2026-03-11"}, "w przyszłości"),
        ({"received_on": "wczoraj"}, ""),
        ({"people-0-email": "zły"}, "Sprawdź ten adres e-mail."),
        ({"work-0-quantity": "x"}, "Wpisz ilość liczbą"),
        ({"channel": "FORM"}, ""),
    ],
)
def test_a_mistake_on_paper_is_said_and_nothing_is_lost(clerk, change, said):
    clerk.post("/urzad/inicjatywy/nowy", {**PAPER, **change}, 422)
    assert said in clerk.text
    assert clerk.doc.xpath("//*[@name='people-0-name']/@value") == ["Maria Lipa"]
    assert db.session.query(Initiative).count() == 0


def test_the_team_does_not_see_the_people(app):
    made = make_initiative(members=PEOPLE, land_note="Zgoda pana Tajnego")
    member = Page(app, make_person([Role.TEAM_MEMBER]))
    member.get(f"/urzad/inicjatywy/{made}")
    assert "Tajn" not in member.response.text
    officer = Page(app, make_person([Role.VERIFIER]))
    officer.get(f"/urzad/inicjatywy/{made}")
    assert "Jan Tajny" in officer.text
    Page(app, make_person()).get(f"/urzad/inicjatywy/{made}", 403)
    member.get("/urzad/inicjatywy/nowy", 403)
    member.get("/urzad/inicjatywy/ustawienia", 403)


def test_settings_are_saved_as_a_further_version(coordinator):
    coordinator.get("/urzad/inicjatywy/ustawienia")
    assert "Nikt jeszcze nic nie zapisał" in coordinator.text
    typed = {
        "before": "", "basis": "uchwała nr XII/80/26", "rates-0-id": "ordinary", "rates-0-name": "zwykła", "rates-0-hourly": "35",
        "rates-1-id": "", "rates-1-name": "z koparką", "rates-1-hourly": "120,50", "max_city_share": "50", "max_city_amount": "20 000",
        "members_needed": "2", "fix_days": "7", "settlement_days": "30", "retention_years": "5",
    }  # fmt: skip
    for wrong, said in (
        ({"basis": ""}, "Podaj uchwałę"),
        ({"max_city_share": "150"}, "najwyżej 100 procent"),
        ({"fix_days": ""}, "Wpisz liczbę."),
        ({"fix_days": "900"}, "od 1 do 365"),
        ({"rates-0-hourly": "0"}, "kwotę większą od zera"),
    ):
        coordinator.post("/urzad/inicjatywy/ustawienia", {**typed, **wrong}, 422)
        assert said in coordinator.text
        assert coordinator.doc.xpath("//*[@name='rates-1-name']/@value") == ["z koparką"]
    coordinator.post("/urzad/inicjatywy/ustawienia", typed)
    found = queries.settings_in_force().document
    assert [(each.id, each.hourly) for each in found.rates] == [("ordinary", 3_500), ("rate-1", 12_050)]
    assert (found.max_city_share, found.max_city_amount) == (50, 2_000_000)
    coordinator.post("/urzad/inicjatywy/ustawienia", typed, 422)
    assert "zapisał inne ustawienia" in coordinator.text


def test_what_others_ask(app):
    make_areas()
    first = make_initiative(title="Zielony skwer", summary="Krzewy")
    gone = make_initiative(Status.WITHDRAWN, title="Zielony płot", summary="")
    make_initiative(Status.DRAFT, title="Zielony szkic", summary="")
    assert {each.id for each in queries.found("zielony")} == {first, gone}
    assert queries.count_found("zielony") == 2
    assert [each.id for each in queries.found(queries.initiative(first).signature)] == [first]
    assert [each.id for each in queries.recent()] == [first]
    assert queries.map_points() == []
    assert queries.found("zielony", 2) == []


@pytest.mark.parametrize(
    "url",
    ["", "?q=inicjatywa+numer+7", "?stan=SUBMITTED&obszar=stare-miasto&page=3", "?spoznione=y"],
)
def test_the_queue_of_two_thousand_costs_little(app, many, coordinator, url):
    with statements() as sent:
        coordinator.get(f"/urzad/inicjatywy{url}")
    assert len(sent) <= 8, "\n".join(sent)
    assert 0 < len(coordinator.doc.xpath("//tbody/tr")) <= 50


def test_pages_of_one_cost_little(app, many, coordinator, leader_of_many):
    made, leader = leader_of_many
    for page, url in (
        (Page(app), f"/inicjatywy/{made}"),
        (coordinator, f"/urzad/inicjatywy/{made}"),
        (leader, f"/inicjatywy/moje/{made}"),
        (leader, "/inicjatywy/moje"),
        (leader, "/inicjatywy/zloz"),
    ):
        with statements() as sent:
            page.get(url)
        assert len(sent) <= 8, f"{url}\n" + "\n".join(sent)
    assert len(queries.found("inicjatywa numer")) == 20
    assert len(queries.map_points()) > 1_000


@pytest.fixture
def leader_of_many(app):
    leader_id = make_person()
    made = make_draft(leader_id)
    services.submit(made, leader_id, NOW)
    return made, Page(app, leader_id)


@pytest.mark.parametrize(
    "slug",
    [
        "pomysl",
        "miejsce",
        "opis",
        "dajemy",
        "prosimy",
        "harmonogram",
        "kto",
        "grupa",
        "zalaczniki",
        "sprawdz",
    ],
)
def test_steps_cost_little(app, many, slug):
    leader_id = make_person()
    made = make_draft(leader_id)
    page = Page(app, leader_id)
    with statements() as sent:
        page.get(f"/inicjatywy/zloz/{made}/{slug}")
    assert len(sent) <= 8, "\n".join(sent)


@pytest.mark.parametrize("status", sorted(PUBLIC))
def test_the_public_page_costs_little_wherever_it_stands(app, visitor, status):
    """With the sections of all later features."""
    made = make_initiative(status)
    with statements() as sent:
        visitor.get(f"/inicjatywy/{made}")
    assert len(sent) <= 8, "\n".join(sent)
