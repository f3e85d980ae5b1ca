"""A resident writes and sends a project, page by page, as a browser without a script would."""

import re

import pytest
import time_machine

from civic.budget.projects.models import Project
from civic.budget.projects.rules import Status
from civic.core.db import db, transaction
from tests.budget.projects.city import make_draft, make_edition, make_project
from tests.budget.projects.examples import DRAFT, IN_MARCH, LIMIT, ZLOTY
from tests.budget.projects.typed import CONSENTS, COSTS, DESCRIPTION, IDEA, PLACE, errors, field
from tests.factories import make_person


def test_the_whole_way(edition_id, leader, the_project):
    base = "/budzet/2026/zglos"
    assert "31 marca 2026, 23:59" in (leader.get(base), leader.text)[1]
    leader.get(f"{base}/pomysl")
    answer = leader.post(f"{base}/pomysl", IDEA)
    draft = re.fullmatch(rf"{base}/(\d+)/podobne", answer.location)[1]
    assert leader.get(answer.location, 303).location == f"{base}/{draft}/miejsce"
    for step, data, following in (
        ("miejsce", PLACE, "pula"),
        ("pula", {"pool": "stare-miasto"}, "opis"),
        ("opis", DESCRIPTION, "koszty"),
        ("koszty", COSTS, "zgody"),
        ("zgody", CONSENTS, "sprawdz"),
    ):
        leader.get(f"{base}/{draft}/{step}")
        assert leader.post(f"{base}/{draft}/{step}", data).location == f"{base}/{draft}/{following}"
    leader.get(f"{base}/{draft}/sprawdz")
    for said in (
        "Ławki nad stawem",
        "Stare Miasto",
        "10 000,00 zł",
        "zieleń, place i podwórka",
        "nad stawem",
    ):
        assert said in leader.text
    assert leader.post(f"{base}/{draft}/sprawdz").location == f"{base}/{draft}/wyslano"
    leader.get(f"{base}/{draft}/wyslano")
    assert "Numer projektu: 1." in leader.text
    assert "Głosowanie" in leader.text
    sent = the_project()
    assert (sent.status, sent.number, sent.cost, sent.pool) == (
        Status.SUBMITTED,
        1,
        10_000 * ZLOTY,
        "stare-miasto",
    )


@time_machine.travel(IN_MARCH, tick=False)
def test_nothing_is_written_without_an_account(edition_id, visitor):
    visitor.get("/budzet/2026/zglos")
    assert "Zacznij" in visitor.text
    assert "/konto/" in visitor.get("/budzet/2026/zglos/pomysl", 302).location
    visitor.client.post("/budzet/2026/zglos/pomysl", data=IDEA)
    assert db.session.query(Project).count() == 0


def test_an_edition_nobody_announced_has_no_pages(app, leader):
    make_edition()
    with transaction():
        db.session.execute(db.text("UPDATE edition SET status = 'DRAFT'"))
    for url in ("zglos", "zglos/pomysl", "moje", "projekty", "projekty.csv", "projekty.geojson"):
        leader.get(f"/budzet/2026/{url}", 404)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"title": "Ław", "summary": "x"}, "Błąd: Wpisz tytuł: co najmniej 5 znaków."),
        (
            {"title": "Ławki", "summary": ""},
            "Błąd: Napisz w jednym lub dwóch zdaniach, na czym polega pomysł.",
        ),
        ({"title": "Ł" * 121, "summary": "x"}, "Błąd: Skróć tytuł: zmieści się najwyżej 120 znaków."),
        (
            {"title": "Ławki", "summary": "ł" * 501},
            "Błąd: Skróć opis w zdaniu: zmieści się najwyżej 500 znaków.",
        ),
    ],
)
def test_an_idea_that_is_not_one_is_refused_and_kept(edition_id, leader, data, said):
    leader.post("/budzet/2026/zglos/pomysl", data, 422)
    assert errors(leader) == [said]
    assert field(leader, "title").get("value") == data["title"]
    assert field(leader, "summary").text_content().strip() == data["summary"]
    assert db.session.query(Project).count() == 0


def test_likely_twins_are_shown_first(edition_id, leader):
    make_project(edition_id, make_person(), "Ławki nad stawem miejskim", now=IN_MARCH)
    answer = leader.post("/budzet/2026/zglos/pomysl", IDEA)
    leader.get(answer.location)
    assert "Ławki nad stawem miejskim" in leader.text
    assert "Mój pomysł jest inny, dalej" in leader.text


