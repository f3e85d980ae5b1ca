"""The office's pages of a discussion."""

import pytest

from civic.consultations.discussion import queries, services
from civic.consultations.discussion.rules import MASK, Decision, Ground, Rule, Standing, Verdict
from civic.core import clock
from civic.core.access import Role
from tests.consultations.discussion.talk import statements, write
from tests.consultations.factories import make_consultation
from tests.factories import make_grant, make_person, make_unit
from tests.page import Page
from tests.work import letters

HIDE = Decision(verdict=Verdict.HIDE, rule=Rule.OFFENSIVE, reason="Wulgaryzmy.")


@pytest.fixture
def consultation(app) -> int:
    return make_consultation(title="Park nad rzeką")


@pytest.fixture
def anna(app) -> int:
    return make_person(name="Anna Nowak", email="anna@example.org")


@pytest.fixture
def unit(app) -> int:
    return make_unit("Biuro Konsultacji")


@pytest.fixture
def olga(app, unit) -> int:
    made = make_person(name="Olga Moderatorka")
    make_grant(made, Role.COORDINATOR, unit_id=unit)
    return made


@pytest.fixture
def desk(app, olga) -> Page:
    """The moderator's browser."""
    return Page(app, olga)


def at(consultation: int, rest: str = "") -> str:
    return f"/urzad/konsultacje/{consultation}/dyskusja{rest}"


def report(consultation: int, comment: int) -> None:
    services.report(consultation, comment, make_person(), Ground.OFFENSIVE, "brzydko", clock.now())


def test_from_a_report_to_a_decision(app, consultation, anna, desk):
    made = write(consultation, anna, "Dzwońcie: 600 100 200, Nowak wie")
    desk.get(at(consultation))
    assert "Nic nie czeka." in desk.text
    report(consultation, made)
    desk.get(at(consultation))
    assert "Dzwońcie" in desk.text
    desk.get("/urzad/konsultacje/dyskusje?kolejnosc=najczesciej")
    assert "Park nad rzeką" in desk.text
    desk.get(at(consultation, f"/{made}"))
    assert "brzydko" in desk.text
    suggested = desk.doc.xpath("//textarea[@name='masked']")[0].text_content().strip()
    assert suggested == f"Dzwońcie: {MASK}, Nowak wie"
    form = {
        "seen": "0",
        "verdict": "MASK",
        "masked": suggested,
        "rule": "PERSONAL_DATA",
        "reason": "Numer telefonu.",
    }
    desk.post(at(consultation, f"/{made}"), form)
    assert queries.one(consultation, made).text == suggested
    desk.get(at(consultation))
    assert "Nic nie czeka." in desk.text
    desk.get(at(consultation, f"/{made}"))
    assert "Olga Moderatorka" in desk.text
    assert "Przywróć komentarz w całości" in desk.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"verdict": ""}, "Zaznacz decyzję."),
        ({"verdict": "UPHOLD"}, "Zaznacz decyzję."),
        ({"rule": ""}, "Zaznacz, którą zasadę narusza"),
        ({"reason": ""}, "Napisz, dlaczego."),
        ({"verdict": "MASK", "masked": "Ty taka i owaka"}, "Teraz nic nie jest zasłonięte"),
        ({"verdict": "MASK", "masked": f"Ty miła {MASK}"}, "Zasłaniać można tylko fragmenty"),
    ],
)
def test_bad_input_is_explained_and_kept(app, consultation, anna, desk, changed, said):
    made = write(consultation, anna, "Ty taka i owaka")
    form = {
        "seen": "0",
        "verdict": "HIDE",
        "masked": "",
        "rule": "OFFENSIVE",
        "reason": "Wulgaryzmy.",
        **changed,
    }
    desk.post(at(consultation, f"/{made}"), form, status=422)
    assert said in desk.text
    assert desk.doc.xpath("//textarea[@name='reason']")[0].text_content().strip() == form["reason"]
    assert queries.case(made) == []


def test_the_second_moderator_sees_who_decided(app, consultation, anna, unit, desk):
    made = write(consultation, anna, "Ty taka i owaka")
    desk.get(at(consultation, f"/{made}"))
    adam = make_person([Role.COORDINATOR], name="Adam Moderator")
    services.moderate(consultation, made, adam, unit, HIDE, clock.now(), seen=0)
    desk.post(
        at(consultation, f"/{made}"), {"seen": "0", "verdict": "LEAVE", "reason": "Nic złego."}, status=422
    )
    assert "Ktoś zdecydował wcześniej: komentarz ukryto (Biuro Konsultacji" in desk.text
    assert "Adam Moderator" in desk.text
    assert "Nic złego." in desk.doc.xpath("//textarea[@name='reason']")[0].text_content()
    assert queries.one(consultation, made).standing is Standing.HIDDEN


