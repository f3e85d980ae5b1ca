"""The list, the map and the file for everybody, and the page of one project."""

import csv
import io
import json
from contextlib import contextmanager
from dataclasses import replace

import pytest
import time_machine
from sqlalchemy import event

from civic.budget.editions.rules import Kind
from civic.budget.projects import services
from civic.budget.projects.models import Project
from civic.budget.projects.rules import Category, answers
from civic.core import spreadsheet
from civic.core.db import db, transaction
from tests.budget.projects.city import IN_PORT, make_draft, make_edition, make_project
from tests.budget.projects.examples import IN_MARCH, IN_MAY, RULES, ZLOTY
from tests.factories import make_person
from tests.page import Page

HOSTILE = """<script>alert(1)</script>'"><img src=x onerror=alert(1)>{{ 7*7 }}"""


@pytest.fixture
def edition_id(app):
    return make_edition(replace(RULES, projects=replace(RULES.projects, max_per_leader=None)))


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


def titles(page):
    return [each.text_content() for each in page.doc.xpath("//*[contains(@class,'project__title')]")]


@pytest.fixture
def four(edition_id):
    """Four projects that differ in everything one can filter by; the last one is withdrawn."""
    leader_id = make_person()
    make_project(
        edition_id, leader_id, "Ławki nad stawem", cost=9_000 * ZLOTY, categories=(Category.GREENERY,)
    )
    make_project(
        edition_id, leader_id, "Żagle w porcie", place=IN_PORT, pool="miasto", cost=90_000 * ZLOTY, kind=Kind.SOFT,
        categories=(Category.SPORT, Category.CULTURE), summary="Nauka żeglowania dla każdego.",
    )  # fmt: skip
    make_project(
        edition_id, leader_id, "Ścieżka przez całe miasto", place=None, cost=50_000 * ZLOTY, summary="Asfalt."
    )
    gone = make_project(edition_id, leader_id, "Wycofany pomysł", summary="Nic.")
    services.withdraw(gone, leader_id, IN_MARCH)
    make_draft(edition_id, leader_id, "Niewysłany szkic")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kolejnosc=tytul", ["Ławki nad stawem", "Ścieżka przez całe miasto", "Żagle w porcie"]),
        ("kolejnosc=najtansze", ["Ławki nad stawem", "Ścieżka przez całe miasto", "Żagle w porcie"]),
        ("kolejnosc=najdrozsze", ["Żagle w porcie", "Ścieżka przez całe miasto", "Ławki nad stawem"]),
        ("q=lawki", ["Ławki nad stawem"]),
        ("q=ŁAWKI+staw", ["Ławki nad stawem"]),
        ("q=żeglowane", ["Żagle w porcie"]),
        ("q=2", ["Żagle w porcie"]),
        ("q=%25&kolejnosc=numer", ["Ławki nad stawem", "Żagle w porcie", "Ścieżka przez całe miasto"]),
        ("q=' OR 1=1 --", []),
        ("obszar=port", ["Żagle w porcie"]),
        ("obszar=milogrod&kolejnosc=numer", ["Ławki nad stawem", "Żagle w porcie"]),
        ("pula=stare-miasto", ["Ławki nad stawem"]),
        ("kategoria=CULTURE", ["Żagle w porcie"]),
        ("rodzaj=SOFT", ["Żagle w porcie"]),
        ("stan=wycofane", ["Wycofany pomysł"]),
        ("stan=odrzucone", []),
        ("stan=ocena&rodzaj=HARD&kolejnosc=numer", ["Ławki nad stawem", "Ścieżka przez całe miasto"]),
    ],
)
def test_the_list_the_map_and_the_file_agree_on_every_filter(four, visitor, query, found):
    url = "/budzet/2026/projekty"
    visitor.get(f"{url}?{query}")
    assert titles(visitor) == found
    table = list(csv.DictReader(io.StringIO(visitor.get(f"{url}.csv?{query}").text)))
    assert sorted(row["tytul"] for row in table) == sorted(titles(visitor))
    points = json.loads(visitor.get(f"{url}.geojson?{query}").text)["features"]
    with_place = {row["tytul"] for row in table if row["lon"]}
    assert {point["properties"]["title"] for point in points} == with_place


@pytest.mark.parametrize(
    "query",
    ["obszar=nigdzie", "rodzaj=X", "stan=zle", "kolejnosc=wspak", "page=-3", "page=x", "page=99999999999"],
)
def test_an_unknown_choice_counts_as_none(four, visitor, query):
    visitor.get(f"/budzet/2026/projekty?{query}")
    assert len(titles(visitor)) == 3


def test_what_is_on_can_be_taken_off(four, visitor):
    visitor.get("/budzet/2026/projekty?q=porcie&rodzaj=SOFT&page=1")
    assert "Znaleziono 1 projekt" in visitor.text
    off = [each.get("href") for each in visitor.doc.xpath("//ul[@class='filter__active']//a")]
    assert off == [
        "/budzet/2026/projekty?rodzaj=SOFT",
        "/budzet/2026/projekty?q=porcie",
        "/budzet/2026/projekty",
    ]


