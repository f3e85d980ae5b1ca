"""The key, opening voting, opening the envelopes: once, all or nothing, no trace of who."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Refusal as EditionRefusal
from civic.budget.voting import queries, services
from civic.budget.voting.models import EditionKey, Envelope, KeyShareRecord
from civic.budget.voting.rules import Choice, EnvelopeStatus, Fate, Refusal, encode
from civic.budget.voting.services import MadeUp, opening
from civic.core import seal
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from tests.budget.voting.city import (
    DAY,
    make_edition,
    open_edition,
    open_now,
    project_ids,
    rows,
    some_choice,
    somebody,
)
from tests.conftest import connect
from tests.factories import make_person

PEOPLE = ["Anna Nowak", "Jan Kos", "Ewa Lis"]


def reason_of(call, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value


def fill(paper, count: int, *, at=None) -> list[Choice]:
    """Envelopes of ``count`` voters, the n-th choosing by n; the choices in the order they were cast."""
    ids = project_ids("citywide", paper)
    chosen = [
        Choice({"citywide": {ids[number % 6]: 1, ids[(number * 7 + 1) % 6]: 1}}, "", "25-34")
        for number in range(count)
    ]
    made = services.cast_many(
        paper, (MadeUp(f"osoba {number}", choice, at or paper.opens) for number, choice in enumerate(chosen))
    )
    assert made == count
    return chosen


def test_shares_are_shown_once_and_not_stored(app):
    edition_id = make_edition()
    made = services.make_key(edition_id, 2, PEOPLE)
    assert [name for name, _ in made.shares] == PEOPLE
    stored = " ".join(
        str(row) for table in ("edition_key", "key_share_record", "audit_event")
        for row in db.session.execute(text(f"SELECT {table}::text FROM {table}")).scalars()
    )  # fmt: skip
    for _, share in made.shares:
        assert share not in stored
        assert share.replace("-", "") not in stored
    assert db.session.scalars(select(KeyShareRecord.holder).order_by(KeyShareRecord.number)).all() == PEOPLE


def test_a_key_nothing_hangs_on_may_be_made_again(app):
    edition_id = make_edition()
    old = services.make_key(edition_id, 2, PEOPLE)
    services.make_key(edition_id, 1, PEOPLE[:1])
    assert queries.holders(edition_id) == PEOPLE[:1]
    assert (
        reason_of(services.rehearse, edition_id, [share for _, share in old.shares]).reason
        is Refusal.SHARES_DO_NOT_FIT
    )
    services.open_voting(edition_id, now=editions.rules(edition_id).calendar.voting.opens - DAY)
    assert reason_of(services.make_key, edition_id, 1, PEOPLE).reason is Refusal.KEY_EXISTS


@pytest.mark.parametrize(
    ("threshold", "holders", "reason"),
    [
        (1, [], Refusal.HOLDER_MISSING),
        (1, ["Anna Nowak", " Anna  Nowak"], Refusal.HOLDER_MISSING),
        (0, PEOPLE, Refusal.KEY_NUMBERS),
        (4, PEOPLE, Refusal.KEY_NUMBERS),
        (2, [f"Osoba {n}" for n in range(21)], Refusal.KEY_NUMBERS),
    ],
)
def test_a_key_that_cannot_be_split_so(app, threshold, holders, reason):
    assert reason_of(services.make_key, make_edition(), threshold, holders).reason is reason


def test_any_k_shares_fit_and_fewer_do_not(app):
    edition_id = make_edition()
    shares = [share for _, share in services.make_key(edition_id, 2, PEOPLE).shares]
    services.rehearse(edition_id, ["", shares[2].lower(), shares[0].replace("-", " ")])
    assert queries.key(edition_id).rehearsed_at
    assert reason_of(services.rehearse, edition_id, [shares[0], shares[0]]).facts == {"given": 1, "needed": 2}
    wrong = reason_of(
        services.rehearse, edition_id, [shares[0], shares[1][:-1] + ("A" if shares[1][-1] != "A" else "B")]
    )
    assert (wrong.reason, wrong.facts) == (Refusal.SHARE_MISTYPED, {"field": 2})


def test_voting_opens_only_with_a_key_a_list_and_time(app):
    edition_id = make_edition()
    opens = editions.rules(edition_id).calendar.voting.opens
    assert reason_of(services.open_voting, edition_id, now=opens).reason is Refusal.NO_KEY
    services.make_key(edition_id, 1, PEOPLE)
    late = reason_of(services.open_voting, edition_id, now=opens + 15 * DAY)
    assert late.reason is EditionRefusal.VOTING_OVER
    with transaction():
        db.session.execute(text("UPDATE edition SET status = 'ASSESSED'"))
    assert reason_of(services.open_voting, edition_id, now=opens).reason is EditionRefusal.LIST_NOT_FIXED
    with transaction():
        db.session.execute(text("UPDATE edition SET status = 'LIST_FIXED'"))
    services.open_voting(edition_id, now=opens - DAY)
    assert editions.edition(edition_id).frozen_at
    assert queries.key(edition_id).box_size
    assert reason_of(services.open_voting, edition_id, now=opens).reason is EditionRefusal.RULES_FROZEN


def test_an_empty_list_cannot_be_voted_on(app):
    edition_id = make_edition(each=0)
    services.make_key(edition_id, 1, PEOPLE)
    opens = editions.rules(edition_id).calendar.voting.opens
    assert reason_of(services.open_voting, edition_id, now=opens).reason is Refusal.NO_PROJECTS
    assert editions.edition(edition_id).frozen_at is None


def test_every_envelope_becomes_one_ballot(app):
    paper, shares = open_edition(k=2, n=3)
    chosen = fill(paper, 60)
    done = services.open_envelopes(paper.edition_id, shares[1:], now=paper.closes)
    assert (done.envelopes, done.ballots, done.annulled, done.shares) == (60, 60, 0, [2, 3])
    assert sorted(map(encode, queries.ballots(paper.edition_id))) == sorted(map(encode, chosen))
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "EnvelopesOpened")).one()
    assert event.data == {"shares": [2, 3], "envelopes": 60, "ballots": 60, "annulled": 0}


@pytest.mark.parametrize(
    ("moment", "given", "reason"),
    [
        (timedelta(microseconds=-1), slice(0, 2), Refusal.STILL_OPEN),
        (timedelta(0), slice(0, 1), Refusal.TOO_FEW_SHARES),
        (timedelta(0), slice(0, 0), Refusal.TOO_FEW_SHARES),
    ],
)
def test_not_before_the_close_and_not_with_fewer_shares(app, moment, given, reason):
    paper, shares = open_edition(k=2, n=3)
    fill(paper, 3)
    assert (
        reason_of(services.open_envelopes, paper.edition_id, shares[given], now=paper.closes + moment).reason
        is reason
    )
    assert rows("ballot") == rows("ballot_opening") == 0


def test_not_before_the_last_paper_ballot_is_in(app):
    rules = open_now()
    entry = rules.calendar.voting.closes + 3 * DAY
    paper, shares = open_edition(replace(rules, calendar=replace(rules.calendar, paper_entry=entry)))
    refused = reason_of(services.open_envelopes, paper.edition_id, shares, now=paper.closes + DAY)
    assert (refused.reason, refused.facts["closes"]) == (Refusal.PAPER_STILL_OPEN, entry)
    assert services.open_envelopes(paper.edition_id, shares, now=entry)


def test_only_once(app):
    paper, shares = open_edition()
    fill(paper, 5)
    services.open_envelopes(paper.edition_id, shares, now=paper.closes)
    again = reason_of(services.open_envelopes, paper.edition_id, shares, now=paper.closes)
    assert again.reason is Refusal.ALREADY_OPENED
    assert rows("ballot") == 5


@contextmanager
def disturbed(database: URL, body: str) -> Iterator[None]:
    """A database that does something else when the seventh ballot is written."""
    with connect(database) as admin:
        admin.execute(
            "CREATE SEQUENCE written; GRANT USAGE ON written TO civic_app;"
            "CREATE FUNCTION disturb() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS"
            f" $$ BEGIN IF nextval('written') = 7 THEN {body} END IF; RETURN NEW; END $$;"
            "CREATE TRIGGER disturb BEFORE INSERT ON ballot FOR EACH ROW EXECUTE FUNCTION disturb()"
        )
        try:
            yield
        finally:
            db.session.remove()
            admin.execute("DROP TRIGGER disturb ON ballot; DROP FUNCTION disturb(); DROP SEQUENCE written")


def test_a_power_cut_leaves_all_closed_and_it_can_be_done_again(app, database):
    paper, shares = open_edition()
    fill(paper, 20)
    with (
        disturbed(database, "PERFORM pg_terminate_backend(pg_backend_pid());"),
        pytest.raises(OperationalError),
    ):
        services.open_envelopes(paper.edition_id, shares, now=paper.closes)
    assert rows("ballot") == rows("ballot_opening") == 0
    assert services.open_envelopes(paper.edition_id, shares, now=paper.closes).ballots == 20


def test_numbers_that_disagree_undo_everything(app, database):
    paper, shares = open_edition()
    fill(paper, 20)
    with disturbed(database, "RETURN NULL;"), pytest.raises(opening.NumbersDisagreeError):
        services.open_envelopes(paper.edition_id, shares, now=paper.closes)
    assert rows("ballot") == 0


def test_a_damaged_envelope_stops_the_opening_and_is_named(app):
    paper, shares = open_edition()
    fill(paper, 5)
    with transaction():
        victim = db.session.scalars(select(Envelope).limit(1)).one()
        victim.sealed = victim.sealed[:-1] + bytes([victim.sealed[-1] ^ 1])
        tracker = victim.tracker
    refused = reason_of(services.open_envelopes, paper.edition_id, shares, now=paper.closes)
    assert (refused.reason, refused.facts) == (Refusal.ENVELOPES_DAMAGED, {"count": 1, "tracker": tracker})
    assert rows("ballot") == 0
    annul(paper.edition_id, tracker, "DAMAGED")
    done = services.open_envelopes(paper.edition_id, shares, now=paper.closes)
    assert (done.ballots, done.annulled) == (4, 1)
    assert queries.find_envelope(paper.edition_id, tracker).fate is Fate.ANNULLED


def test_an_envelope_exchanged_behind_the_tracker_is_seen(app):
    """T12: somebody with the database puts another choice into an envelope, sealed as it should be."""
    paper, shares = open_edition()
    receipt = services.cast(paper, some_choice(paper, 0), somebody("A"), once="a")
    key = queries.key(paper.edition_id)
    with transaction():
        envelope = db.session.scalars(select(Envelope)).one()
        envelope.sealed = seal.seal(key.public_key, encode(some_choice(paper, 1)), key.box_size)
    refused = reason_of(services.open_envelopes, paper.edition_id, shares, now=paper.closes)
    assert (refused.reason, refused.facts["tracker"]) == (Refusal.ENVELOPES_DAMAGED, receipt.tracker)


def annul(edition_id: int, tracker: str, doubt: str, **more: object) -> None:
    first, second = make_person(), make_person()
    services.put_aside(edition_id, tracker, doubt, "ktoś zgłosił", actor_id=first)
    services.propose(edition_id, tracker, EnvelopeStatus.ANNULLED, "to nie jego głos", actor_id=first, **more)
    services.confirm(edition_id, tracker, actor_id=second)


def test_envelopes_in_doubt_wait_for_two_people(app):
    paper, shares = open_edition()
    receipt = services.cast(paper, some_choice(paper), somebody("A"), once="a")
    first, second = make_person(), make_person()
    edition_id, tracker = paper.edition_id, receipt.tracker
    short = reason_of(services.put_aside, edition_id, tracker, "DISPUTED", " ? ", actor_id=first)
    assert short.reason is Refusal.REASON_MISSING
    services.put_aside(edition_id, tracker, "DISPUTED", "dzwonił właściciel danych", actor_id=first)
    assert queries.find_envelope(edition_id, tracker).fate is Fate.WAITS
    assert (
        reason_of(services.open_envelopes, edition_id, shares, now=paper.closes).reason
        is Refusal.DOUBTFUL_UNDECIDED
    )
    assert (
        reason_of(services.confirm, edition_id, tracker, actor_id=second).reason is Refusal.NOTHING_PROPOSED
    )
    services.propose(edition_id, tracker, EnvelopeStatus.VALID, "pomyłka dzwoniącego", actor_id=first)
    assert reason_of(services.confirm, edition_id, tracker, actor_id=first).reason is Refusal.SAME_PERSON
    assert services.confirm(edition_id, tracker, actor_id=second) is EnvelopeStatus.VALID
    assert queries.find_envelope(edition_id, tracker).fate is Fate.IN_THE_BOX
    services.open_envelopes(edition_id, shares, now=paper.closes)
    assert queries.find_envelope(edition_id, tracker).fate is Fate.COUNTED
    late = reason_of(services.put_aside, edition_id, tracker, "OTHER", "za późno na to", actor_id=first)
    assert late.reason is Refusal.ALREADY_OPENED


def test_whoever_was_impersonated_may_vote_and_the_false_envelope_stays(app):
    """T5: disputed, annulled unopened by two people, the right person votes, both trackers answer."""
    paper, shares = open_edition()
    false = services.cast(paper, some_choice(paper, 0), somebody("A"), once="a")
    annul(paper.edition_id, false.tracker, "DISPUTED", may_vote_again=True)
    true = services.cast(paper, some_choice(paper, 1), somebody("A"), once="b")
    done = services.open_envelopes(paper.edition_id, shares, now=paper.closes)
    assert (done.envelopes, done.annulled) == (1, 1)
    assert list(queries.ballots(paper.edition_id)) == [some_choice(paper, 1)]
    fates = [queries.find_envelope(paper.edition_id, each.tracker).fate for each in (false, true)]
    assert fates == [Fate.ANNULLED, Fate.COUNTED]


def test_without_that_word_an_annulled_voter_stays_out(app):
    paper, _ = open_edition()
    receipt = services.cast(paper, some_choice(paper), somebody("A"), once="a")
    annul(paper.edition_id, receipt.tracker, "OTHER")
    refused = reason_of(services.cast, paper, some_choice(paper), somebody("A"), once="b")
    assert refused.reason is Refusal.ENVELOPE_ANNULLED


def test_the_key_is_destroyed_only_after_the_opening(app):
    paper, shares = open_edition()
    fill(paper, 3)
    assert reason_of(services.destroy_key, paper.edition_id).reason is Refusal.ENVELOPES_CLOSED
    services.open_envelopes(paper.edition_id, shares, now=paper.closes)
    for _ in range(2):
        services.destroy_key(paper.edition_id)
    key = queries.key(paper.edition_id)
    assert (key.wrapped_private, key.voter_secret) == (None, None)
    assert key.destroyed_at
    assert reason_of(services.rehearse, paper.edition_id, shares).reason is Refusal.NO_KEY
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "KeyDestroyed")).all()
    assert len(events) == 1


def test_nobody_deletes_envelopes_or_touches_ballots(app, database):
    """T12: by the rights of the database's roles, not by ours."""
    paper, shares = open_edition()
    fill(paper, 2)
    services.open_envelopes(paper.edition_id, shares, now=paper.closes)
    db.session.remove()
    with connect(database.set(username="civic_app")) as application:
        for statement in (
            "DELETE FROM envelope", "TRUNCATE envelope CASCADE", "DELETE FROM edition_key", "DELETE FROM envelope_decision",
            "UPDATE ballot SET area = 'x'", "DELETE FROM ballot", "DELETE FROM ballot_opening", "UPDATE ballot_opening SET ballots = 1",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(statement)
    with connect(database.set(username="civic_read")) as reader:
        assert reader.execute("SELECT count(*) FROM ballot").fetchone() == (2,)
        for table in ("envelope", "edition_key", "voting_link", "key_share_record"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute(f"SELECT * FROM {table}")


def test_the_self_test_sees_what_is_missing(app, database):
    edition_id = make_edition()
    checks = {check.name: check.good for check in queries.self_test(edition_id, has_projects=True)}
    assert not checks["key-made"]
    assert checks["one-per-voter"]
    assert checks["no-deleting"]
    db.session.remove()
    with connect(database) as admin:
        admin.execute(
            "ALTER TABLE envelope DROP CONSTRAINT one_envelope_per_voter; GRANT DELETE ON envelope TO civic_app"
        )
        try:
            checks = {check.name: check.good for check in queries.self_test(edition_id, has_projects=True)}
        finally:
            db.session.remove()
            admin.execute(
                "ALTER TABLE envelope ADD CONSTRAINT one_envelope_per_voter UNIQUE (edition_id, voter_key);"
                "REVOKE DELETE ON envelope FROM civic_app"
            )
    assert not checks["one-per-voter"]
    assert not checks["no-deleting"]


def test_bulk_refuses_what_the_booth_refuses(app):
    paper, _ = open_edition()
    ids = project_ids("citywide", paper)
    bad = [
        MadeUp("a", Choice({"citywide": {ids[0]: 1}}), paper.opens),
        MadeUp("b", Choice({"citywide": dict.fromkeys(ids, 1)}), paper.opens),
    ]
    assert reason_of(services.cast_many, paper, bad).reason is Refusal.TOO_MANY_PROJECTS
    assert rows("envelope") == 0


def test_another_secret_key_of_the_installation_is_said_aloud(app):
    paper, _ = open_edition()
    with transaction():
        db.session.get_one(EditionKey, paper.edition_id).voter_secret = b"x" * 72
    with pytest.raises(Exception, match="CIVIC_SECRET_KEY"):
        services.cast(paper, some_choice(paper), somebody("A"), once="a")
