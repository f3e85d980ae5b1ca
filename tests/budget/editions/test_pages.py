"""The office sets up an edition page by page; residents read it."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from civic.budget.editions import document, queries, services
from civic.budget.editions.forms import SECTIONS
from civic.budget.editions.profiles import profile_names
from civic.budget.editions.rules import Action, Leftover, Method, Status, TieRule
from civic.core.access import Role
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from tests.budget.editions.sample_rules import CALENDAR, MILLION, RULES
from tests.budget.editions.test_services import areas, frozen, made, walk_to  # noqa: F401
from tests.factories import make_person
from tests.page import Page


@pytest.fixture
def office(app, made):  # noqa: F811
    """A coordinator, signed in."""
    return Page(app, person_id=make_person([Role.COORDINATOR], name="Ewa Lis"))


def form_values(page):
    """What a browser would send: every control of the page's form, as it stands."""
    values = []
    for control in page.doc.xpath("//main//form//*[self::input or self::select or self::textarea][@name]"):
        if control.tag == "select":
            chosen = control.xpath("option[@selected]") or control.xpath("option")[:1]
            values += [(control.get("name"), option.get("value")) for option in chosen]
        elif control.tag == "textarea":
            values.append((control.get("name"), control.text or ""))
        elif control.get("type") in {"checkbox", "radio"}:
            values += (
                [(control.get("name"), control.get("value", "on"))]
                if control.get("checked") is not None
                else []
            )
        elif control.get("type") not in {"submit", "file"}:
            values.append((control.get("name"), control.get("value", "")))
    return values


def fill(page, **changes):
    """The form as it stands, with some answers changed; a list gives several values, None takes the field away."""
    names = {name.replace("__", "-") for name in changes}
    kept = [(name, value) for name, value in form_values(page) if name not in names]
    for name, value in changes.items():
        several = value if isinstance(value, list) else [value]
        kept += [(name.replace("__", "-"), each) for each in several if each is not None]
    data = {}
    for name, value in kept:
        data.setdefault(name, []).append(value)
    return data


def rules_of(slug="2026"):
    db.session.expire_all()
    return queries.edition_by_slug(slug).rules


def test_the_list_and_the_page_of_an_edition(office):
    office.get("/urzad/edycje")
    assert "Budżet obywatelski 2026" in office.text
    office.get("/urzad/edycje/2026")
    for words in ("§ 1. Nazwa i podstawa", "uchwała rady nr XII/34/2026", "Minimum 0,5 % wydatków: 4\u00a0000\u00a0000,00\u00a0zł",
                  "publiczne losowanie", "od 1 września 2026, 00:00 do 15 września 2026, 23:59"):  # fmt: skip
        assert " ".join(words.split()) in office.text


@pytest.mark.parametrize("section", SECTIONS)
def test_saving_a_section_untouched_changes_nothing(office, section):
    office.get(f"/urzad/edycje/2026/zasady/{section}")
    office.post(f"/urzad/edycje/2026/zasady/{section}", fill(office))
    assert rules_of() == RULES
    assert queries.edition_by_slug("2026").version == 1


@pytest.mark.parametrize(
    "path", ["pieniadze", "pule/city", "pule/district-ogrody", "listy/citywide", "listy/districts"]
)
def test_saving_a_part_untouched_changes_nothing(office, path):
    office.get(f"/urzad/edycje/2026/{path}")
    office.post(f"/urzad/edycje/2026/{path}", fill(office))
    assert rules_of() == RULES


@pytest.mark.parametrize("profile", profile_names())
def test_every_profile_survives_every_form(app, made, profile):  # noqa: F811
    office = Page(app, person_id=make_person([Role.COORDINATOR]))
    office.get(f"/urzad/nowa-edycja/wzor/{profile}")
    answers = fill(office, slug="proba", start="2.03.2026", total="40 000 000", expenditure="8 000 000 000")
    office.post(f"/urzad/nowa-edycja/wzor/{profile}", answers)
    before = rules_of("proba")
    office.get("/urzad/edycje/proba")
    paths = ["pieniadze", *(f"zasady/{section}" for section in SECTIONS)]
    paths += [f"pule/{pool.id}" for pool in before.pools[:2]] + [f"listy/{each.id}" for each in before.lists]
    for path in paths:
        office.get(f"/urzad/edycje/proba/{path}")
        office.post(f"/urzad/edycje/proba/{path}", fill(office))
        assert rules_of("proba") == before, path


