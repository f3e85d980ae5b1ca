"""T1: one ballot per person, whoever presses what at the same moment."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from civic.budget.voting import queries, services
from civic.budget.voting.rules import Refusal
from civic.budget.voting.services import Identity
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from tests.budget.voting.city import (
    changeable,
    open_edition,
    open_now,
    project_ids,
    rows,
    some_choice,
    somebody,
)
from tests.conftest import connect
from tests.races.processes import Crowd, two_processes

pytestmark = pytest.mark.race

VOTERS, CONNECTIONS, MUTANTS = 300, 32, 25


@pytest.fixture
def copy(app, database: URL) -> Iterator[Callable[[str], URL]]:
    """Makes copies of the test's database as it stands; they go away with the test."""
    made = []

    def copied(name: str) -> URL:
        db.session.remove()
        db.engine.dispose()
        url = database.set(database=f"{database.database}_{name}")
        made.append(url.database)
        with connect(database.set(database="postgres")) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{url.database}" TEMPLATE "{database.database}"')
        return url

    yield copied
    with connect(database.set(database="postgres")) as admin:
        for name in made:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def ballot() -> dict[str, str]:
    """The fields of a filled form, but for who sends it."""
    paper = queries.paper(db.session.execute(text("SELECT id FROM edition")).scalar_one())
    project = project_ids("citywide", paper)[0]
    return {
        "route": "oswiadczenie", "go": "cast", "at": "check", "area": "ogrody", "c": f"citywide:{project}:1", "age": "42",
        "declared": "y",
    }  # fmt: skip


def envelopes(url: URL) -> tuple[int, int]:
    """How many envelopes lie in the box, and of how many voters."""
    with connect(url) as admin:
        found = admin.execute("SELECT count(*), count(DISTINCT voter_key) FROM envelope").fetchone()
    assert found is not None
    return found[0], found[1]


def test_32_connections_times_300_voters_through_two_processes(app, copy, tmp_path: Path):
    """Bar 4: exactly 300 envelopes."""
    open_edition()
    crowd_fields = ballot()
    url = copy("whole")
    with two_processes(url, tmp_path) as ports:
        crowd = Crowd(ports, CONNECTIONS, crowd_fields)
        crowd.cast(VOTERS)
    assert envelopes(url) == (VOTERS, VOTERS)
    assert crowd.answers == Counter({303: VOTERS, 422: VOTERS * (CONNECTIONS - 1)})


def test_the_check_has_teeth(app, copy, tmp_path: Path):
    """Bar 4: the same race without the constraint doubles voters. Its name stays, so that the statement still runs."""
    open_edition()
    crowd_fields = ballot()
    url = copy("mutated")
    with connect(url) as admin:
        admin.execute(
            "ALTER TABLE envelope DROP CONSTRAINT one_envelope_per_voter,"
            " ADD CONSTRAINT one_envelope_per_voter UNIQUE (edition_id, tracker)"
        )
    with two_processes(url, tmp_path) as ports:
        Crowd(ports, CONNECTIONS, crowd_fields).cast(MUTANTS)
    stored, voters = envelopes(url)
    assert stored > MUTANTS
    assert voters == MUTANTS


def test_with_no_constraint_at_all_nothing_is_taken(app, database: URL):
    """It fails closed: no constraint, no ballot."""
    paper, _ = open_edition()
    db.session.remove()
    with connect(database) as admin:
        admin.execute("ALTER TABLE envelope DROP CONSTRAINT one_envelope_per_voter")
        try:
            with pytest.raises(Exception, match="one_envelope_per_voter"):
                services.cast(paper, some_choice(paper), somebody("A"), once="a")
            assert rows("envelope") == 0
        finally:
            db.session.remove()
            admin.execute(
                "ALTER TABLE envelope ADD CONSTRAINT one_envelope_per_voter UNIQUE (edition_id, voter_key)"
            )


