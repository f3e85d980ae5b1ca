"""Every refusal is a whole sentence, whatever facts come with it."""

from datetime import date, time

import pytest

from civic.consultations.notices import messages
from civic.consultations.notices.rules import DEMANDS, Finding, FormKind, Refusal, Regime, Section
from civic.consultations.notices.rules.draft import Draft, missing
from civic.consultations.notices.rules.plan import Plan, usual_terms
from civic.consultations.notices.rules.refusals import SECTION_OF
from civic.core.publications import Channel

FACTS = {
    "earliest": date(2026, 4, 1), "latest": date(2026, 5, 4), "ends": date(2026, 6, 1), "days": 30, "count": 1,
    "source": DEMANDS[Regime.PLANNING].effect, "form": FormKind.MEETING, "title": "Ogrody", "hour": time(16),
    "channels": (Channel.BIP,), "kinds": (FormKind.STUDY_WALK,), "missing": 1, "first": Finding(Refusal.UNIT_MISSING),
}  # fmt: skip


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_is_a_sentence(app, reason):
    with app.test_request_context():
        said = messages.finding(Finding(reason, FACTS))
    assert "%" not in said
    assert "None" not in said
    assert said[0].isupper()
    assert said[-1] in ".!?"


def test_dates_forms_and_sources_are_words(app):
    with app.test_request_context():
        said = messages.finding(Finding(Refusal.FORM_TOO_EARLY, FACTS))
        own = messages.finding(Finding(Refusal.REMARKS_TOO_SHORT, {**FACTS, "source": None}))
    assert said.startswith("Spotkanie otwarte „Ogrody”: najwcześniejszy dzień to 1 kwietnia 2026.")
    assert "(art. 8k ust. 2 ustawy o planowaniu i zagospodarowaniu przestrzennym)" in said
    assert "(zasady konsultacji przyjęte przez radę miasta)" in own


@pytest.mark.parametrize("regime", Regime)
def test_an_empty_draft_lacks_everything_once(regime):
    """The checklist in the order of the sections; each thing it names has a place where it is mended."""
    found = missing(Draft(title="", plan=Plan(regime=regime, terms=usual_terms(regime))))
    order = [list(Section).index(each.section) for each in found]
    assert order == sorted(order)
    assert {
        Refusal.TITLE_MISSING, Refusal.SUMMARY_MISSING, Refusal.GOAL_MISSING, Refusal.SUBJECT_MISSING,
        Refusal.JUSTIFICATION_MISSING, Refusal.INFLUENCE_MISSING, Refusal.BASIS_MISSING, Refusal.FORMS_MISSING,
        Refusal.NOTICE_DAY_MISSING, Refusal.OPENS_MISSING, Refusal.CLOSES_MISSING, Refusal.UNIT_MISSING,
        Refusal.CONTACT_MISSING,
    } == {each.reason for each in found}  # fmt: skip
    assert all(each.reason in SECTION_OF for each in found)


def test_days_left_in_words(app):
    today = date(2026, 4, 10)
    with app.test_request_context():
        said = [messages.days_left(date(2026, 4, day), today) for day in (7, 9, 10, 11, 15)]
    assert said == [
        "po terminie od 3 dni",
        "po terminie od 1 dnia",
        "ostatni dzień",
        "został 1 dzień",
        "zostało 5 dni",
    ]