def test_a_new_edition_below_the_minimum_is_refused_with_the_law(office):
    """2.13 (1): the form says the minimum, keeps what was typed and stores nothing."""
    office.get("/urzad/nowa-edycja")
    assert "Kraków 2024" in office.text
    office.get("/urzad/nowa-edycja/wzor/plock")
    answers = fill(
        office, slug="mala", start="2026-03-02", expenditure="1 234 567 890,12", total="6 172 839,45"
    )
    office.post("/urzad/nowa-edycja/wzor/plock", answers, status=422)
    assert "Minimum 0,5 % wydatków: 6 172 839,46 zł" in office.text.replace("\u00a0", " ")
    assert office.doc.xpath("//input[@name='total']/@value") == ["6 172 839,45"]
    assert queries.id_of_slug("mala") is None


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"slug": "2026"}, "Jest już edycja o takim adresie"),
        ({"slug": "Mój Budżet"}, "tylko małe litery"),
        ({"year": "rok"}, "Wpisz liczbę całkowitą"),
        ({"year": "1999"}, "Wpisz rok od 2018 do 2100"),
        ({"start": "jutro"}, "Wpisz dzień"),
        ({"start": "9999-12-31"}, "Wpisz dzień"),
        ({"start": "1.2.99999999999999999999"}, "Wpisz dzień"),
        ({"total": "milion"}, "Wpisz kwotę w złotych"),
        ({"total": ""}, "Wpisz, ile pieniędzy"),
        ({"expenditure": "-1"}, "Wpisz kwotę w złotych"),
        ({"name": ""}, "Wpisz nazwę edycji"),
    ],
)
def test_wrong_answers_get_a_sentence(office, answers, words):
    office.get("/urzad/nowa-edycja/wzor/plock")
    office.post(
        "/urzad/nowa-edycja/wzor/plock",
        fill(office, **{"slug": "x", "start": "2026-03-02", **answers}),
        status=422,
    )
    assert words in office.text


def test_money_and_pools_are_changed_together(office):
    office.get("/urzad/edycje/2026/pieniadze")
    office.post("/urzad/edycje/2026/pieniadze", fill(office, total="5 000 000"), status=422)
    assert "Pule mają razem 4 000 000,00 zł" in office.text.replace("\u00a0", " ")
    office.post(
        "/urzad/edycje/2026/pieniadze", fill(office, total="5 000 000", pools__0__amount="3 000 000,00 zł")
    )
    assert (rules_of().total, rules_of().pools[0].amount) == (5 * MILLION, 3 * MILLION)
    assert queries.edition_by_slug("2026").version == 2


def test_a_city_with_county_rights_is_told_the_minimum_while_editing(office):
    office.get("/urzad/edycje/2026/pieniadze")
    data = fill(office, expenditure="1 234 567 890,12")
    office.post("/urzad/edycje/2026/pieniadze", data, status=422)
    assert "Minimum 0,5 % wydatków: 6 172 839,46 zł" in office.text.replace("\u00a0", " ")
    data.pop("cc_rights")
    office.post("/urzad/edycje/2026/pieniadze", data)
    assert rules_of().cc_rights is False


def test_two_coordinators_meet_in_one_section(app, office):
    """Two at once: the second is told, keeps what was typed, and may save again over the other's version."""
    other = Page(app, person_id=make_person([Role.COORDINATOR], name="Jan Kot"))
    for page in (office, other):
        page.get("/urzad/edycje/2026/zasady/podstawa")
    office.post("/urzad/edycje/2026/zasady/podstawa", fill(office, name="Nazwa Ewy"))
    other.post("/urzad/edycje/2026/zasady/podstawa", fill(other, name="Nazwa Jana"), status=422)
    assert "Ktoś zapisał te zasady przed tobą (wersja 2)" in other.text
    assert other.doc.xpath("//input[@name='name']/@value") == ["Nazwa Jana"]
    assert rules_of().name == "Nazwa Ewy"
    other.post("/urzad/edycje/2026/zasady/podstawa", fill(other))
    assert rules_of().name == "Nazwa Jana"
    office.get("/urzad/edycje/2026/historia")
    assert "Jan Kot" in office.text
    office.get("/urzad/edycje/2026/historia/3")
    assert "Nazwa Ewy" in office.text
    assert "Nazwa Jana" in office.text


