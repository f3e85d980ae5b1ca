"""Works when several people press at once: one return of one thing, one settlement, either sent back or accepted."""

import pytest

from civic.core import clock
from civic.core.db import db
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Status
from civic.initiatives.works import queries, services
from civic.initiatives.works.rules import Outcome, Refusal, ReportStatus, Termination
from tests.factories import make_person
from tests.initiatives.works import steps
from tests.races.test_agreements import at_once

pytestmark = pytest.mark.race
ROUNDS = 8


def test_a_thing_taken_back_twice_at_once_is_taken_back_once(app):
    for _ in range(ROUNDS):
        made, _, officer = steps.started()
        thing = steps.lend(made, officer)
        outcomes = at_once(
            app,
            *(
                lambda i=made, who=officer, t=thing, how=how: steps.back(i, who, t, how)
                for how in (Outcome.RETURNED, Outcome.LOST)
            ),
        )
        assert sorted(outcomes) == [Refusal.ALREADY_BACK, "done"]
        db.session.rollback()
        kept = queries.lent(made)[0].outcome
        assert kept == (Outcome.RETURNED, Outcome.LOST)[outcomes.index("done")]


def test_a_report_is_accepted_or_sent_back_never_both(app):
    for _ in range(ROUNDS):
        made, *_ = steps.submitted()
        first, second = make_person(), make_person()
        outcomes = at_once(
            app,
            lambda i=made, who=first: services.accept(i, who, clock.now()),
            lambda i=made, who=second: services.send_back(i, who, "Popraw godziny.", clock.now()),
        )
        db.session.rollback()
        settled = requests.initiative(made).status is Status.SETTLED
        status = queries.settlement(made).status
        if outcomes[0] == "done":
            assert (settled, status, outcomes[1]) == (True, ReportStatus.ACCEPTED, Refusal.NOT_COMPLETED)
        else:
            assert (settled, status) == (False, ReportStatus.SENT_BACK)
            assert outcomes == [Refusal.NOT_SUBMITTED, "done"]


def test_a_thing_handed_over_while_the_agreement_ends_is_never_left_out(app):
    for _ in range(ROUNDS):
        made, _, officer = steps.started()
        outcomes = at_once(
            app,
            lambda i=made, who=officer: steps.lend(i, who),
            lambda i=made, who=officer: services.terminate(
                i, who, Termination.NOTICE, "Brak ludzi.", steps.ago(), clock.now()
            ),
        )
        assert sorted(outcomes) in ([Refusal.THINGS_NOT_BACK, "done"], [Refusal.NOT_AT_WORK, "done"])
        db.session.rollback()
        ended = requests.initiative(made).status is Status.TERMINATED
        assert ended == (queries.lent(made) == [])
