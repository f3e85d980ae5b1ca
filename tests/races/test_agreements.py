"""Both sides at the table at once: agreement only on the same newest version, one version of each number."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from civic.core import clock
from civic.core.db import db
from civic.core.refusal import Refused
from civic.initiatives.agreements import queries, services
from civic.initiatives.agreements.models import Agreement
from civic.initiatives.agreements.rules import Negotiation, Refusal, agreed
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Side
from tests.initiatives.agreements import steps

pytestmark = pytest.mark.race
ROUNDS = 8


def at_once(app: Flask, *verbs: Callable[[], object]) -> list[str]:
    """Each verb in a thread with a connection of its own, all let go together; what became of each."""
    gate, outcomes = threading.Barrier(len(verbs)), ["" for _ in verbs]

    def go(place: int) -> None:
        with app.test_request_context():
            db.session.connection()
            db.session.rollback()
            gate.wait()
            try:
                verbs[place]()
                outcomes[place] = "done"
            except Refused as no:
                outcomes[place] = str(no.reason)
            except Exception as error:  # noqa: BLE001 - a stranger is no outcome that is expected
                outcomes[place] = repr(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=(place,)) for place in range(len(verbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def negotiation(initiative_id: int) -> Negotiation:
    db.session.rollback()
    return queries.table(requests.initiative(initiative_id)).negotiation


def confirm(initiative_id: int, person_id: int, side: Side, version: int) -> Callable[[], object]:
    return lambda: services.confirm(initiative_id, person_id, side, version, clock.now())


def test_one_side_confirms_while_the_other_writes_the_next_version(app):
    """Whoever is first: a confirmation of version 4 that came after 5 was written is refused; one before does not count."""
    for _ in range(ROUNDS):
        initiative_id, leader, officer = steps.negotiated()
        services.confirm(initiative_id, officer, Side.CITY, 1, clock.now())
        confirmed, written = at_once(
            app,
            confirm(initiative_id, leader, Side.RESIDENTS, 1),
            lambda i=initiative_id, who=officer: steps.write(i, who, Side.CITY, quantity=41),
        )
        assert written == "done"
        assert confirmed in {"done", Refusal.NOT_NEWEST}
        found = negotiation(initiative_id)
        assert found.newest == 2
        assert agreed(found) is None


def test_both_sides_confirm_different_versions_at_once(app):
    """Only the newest can be confirmed, so two different versions are never an agreement."""
    for _ in range(ROUNDS):
        initiative_id, leader, officer = steps.negotiated()
        steps.write(initiative_id, officer, Side.CITY, quantity=41)
        outcomes = at_once(
            app,
            confirm(initiative_id, leader, Side.RESIDENTS, 1),
            confirm(initiative_id, officer, Side.CITY, 2),
        )
        assert outcomes == [Refusal.NOT_NEWEST, "done"]
        assert agreed(negotiation(initiative_id)) is None


def test_both_sides_confirm_the_same_version_at_once(app):
    """The second to come sees the first: exactly one of them is told that both have confirmed."""
    for _ in range(ROUNDS):
        initiative_id, leader, officer = steps.negotiated()
        told = []
        outcomes = at_once(
            app,
            lambda i=initiative_id, who=leader, told=told: told.append(
                services.confirm(i, who, Side.RESIDENTS, 1, clock.now())
            ),
            lambda i=initiative_id, who=officer, told=told: told.append(
                services.confirm(i, who, Side.CITY, 1, clock.now())
            ),
        )
        assert outcomes == ["done", "done"]
        assert sorted(told) == [False, True]
        assert agreed(negotiation(initiative_id)) == 1


def test_both_sides_write_the_next_version_at_once(app):
    """One of them is told kindly that the other was first."""
    for _ in range(ROUNDS):
        initiative_id, leader, officer = steps.negotiated()
        outcomes = at_once(
            app,
            lambda i=initiative_id, who=leader: steps.write(i, who, Side.RESIDENTS, quantity=42),
            lambda i=initiative_id, who=officer: steps.write(i, who, Side.CITY, quantity=41),
        )
        assert sorted(outcomes) in (["OVERTAKEN", "done"], ["done", "done"])
        assert negotiation(initiative_id).newest == 1 + outcomes.count("done")


def test_signing_while_a_new_version_is_written(app):
    """Either the agreement is signed on the version both confirmed, or the new version came first and nothing is signed."""
    for _ in range(ROUNDS):
        initiative_id, leader, officer = steps.negotiated()
        steps.agree(initiative_id, leader, officer)
        services.prepare(initiative_id, officer, steps.draft(), clock.now())
        signed, written = at_once(
            app,
            lambda i=initiative_id, who=officer: steps.sign(i, who),
            lambda i=initiative_id, who=leader: steps.write(i, who, Side.RESIDENTS, quantity=42),
        )
        assert written == "done"
        db.session.rollback()
        versions = db.session.scalars(
            select(Agreement.version).where(
                Agreement.initiative_id == initiative_id, Agreement.signed_at.is_not(None)
            )
        ).all()
        assert (signed, versions) in (("done", [1]), (Refusal.NOT_AGREED, []))
        assert agreed(negotiation(initiative_id)) is None


def test_agreements_signed_at_once_have_different_numbers(app):
    made = []
    for _ in range(6):
        initiative_id, leader, officer = steps.negotiated()
        steps.agree(initiative_id, leader, officer)
        made.append((initiative_id, officer))
    assert at_once(app, *(lambda i=i, who=who: steps.sign(i, who) for i, who in made)) == ["done"] * 6
    db.session.rollback()
    numbers = db.session.scalars(select(Agreement.number).order_by(Agreement.number)).all()
    assert numbers == [1, 2, 3, 4, 5, 6]