def test_rows_are_added_and_removed_without_script(office):
    url = "/urzad/edycje/2026/zasady/liczenie"
    office.get(url)
    office.post(url, fill(office, add="counting-thresholds"), status=200)
    assert office.doc.xpath("//select[@name='counting-thresholds-1-kind']")
    office.post(url, fill(office, **{"counting-thresholds-1-kind": "ABS_VOTES"}), status=422)
    assert "Wypełnij to pole" in office.text
    office.post(
        url,
        fill(
            office,
            **{"counting-thresholds-1-value": "1000", "counting-thresholds-1-applies_to": ["citywide"]},
        ),
    )
    assert [int(each.value) for each in rules_of().counting.thresholds] == [50, 1000]
    office.get(url)
    office.post(url, fill(office, **{"counting-thresholds-0-remove": "y"}))
    assert [int(each.value) for each in rules_of().counting.thresholds] == [1000]


def test_an_untouched_new_row_is_no_row(office):
    url = "/urzad/edycje/2026/zasady/podstawa"
    office.get(url)
    office.post(url, fill(office, add="legal_basis"), status=200)
    office.post(url, fill(office))
    assert rules_of().legal_basis == RULES.legal_basis


def test_chains_keep_their_order(office):
    url = "/urzad/edycje/2026/zasady/liczenie"
    office.get(url)
    office.post(url, fill(office, **{"counting-ties-0": "LOWER_COST", "counting-ties-1": "PUBLIC_DRAW",
                                     "counting-leftovers-0": "TO_CITYWIDE_POOL"}))  # fmt: skip
    assert rules_of().counting.ties == (TieRule.LOWER_COST, TieRule.PUBLIC_DRAW)
    assert rules_of().counting.leftovers == (Leftover.TO_CITYWIDE_POOL,)


def test_a_wrong_calendar_says_what_comes_before_what(office):
    url = "/urzad/edycje/2026/zasady/kalendarz"
    office.get(url)
    office.post(url, fill(office, **{"calendar-voting-closes_day": "2026-09-03"}), status=422)
    assert "Głosowanie trwa 3 dni, a musi trwać co najmniej 7." in office.text
    office.post(url, fill(office, **{"calendar-voting-closes_day": "2026-08-01"}), status=422)
    assert "Podaj początek i późniejszy koniec." in office.text
    office.post(
        url,
        fill(office, **{"calendar-voting-closes_day": "2026-09-15", "calendar-voting-closes_hour": "12:00"}),
    )
    assert rules_of().calendar.voting.closes.hour == 10


def test_a_minimum_age_is_refused_with_the_case_law(office):
    """16: min_age non-null -> error with the case-law text."""
    url = "/urzad/edycje/2026/zasady/glosujacy"
    office.get(url)
    office.post(url, fill(office, **{"eligibility-min_age": "16"}), status=422)
    assert "Nie można ustalić najmniejszego wieku głosujących" in office.text
    assert "II SA/Op 108/18" in office.text


def test_giving_up_paper(office):
    url = "/urzad/edycje/2026/zasady/glosujacy"
    office.get(url)
    office.post(url, fill(office, **{"channels-paper-given": None}), status=422)
    assert "Na papierze" in office.text
    office.get("/urzad/edycje/2026/zasady/sposoby")
    office.post(
        "/urzad/edycje/2026/zasady/sposoby", fill(office, **{"identity-1-channel": "POINT"}), status=422
    )
    assert "Edycja przewiduje papier" in office.text


def test_a_pool_is_changed_added_and_removed(office):
    office.get("/urzad/edycje/2026/pule/district-ogrody")
    office.post(
        "/urzad/edycje/2026/pule/district-ogrody", fill(office, name="Dzielnica Ogrody", costs__max="500 000")
    )
    assert (rules_of().pools[2].name, rules_of().pools[2].costs.max) == ("Dzielnica Ogrody", 50_000_000)
    office.get("/urzad/edycje/2026/nowa-pula")
    answers = fill(
        office,
        name="Zielona",
        kind="THEMATIC",
        amount="500 000",
        taken_from="city",
        on_list="citywide",
        residents="50 000",
    )
    office.post("/urzad/edycje/2026/nowa-pula", answers)
    rules = rules_of()
    assert (rules.pool("zielona").amount, rules.pool("city").amount) == (50_000_000, 150_000_000)
    assert rules.list_of("zielona").id == "citywide"
    office.get("/urzad/edycje/2026")
    assert "Zgodność takich pul z ustawą bywała podważana" in office.text
    office.get("/urzad/edycje/2026/pule/zielona/usun")
    office.post("/urzad/edycje/2026/pule/zielona/usun", fill(office, given_to="city"))
    assert [pool.id for pool in rules_of().pools] == [pool.id for pool in RULES.pools]
    assert rules_of().total == RULES.total


