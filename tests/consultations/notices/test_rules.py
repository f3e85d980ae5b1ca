"""Calendars and forms by regime: the examples of polish-rules 3.9 and their siblings."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from civic.consultations.notices.rules import (
    DEMANDS,
    FormKind,
    Refusal,
    Regime,
    calendar_findings,
    report_due,
    signature,
    usual_terms,
)
from civic.consultations.notices.rules.plan import (
    earliest_end,
    earliest_start,
    findings_of_form,
    form_findings,
    meeting_window,
    term_findings,
)
from civic.core.deadlines import closes_at, opens_at
from tests.consultations.notices.plans import REMARKS, at, form, plan, reasons

NOTICE = date(2026, 3, 2)


def found(findings, reason):
    return next(finding for finding in findings if finding.reason is reason)


def test_revitalisation_keeps_seven_days_before_the_first_meeting():
    """3.9 (1): notice on 2026-03-02, the first meeting on 2026-03-08 is refused, the earliest day is 2026-03-09."""
    meeting = form(FormKind.MEETING, date(2026, 3, 8))
    early = plan(Regime.REVITALISATION, NOTICE, date(2026, 3, 9), date(2026, 4, 1), meeting)
    finding = found(calendar_findings(early), Refusal.FORM_TOO_EARLY)
    assert finding.facts["earliest"] == date(2026, 3, 9)
    assert str(finding.facts["source"]) == "art. 6 ust. 2 ustawy o rewitalizacji"
    kept = replace(early, forms=(REMARKS, form(FormKind.MEETING, date(2026, 3, 9))))
    assert calendar_findings(kept) == ()


def test_revitalisation_gives_thirty_days_from_the_notice():
    """3.9 (1): remarks until 2026-03-31 are refused, the earliest end is 2026-04-01."""
    short = plan(Regime.REVITALISATION, NOTICE, date(2026, 3, 9), date(2026, 3, 31))
    finding = found(calendar_findings(short), Refusal.REMARKS_TOO_SHORT)
    assert (finding.facts["earliest"], finding.facts["days"]) == (date(2026, 4, 1), 30)
    assert str(finding.facts["source"]) == "art. 6 ust. 5 ustawy o rewitalizacji"
    assert calendar_findings(replace(short, closes=closes_at(date(2026, 4, 1)))) == ()


def test_revitalisation_needs_two_more_forms():
    """3.9 (2): remarks and one meeting only: one more form is required."""
    one = plan(
        Regime.REVITALISATION,
        NOTICE,
        date(2026, 3, 9),
        date(2026, 4, 1),
        form(FormKind.MEETING, date(2026, 3, 12)),
    )
    finding = found(form_findings(one), Refusal.FORMS_MISSING)
    assert finding.facts["count"] == 1
    assert FormKind.STUDY_WALK in finding.facts["kinds"]
    assert FormKind.MEETING not in finding.facts["kinds"]
    two = replace(one, forms=(*one.forms, form(FormKind.STUDY_WALK, date(2026, 3, 14))))
    assert form_findings(two) == ()


def test_two_meetings_are_one_form():
    """Sibling of 3.9 (2): the statute wants two different forms; a meeting outdoors is still a meeting."""
    days = plan(
        Regime.REVITALISATION,
        NOTICE,
        date(2026, 3, 9),
        date(2026, 4, 1),
        form(FormKind.MEETING, date(2026, 3, 12)),
        form(FormKind.MEETING, date(2026, 3, 19)),
        form(FormKind.OUTDOOR_MEETING, date(2026, 3, 21)),
    )
    assert found(form_findings(days), Refusal.FORMS_MISSING).facts["count"] == 1


def spatial(*forms, first=date(2026, 4, 13), last=date(2026, 5, 11), notice=date(2026, 4, 13)):
    return plan(Regime.PLANNING, notice, first, last, *forms)


def test_planning_ends_after_28_days():
    """3.9 (3): starting 2026-04-13 the earliest end is 2026-05-11."""
    assert earliest_end(spatial()) == date(2026, 5, 11)
    assert calendar_findings(spatial()) == ()
    finding = found(calendar_findings(spatial(last=date(2026, 5, 10))), Refusal.REMARKS_TOO_SHORT)
    assert finding.facts["earliest"] == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 4, 19), Refusal.FORM_TOO_EARLY),
        (date(2026, 4, 20), None),
        (date(2026, 5, 4), None),
        (date(2026, 5, 5), Refusal.FORM_TOO_LATE),
    ],
)
@pytest.mark.parametrize(
    "kind", [FormKind.MEETING, FormKind.EXPERT_PANEL, FormKind.WORKSHOP, FormKind.STUDY_WALK]
)
def test_planning_meetings_have_a_window(kind, day, reason):
    """3.9 (3): meetings may be set only between 2026-04-20 and 2026-05-04."""
    planned = spatial(form(kind, day))
    assert meeting_window(planned) == (date(2026, 4, 20), date(2026, 5, 4))
    assert reasons(calendar_findings(planned)) == ({reason} if reason else set())


def test_a_meeting_in_working_hours_keeps_working_people_out():
    """3.9 (3): a meeting at 10:00 on a Wednesday off-line raises AFTER_HOURS_REQUIRED."""
    wednesday = date(2026, 4, 22)
    assert reasons(calendar_findings(spatial(form(FormKind.MEETING, wednesday, 10)))) == {
        Refusal.AFTER_HOURS_REQUIRED
    }


@pytest.mark.parametrize(
    "planned",
    [
        form(FormKind.MEETING, date(2026, 4, 22), 16),
        form(FormKind.MEETING, date(2026, 4, 22), 10, online=True),
        form(FormKind.MEETING, date(2026, 4, 25), 10),
        form(FormKind.STUDY_WALK, date(2026, 5, 1), 10),
        form(FormKind.CONSULTATION_POINT, date(2026, 4, 22), 10, ends=at(date(2026, 4, 22), 18)),
    ],
    ids=["after work", "online", "Saturday", "a holiday on a Friday", "a point open until six"],
)
def test_after_hours_online_or_on_a_free_day_is_fine(planned):
    """Siblings of 3.9 (3)."""
    assert calendar_findings(spatial(planned)) == ()


@pytest.mark.parametrize(
    "planned",
    [
        form(FormKind.MEETING, date(2026, 4, 22), 15),
        form(FormKind.MEETING, date(2026, 4, 22), 6),
        form(FormKind.STUDY_WALK, date(2026, 4, 30), 10),
        form(FormKind.CONSULTATION_POINT, date(2026, 4, 22), 10),
        form(FormKind.MEETING, date(2026, 4, 22), 10, ends=at(date(2026, 4, 22), 18)),
    ],
    ids=["15:00", "6:00", "a walk", "a point until noon", "a long meeting that begins at ten"],
)
def test_working_hours_are_working_hours(planned):
    """Siblings of 3.9 (3)."""
    assert reasons(calendar_findings(spatial(planned))) == {Refusal.AFTER_HOURS_REQUIRED}


def test_other_regimes_meet_when_they_like():
    planned = plan(
        Regime.GENERAL,
        NOTICE,
        date(2026, 3, 9),
        date(2026, 3, 30),
        form(FormKind.MEETING, date(2026, 3, 11), 10),
    )
    assert calendar_findings(planned) == ()


@pytest.mark.parametrize(
    ("forms", "count"),
    [
        ([], 2),
        ([form(FormKind.MEETING, date(2026, 4, 22))], 1),
        ([form(FormKind.SURVEY)], 1),
        ([form(FormKind.MEETING, date(2026, 4, 22)), form(FormKind.WORKSHOP, date(2026, 4, 23))], 1),
        ([form(FormKind.MEETING, date(2026, 4, 22)), form(FormKind.DESIGNER_DUTY, date(2026, 4, 23))], 0),
        ([form(FormKind.EXPERT_PANEL, date(2026, 4, 22)), form(FormKind.GEO_SURVEY)], 0),
    ],
)
def test_planning_needs_one_form_of_each_set(forms, count):
    """Siblings of 3.9 (2): remarks, one meeting with the draft, and a walk, a survey or a point."""
    missing = [
        finding for finding in form_findings(spatial(*forms)) if finding.reason is Refusal.FORMS_MISSING
    ]
    assert len(missing) == count


def test_planning_without_a_remarks_form():
    bare = replace(spatial(), forms=())
    missing = [finding for finding in form_findings(bare) if finding.reason is Refusal.FORMS_MISSING]
    assert missing[0].facts["kinds"] == (FormKind.REMARKS_FORM,)


def test_planning_meetings_show_the_draft_in_an_accessible_place():
    silent = form(FormKind.MEETING, date(2026, 4, 22), presents_draft=False, accessible=())
    assert {Refusal.DRAFT_NOT_PRESENTED, Refusal.PLACE_NOT_ACCESSIBLE} <= reasons(
        form_findings(spatial(silent))
    )
    online = replace(silent, online=True, presents_draft=True)
    assert Refusal.PLACE_NOT_ACCESSIBLE not in reasons(form_findings(spatial(online)))


def test_a_survey_of_a_plan_lasts_28_days_too():
    survey = form(FormKind.SURVEY, starts=opens_at(date(2026, 4, 13)), ends=closes_at(date(2026, 5, 10)))
    assert reasons(calendar_findings(spatial(survey))) == {Refusal.SURVEY_TOO_SHORT}
    assert calendar_findings(spatial(replace(survey, ends=closes_at(date(2026, 5, 11))))) == ()


def test_a_strategy_has_35_days_from_the_notice():
    """3.9 (5): announced 2026-05-04, the end is at the earliest 2026-06-08."""
    short = plan(Regime.STRATEGY, date(2026, 5, 4), date(2026, 5, 4), date(2026, 6, 7))
    finding = found(calendar_findings(short), Refusal.REMARKS_TOO_SHORT)
    assert finding.facts["earliest"] == date(2026, 6, 8)
    assert calendar_findings(replace(short, closes=closes_at(date(2026, 6, 8)))) == ()


@pytest.mark.parametrize(
    ("regime", "notice", "end"),
    [
        (Regime.STRATEGY, date(2026, 4, 30), date(2026, 6, 5)),  # 35 days: Corpus Christi, 4 June
        (Regime.STRATEGY, date(2026, 11, 19), date(2026, 12, 28)),  # 24, 25, 26 December, then Sunday
        (Regime.REVITALISATION, date(2025, 12, 2), date(2026, 1, 2)),  # 1 January
        (Regime.REVITALISATION, date(2026, 3, 6), date(2026, 4, 7)),  # Easter Sunday and Monday
        (Regime.REVITALISATION, date(2026, 10, 12), date(2026, 11, 12)),  # 11 November
    ],
)
def test_a_last_day_that_is_free_moves(regime, notice, end):
    """Siblings of 3.9 (1) and (5): a term that ends on a free day ends on the next working one."""
    planned = plan(regime, notice, notice + timedelta(days=7), end)
    assert earliest_end(planned) == end
    assert calendar_findings(planned) == ()
    shorter = replace(planned, closes=closes_at(end - timedelta(days=1)))
    assert reasons(calendar_findings(shorter)) == {Refusal.REMARKS_TOO_SHORT}


def test_planning_across_the_new_year_ends_after_the_holidays():
    """Sibling of 3.9 (3): 28 days from 2026-12-09 are 2027-01-06, Epiphany; so 2027-01-07."""
    assert earliest_end(spatial(notice=date(2026, 12, 9), first=date(2026, 12, 9))) == date(2027, 1, 7)


def test_a_last_day_that_closes_at_noon_is_not_a_whole_day():
    noon = replace(spatial(), closes=at(date(2026, 5, 11), 12))
    assert reasons(calendar_findings(noon)) == {Refusal.REMARKS_TOO_SHORT}


def test_the_night_the_clocks_change_takes_no_hour_away():
    """28 days from 2026-03-02 end with 2026-03-30, the day after the change; closing then is enough."""
    planned = spatial(notice=date(2026, 3, 2), first=date(2026, 3, 2), last=date(2026, 3, 30))
    assert calendar_findings(planned) == ()


def test_a_notice_that_came_later_moves_everything():
    """The window and the end follow the day the last required notice really came."""
    late = spatial(notice=date(2026, 4, 15))
    assert earliest_start(late) == date(2026, 4, 15)
    assert earliest_end(late) == date(2026, 5, 13)
    assert reasons(calendar_findings(late)) == {Refusal.OPENS_TOO_EARLY, Refusal.REMARKS_TOO_SHORT}


def test_a_city_may_give_more_never_less():
    """Lengthened by the city's resolution; shorter than the statute is refused and counts as the statute's."""
    more = plan(Regime.STRATEGY, date(2026, 5, 4), date(2026, 5, 4), date(2026, 6, 8), min_days=42)
    finding = found(calendar_findings(more), Refusal.REMARKS_TOO_SHORT)
    assert (finding.facts["earliest"], finding.facts["source"]) == (date(2026, 6, 15), None)
    less = plan(
        Regime.REVITALISATION,
        NOTICE,
        date(2026, 3, 9),
        date(2026, 4, 1),
        lead_days=3,
        min_days=14,
        channels=(),
    )
    assert (earliest_start(less), earliest_end(less)) == (date(2026, 3, 9), date(2026, 4, 1))
    assert reasons(term_findings(less)) == {
        Refusal.LEAD_SHORTER_THAN_LAW,
        Refusal.TIME_SHORTER_THAN_LAW,
        Refusal.CHANNELS_REQUIRED,
        Refusal.CHANNELS_MISSING,
    }


def test_the_report_on_a_strategy_is_due_in_30_days():
    late = plan(Regime.STRATEGY, date(2026, 5, 4), date(2026, 5, 4), date(2026, 6, 8), report_days=60)
    assert reasons(term_findings(late)) == {Refusal.REPORT_LATER_THAN_LAW}
    assert report_due(closes_at(date(2026, 6, 8)), 30) == date(2026, 7, 8)


@pytest.mark.parametrize("regime", Regime)
def test_usual_terms_satisfy_their_regime(regime):
    planned = plan(regime, NOTICE, date(2026, 3, 9), date(2026, 6, 30))
    assert usual_terms(regime) == planned.terms
    assert term_findings(planned) == ()
    assert all(str(source) for source in (DEMANDS[regime].basis, DEMANDS[regime].effect))


def test_an_empty_calendar_says_what_it_lacks():
    bare = replace(spatial(), notice_on=None, opens=None, closes=None)
    assert reasons(calendar_findings(bare)) == {
        Refusal.NOTICE_DAY_MISSING,
        Refusal.OPENS_MISSING,
        Refusal.CLOSES_MISSING,
    }
    assert meeting_window(bare) is None


def test_it_closes_after_it_opens():
    upside_down = replace(spatial(), closes=opens_at(date(2026, 4, 1)))
    assert Refusal.CLOSES_BEFORE_OPENS in reasons(calendar_findings(upside_down))


def test_a_meeting_has_a_day_and_a_place():
    nowhere = form(FormKind.MEETING, place="")
    assert {Refusal.FORM_UNDATED, Refusal.FORM_WITHOUT_PLACE} == reasons(
        findings_of_form(plan(Regime.GENERAL, NOTICE, date(2026, 3, 9), date(2026, 3, 30)), nowhere)
    )


def test_a_form_ends_after_it_begins():
    broken = form(FormKind.MEETING, date(2026, 3, 12), ends=at(date(2026, 3, 12), 16))
    planned = plan(Regime.GENERAL, NOTICE, date(2026, 3, 9), date(2026, 3, 30))
    assert Refusal.FORM_ENDS_BEFORE in reasons(findings_of_form(planned, broken))


def test_a_meeting_that_lasts_past_midnight_ends_on_its_last_day():
    night = form(FormKind.MEETING, starts=at(date(2026, 5, 4), 20), ends=at(date(2026, 5, 5), 0))
    assert calendar_findings(spatial(night)) == ()
    over = replace(night, ends=at(date(2026, 5, 5), 1))
    assert reasons(calendar_findings(spatial(over))) == {Refusal.FORM_TOO_LATE}


def test_signatures():
    assert (signature(2026, 14), signature(2026, 1400), signature(None, None)) == (
        "K/2026/014",
        "K/2026/1400",
        "",
    )


def test_moments_are_read_in_poland():
    """Half past midnight in Poland is the evening before in UTC; the day is Poland's."""
    planned = spatial(
        form(
            FormKind.MEETING,
            starts=datetime.fromisoformat("2026-04-19T22:30:00+00:00"),
            ends=None,
            online=True,
        )
    )
    assert calendar_findings(planned) == ()
