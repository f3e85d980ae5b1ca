"""The residents' pages of a discussion."""

from datetime import timedelta

import pytest
import time_machine

from civic.consultations.discussion import queries, services
from civic.consultations.discussion.queries import View
from civic.consultations.discussion.rules import MASK, Decision, Ground, Rule, Stance, Verdict
from civic.consultations.notices.rules import Status
from civic.core import clock
from tests.consultations.discussion.talk import make_people, statements, write, write_many
from tests.consultations.factories import make_consultation
from tests.factories import make_person
from tests.page import Page
from tests.work import letters

FORM = {"text": "Więcej drzew", "stance": "FOR", "shown_as": "INITIALS"}


@pytest.fixture
def consultation(app) -> int:
    return make_consultation(title="Park nad rzeką")


@pytest.fixture
def anna(app) -> int:
    return make_person(name="Anna Nowak", email="anna@example.org")


def at(consultation: int, rest: str = "") -> str:
    return f"/konsultacje/{consultation}/dyskusja{rest}"


def test_an_empty_discussion_invites(consultation, visitor):
    visitor.get(at(consultation))
    assert "Nikt jeszcze nic nie napisał" in visitor.text
    assert visitor.doc.xpath(f"//a[@href='{at(consultation, '/napisz')}']")


def test_writing_answering_correcting_and_taking_back(app, consultation, anna):
    browser = Page(app, anna)
    browser.get(at(consultation, "/napisz"))
    assert {"A. N.", "Anna Nowak"} <= set(
        browser.doc.xpath("//*[contains(@class, 'govuk-radios__hint')]/text()")
    )
    browser.post(at(consultation, "/napisz"), FORM)
    browser.get(at(consultation))
    assert "A. N." in browser.text
    assert "za" in browser.doc.xpath("//*[@class='comment__stance']")[0].text_content()
    assert "anna@example.org" not in browser.response.text
    browser.get(at(consultation, "/1/odpowiedz"))
    assert "Więcej drzew" in browser.text
    browser.post(at(consultation, "/1/odpowiedz"), {**FORM, "text": "I ławek", "stance": "AGAINST"})
    browser.get(at(consultation, "/1"))
    assert "I ławek" in browser.text
    browser.get(at(consultation, "/2"))
    browser.get(at(consultation, "/2/popraw"))
    assert "I ławek" in browser.doc.xpath("//textarea")[0].text_content()
    browser.post(at(consultation, "/2/popraw"), {**FORM, "text": "I ławki"})
    browser.get(at(consultation, "/2"))
    assert "zmieniony" in browser.text
    browser.get(at(consultation, "/1/usun"))
    browser.post(at(consultation, "/1/usun"))
    browser.get(at(consultation))
    assert "Autor usunął komentarz" in browser.text
    assert "I ławki" in browser.text
    assert "Więcej drzew" not in browser.text


def test_a_page_says_that_it_is_a_talk_and_how_it_is_ordered(consultation, anna, visitor):
    write(consultation, anna, "Więcej drzew")
    visitor.get(at(consultation))
    assert "To rozmowa, nie uwagi" in visitor.text
    assert "Kolejność jest losowa" in visitor.text
    visitor.get(at(consultation, "?kolejnosc=najnowsze"))
    assert "Kolejność jest losowa" not in visitor.text
    visitor.get(at(consultation, "?kolejnosc=bzdura&pokaz=bzdura&po=-3"))
    assert "Więcej drzew" in visitor.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": "  "}, "Napisz coś."),
        ({"text": "a" * 2001}, "najwyżej 2000 znaków"),
        ({"text": "http://a http://b http://c"}, "Usuń pozostałe"),
    ],
)
def test_bad_input_is_explained_and_kept(app, consultation, anna, changed, said):
    browser = Page(app, anna)
    browser.post(at(consultation, "/napisz"), {**FORM, **changed}, status=422)
    assert said in browser.text
    assert browser.doc.xpath("//textarea")[0].text_content().strip() == changed["text"].strip()
    assert browser.doc.xpath("//input[@name='stance' and @checked]/@value") == ["FOR"]