def test_a_list_is_changed_added_and_removed(office):
    office.get("/urzad/edycje/2026/listy/citywide")
    office.post(
        "/urzad/edycje/2026/listy/citywide",
        fill(office, method="RANK_POINTS", params__points="3, 2, 1"),
        status=422,
    )
    assert "musi być puste" in office.text
    office.post("/urzad/edycje/2026/listy/citywide", fill(office, params__min="", params__max=""))
    assert (rules_of().lists[0].method, rules_of().lists[0].params.points) == (Method.RANK_POINTS, (3, 2, 1))
    office.get("/urzad/edycje/2026/nowa-lista")
    answers = fill(
        office, name="Ogrody osobno", pools=["district-ogrody"], method="SINGLE", area_choice="ALL"
    )
    office.post("/urzad/edycje/2026/nowa-lista", answers)
    assert [each.id for each in rules_of().lists] == ["citywide", "districts", "ogrody-osobno"]
    assert rules_of().list_of("district-ogrody").id == "ogrody-osobno"
    office.get("/urzad/edycje/2026/listy/ogrody-osobno/usun")
    office.post("/urzad/edycje/2026/listy/ogrody-osobno/usun", fill(office, given_to="districts"))
    assert rules_of().list_of("district-ogrody").id == "districts"


def test_removing_what_counting_points_to(office):
    office.get("/urzad/edycje/2026/listy/districts/usun")
    office.post("/urzad/edycje/2026/listy/districts/usun", fill(office, given_to="citywide"))
    assert rules_of().counting.thresholds == ()
    assert len(rules_of().lists) == 1


@pytest.mark.parametrize(
    "path", ["pule/x", "listy/x", "pule/x/usun", "listy/x/usun", "zasady/x", "decyzje/x", "historia/9"]
)
def test_what_is_not_there_is_404(office, path):
    office.get(f"/urzad/edycje/2026/{path}", status=404)
    office.get("/urzad/nowa-edycja/wzor/x", status=404)


def test_the_document_as_text(office):
    url = "/urzad/edycje/2026/dokument"
    office.get(url)
    text = office.doc.xpath("//textarea")[0].text
    assert document.from_yaml(text) == RULES
    office.post(url, fill(office, text=text.replace("Budżet obywatelski 2026", "Z pliku")))
    assert rules_of().name == "Z pliku"
    office.get(url)
    office.post(url, fill(office, text="total: 5"), status=422)
    assert "W polu „total” wpisz kwotę w złotych" in office.text
    assert office.doc.xpath("//textarea")[0].text.strip() == "total: 5"
    office.get(url)
    office.post(url, fill(office, text=text.replace("total: 4 000", "total: 5 000")), status=422)
    assert "Różnica: 1 000 000,00 zł" in office.text.replace("\u00a0", " ")
    answer = office.get("/urzad/edycje/2026/dokument.yaml")
    assert document.from_yaml(answer.text).name == "Z pliku"


def test_an_edition_from_a_document(office):
    office.get("/urzad/nowa-edycja/dokument")
    office.post("/urzad/nowa-edycja/dokument", fill(office, slug="z-pliku", text="- nic"), status=422)
    office.post(
        "/urzad/nowa-edycja/dokument",
        fill(office, text=document.to_yaml(replace(RULES, total=1))),
        status=422,
    )
    assert "Pule mają razem" in office.text
    office.post("/urzad/nowa-edycja/dokument", fill(office, text=document.to_yaml(RULES)))
    assert rules_of("z-pliku") == RULES


def test_decisions_ask_why_and_move_the_edition(office):
    for decision in ("zatwierdz", "oglos"):
        office.get(f"/urzad/edycje/2026/decyzje/{decision}")
        office.post(
            f"/urzad/edycje/2026/decyzje/{decision}", fill(office, document_number="Zarządzenie 7/2026")
        )
    assert queries.edition_by_slug("2026").status is Status.ANNOUNCED
    office.get("/urzad/edycje/2026/decyzje/wstrzymaj")
    office.post("/urzad/edycje/2026/decyzje/wstrzymaj", fill(office), status=422)
    assert "Napisz, dlaczego" in office.text
    office.post("/urzad/edycje/2026/decyzje/wstrzymaj", fill(office, reason="Powódź"))
    data = db.session.scalars(select(AuditEvent.data).order_by(AuditEvent.id.desc())).first()
    assert (data["after"], data["reason"]) == ("SUSPENDED", "Powódź")
    office.get("/urzad/edycje/2026/decyzje/oglos")
    office.post("/urzad/edycje/2026/decyzje/oglos", fill(office), status=422)


