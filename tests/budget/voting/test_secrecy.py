"""Who chose what: nobody finds out, with the whole database, its dump and every log (T10, T11)."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from random import SystemRandom

import pytest
from sqlalchemy import text

from civic.budget.voting import queries, services
from civic.budget.voting.rules import Choice, encode
from civic.budget.voting.services import MadeUp, opening
from civic.core.db import db
from tests.budget.voting.city import open_edition, project_ids, rows, somebody
from tests.budget.voting.test_booth import every_way, ready, sent_mails, to_check
from tests.budget.voting.walk import Booth
from tests.conftest import connect

VOTERS = 400

ORDERS = {
    "place on disk": "ORDER BY ctid",
    "transaction": "ORDER BY xmin::text::bigint, ctid",
    "as a dump reads them": "",
    "number": "ORDER BY id",
    "text": "ORDER BY ballot::text",
}
"""What an attacker may sort ballots by; envelopes they have in the order of their numbers."""


def fill(paper, share: str) -> list[Choice]:
    """Everybody casts another ballot, in a known order; then all is opened."""
    ids = project_ids("citywide", paper)
    picks = [dict.fromkeys(pick, 1) for pick in combinations(ids, 5)][:VOTERS]
    chosen = [Choice({"citywide": pick}) for pick in picks]
    services.cast_many(
        paper,
        [MadeUp(f"{n}", choice, paper.opens + n * timedelta(seconds=1)) for n, choice in enumerate(chosen)],
    )
    services.open_envelopes(paper.edition_id, [share], now=paper.closes)
    return chosen


def guessed(chosen: Sequence[Choice], order: str) -> int:
    """How many voters an attacker names right who pairs envelopes and ballots in their orders."""
    found = db.session.execute(text(f"SELECT choice FROM ballot {order}")).scalars().all()
    ballots = [
        Choice({lst: {int(p): n for p, n in picked.items()} for lst, picked in each.items()})
        for each in found
    ]
    forward = sum(encode(a) == encode(b) for a, b in zip(chosen, ballots, strict=True))
    backward = sum(encode(a) == encode(b) for a, b in zip(chosen, reversed(ballots), strict=True))
    return max(forward, backward)


def test_no_order_of_ballots_leads_back_to_voters(app):
    """T10: by chance one is right; by three sigma four; two ways round for five orders: at most seven."""
    paper, (share,) = open_edition(each=14)
    chosen = fill(paper, share)
    assert len(chosen) == VOTERS
    hits = {name: guessed(chosen, order) for name, order in ORDERS.items()}
    assert max(hits.values()) <= 7, hits


def test_the_attack_works_where_nothing_is_shuffled(app, monkeypatch):
    """T10: the same attack finds every voter when the shuffle is left out, so the test above has teeth."""
    monkeypatch.setattr(SystemRandom, "shuffle", lambda self, items: None)
    paper, (share,) = open_edition(each=14)
    chosen = fill(paper, share)
    assert guessed(chosen, ORDERS["place on disk"]) == VOTERS


def test_all_ballots_are_of_one_transaction_and_share_nothing_with_envelopes(app):
    paper, (share,) = open_edition(each=14)
    fill(paper, share)
    assert db.session.execute(text("SELECT count(DISTINCT xmin::text) FROM ballot")).scalar_one() == 1
    columns = set(
        db.session.execute(
            text("SELECT column_name FROM information_schema.columns WHERE table_name = 'ballot'")
        ).scalars()
    )
    assert columns == {"id", "edition_id", "channel", "area", "age_band", "sex", "choice"}
    ids = db.session.execute(text("SELECT id::text FROM ballot")).scalars().all()
    assert all(each[14] == "4" for each in ids)
    outside = db.session.execute(
        text("SELECT string_agg(envelope::text || audit_event::text, '') FROM envelope, audit_event")
    ).scalar_one()
    assert not any(each in outside for each in ids)


def test_every_envelope_weighs_the_same(app):
    paper, _ = open_edition(each=14)
    ids = project_ids("citywide", paper)
    choices = [Choice({"citywide": dict.fromkeys(ids[:n], 1)}, "stare-miasto", "75+") for n in (1, 2, 5)]
    services.cast_many(paper, [MadeUp(str(n), choice, paper.opens) for n, choice in enumerate(choices)])
    for number, choice in enumerate(choices):
        services.cast(paper, choice, somebody(f"{number}"), once=f"{number}")
    assert (
        db.session.execute(text("SELECT count(DISTINCT octet_length(sealed)) FROM envelope")).scalar_one()
        == 1
    )


def test_two_equal_ballots_look_different(app):
    paper, _ = open_edition()
    choice = Choice({"citywide": {project_ids("citywide", paper)[0]: 1}})
    services.cast_many(paper, [MadeUp(str(n), choice, paper.opens) for n in range(2)])
    assert rows("(SELECT DISTINCT sealed FROM envelope) AS each") == 2


CANARIES = ("Kanarka", "Żółcińska", "kanarek.zolty", "Słowicza")


def dump() -> str:
    """Every row of every table as text."""
    tables = db.session.execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'spatial_ref_sys'")
    ).scalars()
    return "\n".join(
        row or ""
        for table in tables
        for row in db.session.execute(text(f'SELECT "{table}"::text FROM "{table}"')).scalars()
    )


@pytest.mark.parametrize("route", ["oswiadczenie", "email"])
def test_nothing_of_voter_or_choice_is_written_anywhere(app, capfd, caplog, route):
    """T11: names, addresses and choices of a whole journey, mistakes included, stand in no log, no session and no table."""
    booth = ready(app, every_way(), person=False)
    if route == "email":
        booth.post(f"{booth.base}/droga/email", {"email": "kanarek.zolty@example.org"}, 200)
        (mail,) = sent_mails(app)
        link = re.search(r"http://localhost(/\S+/link/\S+)", mail)[1]
        booth.get(link)
    else:
        booth.enter(route)
    title = "Projekt numer 3"
    to_check(booth, name="Kanarka Żółcińska", address="Słowicza 5")
    assert title not in booth.text
    booth.send("list-1")
    third = booth.offered[2]
    booth.send(tick=[third])
    booth.send("cast", 303)
    booth.send("cast", 303)
    booth.get(booth.response.location)
    mails = "".join(sent_mails(app))
    session = booth.client.get_cookie("civic").decoded_value
    out = capfd.readouterr()
    logs = out.out + out.err + caplog.text
    assert '"route": "/budzet/<edition>/glosuj/oddaj"' in logs
    stored = dump()
    places = {"logs": logs, "database": stored, "session": session}
    for name, content in places.items():
        for canary in CANARIES:
            assert canary.lower() not in content.lower(), f"{canary} in the {name}"
        assert third not in content, f"a choice in the {name}"
    assert title not in logs
    assert title not in mails


def test_an_error_while_casting_says_nothing_of_the_ballot(app, capfd, database):
    """T11: even when the database falls over in the middle of casting."""
    booth = ready(app, every_way(), person=False)
    booth.enter("oswiadczenie")
    to_check(booth, name="Kanarka Żółcińska", address="Słowicza 5")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    db.session.remove()
    try:
        with connect(database) as admin:
            admin.execute("ALTER TABLE envelope DROP CONSTRAINT one_envelope_per_voter")
        booth.send("cast", 500)
    finally:
        app.testing = True
        app.config["PROPAGATE_EXCEPTIONS"] = None
        db.session.remove()
        with connect(database) as admin:
            admin.execute(
                "ALTER TABLE envelope ADD CONSTRAINT one_envelope_per_voter UNIQUE (edition_id, voter_key)"
            )
    out = capfd.readouterr()
    failed = [json.loads(line) for line in (out.out + out.err).splitlines() if '"failed"' in line]
    assert failed[0]["error"] == "ProgrammingError"
    for canary in (*CANARIES, "citywide"):
        assert canary not in out.out + out.err
        assert canary not in booth.response.text


def test_the_public_numbers_say_nothing_of_the_choice(app):
    """T9: two voters with the same choice and two with another cannot be told apart by what is public."""
    paper, (share,) = open_edition(each=14)
    chosen = fill(paper, share)
    numbers = [number for number, _ in queries.trackers(paper.edition_id)]
    assert numbers == sorted(numbers)
    ballots = [encode(each) for each in queries.ballots(paper.edition_id)]
    by_number = dict(db.session.execute(text("SELECT tracker, id FROM envelope")).all())
    first = min(by_number.values())
    order = [encode(chosen[by_number[number] - first]) for number in numbers]
    assert sum(a == b for a, b in zip(order, ballots, strict=True)) <= 7


@pytest.mark.parametrize("person", [True, False])
def test_booth_pages_are_nobody_elses(app, person):
    """A browser may keep a page for its "back" button, no cache between may; the page with all answers is kept nowhere."""
    booth = ready(app, every_way(), person=person)
    booth.enter("konto" if person else "oswiadczenie")
    assert booth.response.headers["Cache-Control"] == "private, no-cache"
    to_check(booth, name="Anna Nowak", address="Polna 5")
    assert booth.response.headers["Cache-Control"] == "no-store"


def test_the_vote_of_somebody_else_is_not_shown_on_the_receipt_page(app):
    booth = ready(app)
    booth.enter()
    to_check(booth)
    booth.send("cast", 303)
    other = Booth(app)
    assert other.get(f"{other.base}/oddano", 303).location.endswith("/koperta")


def test_opening_uses_the_systems_randomness():
    assert opening.SystemRandom is SystemRandom
