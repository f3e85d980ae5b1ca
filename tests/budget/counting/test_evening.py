"""Counting on a real database: the count, the tie, two approvals, and what everybody may read and repeat."""

import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from civic.budget.counting import archive, queries, services
from civic.budget.counting.models import Count
from civic.budget.counting.rules import Refusal
from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Counting, Status, TieRule
from civic.budget.projects.models import Project
from civic.core.access import Role
from civic.core.audit import AuditEvent
from civic.core.db import db
from civic.core.refusal import Refused
from tests.budget.counting.evening import opened, past
from tests.conftest import connect
from tests.factories import make_person
from tests.page import Page

VOTES = [(0, 1), (0, 1), (0,), (1, 2), (0, 3)]


def statuses() -> list[str]:
    return list(
        db.session.scalars(select(Project.status).where(Project.pool == "city").order_by(Project.number))
    )


def publish(edition_id: int, number: int = 1) -> None:
    for _ in range(2):
        services.approve(edition_id, number, make_person([Role.COMMITTEE_MEMBER]))


def test_a_count_follows_the_ballots(app):
    edition_id = opened(VOTES)
    assert services.count(edition_id, None) == 1
    counted = queries.last_count(edition_id)
    pool = counted.result.pool("city")
    assert [(row.id, row.score) for row in pool.rows] == [("1", 4), ("2", 3), ("3", 1), ("4", 1)]
    assert pool.ballots == 5
    assert counted.statistics["area"] == {"stare-miasto": 5}


def test_two_people_make_it_public(app):
    edition_id = opened(VOTES)
    services.count(edition_id, None)
    first, second = make_person([Role.COMMITTEE_MEMBER]), make_person([Role.EXECUTIVE])
    assert services.approve(edition_id, 1, first) is False
    with pytest.raises(Refused) as again:
        services.approve(edition_id, 1, first)
    assert again.value.reason is Refusal.APPROVED_ALREADY
    assert editions.edition(edition_id).status is Status.LIST_FIXED
    assert services.approve(edition_id, 1, second) is True
    assert editions.edition(edition_id).status is Status.RESULTS
    assert statuses() == ["SELECTED"] * 4
    kinds = set(db.session.scalars(select(AuditEvent.kind)))
    assert {"DrawCommitted", "EditionCounted", "CountApproved", "ProjectDecided", "EditionMoved"} <= kinds
    with pytest.raises(Refused) as late:
        services.count(edition_id, None)
    assert late.value.reason is Refusal.PUBLISHED


def tie_rules():
    pools = (
        past().pools[0].__class__(**{**_fields(past().pools[0]), "amount": 70_000_00}),
        *past().pools[1:],
    )
    chain = (TieRule.FUND_BOTH_IF_POSSIBLE, TieRule.PUBLIC_DRAW)
    return past(Counting(ties=chain), pools=pools, total=sum(pool.amount for pool in pools), cc_rights=False)