def test_frozen_rules_have_no_forms(office, made):  # noqa: F811
    office.get("/urzad/edycje/2026/zasady/podstawa")
    answers = fill(office, name="Za późno")
    frozen(made)
    office.post("/urzad/edycje/2026/zasady/podstawa", answers)
    office.get("/urzad/edycje/2026")
    assert "Głosowanie zostało otwarte" in office.doc.text_content()
    assert queries.edition_by_slug("2026").rules_hash in office.text
    assert rules_of() == RULES
    assert not office.doc.xpath("//main//a[contains(@href, '/zasady/')]")
    office.get("/urzad/edycje/2026/pieniadze", status=303)


def test_others_of_the_office_read_and_do_not_write(app, made):  # noqa: F811
    verifier = Page(app, person_id=make_person([Role.VERIFIER]))
    verifier.get("/urzad/edycje/2026")
    assert not verifier.doc.xpath("//main//a[contains(@href, '/zasady/') or contains(@href, '/decyzje/')]")
    for path in ("zasady/podstawa", "pieniadze", "nowa-pula", "dokument", "decyzje/zatwierdz"):
        verifier.get(f"/urzad/edycje/2026/{path}", status=403)
    Page(app, person_id=make_person()).get("/urzad/edycje", status=403)


def test_residents_see_what_is_announced(app, made, visitor):  # noqa: F811
    visitor.get("/budzet/2026", status=404)
    visitor.get("/budzet/2026/zasady", status=404)
    visitor.get("/budzet")
    assert "Nie ma jeszcze żadnej edycji" in visitor.text
    walk_to(made, Status.ANNOUNCED)
    with time_machine.travel(CALENDAR.submission.opens + timedelta(days=2), tick=False):
        visitor.get("/budzet")
        visitor.get("/budzet/2026")
    assert "Zgłaszanie projektów. Do 1 kwietnia 2026, 23:59." in visitor.text
    assert "Mieszkańcy decydują o 4 000 000,00 zł" in visitor.text.replace("\u00a0", " ")
    assert "Wybierasz od 1 do 5 projektów. Głosujesz na projekty z jednego obszaru." in visitor.text
    visitor.get("/budzet/2026/zasady")
    assert "§ 7. Jak liczymy głosy" in visitor.text


def test_everybody_reads_why_an_edition_stands_still(app, made, visitor):  # noqa: F811
    walk_to(made, Status.ANNOUNCED)
    services.decide(made, Action.SUSPEND, reason="Powódź w mieście")
    visitor.get("/budzet/2026")
    assert "Wstrzymana" in visitor.text
    assert "Powódź w mieście" in visitor.text
    services.decide(made, Action.RESUME)
    visitor.get("/budzet/2026")
    assert "Powódź" not in visitor.text


def test_the_page_says_what_is_on(app, made, visitor):  # noqa: F811
    walk_to(made, Status.LIST_FIXED)
    with time_machine.travel(CALENDAR.voting.opens + timedelta(days=2), tick=False):
        visitor.get("/budzet/2026")
        assert "Głosowanie nie jest jeszcze otwarte" in visitor.text
        with transaction():
            services.freeze(made, has_key=True)
        visitor.get("/budzet/2026")
        assert "Głosowanie. Do 15 września 2026, 23:59." in visitor.text
        assert visitor.doc.xpath("//a[normalize-space()='Głosuj']/@href") == ["/budzet/2026/glosuj"]
    with time_machine.travel(CALENDAR.voting.closes + timedelta(days=30), tick=False):
        visitor.get("/budzet/2026")
        assert "Liczenie głosów" in visitor.text
        services.decide(made, Action.APPROVE_RESULTS)
        visitor.get("/budzet/2026")
        assert visitor.doc.xpath("//a[normalize-space()='Zobacz wyniki']")


@pytest.mark.parametrize("profile", profile_names())
def test_every_profile_can_be_read(app, made, visitor, profile):  # noqa: F811
    edition_id = services.create_from_profile(
        profile,
        slug="proba",
        year=2027,
        start=CALENDAR.submission.first_day,
        total=40 * MILLION,
        expenditure=80 * MILLION,
    )
    walk_to(edition_id, Status.ANNOUNCED)
    visitor.get("/budzet/proba")
    assert "None" not in visitor.text
    visitor.get("/budzet/proba/zasady")
    assert not any(word in visitor.text for word in ("None", "GREEDY", "ANY_ONE", "LIST_INVALID", "_"))
