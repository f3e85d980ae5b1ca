"""Four eyes: tricks by which an officer might approve the own words."""

from dataclasses import replace

import pytest
import time_machine

from civic.consultations.answers import services
from civic.consultations.answers.rules import Refusal
from civic.core.db import db
from civic.core.refusal import Refused
from tests.consultations.answers.case import NO, NOW, YES, closed_consultation, coordinator, make_remark
from tests.factories import make_unit


@pytest.fixture
def case(app):
    with time_machine.travel(NOW, tick=False):
        yield closed_consultation()


@pytest.mark.parametrize("hand_over", [True, False])
def test_nobody_approves_own_words_that_a_colleague_passed_on(case, hand_over):
    """Four eyes: the colleague saves them again, unchanged but for the unit; they are still the first officer's."""
    number, first, second = make_remark(case), coordinator(), coordinator()
    saved = services.save(case, first, YES, [number], NOW, hand_over=hand_over)
    again = replace(YES, reasons=f" {YES.reasons}\n", unit_id=make_unit("Wydział Zieleni"))
    services.save(case, second, again, [number], NOW, expected=(saved.id, saved.version), hand_over=True)
    with pytest.raises(Refused, check=lambda no: no.reason is Refusal.OWN_ANSWER):
        services.approve(case, first, saved.id, NOW)
    db.session.rollback()
    services.approve(case, second, saved.id, NOW)


def test_who_writes_an_answer_anew_is_its_writer(case):
    number, first, second = make_remark(case), coordinator(), coordinator()
    saved = services.save(case, first, YES, [number], NOW, hand_over=True)
    services.save(case, second, NO, [number], NOW, expected=(saved.id, saved.version), hand_over=True)
    with pytest.raises(Refused, check=lambda no: no.reason is Refusal.OWN_ANSWER):
        services.approve(case, second, saved.id, NOW)
    db.session.rollback()
    services.approve(case, first, saved.id, NOW)
