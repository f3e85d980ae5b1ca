"""The pages of the assessment, as a browser without a script sees them."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import event

from civic.core.access import Role
from civic.core.db import db
from civic.initiatives.assessment import queries, services
from civic.initiatives.assessment.queries import criteria as sets
from civic.initiatives.assessment.rules import DEFAULT, WORK, Point
from civic.initiatives.requests.rules import Status
from tests.factories import make_person
from tests.initiatives.assessment.stage import (
    ACCEPTED,
    APRIL_20,
    CALL,
    finish_card,
    initiative,
    make_assessed,
    make_checked,
    make_team,
    points,
    status,
)
from tests.initiatives.factories import make_initiative
from tests.page import Page

URL = "/urzad/inicjatywy"
YES = {f"met_{point.value}": "YES" for point in Point}


@pytest.fixture
def officer_id(app):
    return make_person([Role.COORDINATOR], name="Olga Urzędowa")


@pytest.fixture
def officer(app, officer_id):
    with time_machine.travel(APRIL_20, tick=False):
        yield Page(app, officer_id)


@pytest.fixture
def mayor(app):
    return Page(app, make_person([Role.EXECUTIVE], name="Maria Prezydent"))


def said(page):
    return page.text.replace("\u00a0", " ")


@contextmanager
def at_most(count):
    """Counts SQL statements of what is done inside."""
    seen = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(seen) <= count, "\n\n".join(seen)


DEEDS = {
    "ocena-formalna": Role.COORDINATOR, "wlasciciel": Role.VERIFIER, "uzupelnienie": Role.COORDINATOR,
    "bez-rozpoznania": Role.COORDINATOR, "przekazanie": Role.COORDINATOR, "przedluzenie": Role.VERIFIER,
    "moja-ocena": Role.TEAM_MEMBER, "bezstronnosc": Role.TEAM_MEMBER, "zamkniecie": Role.COORDINATOR,
    "decyzja": Role.EXECUTIVE,
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_is_for_those_whose_it_is(app, visitor, deed):
    """And whoever may, sees a page whatever the status, with a sentence why nothing can be done."""
    right = Page(app, make_person([DEEDS[deed]]))
    wrong = Page(app, make_person([Role.AUDITOR]))
    for each in set(Status) - {Status.DRAFT}:
        path = f"{URL}/{make_initiative(each)}/{deed}"
        visitor.get(path, 302)
        wrong.get(path, 403)
        wrong.post(path, {}, 403)
        response = right.client.get(path)
        assert response.status_code in {200, 303}, (each, response.status_code)
        if response.status_code == 200:
            right.get(path)
        found = status(int(path.split("/")[3]))
        answer = right.client.post(path, data={})
        assert answer.status_code in {303, 422}
        assert status(int(path.split("/")[3])) is found


@pytest.mark.parametrize("path", ["/moje-oceny", "/kryteria", "/kryteria/zmiana", "/kryteria/1", "/ranking"])
def test_the_other_pages_open_for_whose_they_are(app, visitor, path):
    visitor.get(URL + path, 302)
    Page(app, make_person()).get(URL + path, 403)
    both = make_person([Role.COORDINATOR, Role.TEAM_MEMBER])
    Page(app, both).get(URL + path)


def test_a_draft_has_no_card(officer):
    officer.get(f"{URL}/{make_initiative(Status.DRAFT)}/ocena", 404)
    officer.get(f"{URL}/{make_initiative(Status.SUBMITTED)}/protokol", 404)


def test_the_card_shows_the_request_with_sums_that_add_up(officer):
    initiative_id = make_initiative()
    officer.get(f"{URL}/{initiative_id}/ocena")
    assert "Zielony skwer przy Lipowej" in said(officer)
    assert "Całość: 2 200,00 zł, w tym praca społeczna: 1 200,00 zł." in said(officer)
    assert "Sadzenie krzewów" in said(officer)
    assert "Sprawdź formalnie" in said(officer)


def test_the_formal_check_is_filled_in_from_the_data(officer):
    initiative_id = make_initiative(received_on=date(2026, 4, 13))
    officer.get(f"{URL}/{initiative_id}/ocena-formalna")
    checked = officer.doc.xpath("//input[@type='radio' and @checked]/@name")
    assert set(checked) == set(YES)
    officer.post(f"{URL}/{initiative_id}/ocena-formalna", {**YES, "outcome": "OK"})
    assert status(initiative_id) is Status.FORMAL_OK


def test_a_private_road_on_the_page(officer):
    """4.6 (1): the formal check shows "only property of the city"; OK is refused with what was typed kept."""
    initiative_id = make_initiative(scope="INFRASTRUCTURE", land="PRIVATE")
    path = f"{URL}/{initiative_id}/ocena-formalna"
    officer.get(path)
    assert "Tylko własność miasta" in said(officer)
    no = officer.doc.xpath("//input[@name='met_OWNER' and @checked]/@value")
    assert no == ["NO"]
    officer.post(path, {**YES, "note_OWNER": "sprawdzone w terenie", "outcome": "OK"}, 422)
    assert "Budować i remontować można tylko własność miasta" in said(officer)
    assert officer.doc.xpath("//input[@name='note_OWNER']/@value") == ["sprawdzone w terenie"]
    officer.post(path, {"outcome": "CALL", "reason": "Wskaż drogę miejską.", "days": "7"})
    assert status(initiative_id) is Status.FIX_CALLED
    officer.post(path, {"outcome": "REJECT", "reason": "Droga prywatna."})
    assert status(initiative_id) is Status.REJECTED


def test_a_call_shorter_than_the_code_allows_is_refused(officer):
    path = f"{URL}/{make_initiative()}/ocena-formalna"
    officer.post(path, {"outcome": "CALL", "reason": "Zgoda.", "days": "3"}, 422)
    assert "co najmniej 7 dni" in said(officer)
    officer.post(path, {"outcome": "CALL", "reason": "", "days": "7"}, 422)
    assert "Napisz dokładnie, czego brakuje" in said(officer)
    officer.post(path, {}, 422)
    assert "Zaznacz wynik sprawdzenia." in said(officer)


def test_the_clock_of_a_call_for_the_office_and_for_everybody(app, officer, officer_id, visitor):
    leader_id = make_person()
    initiative_id = make_initiative(leader_id=leader_id)
    services.check_formally(initiative_id, officer_id, CALL, APRIL_20)
    officer.get(f"{URL}/{initiative_id}/ocena")
    assert "Termin: 27 kwietnia 2026, zostało 7 dni." in said(officer)
    assert "Zostaw bez rozpoznania" not in said(officer)
    visitor.get(f"/inicjatywy/{initiative_id}")
    assert "do 27 kwietnia 2026" in said(visitor)
    assert "zgodę właściciela płotu" not in said(visitor)
    with time_machine.travel(datetime(2026, 4, 28, 8, tzinfo=UTC), tick=False):
        officer = Page(app, officer_id)
        officer.get(f"{URL}/{initiative_id}/ocena")
        assert "Zostaw bez rozpoznania" in said(officer)
        path = f"{URL}/{initiative_id}/bez-rozpoznania"
        officer.post(path, {"reason": "Nie przyszło."}, 422)
        assert "Tego nie da się cofnąć" in said(officer)
        officer.post(path, {"reason": "Nie przyszło.", "confirmed": "y"})
    assert status(initiative_id) is Status.LEFT_UNCONSIDERED


@pytest.mark.parametrize(
    ("day", "words", "prompt"),
    [
        (date(2026, 4, 29), "został 1 dzień", False),
        (date(2026, 4, 30), "termin mija dziś", False),
        (date(2026, 5, 1), "po terminie od 1 dnia", True),
    ],
)
def test_due_on_the_last_day_overdue_the_day_after_with_a_prompt(app, officer_id, day, words, prompt):
    """4.6 (2): received 2026-03-31, no decision: due on 2026-04-30, overdue on 2026-05-01 with the art. 245 prompt."""
    initiative_id = make_checked(officer_id, received_on=date(2026, 3, 31), due_on=date(2026, 4, 30))
    with time_machine.travel(datetime(day.year, day.month, day.day, 10, tzinfo=UTC), tick=False):
        officer = Page(app, officer_id)
        officer.get(f"{URL}/{initiative_id}/ocena")
        assert words in said(officer)
        assert ("art. 245 KPA" in said(officer)) is prompt
        assert bool(officer.doc.xpath(f"//a[@href='{URL}/{initiative_id}/przedluzenie']")) is True


def test_a_new_term_is_sent_from_its_page(officer):
    initiative_id = make_initiative(due_on=date(2026, 4, 30))
    path = f"{URL}/{initiative_id}/przedluzenie"
    for wrong, why in (
        ({"due_on": "", "reason": "Opinia."}, "Wpisz nowy termin"),
        ({"due_on": "31.02.2026", "reason": "Opinia."}, "Wpisz dzień, na przykład"),
        ({"due_on": "2026-04-20", "reason": "Opinia."}, "późniejszy niż dzisiaj"),
        ({"due_on": "2026-04-30", "reason": "Opinia."}, "późniejszy niż dotychczasowy: 30 kwietnia 2026"),
        ({"due_on": "2026-05-29", "reason": ""}, "Napisz, dlaczego."),
    ):
        officer.post(path, wrong, 422)
        assert why in said(officer)
    officer.post(path, {"due_on": "29.05.2026", "reason": "Czekamy na opinię."})
    assert initiative(initiative_id).due_on == date(2026, 5, 29)
    officer.get(f"{URL}/{initiative_id}/ocena")
    assert "Czekamy na opinię." in said(officer)


def test_forwarding_says_by_when(app, officer_id):
    """4.6 (3): on the card and on the page of the deed."""
    with time_machine.travel(datetime(2026, 4, 8, 9, tzinfo=UTC), tick=False):
        officer = Page(app, officer_id)
        initiative_id = make_initiative(
            scope="INFRASTRUCTURE", land="OTHER_PUBLIC", received_on=date(2026, 4, 2)
        )
        officer.get(f"{URL}/{initiative_id}/ocena")
        assert "przekaż ją do 9 kwietnia 2026 (art. 243 KPA): został 1 dzień." in said(officer)
        path = f"{URL}/{initiative_id}/przekazanie"
        officer.get(path)
        officer.post(path, {"body": "", "reason": "Droga powiatowa."}, 422)
        assert "Napisz, do kogo" in said(officer)
        officer.post(path, {"body": "Starosta Miłogrodzki", "reason": "Droga powiatowa."})
    assert status(initiative_id) is Status.FORWARDED


def test_a_members_way_from_the_list_to_a_finished_card(app, officer_id):
    initiative_id, member_id = make_checked(officer_id), make_team(1)[0]
    with time_machine.travel(APRIL_20, tick=False):
        member = Page(app, member_id)
        member.get(f"{URL}/moje-oceny")
        assert "czeka 1 wniosek" in said(member)
        path = f"{URL}/{initiative_id}/moja-ocena"
        member.get(path, 303)
        declaration = f"{URL}/{initiative_id}/bezstronnosc"
        member.post(declaration, {}, 422)
        assert member.post(declaration, {"conflict": "no"}).location == path
        member.get(path)
        draft = {"points_work": "5", "note_purpose": "jeszcze pomyślę", "go": "save"}
        member.get(member.post(path, draft).location)
        assert "Szkic zapisany" in said(member)
        assert member.doc.xpath("//input[@name='points_work' and @checked]/@value") == ["5"]
        member.post(path, {**draft, "go": "finish"}, 422)
        assert said(member).count("Brakuje punktów w kryterium") == 2 * (len(DEFAULT.criteria) - 1)
        assert member.doc.xpath("//textarea[@name='note_purpose']/text()")[0].strip() == "jeszcze pomyślę"
        whole = {f"points_{key}": str(value) for key, value in points(4).items()}
        member.post(path, {**whole, "go": "finish"})
        member.get(path)
        assert "Twoja karta jest zakończona" in said(member)
    assert queries.card(initiative_id, member_id).points == points(4)


def test_points_sent_past_the_form_are_refused(app, officer_id):
    initiative_id, member_id = make_checked(officer_id), make_team(1)[0]
    services.declare(initiative_id, member_id, APRIL_20, conflict=False)
    whole = {f"points_{key}": str(value) for key, value in points(4).items()}
    member = Page(app, member_id)
    for odd in ("6", "99", "-1", "x", "²"):
        member.post(f"{URL}/{initiative_id}/moja-ocena", {**whole, "points_work": odd, "go": "finish"}, 422)
    assert queries.card(initiative_id, member_id).points == {}


def test_others_points_are_hidden_until_ones_own_card_is_finished(app, officer, officer_id):
    initiative_id = make_checked(officer_id)
    first, second = make_team(2)
    finish_card(initiative_id, first, points(4))
    services.declare(initiative_id, second, APRIL_20, conflict=False)
    member = Page(app, second)
    for page in (member, officer):
        page.get(f"{URL}/{initiative_id}/ocena")
        assert "Punkty z zakończonych kart" not in said(page)
        assert "Adam Pierwszy" in said(page)
    services.write(initiative_id, second, points(2), {}, APRIL_20, finish=True)
    member.get(f"{URL}/{initiative_id}/ocena")
    assert "Punkty z zakończonych kart" in said(member)
    officer.get(f"{URL}/{initiative_id}/ocena")
    assert "Punkty z zakończonych kart" not in said(officer)


def test_closing_shows_what_the_minutes_will_say_then_the_minutes(officer, officer_id):
    initiative_id = make_checked(officer_id)
    path = f"{URL}/{initiative_id}/zamkniecie"
    officer.get(path)
    assert "Zakończonych kart jest 0, a potrzeba co najmniej 3." in said(officer)
    for member_id in make_team():
        finish_card(initiative_id, member_id, points(4))
    officer.get(path)
    assert "Wynik: 80%, próg: 50%." in said(officer)
    officer.post(path, {"remarks": "Bez uwag."}, 422)
    officer.post(path, {"remarks": "Bez uwag.", "confirmed": "y"})
    officer.get(f"{URL}/{initiative_id}/protokol")
    assert "Zespół poleca przyjąć inicjatywę: wynik 80%, próg 50%." in said(officer)
    assert "Celina Trzecia: 80%" in said(officer)
    answer = officer.get(f"{URL}/{initiative_id}/protokol.pdf")
    assert answer.get_data().startswith(b"%PDF-")
    assert "protokol-IL-2026-" in answer.headers["Content-Disposition"]


def test_the_decision_on_its_page(officer_id, mayor):
    initiative_id = make_assessed(officer_id, given=2)
    path = f"{URL}/{initiative_id}/decyzja"
    mayor.get(path)
    assert "Ocena jest poniżej progu" in said(mayor)
    data = {"accepted": "yes", "reason": "Potrzebny.", "document_number": "Z/1/2026"}
    mayor.post(path, data, 422)
    assert "Napisz, dlaczego mimo to" in said(mayor)
    mayor.post(path, {**data, "document_number": "", "against_score": "Jedyny."}, 422)
    assert "Wpisz numer dokumentu" in said(mayor)
    mayor.post(path, {**data, "against_score": "Jedyny."})
    assert status(initiative_id) is Status.ACCEPTED


def test_a_late_decision_is_shown_in_red_and_not_blocked(app, officer_id):
    """4.6 (2), sibling."""
    initiative_id = make_assessed(officer_id, received_on=date(2026, 3, 31), due_on=date(2026, 4, 30))
    with time_machine.travel(datetime(2026, 5, 4, 9, tzinfo=UTC), tick=False):
        mayor = Page(app, make_person([Role.EXECUTIVE]))
        mayor.get(f"{URL}/{initiative_id}/decyzja")
        assert "po terminie od 4 dni" in said(mayor)
        mayor.post(
            f"{URL}/{initiative_id}/decyzja", {"accepted": "no", "reason": "Plan.", "document_number": "Z/1"}
        )
        mayor.get(f"{URL}/{initiative_id}/ocena")
        assert mayor.doc.xpath("//span[contains(@class, 'tag--late')]")
    assert status(initiative_id) is Status.REJECTED


def test_everybody_sees_means_and_reasons_and_nobodys_own_points(officer_id, visitor):
    initiative_id = make_checked(officer_id)
    for member_id, given in zip(make_team(), (points(5), points(4), points(2)), strict=True):
        finish_card(initiative_id, member_id, given)
    services.close(initiative_id, officer_id, APRIL_20)
    services.decide(initiative_id, make_person([Role.EXECUTIVE], name="Maria Prezydent"), ACCEPTED, APRIL_20)
    visitor.get(f"/inicjatywy/{initiative_id}")
    page = said(visitor)
    assert "Zespół ocenił wniosek na 73,33%. Próg to 50%." in page
    assert "Oceniały 3 osoby." in page or "Oceniało 3 osób." in page
    assert "3,67" in page
    assert "Skwer jest potrzebny osiedlu." in page
    for name in ("Adam", "Barbara", "Celina", "Maria Prezydent", "Olga"):
        assert name not in page


def criteria_fields(**changes):
    """The default set as its form sends it."""
    fields = {"base": "1", "how": "MEAN", "threshold": "50", "members": "3"}
    for row, each in enumerate(DEFAULT.criteria):
        fields |= {
            f"name_{row}": each.name, f"weight_{row}": str(each.weight), f"most_{row}": str(each.max_points),
            f"guidance_{row}": each.guidance,
        }  # fmt: skip
    return fields | changes


def test_weight_0_of_community_work_is_refused_with_the_statute(officer):
    """4.6 (6): weight 0: "statute requires social work to be weighed above all", with its article."""
    path = f"{URL}/kryteria/zmiana"
    officer.get(path)
    for weight in ("0", "3", "4"):
        officer.post(path, criteria_fields(weight_0=weight), 422)
        assert "Ustawa wymaga, aby przede wszystkim oceniać wkład pracy społecznej (art. 19c" in said(officer)
        assert officer.doc.xpath("//input[@name='weight_0']/@value") == [weight]
    assert sets.newest() == (1, DEFAULT)


def test_criteria_are_changed_by_rows(officer):
    path = f"{URL}/kryteria/zmiana"
    officer.post(path, criteria_fields(), 422)
    assert "Nic się nie zmieniło" in said(officer)
    officer.post(path, criteria_fields(name_3=""))
    new = {"name_6": "Trwałość", "weight_6": "1", "most_6": "5"}
    keys = [each.key for each in sets.newest()[1].criteria]
    assert keys == [WORK, "purpose", "readiness", "access", "people"]
    officer.post(path, criteria_fields(base="2", **new), 303)
    number, found = sets.newest()
    assert number == 3
    assert [each.name for each in found.criteria][-1] == "Trwałość"
    assert len({each.key for each in found.criteria}) == len(found.criteria)
    officer.post(path, criteria_fields(base="2", threshold="60"), 422)
    assert "Ktoś właśnie zapisał inną wersję" in said(officer)
    officer.post(path, criteria_fields(base="3", weight_1="x", threshold=""), 422)
    officer.get(f"{URL}/kryteria")
    assert "Obowiązuje wersja 3" in said(officer)
    officer.get(f"{URL}/kryteria/2")


def test_pages_cost_few_statements(app, officer, officer_id, mayor, visitor):
    """Bar 4: at most 8 statements a page."""
    initiative_id, team = make_checked(officer_id), make_team(4)
    for member_id in team[:3]:
        finish_card(initiative_id, member_id, points())
    assessed = make_assessed(officer_id)
    services.declare(initiative_id, team[3], APRIL_20, conflict=False)
    member = Page(app, team[3])
    for page, path in (
        (officer, f"{URL}/{initiative_id}/ocena"),
        (officer, f"{URL}/{assessed}/ocena"),
        (officer, f"{URL}/{make_initiative()}/ocena-formalna"),
        (officer, f"{URL}/{assessed}/protokol"),
        (officer, f"{URL}/ranking"),
        (officer, f"{URL}/kryteria"),
        (officer, f"{URL}/kryteria/zmiana"),
        (member, f"{URL}/moje-oceny"),
        (member, f"{URL}/{initiative_id}/moja-ocena"),
        (member, f"{URL}/{initiative_id}/ocena"),
        (mayor, f"{URL}/{assessed}/decyzja"),
        (visitor, f"/inicjatywy/{assessed}"),
    ):
        with at_most(8):
            page.get(path)
    with at_most(12):
        officer.get(f"{URL}/{initiative_id}/zamkniecie")


def test_a_party_in_the_office_sees_the_card_and_no_deeds(app):
    officer_id = make_person([Role.COORDINATOR, Role.TEAM_MEMBER, Role.EXECUTIVE])
    page, initiative_id = Page(app, officer_id), make_initiative(leader_id=officer_id)
    page.get(f"{URL}/{initiative_id}/ocena")
    assert "To twoja sprawa" in said(page)
    assert "Sprawdź formalnie" not in said(page)
    page.post(f"{URL}/{initiative_id}/ocena-formalna", {**YES, "outcome": "OK"}, 422)
    assert status(initiative_id) is Status.SUBMITTED


def test_english_pages_open(officer, officer_id):
    initiative_id = make_checked(officer_id)
    officer.get(f"{URL}/{initiative_id}/ocena?lang=en")
    officer.get(f"{URL}/kryteria?lang=en")
