"""The office's pages: ceremony, rehearsal, opening voting, doubtful envelopes, opening the envelopes."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from civic.budget.voting import queries, services
from civic.budget.voting.services import MadeUp
from civic.core.access import Role
from civic.core.db import db
from tests.budget.voting.city import make_edition, open_edition, rows, some_choice, somebody
from tests.conftest import connect
from tests.factories import make_person
from tests.page import Page

BASE = "/urzad/2026/glosowanie"
SHARE = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{1,4})+")


def member(app, *roles: Role) -> Page:
    return Page(app, make_person(roles or (Role.COMMITTEE_MEMBER,)))


def post(page: Page, url: str, data: dict[str, object], status: int = 303) -> None:
    page.post(url, data, status)


@pytest.fixture
def durable(app, database: URL) -> Iterator[None]:
    """The tests' cluster answers before the disk does; a vote must not."""
    name = database.database
    with connect(database) as admin:
        admin.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
        db.session.remove()
        db.engine.dispose()
        yield
        admin.execute(f'ALTER DATABASE "{name}" RESET synchronous_commit')
    db.session.remove()
    db.engine.dispose()


def test_voting_does_not_open_on_a_database_that_may_forget(app):
    """T3: synchronous_commit=off lost 17 to 182 acknowledged votes a run."""
    services.make_key(make_edition(), 1, ["Anna Nowak"])
    page = member(app)
    post(page, f"{BASE}/otworz", {}, 422)
    assert "baza potwierdza głos, zanim jest na dysku" in page.text


def test_from_the_ceremony_to_an_open_vote(app, durable):
    make_edition()
    page = member(app)
    page.get(BASE)
    assert "czeka" in page.text
    post(page, f"{BASE}/otworz", {}, 422)
    assert "nie ma jeszcze klucza" in page.text
    page.get(f"{BASE}/klucz")
    post(page, f"{BASE}/klucz", {"holders": "Anna Nowak\nJan Kos\nEwa Lis", "threshold": "2"}, 200)
    shares = [node.text_content() for node in page.doc.xpath("//p[contains(@class, 'share__text')]")]
    assert len(shares) == 3
    assert page.response.headers["Cache-Control"] == "no-store"
    page.get(f"{BASE}/klucz")
    assert not any(share in page.response.text for share in shares)
    page.get(f"{BASE}/proba")
    assert "Anna Nowak" in page.text
    post(page, f"{BASE}/proba", {"share": ["", shares[1], ""]}, 422)
    assert "Za mało różnych udziałów: jest 1, a potrzeba 2." in page.text
    post(page, f"{BASE}/proba", {"share": [shares[0], "", shares[2].lower()]})
    page.get(f"{BASE}/proba")
    assert "Udziały pasują do klucza" in page.response.text
    post(page, f"{BASE}/otworz", {})
    page.get(BASE)
    assert "Zasady zamrożono" in page.text
    assert "trwa" in page.text
    post(page, f"{BASE}/klucz", {"holders": "Kto Inny", "threshold": "1"}, 422)
    post(page, f"{BASE}/otworz", {}, 422)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"holders": "Anna", "threshold": "2"},
        {"holders": "Anna\nAnna", "threshold": "1"},
        {"holders": "Anna", "threshold": "x"},
        {"holders": " \n ", "threshold": "1"},
    ],
)
def test_a_ceremony_that_makes_no_sense(app, data):
    make_edition()
    page = member(app)
    post(page, f"{BASE}/klucz", data, 422)
    assert rows("edition_key") == 0


def test_a_list_that_is_not_fixed(app, durable):
    edition_id = make_edition()
    services.make_key(edition_id, 1, ["Anna Nowak"])
    db.session.execute(text("UPDATE edition SET status = 'ASSESSED'"))
    db.session.commit()
    page = member(app)
    post(page, f"{BASE}/otworz", {}, 422)
    assert (
        "list" in page.doc.xpath("//div[contains(@class, 'govuk-error-summary')]")[0].text_content().lower()
    )


