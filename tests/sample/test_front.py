"""The front page, the search and "my activity" on the sample city."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from sqlalchemy import event

from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Phase
from civic.core import clock
from civic.core.db import db
from civic.home import front
from civic.people import queries as people_queries
from civic.sample import city, people
from tests.page import Page

MOST_STATEMENTS = 8


@pytest.fixture
def reader(milogrod) -> Page:
    """Somebody who is not signed in."""
    return Page(milogrod)


def signed_in(app, member: people.Member) -> Page:
    found = people_queries.by_email(member.email)
    assert found is not None
    return Page(app, found.id)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked inside."""
    asked: list[str] = []

    def hear(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    yield asked
    event.remove(db.engine, "before_cursor_execute", hear)


def test_the_front_page_has_one_sentence_and_one_main_button(reader):
    reader.get("/")
    slug = city.slugs(clock.now()).voting
    assert reader.doc.xpath("//h1/text()") == [f"Budżet obywatelski {slug}"]
    (button,) = reader.doc.xpath("//main//a[contains(@class, 'govuk-button')]")
    assert (button.text, button.get("href")) == ("Głosuj", f"/budzet/{slug}/glosuj")
    assert "Trwa głosowanie. Możesz głosować do" in reader.text
    assert "6\u00a0000\u00a0000\u00a0zł" in reader.doc.xpath("//dd/text()")


def test_it_tells_of_every_other_edition_and_of_every_district(reader):
    reader.get("/")
    links = set(reader.doc.xpath("//main//a/@href"))
    others = {each.slug for each in editions.editions()} - {city.slugs(clock.now()).voting}
    assert {f"/budzet/{slug}" for slug in others} <= links
    districts = reader.doc.xpath("//table//th[@scope='row']//a/text()")
    assert districts == [
        "Jasne Pola", "Kolonia Fabryczna", "Młynówka", "Nadrzecze", "Osiedle Kolejowe", "Podlesie", "Stare Miasto",
        "Zielone Wzgórze",
    ]  # fmt: skip


def test_the_front_page_is_cheap(reader):
    reader.get("/")  # the rules of editions are read once by a process
    with statements() as asked:
        reader.get("/")
    assert len(asked) <= MOST_STATEMENTS, "\n".join(asked)


EXPECTED = {
    "submission": ("Czekamy na twój pomysł. Projekty można zgłaszać do", "Zgłoś projekt"),
    "verification": ("Sprawdzamy, które projekty da się wykonać.", "Zobacz projekty"),
    "appeals": ("Odwołania przyjmujemy do", "Zobacz projekty"),
    "before_voting": ("Głosowanie zaczyna się", "Zobacz projekty"),
    "voting": ("Trwa głosowanie. Możesz głosować do", "Głosuj"),
    "counting": ("Liczymy głosy, wyniki ogłosimy", "Zobacz projekty"),
    "results": ("Głosy są policzone.", "Zobacz wyniki"),
    "shares": ("Głosy są policzone.", "Zobacz wyniki"),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_phase_has_its_sentence_and_its_button(milogrod, name):
    facts = editions.edition_by_slug(getattr(city.slugs(clock.now()), name))
    with milogrod.test_request_context():
        said = front.headline(facts, clock.now())
    sentence, action = EXPECTED[name]
    assert sentence in said.sentence
    assert said.action == action


def test_voting_comes_first_then_what_is_on_then_results(milogrod):
    now = clock.now()
    order = [each.phase(now) for each in editions.by_interest(editions.editions(), now)]
    assert order[:2] == [Phase.VOTING, Phase.SUBMISSION]
    assert order[-2:] == [Phase.RESULTS, Phase.RESULTS]


def test_the_days_that_are_left_are_counted_in_poland(milogrod):
    facts = editions.edition_by_slug(city.slugs(clock.now()).voting)
    closes = facts.rules.calendar.voting.closes
    with milogrod.test_request_context():
        for before, said in ((8 * 24 + 1, "8"), (25, "1"), (23, "Dziś")):
            with time_machine.travel(closes.timestamp() - before * 3600, tick=False):
                left = front.days_left(facts, clock.now())
                assert left is not None
                assert left[0] == said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("deskorolek", "Plac dla deskorolek pod wiaduktem"),
        ("TĘŻNIA", "Tężnia solankowa w parku"),
        ("teznia", "Tężnia solankowa w parku"),
        ("pumptrak", "Pumptrack dla dzieci i młodzieży"),
    ],
)
def test_a_project_is_found_by_its_words_with_or_without_marks(reader, asked, found):
    reader.get("/szukaj", query_string={"q": asked})
    assert found in reader.doc.xpath("//article//a/text()")


def test_drafts_are_nobodys_business(reader):
    reader.get("/szukaj", query_string={"q": "Rower dla każdego pierwszoklasisty"})
    assert "pierwszoklasisty" not in " ".join(reader.doc.xpath("//article//text()"))


def test_a_leader_sees_the_next_thing_to_do(milogrod):
    page = signed_in(milogrod, people.LEADERS[0])
    page.get("/moje")
    assert "Szkic" in page.text
    assert "Dokończ projekt i wyślij go do" in page.text
    assert "Głos jest tajny, więc nie ma go na tym koncie." in page.text
    with statements() as asked:
        page.get("/moje")
    assert len(asked) <= MOST_STATEMENTS


def test_nobody_sees_the_projects_of_others(milogrod):
    page = signed_in(milogrod, people.RESIDENTS[0])
    page.get("/moje")
    assert page.doc.xpath("//main//a[contains(@href, '/moje/')]") == []


@pytest.mark.parametrize(
    ("member", "words"),
    [(people.VERIFIERS[0], "Ocena: Zielony Miłogród"), (people.COORDINATOR, "Dziennik działań")],
)
def test_the_office_finds_its_way(milogrod, member, words):
    page = signed_in(milogrod, member)
    page.get("/urzad/edycje")
    assert words in " ".join(page.doc.xpath("//nav[contains(@class, 'office-nav')]//a/text()"))