def test_the_shuffle_is_another_for_each_reader_and_stays_for_one(app, edition_id):
    leader_id = make_person()
    for place in range(30):
        make_project(edition_id, leader_id, f"Projekt numer {place:02}")
    orders = set()
    for _ in range(3):
        reader, seen = Page(app), []
        for page in (1, 2):
            reader.get(f"/budzet/2026/projekty?page={page}")
            assert "w losowej kolejności" in reader.text
            seen += titles(reader)
        assert len(set(seen)) == 30
        reader.get("/budzet/2026/projekty?page=1")
        assert titles(reader) == seen[:24]
        orders.add(tuple(seen))
    assert len(orders) == 3


def test_a_list_of_many_takes_as_few_statements_as_a_list_of_one(app, edition_id, visitor):
    leader_id = make_person()
    make_project(edition_id, leader_id)
    visitor.get("/budzet/2026/projekty")
    with statements() as for_one:
        visitor.get("/budzet/2026/projekty")
    for place in range(25):
        make_project(edition_id, leader_id, f"Projekt {place}")
    db.session.remove()
    with statements() as for_many:
        visitor.get("/budzet/2026/projekty")
    assert len(for_many) == len(for_one) <= 8
    signed_in = Page(app, leader_id)
    with statements() as sent:
        signed_in.get("/budzet/2026/projekty?q=projekt&obszar=stare-miasto")
    assert len(sent) <= 8
    with statements() as sent:
        visitor.get("/budzet/2026/projekty/1")
    assert len(sent) <= 8


def test_the_page_of_a_project_shows_everything_public_and_no_name(app, edition_id, visitor):
    leader_id = make_person(name="Zofia Tajna")
    project_id = make_draft(
        edition_id, leader_id, public_access="Całą dobę.", universal_design=None, universal_design_note=""
    )
    services.submit(project_id, leader_id, IN_MARCH)
    with time_machine.travel(IN_MAY, tick=False):
        visitor.get("/budzet/2026/projekty/1")
    for said in (
        "1. Ławki nad stawem", "Wysłany, czeka na ocenę", "9 000,00 zł", "Stare Miasto, nad stawem", "inwestycyjny", "zieleń",
        "Wokół stawu nie ma gdzie usiąść", "Dla starszych osób", "Całą dobę.", "szt.", "Ocena formalna", "52,010000",
    ):  # fmt: skip
        assert said in " ".join(visitor.doc.text_content().split()), said
    assert "Zofia" not in visitor.response.text


def test_a_name_stands_only_with_consent(app, edition_id, visitor):
    leader_id = make_person(name="Zofia Jawna")
    project_id = make_draft(edition_id, leader_id)
    agreed = answers.Consents(declares_residence=True, agrees_to_publish=True, name_public=True)
    services.save(project_id, leader_id, agreed, IN_MARCH)
    services.submit(project_id, leader_id, IN_MARCH)
    visitor.get("/budzet/2026/projekty/1")
    assert "Zofia Jawna" in visitor.text


def test_drafts_and_numbers_nobody_has_are_not_there(app, edition_id, visitor):
    draft_id = make_draft(edition_id, make_person())
    for number in (draft_id, 0, 999999, 99999999999999999999):
        visitor.get(f"/budzet/2026/projekty/{number}", 404)
    visitor.get("/budzet/2026/projekty")
    assert titles(visitor) == []
    assert "Nie ma takich projektów" in visitor.text


def test_hostile_words_are_only_words(app, edition_id, visitor):
    leader_id = make_person()
    make_project(edition_id, leader_id, HOSTILE, summary=HOSTILE, description=HOSTILE, public_access=HOSTILE)
    for url in ("projekty", "projekty/1", f"projekty?q={HOSTILE}"):
        visitor.get(f"/budzet/2026/{url}")
        assert not visitor.doc.xpath("//main//script[not(@type)]|//main//img")
        assert "{{ 7*7 }}" in visitor.text
        assert "<script>alert" not in visitor.response.text


def test_the_file_holds_no_formula(app, edition_id, visitor):
    leader_id = make_person()
    for title in ("=2+5+cmd|' /C calc'!A0", "+48 w tytule", "-1 ławka", "@SUMA(1)", "  =1+1", "＝1+1 pełne"):
        make_project(edition_id, leader_id, title, summary="\tzaczyna się tabulatorem")
    text = visitor.get("/budzet/2026/projekty.csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 6
    assert all(row["tytul"].startswith("'") for row in rows)
    assert rows[0]["koszt"] == "9000.00"


def test_a_table_quotes_and_guards_texts_but_leaves_numbers():
    text = spreadsheet.csv_text(["a", "b"], [['x"y', -5], ["-5\nz", None]])
    assert text == 'a,b\r\n"x""y",-5\r\n"\'-5\nz",\r\n'


def test_projects_that_exclude_each_other_name_each_other(app, edition_id, visitor):
    leader_id = make_person()
    make_project(edition_id, leader_id, "Boisko na skwerze")
    make_project(edition_id, leader_id, "Ogród na skwerze")
    with transaction():
        db.session.query(Project).update({"conflict_group": "skwer"})
    visitor.get("/budzet/2026/projekty/1")
    assert "Z tych projektów może wygrać tylko jeden" in visitor.text
    assert "2. Ogród na skwerze" in visitor.text
