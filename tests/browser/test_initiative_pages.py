"""Every page of local initiatives in Chromium: axe finds nothing, nothing scrolls sideways, both languages, phone and desk."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page
from sqlalchemy.engine import URL

from civic.core import clock
from civic.initiatives.requests.rules import Status
from civic.sample.initiatives.texts import requests
from tests.browser import axe
from tests.conftest import connect

pytestmark = pytest.mark.browser

TITLES = {each.state.lower(): each.idea.title for each in requests()}
"""The sample has one initiative in each state."""
CASE, DESK = "/inicjatywy", "/urzad/inicjatywy"
ARTUR, STEFAN, ROBERT, EDWARD = "artur.wilczek", "stefan.rybak", "robert.majewski", "edward.grosik"
VISITOR = {
    "list": CASE,
    "list-none-found": f"{CASE}?q=qqqq",
    "list-filtered": f"{CASE}?stan=rozliczone",
    "begin": f"{CASE}/zloz",
    "register": f"{CASE}/rejestr/{clock.now().year}",
    "joined": f"{CASE}/dolacz/dziekujemy/tak",
    "not-joined": f"{CASE}/dolacz/dziekujemy/nie",
    **{state: f"{CASE}/{{{state}}}" for state in TITLES if state != "draft"},
}
STEPS = (
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
    "usun",
)
OF_LEADER = {
    "idea": ("draft", f"{CASE}/zloz/pomysl"),
    "mine": ("draft", f"{CASE}/moje"),
    **{f"step-{slug}": ("draft", f"{CASE}/zloz/{{draft}}/{slug}") for slug in STEPS},
    **{f"mine-{state}": (state, f"{CASE}/moje/{{{state}}}") for state in ("draft", "fix_called", "negotiation", "settled")},
    "complete": ("fix_called", f"{CASE}/zloz/{{fix_called}}/sprawdz"),
    "withdraw": ("submitted", f"{CASE}/moje/{{submitted}}/wycofaj"),
    **{f"table-{state}": (state, f"{CASE}/{{{state}}}/uzgodnienia") for state in ("accepted", "negotiation", "contracted")},
    "table-edit": ("negotiation", CASE + "/{negotiation}/uzgodnienia/zmien"),
    "paper": ("negotiation", CASE + "/{negotiation}/uzgodnienia/umowa"),
    "paper-signed": ("settled", CASE + "/{settled}/uzgodnienia/umowa"),
    **{
        f"work-{state}": (state, f"{CASE}/{{{state}}}/praca")
        for state in ("negotiation", "contracted", "in_progress", "completed", "settled", "terminated")
    },
    "protocol": ("in_progress", CASE + "/{in_progress}/praca/protokol"),
    "report": ("completed", CASE + "/{completed}/praca/rozliczenie"),
    "report-accepted": ("settled", CASE + "/{settled}/praca/rozliczenie"),
}  # fmt: skip
OFFICE = {
    "queue": (ARTUR, DESK),
    "queue-none-found": (ARTUR, f"{DESK}?q=qqqq"),
    "paper-request": (ARTUR, f"{DESK}/nowy"),
    "settings": (ARTUR, f"{DESK}/ustawienia"),
    "criteria": (ARTUR, f"{DESK}/kryteria"),
    "criteria-edit": (ARTUR, f"{DESK}/kryteria/zmiana"),
    "ranking": (ARTUR, f"{DESK}/ranking"),
    "request": (ARTUR, DESK + "/{submitted}"),
    "request-called": (ARTUR, DESK + "/{fix_called}"),
    **{
        f"card-{state}": (ARTUR, f"{DESK}/{{{state}}}/ocena")
        for state in ("submitted", "fix_called", "formal_ok", "assessed", "rejected", "forwarded", "left_unconsidered")
    },
    "formal": (ARTUR, DESK + "/{submitted}/ocena-formalna"),
    "formal-too-late": (ARTUR, DESK + "/{settled}/ocena-formalna"),
    "land": (ARTUR, DESK + "/{submitted}/wlasciciel"),
    "complete-for": (ARTUR, DESK + "/{fix_called}/uzupelnienie"),
    "leave": (ARTUR, DESK + "/{fix_called}/bez-rozpoznania"),
    "forward": (ARTUR, DESK + "/{submitted}/przekazanie"),
    "extend": (ARTUR, DESK + "/{submitted}/przedluzenie"),
    "close-too-early": (ARTUR, DESK + "/{formal_ok}/zamkniecie"),
    "minutes": (ARTUR, DESK + "/{assessed}/protokol"),
    "my-cards": (STEFAN, f"{DESK}/moje-oceny"),
    "declare": (STEFAN, DESK + "/{formal_ok}/bezstronnosc"),
    "my-card-closed": (STEFAN, DESK + "/{assessed}/moja-ocena"),
    "decide": (ROBERT, DESK + "/{assessed}/decyzja"),
    "decided": (ROBERT, DESK + "/{rejected}/decyzja"),
    **{f"table-{state}": (ARTUR, f"{DESK}/{{{state}}}/uzgodnienia") for state in ("accepted", "negotiation", "contracted")},
    "table-edit": (ARTUR, DESK + "/{negotiation}/uzgodnienia/zmien"),
    "terms": (ARTUR, DESK + "/{negotiation}/uzgodnienia/umowa/postanowienia"),
    "paper": (ROBERT, DESK + "/{negotiation}/uzgodnienia/umowa"),
    "paper-signed": (ARTUR, DESK + "/{contracted}/uzgodnienia/umowa"),
    **{f"work-{state}": (ARTUR, f"{DESK}/{{{state}}}/praca") for state in ("contracted", "in_progress", "settled")},
    "end-early": (ROBERT, DESK + "/{in_progress}/praca"),
    "protocol": (ARTUR, DESK + "/{in_progress}/praca/protokol"),
    "report": (ARTUR, DESK + "/{completed}/praca/rozliczenie"),
    "report-accepted": (EDWARD, DESK + "/{settled}/praca/rozliczenie"),
}  # fmt: skip
ERRORS = {
    "no-such-initiative": ("", f"{CASE}/99999", 404),
    "no-such-register": ("", f"{CASE}/rejestr/2001", 404),
    "a-draft-is-not-public": ("", CASE + "/{draft}", 404),
    "no-such-invitation": ("", f"{CASE}/dolacz/nie-ma-takiego", 404),
    "not-for-a-resident": ("jan.lipinski", DESK, 403),
}


@pytest.fixture(scope="module")
def sample(sample_database: URL) -> Mapping[str, tuple[int, str]]:
    """Number and leader of the sample's initiative in each state."""
    with connect(sample_database) as database:
        found = database.execute(
            "SELECT title, i.id, split_part(email, '@', 1) FROM initiative i JOIN person p ON p.id = leader_id"
        ).fetchall()
    by_title = {str(title): (int(number), str(leader)) for title, number, leader in found}
    return {state: by_title[title] for state, title in TITLES.items()}