def test_the_commissions_evening(app, time_machine):
    paper, shares = open_edition(k=2, n=3)
    services.cast_many(paper, [MadeUp(str(n), some_choice(paper, n % 5), paper.opens) for n in range(30)])
    page = member(app)
    page.get(f"{BASE}/koperty")
    assert "Głosowanie trwa do" in page.text
    post(page, f"{BASE}/koperty", {"share": shares}, 422)
    time_machine.move_to(paper.closes)
    page = member(app)
    page.get(f"{BASE}/koperty")
    post(page, f"{BASE}/koperty", {"share": [shares[0], shares[0], ""]}, 422)
    assert rows("ballot") == 0
    post(page, f"{BASE}/koperty", {"share": [shares[0], shares[1][:-1] + "1", ""]}, 422)
    assert "W udziale z pola 2 jest pomyłka." in page.text
    post(page, f"{BASE}/koperty", {"share": [shares[0], "", shares[2]]})
    page.get(f"{BASE}/koperty")
    assert "udziałami o numerach: 1, 3" in page.text
    assert rows("ballot") == 30
    post(page, f"{BASE}/koperty", {"share": shares}, 422)
    assert "Otwiera się je tylko raz." in page.text
    page.get(BASE)
    assert "jest tyle głosów, ile było ważnych kopert: 30" in page.text
    post(page, f"{BASE}/koperty/zniszcz-klucz", {})
    page.get(f"{BASE}/koperty")
    assert "Klucz zniszczono" in page.text


def test_a_disputed_envelope_from_the_call_to_the_second_vote(app):
    paper, _ = open_edition()
    services.cast(paper, some_choice(paper), services.Identity("email:jan@example.org", "email"), once="a")
    tracker = db.session.execute(text("SELECT tracker FROM envelope")).scalar_one()
    first, second = member(app), member(app)
    post(first, f"{BASE}/watpliwe/znajdz", {"email": "nikt@example.org"}, 200)
    assert "Z tymi danymi nie ma koperty" in first.text
    post(first, f"{BASE}/watpliwe/znajdz", {"email": "Jan+x@example.org"}, 200)
    assert tracker in first.text
    post(
        first, f"{BASE}/watpliwe", {"tracker": "AAAAA", "doubt": "DISPUTED", "reason": "dzwonił pan Jan"}, 422
    )
    post(first, f"{BASE}/watpliwe", {"tracker": tracker, "doubt": "DISPUTED", "reason": "ok"}, 422)
    post(
        first,
        f"{BASE}/watpliwe",
        {"tracker": tracker.lower(), "doubt": "DISPUTED", "reason": "dzwonił pan Jan"},
    )
    first.get(f"{BASE}/watpliwe")
    assert "czeka na propozycję" in first.text
    url = f"{BASE}/watpliwe/{tracker}"
    post(first, url, {"to": "ANNULLED", "reason": "", "may_vote_again": "y"}, 422)
    post(first, url, {"to": "ANNULLED", "reason": "potwierdził osobiście", "may_vote_again": "y"})
    first.get(url)
    assert "potwierdzić musi inna osoba" in first.text
    post(first, f"{url}/potwierdz", {}, 422)
    assert "Potwierdzić musi inna osoba" in first.text
    second.get(url)
    post(second, f"{url}/potwierdz", {})
    second.get(url)
    assert "unieważniona" in second.text
    visitor = Page(app)
    visitor.get(f"/budzet/2026/koperta?numer={tracker}")
    assert "Ta koperta została unieważniona" in visitor.text
    assert "ktoś zgłosił, że to nie jego głos" in visitor.text


def test_a_burst_from_one_network_is_shown_not_judged(app):
    """T6: a signal only; nothing happens to the envelopes by itself."""
    paper, _ = open_edition()
    for number in range(20):
        services.cast(
            paper, some_choice(paper), somebody(str(number)), once=str(number), network="203.0.113.7"
        )
    services.cast(paper, some_choice(paper), somebody("z domu"), once="x", network="203.0.113.9")
    page = member(app)
    page.get(f"{BASE}/watpliwe")
    assert "Dużo kopert z jednej sieci" in page.text
    ((_, count, _),) = queries.bursts(paper.edition_id)
    assert count == 20
    assert (
        "203.0.113"
        not in db.session.execute(text("SELECT string_agg(envelope::text, '') FROM envelope")).scalar_one()
    )
    assert rows("envelope WHERE status = 'VALID'") == 21


@pytest.mark.parametrize(
    ("path", "roles", "status"),
    [
        ("", (Role.VERIFIER,), 403),
        ("/klucz", (Role.COORDINATOR,), 403),
        ("/koperty", (Role.COORDINATOR,), 403),
        ("/watpliwe", (Role.COORDINATOR,), 403),
        ("", (Role.COORDINATOR,), 200),
        ("/proba", (Role.COORDINATOR,), 200),
        ("/koperty", (Role.COMMITTEE_MEMBER,), 200),
        ("/koperty", (), 403),
    ],
)
def test_who_may_come(app, path, roles, status):
    make_edition()
    Page(app, make_person(roles)).get(f"{BASE}{path}", status)


def test_the_commission_reads_why_every_way_asks_for_a_name(app):
    make_edition()
    page = member(app)
    page.get(BASE)
    assert "każdy z nich pyta o imię, nazwisko i adres" in page.text
