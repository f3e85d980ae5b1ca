"""Seals of the audit trail: what they are, and that no change of a sealed entry goes unseen."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Barrier, Thread
from threading import Event as Signal

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.engine import URL

from civic.core import audit, audit_seal, jobs
from civic.core.audit import Event, record
from civic.core.audit_cli import audit as command
from civic.core.audit_seal import Damage, Finding, canonical, leaf_hash, merkle_root
from civic.core.db import db, transaction
from tests.conftest import connect


@dataclass(frozen=True, kw_only=True)
class Weighed(Event):
    """An event of this test."""

    words = "Zważono worek"
    grams: int


def act(*grams: int) -> None:
    """One transaction with some events."""
    with transaction():
        for one in grams:
            record(Weighed(subject=f"sack:{one}", grams=one, reason="zażółć"))


def tamper(database: URL, *statements: str) -> None:
    """What somebody with the keys to the database can do, past every right and trigger."""
    db.session.remove()
    with connect(database) as superuser:
        superuser.execute("SET session_replication_role = replica")
        for statement in statements:
            superuser.execute(statement)


LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_the_tree_is_that_of_rfc_6962(size):
    """The well-known vectors of Certificate Transparency."""
    assert merkle_root([leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]).hex() == ROOTS[size]


def test_an_event_is_hashed_as_canonical_json():
    row = {
        "id": 7,
        "at": datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
        "kind": "Weighed",
        "subject": "sack:1",
        "actor_id": None,
        "data": {"reason": "zażółć", "grams": 1},
    }
    assert canonical(row).decode() == (
        '{"actor_id":null,"at":"2026-11-22T10:00:00.000000+00:00","data":{"grams":1,"reason":"zażółć"},'
        '"id":7,"kind":"Weighed","subject":"sack:1"}'
    )


def test_seals_stand_on_each_other(app):
    assert audit_seal.seal() is None
    act(1, 2, 3)
    first = audit_seal.seal()
    assert audit_seal.seal() is None
    act(4)
    second = audit_seal.seal()
    assert (first.first_id, first.last_id, first.size, first.previous_root) == (1, 3, 3, audit_seal.NOTHING)
    assert (second.first_id, second.last_id, second.size, second.previous_root) == (4, 4, 1, first.root)
    act(5)
    assert audit_seal.verify() == audit_seal.Verdict(events=4, batches=2, waiting=1, finding=None)


def test_numbers_lost_to_a_rollback_are_no_damage(app):
    act(1)
    with pytest.raises(ZeroDivisionError), transaction():
        record(Weighed(subject="sack:2", grams=2))
        raise ZeroDivisionError
    act(3)
    assert audit_seal.seal().size == 2
    act(4)
    audit_seal.seal()
    assert audit_seal.verify().finding is None


SWAP = (
    "UPDATE audit_event a SET (at, kind, subject, data) ="
    " (SELECT at, kind, subject, data FROM audit_event b WHERE b.id = 5 - a.id) WHERE id IN (2, 3)"
)
COPY = "INSERT INTO audit_event (id, at, kind, subject, data) OVERRIDING SYSTEM VALUE SELECT {}, at, kind, subject, data FROM audit_event WHERE id = 1"
RESEAL = "UPDATE audit_leaf SET hash = (SELECT hash FROM audit_leaf WHERE event_id = 1) WHERE event_id = 5"


@pytest.mark.parametrize(
    ("statements", "finding"),
    [
        (["UPDATE audit_event SET data = data || '{\"grams\": 6}' WHERE id = 5"], Finding(Damage.CHANGED, 5)),
        (["UPDATE audit_event SET at = at + interval '1 microsecond' WHERE id = 2"], Finding(Damage.CHANGED, 2)),
        (["UPDATE audit_event SET kind = 'Waighed' WHERE id = 6"], Finding(Damage.CHANGED, 6)),
        (["UPDATE audit_event SET subject = 'sack:2' WHERE id = 1"], Finding(Damage.CHANGED, 1)),
        (["UPDATE audit_event SET actor_id = 1 WHERE id = 4"], Finding(Damage.CHANGED, 4)),
        (["DELETE FROM audit_event WHERE id = 4"], Finding(Damage.DELETED, 4)),
        (["DELETE FROM audit_event WHERE id = 6"], Finding(Damage.DELETED, 6)),
        ([COPY.format(0)], Finding(Damage.INSERTED, 0)),
        (["DELETE FROM audit_leaf WHERE event_id = 2", "DELETE FROM audit_event WHERE id = 2"], Finding(Damage.BATCH, 1)),
        (["DELETE FROM audit_event WHERE id = 2", COPY.format(-5)], Finding(Damage.DELETED, 2)),
        (["DELETE FROM audit_event WHERE id = 3", COPY.format(3)], Finding(Damage.CHANGED, 3)),
        ([SWAP], Finding(Damage.CHANGED, 2)),
        (["DELETE FROM audit_event WHERE id = 5", "DELETE FROM audit_leaf WHERE event_id = 5"], Finding(Damage.BATCH, 2)),
        ([RESEAL], Finding(Damage.CHANGED, 5)),
        (["UPDATE audit_batch SET root = previous_root WHERE id = 2"], Finding(Damage.BATCH, 2)),
        (["DELETE FROM audit_batch WHERE id = 1"], Finding(Damage.BATCH, 2)),
        (["DELETE FROM audit_batch WHERE id = 2"], Finding(Damage.SEAL_GONE, 4)),
        (["DELETE FROM audit_leaf WHERE event_id = 2"], Finding(Damage.INSERTED, 2)),
    ],
)  # fmt: skip
def test_the_first_bad_entry_is_named(app, database, statements, finding):
    act(1, 2, 3)
    audit_seal.seal()
    act(4, 5, 6)
    audit_seal.seal()
    act(7)
    assert audit_seal.verify().finding is None
    tamper(database, *statements)
    assert audit_seal.verify().finding == finding


def test_a_trail_written_anew_from_end_to_end_does_not_fit_a_copy_kept_outside(app, database, tmp_path):
    act(1, 2, 3)
    audit_seal.seal()
    kept = {batch.id: batch.root for batch in audit_seal.batches()}
    tamper(
        database,
        "UPDATE audit_event SET data = '{}' WHERE id = 2",
        "TRUNCATE audit_leaf, audit_batch RESTART IDENTITY",
    )
    audit_seal.seal()
    assert audit_seal.verify().finding is None
    assert audit_seal.verify(kept).finding == Finding(Damage.PUBLISHED, 1)


def test_a_seal_published_and_gone_is_named(app, database):
    act(1)
    audit_seal.seal()
    kept = {batch.id: batch.root for batch in audit_seal.batches()}
    tamper(database, "TRUNCATE audit_leaf, audit_batch, audit_event")
    assert audit_seal.verify(kept).finding == Finding(Damage.PUBLISHED, 1)


@pytest.mark.race
def test_an_event_whose_transaction_is_slow_is_never_passed_over(app):
    """Number 1 is taken first and committed last: a seal over 2 without 1 would call 1 an insertion for ever."""
    taken, go = Signal(), Signal()

    def slowly() -> None:
        with app.app_context():
            with transaction():
                record(Weighed(subject="sack:1", grams=1))
                taken.set()
                go.wait(10)
            db.session.remove()

    slow = Thread(target=slowly)
    slow.start()
    taken.wait(10)
    act(2)
    assert audit_seal.seal(patience=0.2) is None
    go.set()
    slow.join()
    assert audit_seal.seal().size == 2
    assert audit_seal.verify().finding is None


@pytest.mark.race
def test_sealing_under_load_passes_over_nothing(app):
    stop = Signal()

    def work(number: int) -> None:
        with app.app_context():
            while not stop.is_set():
                act(number)
                stop.wait(0.005)
            db.session.remove()

    workers = [Thread(target=work, args=(number,)) for number in range(4)]
    for one in workers:
        one.start()
    seals = 0
    while seals < 15:
        if audit_seal.seal(patience=10) is not None:
            seals += 1
    stop.set()
    for one in workers:
        one.join()
    audit_seal.seal()
    verdict = audit_seal.verify()
    assert verdict.finding is None
    assert verdict.waiting == 0
    assert verdict.batches >= 15


@pytest.mark.race
def test_seals_at_once_make_one(app):
    gate = Barrier(4)

    def run(_: int) -> bool:
        with app.app_context():
            gate.wait()
            return audit_seal.seal() is not None

    for number in range(1, 11):
        act(*range(200))
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(run, range(4))) == 1
        assert audit_seal.count() == number
    assert audit_seal.verify().finding is None


@pytest.mark.parametrize("table", ["audit_batch", "audit_leaf"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("role", ["civic_app", "civic_owner"])
def test_nobody_changes_a_seal(app, database, role, table, statement):
    act(1)
    audit_seal.seal()
    db.session.remove()
    column = {"audit_batch": "root", "audit_leaf": "hash"}[table]
    with (
        connect(database.set(username=role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.format(table, column, column))


def test_the_clock_seals(app):
    assert jobs.CLOCK["audit.seal"] == "*/5 * * * *"
    act(1)
    jobs.TASKS["audit.seal"]()
    assert audit_seal.count() == 1


def run(app, *words: str):
    """The command, its application being the one of the test."""
    return CliRunner().invoke(command, words, obj=lambda: app)


def test_the_command_says_what_it_did_and_found(app, database, tmp_path):
    act(1, 2)
    assert "Sealed events 1 to 2 (2): " in run(app, "seal").output
    assert run(app, "seal").output == "Nothing to seal.\n"
    whole = run(app, "verify")
    assert (whole.exit_code, whole.output) == (
        0,
        "2 sealed events in 1 seals checked, 0 wait for a seal.\nThe trail is whole.\n",
    )
    tamper(database, "DELETE FROM audit_event WHERE id = 2")
    bad = run(app, "verify")
    assert bad.exit_code == 1
    assert "BAD: Event 2 was sealed and is gone." in bad.output
    found = json.loads(run(app, "verify", "--json").output)
    assert (found["ok"], found["damage"], found["id"]) == (False, "deleted", 2)


def test_the_command_compares_with_a_copy(app, visitor, tmp_path):
    act(1)
    audit_seal.seal()
    copy = tmp_path / "pieczecie.json"
    copy.write_bytes(visitor.get("/dziennik/pieczecie.json").data)
    assert run(app, "verify", "--against", str(copy)).exit_code == 0
    other = json.loads(copy.read_text())
    other["seals"][0]["root"] = "0" * 64
    copy.write_text(json.dumps(other))
    assert "Seal 1 is not the one that was published." in run(app, "verify", "--against", str(copy)).output
    copy.write_text("<html>")
    assert "pieczecie.json is not a file of seals." in run(app, "verify", "--against", str(copy)).output


def test_anybody_reads_the_seals(app, visitor):
    visitor.get("/dziennik")
    assert "Nie ma jeszcze żadnej pieczęci" in visitor.text
    act(1)
    root = audit_seal.seal().root
    visitor.get("/dziennik?page=99")
    assert root in visitor.text
    answer = visitor.get("/dziennik/pieczecie.json").json
    assert answer["seals"][0]["root"] == root
    assert answer["seals"][0]["previous_root"] == audit_seal.NOTHING


def test_searching_events(app):
    act(1, 2)
    with transaction():
        record(replace(Weighed(subject="sack:1", grams=5), reason="Za 100% mokry"))
    found = lambda words: [event.id for event in audit.search(words)]  # noqa: E731
    assert found("") == [3, 2, 1]
    assert found("zważono") == [3, 2, 1]
    assert found("sack:1") == [3, 1]
    assert found("100%") == [3]
    assert found("100_") == []
    assert [event.id for event in audit.search(before=3, limit=1)] == [2]
    assert db.session.execute(text("SELECT 1")).scalar_one() == 1