def test_the_sample_has_every_state() -> None:
    assert set(TITLES) == {each.lower() for each in Status}


@pytest.mark.parametrize("name", VISITOR)
def test_what_everybody_sees(
    as_somebody: Callable[[str], Page], sample: Mapping[str, tuple[int, str]], name: str
) -> None:
    axe.look(as_somebody(""), at(sample, VISITOR[name]), 200)


@pytest.mark.parametrize("name", OF_LEADER)
def test_what_the_leader_sees(
    as_somebody: Callable[[str], Page], sample: Mapping[str, tuple[int, str]], name: str
) -> None:
    state, path = OF_LEADER[name]
    axe.look(as_somebody(sample[state][1]), at(sample, path), 200)


@pytest.mark.parametrize("name", OFFICE)
def test_what_the_office_sees(
    as_somebody: Callable[[str], Page], sample: Mapping[str, tuple[int, str]], name: str
) -> None:
    key, path = OFFICE[name]
    axe.look(as_somebody(key), at(sample, path), 200)


@pytest.mark.parametrize("name", ERRORS)
def test_where_something_is_wrong(
    as_somebody: Callable[[str], Page], sample: Mapping[str, tuple[int, str]], name: str
) -> None:
    key, path, status = ERRORS[name]
    axe.look(as_somebody(key), at(sample, path), status)


def at(sample: Mapping[str, tuple[int, str]], path: str) -> str:
    """The path with the initiatives' numbers."""
    return path.format(**{state: number for state, (number, _) in sample.items()})