def _fields(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def test_a_tie_waits_for_the_draw_and_anybody_can_repeat_it(app):
    """2.13 (11): with PUBLIC_DRAW counting stops in state TIE_PENDING until a protocol is attached."""
    edition_id = opened([(0, 1, 2), (0, 1, 2), (0,)], tie_rules())
    services.count(edition_id, None)
    evening = queries.evening(edition_id)
    assert evening.tied == {"2", "3"}
    assert db.session.scalars(select(Count.state)).all() == ["TIE_PENDING"]
    with pytest.raises(Refused) as pending:
        services.approve(edition_id, 1, make_person([Role.EXECUTIVE]))
    assert pending.value.reason is Refusal.TIE_PENDING
    services.draw_lots(edition_id, "kostka: 5", ["Jan Kowal", "Ewa Lis"], None)
    assert services.count(edition_id, None) == 2
    draw = queries.draw(edition_id)
    expected = min(("2", "3"), key=lambda each: queries.ties(edition_id).draw.lot("city", each))
    won = [row.id for row in queries.last_count(edition_id).result.pool("city").rows if row.decision.funded]
    assert won == ["1", expected]
    assert len(draw.commitment) == 64
    publish(edition_id, 2)


def test_the_bundle_is_repeated_by_the_command_and_one_byte_is_seen(app, tmp_path):
    edition_id = opened(VOTES)
    services.count(edition_id, None)
    publish(edition_id)
    path = archive.bundle(editions.edition(edition_id), queries.last_count(edition_id))
    again = tmp_path / "again.zip"
    archive.pack(archive.contents(edition_id), again)
    assert path.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(path) as packed:
        packed.extractall(tmp_path / "b")
    command = [sys.executable, "-m", "civic", "recount", str(tmp_path / "b")]
    assert subprocess.run(command, capture_output=True, check=False, env={}).returncode == 0
    results = tmp_path / "b" / "results.json"
    results.write_bytes(results.read_bytes().replace(b"SELECTED", b"SELECTEd", 1))
    done = subprocess.run(command, capture_output=True, check=False, text=True, env={})
    assert done.returncode != 0
    assert "results.json" in done.stdout + done.stderr
    path.unlink()


def test_counts_are_never_changed(app, database: URL):
    edition_id = opened(VOTES)
    services.count(edition_id, None)
    db.session.remove()
    with (
        connect(database.set(username="civic_app")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("UPDATE count SET results = '{}'")


def test_two_approvals_at_once_publish_once(app):
    edition_id = opened(VOTES)
    services.count(edition_id, None)
    people = [make_person([Role.COMMITTEE_MEMBER]) for _ in range(4)]
    db.session.remove()
    gate = Barrier(4)

    def person(number: int) -> object:
        with app.app_context():
            gate.wait()
            try:
                return services.approve(edition_id, 1, people[number])
            except Refused as refused:
                return refused.reason

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(person, range(4)))
    assert sorted(map(str, answers)) == ["False", "True", str(Refusal.PUBLISHED), str(Refusal.PUBLISHED)]


def test_everybody_reads_the_results_and_why(app, visitor: Page):
    edition_id = opened(VOTES)
    services.count(edition_id, None)
    visitor.get("/budzet/2026/wyniki")
    assert "Wyników jeszcze nie ma" in visitor.doc.xpath("string(//h1)")
    visitor.get("/budzet/2026/wyniki/city", 404)
    publish(edition_id)
    for lang in ("pl", "en"):
        visitor.get(f"/budzet/2026/wyniki?lang={lang}")
        visitor.get("/budzet/2026/wyniki/city")
        visitor.get("/budzet/2026/wyniki/protokol")
    visitor.get("/budzet/2026/wyniki/city?lang=pl")
    assert "Wygrały wszystkie projekty: 4" in visitor.text
    visitor.get("/budzet/2026/wyniki/nie-ma", 404)
    visitor.get("/budzet/2026/wyniki/paczka.zip")


def test_the_evening_in_the_office(app):
    edition_id = opened(VOTES, commit=False)
    clerk = Page(app, make_person([Role.COMMITTEE_MEMBER]))
    clerk.get("/urzad/2026/liczenie")
    assert "Losowania nie przygotowano" in clerk.text
    clerk.post("/urzad/2026/liczenie/przygotuj-losowanie", status=422)
    assert "przed otwarciem kopert" in clerk.text
    clerk.post("/urzad/2026/liczenie/policz")
    clerk.get("/urzad/2026/liczenie")
    clerk.post("/urzad/2026/liczenie/zatwierdz", {"number": "1"})
    clerk.post("/urzad/2026/liczenie/zatwierdz", {"number": "1"}, status=422)
    assert "Potrzebna jest druga osoba" in clerk.text
    Page(app, make_person([Role.EXECUTIVE])).post("/urzad/2026/liczenie/zatwierdz", {"number": "1"})
    assert editions.edition(edition_id).status is Status.RESULTS
    Page(app, make_person([Role.VERIFIER])).get("/urzad/2026/liczenie", 403)