def at_once(app, count: int, act: Callable[[int], object]) -> Counter[str]:
    """What came of everybody doing it at the same moment: "done" or the refusal."""
    gate, outcomes = threading.Barrier(count), Counter[str]()

    def go(number: int) -> None:
        with app.app_context():
            db.session.connection()
            gate.wait(60)
            try:
                act(number)
                outcomes["done"] += 1
            except Refused as refused:
                outcomes[str(refused.reason)] += 1
            except BaseException as error:  # noqa: BLE001 - counted, and then no outcome that is expected
                outcomes[repr(error)] += 1
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_changing_a_vote_in_many_tabs_leaves_one_whole_envelope(app):
    paper, _ = open_edition(changeable(open_now()))
    for turn in range(10):
        who = somebody(f"{turn}")
        outcomes = at_once(
            app,
            8,
            lambda n, who=who, turn=turn: services.cast(
                paper, some_choice(paper, n % 6), who, once=f"{turn}-{n}"
            ),
        )
        assert outcomes == {"done": 8}
    assert rows("envelope") == 10


def test_the_same_page_sent_many_times_gives_one_receipt(app):
    paper, _ = open_edition()
    seen = set()
    outcomes = at_once(
        app, 8, lambda n: seen.add(services.cast(paper, some_choice(paper), somebody("A"), once="same"))
    )
    assert outcomes == {"done": 8}
    assert len(seen) == 1
    assert rows("envelope") == 1


def test_a_shared_mailbox_never_passes_its_limit(app):
    paper, _ = open_edition()

    def vote(number: int) -> None:
        who = somebody(f"{number}", contact="email:rodzina@example.org", contact_limit=3)
        services.cast(paper, some_choice(paper), who, once=f"{number}")

    for _ in range(3):
        at_once(app, 8, vote)
    assert rows("envelope") == 3


def test_one_link_votes_once_in_many_tabs(app):
    """The link is used up in the transaction of the ballot: however many tabs, one envelope."""
    paper, _ = open_edition()
    with transaction():
        db.session.execute(
            text(
                "INSERT INTO voting_link (token_hash, edition_id, route, address_box, expires_at)"
                " VALUES ('\\x01', :edition, 'email', '\\x01', now() + interval '1 hour')"
            ),
            {"edition": paper.edition_id},
        )

    def vote(number: int) -> None:
        who = Identity(f"email:{number}@example.org", "email", link=b"\x01")
        services.cast(paper, some_choice(paper), who, once=f"{number}")

    assert at_once(app, 8, vote) == {"done": 1, Refusal.LINK_USED: 7}
    assert rows("envelope") == 1


def test_opening_twice_at_once_happens_once(app):
    paper, shares = open_edition()
    services.cast_many(paper, [services.MadeUp(str(n), some_choice(paper), paper.opens) for n in range(50)])
    outcomes = at_once(app, 4, lambda n: services.open_envelopes(paper.edition_id, shares, now=paper.closes))
    assert outcomes == {"done": 1, Refusal.ALREADY_OPENED: 3}
    assert rows("ballot") == 50


def test_a_ballot_under_way_at_the_close_is_waited_for(app, database: URL):
    """The row is written before the close and committed after the opening began: it is counted, not lost."""
    paper, shares = open_edition()
    opened = []

    def cast() -> None:
        with app.test_request_context():
            who = replace(somebody("A"), mail_to="anna@example.org")
            services.cast(paper, some_choice(paper), who, once="a")

    def opening() -> None:
        with app.app_context():
            opened.append(services.open_envelopes(paper.edition_id, shares, now=paper.closes).ballots)

    voter, committee = threading.Thread(target=cast), threading.Thread(target=opening)
    with connect(database) as admin:
        admin.execute("BEGIN; LOCK TABLE outgoing_mail IN ACCESS EXCLUSIVE MODE")
        voter.start()
        wait_until(
            database,
            "SELECT count(*) = 1 FROM pg_locks WHERE relation = 'outgoing_mail'::regclass AND NOT granted",
        )
        committee.start()
        wait_until(
            database,
            "SELECT count(*) = 1 FROM pg_locks WHERE relation = 'envelope'::regclass AND NOT granted",
        )
        assert opened == []
        admin.execute("COMMIT")
    voter.join()
    committee.join()
    assert opened == [1]


def wait_until(url: URL, condition: str) -> None:
    """Wait, at most half a minute, until a query says yes."""
    with connect(url) as watcher:
        for _ in range(600):
            if watcher.execute(condition).fetchone() == (True,):
                return
            time.sleep(0.05)
    raise AssertionError(condition)
