"""Casting on a real database: one envelope per person, the receipt, the clock, changing one's vote, limits."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from civic.budget.voting import queries, services
from civic.budget.voting.models import Envelope
from civic.budget.voting.rules import Choice, Fate, Refusal, decode, encode
from civic.budget.voting.services.casting import TruncatedError
from civic.core import seal
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

TRACKER = re.compile(r"([A-Z2-7]{5}-){4}[A-Z2-7]{5}")


def envelope() -> Envelope:
    (only,) = db.session.query(Envelope).all()
    return only


def test_a_ballot_is_one_sealed_row(app):
    paper, (share,) = open_edition()
    choice = some_choice(paper, 0, 3)
    receipt = services.cast(paper, choice, somebody("A"), once="a1")
    row = envelope()
    assert TRACKER.fullmatch(receipt.tracker)
    assert (row.tracker, row.status, row.channel, row.changes) == (receipt.tracker, "VALID", "ONLINE", 0)
    assert len(row.voter_key) == 32
    assert row.cast_at == row.cast_at.replace(minute=0, second=0, microsecond=0)
    key = queries.key(paper.edition_id)
    private = seal.unwrap(key.wrapped_private, 1, [share])
    assert decode(seal.open_sealed(private, row.sealed)) == choice
    assert len(row.sealed) == key.box_size + 48


def test_a_retry_gets_the_same_receipt(app):
    paper, _ = open_edition()
    first = services.cast(paper, some_choice(paper, 0), somebody("A"), once="a1")
    again = services.cast(paper, some_choice(paper, 0), somebody("A"), once="a1")
    assert again == first
    assert rows("envelope") == 1


def test_a_second_ballot_of_one_person_is_refused(app):
    paper, _ = open_edition()
    services.cast(paper, some_choice(paper, 0), somebody("A"), once="a1")
    before = envelope().sealed
    with pytest.raises(Refused) as refused:
        services.cast(paper, some_choice(paper, 1), somebody("A"), once="a2")
    assert refused.value.reason is Refusal.ALREADY_VOTED
    assert refused.value.facts["when"].minute == 0
    db.session.expire_all()
    assert envelope().sealed == before


def test_a_vote_may_be_changed_in_place_where_the_city_allows_it(app):
    paper, (share,) = open_edition(changeable(open_now()))
    first = services.cast(paper, some_choice(paper, 0), somebody("A"), once="a1")
    second = services.cast(paper, some_choice(paper, 1), somebody("A"), once="a2")
    assert second.changed
    assert not first.changed
    assert second.tracker != first.tracker
    assert rows("envelope") == 1
    assert queries.find_envelope(paper.edition_id, first.tracker).fate is Fate.UNKNOWN
    assert queries.find_envelope(paper.edition_id, second.tracker).fate is Fate.IN_THE_BOX
    private = seal.unwrap(queries.key(paper.edition_id).wrapped_private, 1, [share])
    assert decode(seal.open_sealed(private, envelope().sealed)) == some_choice(paper, 1)
    assert services.cast(paper, some_choice(paper, 1), somebody("A"), once="a2") == second


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("opens", None),
        ("opens-", Refusal.NOT_YET),
        ("closes-", None),
        ("closes", Refusal.CLOSED),
        ("closes+", Refusal.CLOSED),
    ],
)
def test_voting_is_half_open_to_the_microsecond(app, at, reason):
    """T29: [opens, closes)."""
    paper, _ = open_edition()
    step = {"-": -1, "+": 1}.get(at[-1], 0)
    moment = getattr(paper, at.rstrip("+-")) + timedelta(microseconds=step)
    if reason is None:
        assert services.cast(paper, some_choice(paper), somebody("A"), once="a", now=moment)
        return
    with pytest.raises(Refused) as refused:
        services.cast(paper, some_choice(paper), somebody("A"), once="a", now=moment)
    assert refused.value.reason is reason
    assert rows("envelope") == 0


def test_the_databases_clock_decides_not_ours(app, time_machine):
    """T29: an application whose clock runs a month ahead or behind neither opens nor closes anything."""
    paper, _ = open_edition()
    time_machine.move_to(paper.closes + timedelta(days=30))
    assert services.cast(paper, some_choice(paper), somebody("A"), once="a")
    time_machine.move_to(paper.opens - timedelta(days=30))
    assert services.cast(paper, some_choice(paper), somebody("B"), once="b")
    closed = replace(paper, closes=queries.database_now())
    with pytest.raises(Refused) as refused:
        services.cast(closed, some_choice(paper), somebody("C"), once="c")
    assert refused.value.reason is Refusal.CLOSED


def test_an_invalid_ballot_is_not_sealed(app):
    paper, _ = open_edition()
    with pytest.raises(Refused) as refused:
        services.cast(paper, some_choice(paper, 0, 1, 2, 3, 4, 5), somebody("A"), once="a")
    assert refused.value.reason is Refusal.TOO_MANY_PROJECTS
    assert refused.value.facts == {"list": "Projekty ogólnomiejskie", "limit": 5, "chosen": 6}
    assert rows("envelope") == 0


def test_two_people_may_share_a_mailbox_and_three_may_not(app):
    paper, _ = open_edition(changeable(open_now()))

    def vote(name: str, once: str):
        who = somebody(name, contact="email:rodzina@example.org", contact_limit=2)
        return services.cast(paper, some_choice(paper), who, once=once)

    vote("A", "a")
    vote("B", "b")
    with pytest.raises(Refused) as refused:
        vote("C", "c")
    assert refused.value.reason is Refusal.CONTACT_LIMIT
    assert vote("A", "a2").changed
    assert rows("envelope") == 2


def test_the_receipt_is_of_the_row_that_was_read_back(app):
    """T4: a row that was cut short on its way is never shown as cast (seeded truncation)."""
    paper, _ = open_edition()
    services.cast(paper, some_choice(paper), somebody("A"), once="a")
    with transaction():
        db.session.execute(text("UPDATE envelope SET sealed = substr(sealed, 1, 20)"))
    with pytest.raises(TruncatedError):
        services.cast(paper, some_choice(paper), somebody("A"), once="a")


def test_a_truncating_database_is_caught_while_casting(app, database):
    """T4: Gdańsk 2017. A trigger cuts what is stored; the voter never sees a receipt."""
    paper, _ = open_edition()
    with connect(database) as admin:
        admin.execute(
            "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.sealed := substr(NEW.sealed, 1, 30); RETURN NEW; END $$;"
            "CREATE TRIGGER cut BEFORE INSERT ON envelope FOR EACH ROW EXECUTE FUNCTION cut()"
        )
        try:
            with pytest.raises(TruncatedError):
                services.cast(paper, some_choice(paper), somebody("A"), once="a")
            assert rows("envelope") == 0
        finally:
            db.session.rollback()
            admin.execute("DROP TRIGGER cut ON envelope; DROP FUNCTION cut()")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sets(st.integers(0, 5), min_size=1, max_size=5)),
        min_size=1,
        max_size=6,
    )
)
def test_every_receipt_is_the_hash_of_the_row_and_the_row_of_the_whole_choice(app, ballots):
    """T4: whatever was chosen, the receipt is computed from the stored row, and the row opens to exactly that choice."""
    batch = uuid4().hex
    edition = db.session.execute(text("SELECT id FROM edition")).scalar()
    if edition is None:
        paper, app.shares = open_edition(changeable(open_now()))
    else:
        paper = queries.paper(edition)
    ids = project_ids("citywide", paper)
    private = seal.unwrap(queries.key(paper.edition_id).wrapped_private, 1, app.shares)
    for number, (voter, places) in enumerate(ballots):
        choice = Choice({"citywide": {ids[place]: 1 for place in places}})
        receipt = services.cast(paper, choice, somebody(f"{batch}{voter}"), once=f"{batch}{number}")
        sealed = db.session.execute(
            text("SELECT sealed FROM envelope WHERE tracker = :tracker"), {"tracker": receipt.tracker}
        ).scalar_one()
        assert receipt.tracker == seal.tracker(sealed)
        assert seal.open_sealed(private, sealed) == encode(choice)


def test_nothing_about_the_person_is_kept(app):
    paper, _ = open_edition()
    services.cast(paper, some_choice(paper), somebody("Kanarek Żółty"), once="a")
    stored = db.session.execute(text("SELECT string_agg(envelope::text, ' ') FROM envelope")).scalar_one()
    assert "anarek" not in stored
    assert "Kanarek Żółty".encode().hex() not in stored


def test_the_same_person_has_another_key_in_another_edition(app):
    paper, _ = open_edition()
    services.cast(paper, some_choice(paper), somebody("A"), once="a")
    key = envelope().voter_key
    assert key != seal.voter_key(queries.key(paper.edition_id).voter_secret, "test:A"), (
        "the stored secret is wrapped"
    )
