"""Who is signed in, read from the database."""

import pytest

from civic.core import clock
from civic.core.access import Grant, Role
from civic.people import queries
from tests.factories import make_grant, make_person, make_unit


def test_an_actor_carries_every_grant(app):
    person_id = make_person([Role.COORDINATOR], name="Zofia Żak", email="zofia@example.org")
    unit_id = make_unit()
    make_grant(person_id, Role.VERIFIER, unit_id=unit_id, edition_id=7)
    actor = queries.load_actor(person_id, 0)
    assert (actor.name, actor.email) == ("Zofia Żak", "zofia@example.org")
    assert actor.grants == (Grant(Role.COORDINATOR), Grant(Role.VERIFIER, unit_id, 7))


@pytest.mark.parametrize("changes", [{"confirmed_at": None}, {"session_version": 1}])
def test_no_actor_without_a_confirmed_mailbox_or_with_an_ended_session(app, changes):
    assert queries.load_actor(make_person(**changes), 0) is None


def test_a_closed_account_is_nobody(app):
    assert queries.load_actor(make_person(name="", email=None, closed_at=clock.now()), 0) is None
