"""My projects: where they stand, who may see them, withdrawing, a deadline that passed."""

import time_machine

from civic.budget.projects import services
from civic.budget.projects.models import Project
from civic.budget.projects.rules import Status
from civic.core.db import db
from tests.budget.projects.city import make_draft, make_edition, make_project
from tests.budget.projects.examples import DRAFT, IN_MARCH, IN_MAY
from tests.budget.projects.typed import DESCRIPTION, IDEA, field
from tests.factories import make_person
from tests.page import Page


def test_the_deadline_passed_meanwhile(app, edition_id, leader_id, the_project):
    draft_id = make_draft(edition_id, leader_id)
    with time_machine.travel(IN_MAY, tick=False):
        late = Page(app, leader_id)
        late.post(f"/budzet/2026/zglos/{draft_id}/opis", {**DESCRIPTION, "description": "Nowy opis"}, 422)
        assert "Nabór projektów zakończył się 31 marca 2026, 23:59" in late.text
        assert field(late, "description").text_content().strip() == "Nowy opis"
        assert late.get(f"/budzet/2026/zglos/{draft_id}/opis", 303).location.endswith("/sprawdz")
        late.get(f"/budzet/2026/zglos/{draft_id}/sprawdz")
        assert DRAFT.description in late.text
        assert not late.doc.xpath("//main//button")
        late.post(f"/budzet/2026/zglos/{draft_id}/sprawdz", status=422)
        late.post("/budzet/2026/zglos/pomysl", IDEA, 422)
        assert "Nabór projektów zakończył się" in late.text
        late.get("/budzet/2026/zglos")
        assert "Zacznij" not in late.text
    assert the_project().description == DRAFT.description


def test_another_persons_draft_and_project_are_not_there(app, edition_id, leader):
    stranger_id = make_person()
    for their_id in (make_draft(edition_id, stranger_id), make_project(edition_id, stranger_id)):
        for url in (
            *(
                f"zglos/{their_id}/{slug}"
                for slug in ("pomysl", "miejsce", "pula", "opis", "koszty", "zgody")
            ),
            *(f"zglos/{their_id}/{slug}" for slug in ("podobne", "sprawdz", "wyslano", "usun")),
            f"moje/{their_id}",
            f"moje/{their_id}/wycofaj",
        ):
            leader.get(f"/budzet/2026/{url}", 404)
            if not url.endswith(("podobne", "wyslano", str(their_id))):
                leader.post(f"/budzet/2026/{url}", {}, 404)


def test_a_project_of_another_edition_is_not_there(app, edition_id, leader, leader_id):
    make_edition(slug="2027")
    draft_id = make_draft(edition_id, leader_id)
    leader.get(f"/budzet/2027/zglos/{draft_id}/opis", 404)
    leader.get(f"/budzet/2027/moje/{draft_id}", 404)


def test_my_project_says_the_one_next_thing(app, edition_id, leader, leader_id):
    draft_id = make_draft(edition_id, leader_id)
    leader.get(f"/budzet/2026/moje/{draft_id}")
    assert "Dokończ projekt i wyślij go do 31 marca 2026, 23:59. Zostało 21 dni." in leader.text
    services.submit(draft_id, leader_id, IN_MARCH)
    leader.get(f"/budzet/2026/moje/{draft_id}")
    assert "Teraz nasza kolej" in leader.text
    assert "Projekt możesz wycofać do 28 sierpnia 2026, 23:59." in leader.text
    leader.get("/budzet/2026/moje")
    assert "1. Ławki nad stawem" in leader.text


def test_withdrawing_is_asked_about_once_and_is_for_good(app, edition_id, leader, leader_id, the_project):
    sent_id = make_project(edition_id, leader_id)
    url = f"/budzet/2026/moje/{sent_id}"
    leader.get(f"{url}/wycofaj")
    assert "Tego nie da się cofnąć." in leader.text
    assert the_project().status == Status.SUBMITTED
    assert leader.post(f"{url}/wycofaj").location == url
    leader.get(url)
    assert "Wycofany przez autora" in leader.text
    leader.post(f"{url}/wycofaj", status=422)
    assert "Ten projekt jest już wycofany." in leader.text


def test_throwing_a_draft_away_is_asked_about_once(app, edition_id, leader, leader_id, the_project):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}/usun"
    leader.get(url)
    assert the_project().status == Status.DRAFT
    leader.post(url)
    assert db.session.query(Project).count() == 0


def test_a_second_click_on_send_finds_it_sent(app, edition_id, leader, leader_id, the_project):
    draft_id = make_draft(edition_id, leader_id)
    url = f"/budzet/2026/zglos/{draft_id}"
    leader.post(f"{url}/sprawdz")
    assert leader.post(f"{url}/sprawdz").location == f"/budzet/2026/moje/{draft_id}"
    assert the_project().number == 1


def test_over_the_leaders_limit_the_draft_stays_readable(app, edition_id, leader, leader_id):
    make_project(edition_id, leader_id)
    make_project(edition_id, leader_id)
    third = make_draft(edition_id, leader_id)
    leader.post(f"/budzet/2026/zglos/{third}/sprawdz", status=422)
    assert "najwyżej tyle projektów: 2" in leader.text