def test_the_own_comment_is_somebody_elses(app, consultation, olga, desk):
    made = write(consultation, olga, "Moje zdanie")
    desk.get(at(consultation, f"/{made}"))
    assert "Musi o nim zdecydować ktoś inny." in desk.text
    assert not desk.doc.xpath("//main//form")
    desk.post(at(consultation, f"/{made}"), {"seen": "0", "verdict": "LEAVE"}, status=422)


def test_an_objection_on_two_desks(app, consultation, anna, olga, unit, desk):
    made = write(consultation, anna, "Ty taka i owaka")
    services.moderate(consultation, made, olga, unit, HIDE, clock.now(), seen=0)
    services.object_to(consultation, made, anna, "To cytat.", clock.now())
    (waiting,) = queries.objections_waiting(consultation)
    address = at(consultation, f"/{made}/sprzeciw/{waiting.moderation_id}")
    desk.get(at(consultation))
    assert "rozpatrzy go inna osoba" in desk.text
    desk.get(at(consultation, f"/{made}"))
    assert not desk.doc.xpath("//main//form")
    desk.post(address, {"outcome": "UPHOLD", "reason": "Bo tak."}, status=422)
    other = Page(app, make_person([Role.COORDINATOR], name="Adam Moderator"))
    other.get(at(consultation, f"/{made}"))
    assert "To cytat." in other.text
    other.get(address, status=303)
    other.post(address, {"reason": "Cytat."}, status=422)
    assert "Zaznacz rozstrzygnięcie." in other.text
    other.post(address, {"outcome": "RESTORE", "reason": "Rzeczywiście cytat."})
    assert queries.one(consultation, made).text == "Ty taka i owaka"
    other.post(address, {"outcome": "UPHOLD", "reason": "Jednak nie."}, status=422)
    assert "Ktoś zdecydował wcześniej" in other.text
    other.post(at(consultation, f"/{made}/sprzeciw/999"), {"outcome": "UPHOLD", "reason": "x"}, status=404)
    letters(app)


def test_answering_in_the_name_of_the_unit(app, consultation, anna, desk, visitor):
    made = write(consultation, anna, "Kiedy?", wants_mail=True)
    desk.get(f"/konsultacje/{consultation}/dyskusja")
    address = at(consultation, f"/{made}/odpowiedz")
    assert desk.doc.xpath(f"//a[@href='{address}']")
    desk.get(address)
    desk.post(address, {"text": " "}, status=422)
    desk.post(address, {"text": "W maju."})
    visitor.get(f"/konsultacje/{consultation}/dyskusja")
    assert "Biuro Konsultacji" in visitor.text
    assert "odpowiedź urzędu" in visitor.text
    assert "Olga" not in visitor.response.text
    assert len(letters(app)) == 1


def test_who_may_not_come(app, consultation, anna):
    made = write(consultation, anna, "Kiedy?")
    for address in (
        at(consultation),
        "/urzad/konsultacje/dyskusje",
        at(consultation, f"/{made}"),
        at(consultation, f"/{made}/odpowiedz"),
    ):
        Page(app, anna).get(address, status=403)
    verifier = Page(app, make_person([Role.VERIFIER], name="Wera Weryfikatorka"))
    verifier.get(at(consultation, f"/{made}/odpowiedz"))
    verifier.get(at(consultation, f"/{made}"), status=403)
    verifier.get(f"/konsultacje/{consultation}/dyskusja")
    assert not verifier.doc.xpath(f"//a[@href='{at(consultation, f'/{made}')}']")


def test_the_desk_takes_at_most_8_statements(app, consultation, anna, olga, unit, desk):
    """Bar 4."""
    for number in range(30):
        report(consultation, write(consultation, anna, f"Komentarz {number}"))
    services.moderate(consultation, 1, olga, unit, HIDE, clock.now(), seen=0)
    services.object_to(consultation, 1, anna, "To cytat.", clock.now())
    for address in (
        at(consultation),
        "/urzad/konsultacje/dyskusje",
        at(consultation, "/1"),
        at(consultation, "/2"),
        at(consultation, "/2/odpowiedz"),
    ):
        with statements() as sent:
            desk.get(address)
        assert 0 < len(sent) <= 8, (address, sent)