def test_the_same_twice_and_too_fast_keep_the_text(app, consultation, anna):
    browser = Page(app, anna)
    browser.post(at(consultation, "/napisz"), FORM)
    browser.post(at(consultation, "/napisz"), FORM, status=422)
    assert "Taki komentarz jest już" in browser.text
    for number in range(2):
        browser.post(at(consultation, "/napisz"), {**FORM, "text": f"Jeszcze {number}"})
    browser.post(at(consultation, "/napisz"), {**FORM, "text": "O jeden za dużo"}, status=422)
    assert "Odczekaj minutę" in browser.text
    assert browser.doc.xpath("//textarea")[0].text_content().strip() == "O jeden za dużo"


def test_signed_out_meanwhile_loses_nothing(consultation, visitor):
    visitor.get(at(consultation, "/napisz"), status=302)
    assert "/konto/zaloguj" in visitor.response.location
    visitor.post(at(consultation, "/napisz"), FORM, status=422)
    assert "Twoja sesja się skończyła" in visitor.text
    assert visitor.doc.xpath("//textarea")[0].text_content().strip() == "Więcej drzew"
    assert queries.totals(consultation).comments == 0


def test_a_stale_page_loses_nothing_and_writes_nothing(app, consultation, anna):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        browser = Page(app, anna)
        browser.post(at(consultation, "/napisz"), FORM, status=422)
        assert "wyślij jeszcze raz" in browser.text
        assert queries.totals(consultation).comments == 0
        fresh = browser.doc.xpath("//main//input[@name='csrf_token']/@value")[0]
        browser.post(at(consultation, "/napisz"), {**FORM, "csrf_token": fresh})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert queries.totals(consultation).comments == 1


def test_a_closed_discussion_is_read(app, consultation, anna):
    made = write(consultation, anna, "Więcej drzew")
    with time_machine.travel(clock.now() + timedelta(days=60), tick=False):
        browser = Page(app, anna)
        browser.get(at(consultation))
        assert "Dyskusję można czytać" in browser.text
        assert "Więcej drzew" in browser.text
        assert not browser.doc.xpath("//main//a[contains(@href, 'napisz') or contains(@href, 'odpowiedz')]")
        browser.get(at(consultation, "/napisz"))
        assert not browser.doc.xpath("//textarea")
        browser.post(at(consultation, "/napisz"), {**FORM, "text": "Spóźnione"}, status=422)
        assert browser.doc.xpath("//textarea")[0].text_content().strip() == "Spóźnione"
        browser.get(at(consultation, f"/{made}/popraw"))
        assert not browser.doc.xpath("//textarea")


def test_without_a_discussion_the_page_says_so(app, visitor):
    visitor.get(at(make_consultation(has_discussion=False)))
    assert "W tych konsultacjach nie ma dyskusji" in visitor.text


def test_what_is_not_public_is_not_there(app, anna, visitor):
    hidden = make_consultation(Status.DRAFT)
    visitor.get(at(hidden), status=404)
    visitor.get(at(hidden, "/moderacja"), status=404)
    consultation = make_consultation()
    visitor.get(at(consultation, "/99"), status=404)
    other = write(make_consultation(), anna, "Gdzie indziej")
    visitor.get(at(consultation, f"/{other}"), status=404)
    Page(app, anna).get(at(consultation, f"/{other}/usun"), status=404)


def test_somebody_elses_words_are_not_shown_for_editing(app, consultation, anna):
    made = write(consultation, anna, "Więcej drzew")
    browser = Page(app, make_person(name="Jan Kowal"))
    browser.get(at(consultation, f"/{made}/popraw"))
    assert "To nie jest twój komentarz." in browser.text
    browser.post(at(consultation, f"/{made}/popraw"), FORM, status=422)
    browser.post(at(consultation, f"/{made}/usun"), status=422)
    assert "To nie jest twój komentarz." in browser.text


def test_reporting(app, consultation, anna):
    made = write(consultation, anna, "Ty taka i owaka")
    browser = Page(app, make_person(name="Jan Kowal"))
    browser.get(at(consultation, f"/{made}/zglos"))
    browser.post(at(consultation, f"/{made}/zglos"), {"words": "brzydko"}, status=422)
    assert "Zaznacz, co jest nie tak." in browser.text
    assert "brzydko" in browser.doc.xpath("//textarea")[0].text_content()
    browser.post(at(consultation, f"/{made}/zglos"), {"ground": "OTHER"}, status=422)
    assert "Napisz, co jest nie tak." in browser.text
    browser.post(at(consultation, f"/{made}/zglos"), {"ground": "OFFENSIVE"})
    browser.get(at(consultation, f"/{made}/zglos"))
    assert "już przez ciebie zgłoszony" in browser.text
    Page(app).get(at(consultation, f"/{made}/zglos"), status=302)