def test_a_step_can_be_taken_again_and_keeps_what_was_saved(edition_id, leader, leader_id, the_project):
    draft_id = make_draft(edition_id, leader_id)
    leader.get(f"/budzet/2026/zglos/{draft_id}/opis")
    assert field(leader, "description").text_content().strip() == DRAFT.description
    assert field(leader, "kind").get("checked") is not None
    leader.get(f"/budzet/2026/zglos/{draft_id}/miejsce")
    assert field(leader, "place-lat").get("value") == "52.010000"
    leader.get(f"/budzet/2026/zglos/{draft_id}/koszty")
    assert [field(leader, f"lines-0-{name}").get("value") for name in ("name", "quantity", "unit", "unit_cost")] == [
        "Ławka", "1", "szt.", "9\u00a0000,00",
    ]  # fmt: skip
    answer = leader.post(
        f"/budzet/2026/zglos/{draft_id}/pomysl?do=sprawdz", {"title": "Inny tytuł", "summary": "Inny."}
    )
    assert answer.location.endswith("/podobne")
    assert the_project().title == "Inny tytuł"


def test_an_unfinished_step_is_saved_and_says_what_is_missing(edition_id, leader, leader_id, the_project):
    draft_id = make_draft(edition_id, leader_id)
    leader.post(
        f"/budzet/2026/zglos/{draft_id}/opis", {**DESCRIPTION, "justification": "", "categories": []}, 422
    )
    assert len(errors(leader)) == 2
    assert (the_project().justification, the_project().categories) == ("", [])
    leader.get(f"/budzet/2026/zglos/{draft_id}/sprawdz")
    assert "Napisz, dla kogo jest projekt" in leader.text
    assert not leader.doc.xpath("//button[contains(., 'Wyślij projekt')]")
    leader.post(f"/budzet/2026/zglos/{draft_id}/sprawdz", status=422)
    assert the_project().status == Status.DRAFT


def test_a_choice_that_does_not_exist_counts_as_none(edition_id, leader, leader_id, the_project):
    draft_id = make_draft(edition_id, leader_id)
    hostile = {
        **DESCRIPTION,
        "kind": "BOTH",
        "categories": ["GREENERY", "<script>"],
        "universal_design": "MAYBE",
    }
    leader.post(f"/budzet/2026/zglos/{draft_id}/opis", hostile, 422)
    assert errors(leader) == ["Błąd: Zaznacz, czy coś ma powstać, czy się wydarzyć."]
    assert the_project().categories == ["GREENERY"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"lines-0-quantity": "dużo"}, "Wpisz ilość liczbą, na przykład 6 albo 2,5."),
        ({"lines-0-quantity": "-1"}, "Wpisz ilość liczbą, na przykład 6 albo 2,5."),
        (
            {"lines-0-quantity": "0,0001"},
            "Ilość musi być większa od zera i mieć najwyżej trzy miejsca po przecinku.",
        ),
        ({"lines-0-quantity": "٦"}, "Wpisz ilość liczbą, na przykład 6 albo 2,5."),
        ({"lines-0-quantity": ""}, "Wpisz, ile tego potrzeba."),
        ({"lines-0-unit_cost": "0"}, "Wpisz cenę większą od zera."),
        ({"lines-0-unit_cost": "1.000"}, "Wpisz kwotę w złotych, na przykład 12 500 albo 12 500,50."),
        ({"lines-0-name": ""}, "Napisz, co to jest."),
        ({"lines-0-name": "x" * 201}, "Skróć: zmieści się najwyżej 200 znaków."),
    ],
)
def test_a_strange_row_is_refused_at_its_field_and_the_table_stays(
    edition_id, leader, leader_id, row, said, the_project
):
    draft_id = make_draft(edition_id, leader_id)
    leader.post(f"/budzet/2026/zglos/{draft_id}/koszty", {**COSTS, **row}, 422)
    assert errors(leader) == [f"Błąd: {said}"]
    ((name, typed),) = row.items()
    assert field(leader, name).get("value") == typed
    assert field(leader, "lines-1-name").get("value") == "Montaż"
    assert the_project().cost == 9_000 * ZLOTY


def test_costs_over_the_limit_are_kept_and_the_page_says_by_how_much(
    edition_id, leader, leader_id, the_project
):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/koszty"
    leader.post(url, {**COSTS, "lines-0-unit_cost": "20 000"}, 422)
    assert "Za dużo o 21 000,00 zł" in leader.text
    assert the_project().cost == 121_000 * ZLOTY
    leader.post(url, {**COSTS, "more": "1"})
    leader.get(url)
    assert "Zostało 90 000,00 zł" in leader.text
    assert len(leader.doc.xpath("//fieldset[@class='cost-row']")) == 4


def test_a_table_of_a_hundred_rows_is_no_trouble(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    rows = {}
    for place in range(100):
        rows |= {
            f"lines-{place}-name": "x",
            f"lines-{place}-quantity": "1",
            f"lines-{place}-unit_cost": "300",
        }
    leader.post(f"/budzet/2026/zglos/{draft_id}/koszty", rows, 422)
    assert "Zmieści się najwyżej 30 wierszy" in leader.text


def test_a_cost_limit_is_a_limit(edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id, cost=LIMIT)
    leader.get(f"/budzet/2026/zglos/{draft_id}/koszty")
    assert "Zostało 0,00 zł" in leader.text
    assert leader.post(f"/budzet/2026/zglos/{draft_id}/sprawdz").location.endswith("wyslano")