def test_the_place_says_what_the_office_did_and_the_author_objects(app, consultation, anna, visitor):
    made = write(consultation, anna, "Pan Kowalski, 600 100 200, kradnie")
    olga = make_person(name="Olga Moderatorka")
    mask = Decision(
        verdict=Verdict.MASK,
        rule=Rule.PERSONAL_DATA,
        reason="Nazwisko i telefon.",
        masked=f"Pan {MASK} kradnie",
    )
    services.moderate(consultation, made, olga, None, mask, clock.now(), seen=0)
    visitor.get(at(consultation))
    assert f"Pan {MASK} kradnie" in visitor.text
    assert "600 100 200" not in visitor.response.text
    assert "Fragmenty zasłonięto" in visitor.text
    assert "Nazwisko i telefon." in visitor.text
    assert "Olga" not in visitor.response.text
    visitor.get(at(consultation, "/moderacja"))
    assert "zasłonięto fragmenty" in visitor.text
    assert "Olga" not in visitor.response.text
    browser = Page(app, anna)
    browser.get(at(consultation))
    assert browser.doc.xpath(f"//a[@href='{at(consultation, f'/{made}/sprzeciw')}']")
    browser.get(at(consultation, f"/{made}/sprzeciw"))
    browser.post(at(consultation, f"/{made}/sprzeciw"), {"text": " "}, status=422)
    browser.post(at(consultation, f"/{made}/sprzeciw"), {"text": "To osoba publiczna."})
    browser.get(at(consultation, f"/{made}/sprzeciw"))
    assert "już do nas dotarł" in browser.text
    letters(app)


def test_depth_is_read_page_by_page(consultation, anna, visitor):
    """A thread of six: the list shows two, the page of a comment three, the rest is a link away."""
    last = write(consultation, anna, "Poziom 1")
    for level in range(2, 7):
        last = write(consultation, anna, f"Poziom {level}", to=last)
    visitor.get(at(consultation))
    assert "Poziom 2" in visitor.text
    assert "Poziom 3" not in visitor.text
    visitor.get(at(consultation, "/1"))
    assert "Poziom 3" in visitor.text
    assert "Poziom 4" not in visitor.text
    assert visitor.doc.xpath(f"//a[@href='{at(consultation, '/3')}']")
    visitor.get(at(consultation, "/6"))
    assert "początek rozmowy" in visitor.text


LOADED = 18_000


def test_every_page_of_18_000_comments_takes_at_most_8_statements(app, visitor):
    """Bar 4."""
    consultation = make_consultation()
    people = make_people(60)
    write_many(consultation, LOADED - 3_000, people, 60)
    write_many(consultation, 3_000, people, 60, parent=1)
    hide = Decision(verdict=Verdict.HIDE, rule=Rule.OFFENSIVE, reason="Wulgaryzmy.")
    olga = make_person(name="Olga Moderatorka")
    for number in range(3, 30):
        services.report(consultation, number, olga, Ground.OFFENSIVE, "", clock.now())
    services.moderate(consultation, 2, olga, None, hide, clock.now(), seen=0)
    asked = write(consultation, people, "Kiedy?", Stance.NEUTRAL, to=1)
    services.answer_as_office(consultation, 1, olga, None, "W maju.", clock.now())
    browser = Page(app, people)
    listed, _ = queries.threads(consultation, View(seed=1))
    addresses = [
        "", "?kolejnosc=najnowsze", "?kolejnosc=najstarsze", "?pokaz=bez-odpowiedzi", "?pokaz=urzad", "?pokaz=za",
        f"?po={listed[-1].id}", "/1", "/1?kolejnosc=najstarsze", f"/{asked}", "/2", "/napisz", "/1/odpowiedz",
        "/1/popraw", "/1/usun", "/4/zglos", "/2/sprzeciw", "/moderacja",
    ]  # fmt: skip
    for address in addresses:
        for who in (browser, visitor):
            if who is visitor and address in {
                "/napisz",
                "/1/odpowiedz",
                "/1/popraw",
                "/1/usun",
                "/4/zglos",
                "/2/sprzeciw",
            }:
                continue
            with statements() as sent:
                who.get(at(consultation, address))
            assert 0 < len(sent) <= 8, (address, len(sent), sent)
