"""Siblings of 3.9 (1), (3) and (5) by the services: holidays, leap days, clock changes, noon, orders and tricks."""

from datetime import date, datetime, time, timedelta

import pytest

from civic.consultations.notices import queries, services
from civic.consultations.notices.rules import FormKind, Refusal, Regime
from civic.consultations.notices.rules.why_not import Order, too_late
from civic.consultations.notices.services import Calendar, FormText
from civic.core.access import Role
from civic.core.db import db
from civic.core.deadlines import closes_at, opens_at
from civic.core.publications import Channel, Published
from civic.core.refusal import Refused
from tests.consultations.notices.cases import NOW, announced, channels, clerk, ordered, publish
from tests.consultations.notices.plans import at, form, plan

R, P, S = Regime.REVITALISATION, Regime.PLANNING, Regime.STRATEGY
ENDS = [
    # regime, day of the notice, first day, earliest last day, counted by hand
    (R, date(2026, 3, 2), date(2026, 3, 9), date(2026, 4, 1)),
    (R, date(2027, 1, 28), date(2027, 2, 4), date(2027, 3, 1)),  # 27 February is a Saturday
    (R, date(2028, 1, 30), date(2028, 2, 6), date(2028, 2, 29)),  # leap day
    (R, date(2026, 9, 25), date(2026, 10, 2), date(2026, 10, 26)),  # a Sunday, the clocks go back
    (R, date(2027, 2, 26), date(2027, 3, 5), date(2027, 3, 30)),  # Easter, the clocks go forward
    (R, date(2026, 10, 2), date(2026, 10, 9), date(2026, 11, 2)),  # All Saints
    (R, date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 28)),  # Christmas Eve, from 2025
    (R, date(2026, 12, 2), date(2026, 12, 9), date(2027, 1, 4)),  # New Year, then a weekend
    (R, date(2026, 5, 5), date(2026, 5, 12), date(2026, 6, 5)),  # Corpus Christi
    (P, date(2026, 4, 13), date(2026, 4, 13), date(2026, 5, 11)),
    (P, date(2026, 4, 3), date(2026, 4, 3), date(2026, 5, 4)),  # 1 to 3 May
    (P, date(2026, 10, 14), date(2026, 10, 14), date(2026, 11, 12)),  # Independence Day
    (P, date(2028, 2, 1), date(2028, 2, 1), date(2028, 2, 29)),
    (P, date(2027, 2, 28), date(2027, 2, 28), date(2027, 3, 30)),
    (S, date(2026, 5, 4), date(2026, 5, 5), date(2026, 6, 8)),
    (S, date(2026, 9, 27), date(2026, 9, 28), date(2026, 11, 2)),
    (S, date(2026, 7, 11), date(2026, 7, 11), date(2026, 8, 17)),  # the Assumption, a Saturday
    (S, date(2026, 11, 20), date(2026, 11, 20), date(2026, 12, 28)),
    (S, date(2028, 1, 25), date(2028, 1, 26), date(2028, 2, 29)),
]  # fmt: skip


def no(action) -> Refused:
    with pytest.raises(Refused) as refused:
        action()
    db.session.rollback()
    return refused.value


def planned(regime: Regime, notice: date, first: date, closes: datetime) -> int:
    by = clerk()
    made = services.create(regime, "Próba", by, NOW)
    services.save(made, by, Calendar(notice_on=notice, opens_at=opens_at(first), closes_at=closes), NOW)
    return made


@pytest.mark.parametrize(("regime", "notice", "first", "last"), ENDS)
def test_the_earliest_end(app, regime, notice, first, last):
    """Siblings of 3.9 (1), (3), (5): a day less is refused with the day that may be; noon of the last day is less, too."""
    for closes in (closes_at(last - timedelta(days=1)), closes_at(last, time(12))):
        refused = no(lambda closes=closes: planned(regime, notice, first, closes))
        assert (refused.reason, refused.facts["earliest"]) == (Refusal.REMARKS_TOO_SHORT, last)
    planned(regime, notice, first, closes_at(last))
    planned(regime, notice, first, closes_at(last + timedelta(days=1), time(12)))


@pytest.mark.parametrize(
    ("first", "last", "earliest", "latest"),
    [
        (date(2026, 4, 13), date(2026, 5, 11), date(2026, 4, 20), date(2026, 5, 4)),
        (date(2026, 4, 13), date(2026, 5, 20), date(2026, 4, 20), date(2026, 5, 13)),
        (date(2026, 9, 28), date(2026, 11, 1), date(2026, 10, 5), date(2026, 10, 25)),
        (date(2028, 2, 1), date(2028, 2, 29), date(2028, 2, 8), date(2028, 2, 22)),
    ],
)
def test_meetings_on_the_borders_of_their_window(app, first, last, earliest, latest):
    """Siblings of 3.9 (3): the border days are inside, the days beside them are not; one past midnight is the next day."""
    made, by = planned(P, first, first, closes_at(last)), clerk()

    def hold(day: date, hour: int = 17, **more: object) -> None:
        services.save_form(made, by, FormText(planned=form(FormKind.MEETING, day, hour, **more)), NOW)

    hold(earliest)
    hold(latest, 21)
    assert no(lambda: hold(earliest - timedelta(days=1))).facts["earliest"] == earliest
    assert no(lambda: hold(latest + timedelta(days=1))).facts["latest"] == latest
    after_midnight = {"ends": at(latest + timedelta(days=1), 0, 30)}
    assert no(lambda: hold(latest, 21, **after_midnight)).facts["latest"] == latest


@pytest.mark.parametrize("in_time", [True, False])
def test_the_last_minute_of_the_day_and_the_first_of_the_next(app, in_time):
    """1.7: in the last channel at 23:59 it is in time, at 0:00 it is a day late."""
    made = ordered()
    moment = at(date(2026, 4, 6), 23, 59) if in_time else at(date(2026, 4, 7), 0)
    for channel in channels(made)[:-1]:
        publish(made, channel, at(date(2026, 4, 6), 9))
    publish(made, channels(made)[-1], moment)
    if in_time:
        services.announce(made, clerk(), moment)
    else:
        assert no(lambda: services.announce(made, clerk(), moment)).reason is Refusal.NOTICE_TOO_LATE


@pytest.mark.parametrize("first", [date(2026, 10, 25), date(2027, 3, 28), date(2028, 3, 7)])
def test_the_same_around_a_change_of_clocks_and_a_leap_day(first):
    """1.7: seven days are seven days of the calendar, be they of 23 or of 25 hours."""
    ready = plan(Regime.GENERAL, None, first, first + timedelta(days=40))
    day, required = first - timedelta(days=7), ready.terms.channels
    for moment, late in ((at(day, 23, 59), False), (at(day + timedelta(days=1), 0), True)):
        published = [Published(channel, moment) for channel in required]
        assert (too_late(ready, published, moment) is not None) is late


def test_withdrawn_and_published_again_a_day_later(app):
    """1.7: of several channels one is withdrawn and comes back: terms count from its second publication."""
    made = ordered()
    ids = {channel: publish(made, channel, at(date(2026, 4, 6), 12)) for channel in channels(made)}
    services.withdraw(made, clerk(), ids[Channel.WEBSITE], "Zły plik.", at(date(2026, 4, 6), 13))
    assert (
        no(lambda: services.announce(made, clerk(), at(date(2026, 4, 6), 14))).reason
        is Refusal.NOTICE_NOT_PUBLISHED
    )
    publish(made, Channel.WEBSITE, at(date(2026, 4, 7), 0))
    refused = no(lambda: services.announce(made, clerk(), at(date(2026, 4, 7), 1)))
    assert (refused.reason, refused.facts["earliest"]) == (Refusal.NOTICE_TOO_LATE, date(2026, 4, 14))


def test_time_is_never_taken_back(app):
    """3.3: extend, never shorten: not by a correction, not by a second extension, not by a new calendar, not after the end."""
    made, by, order = announced(), clerk(Role.EXECUTIVE), Order("130/2026", date(2026, 4, 6))
    during, later = at(date(2026, 4, 20), 9), closes_at(date(2026, 5, 25))
    services.extend(made, by, later, "Długi weekend.", order, during)
    for action in (
        lambda: services.correct(made, by, "Pomyłka.", during),
        lambda: services.extend(made, by, closes_at(date(2026, 5, 24)), "Krócej.", order, during),
        lambda: services.extend(made, by, later, "Tak samo.", order, during),
        lambda: services.save(made, by, Calendar(notice_on=date(2026, 4, 6), opens_at=opens_at(date(2026, 4, 13)), closes_at=closes_at(date(2026, 5, 11))), during),
        lambda: services.extend(made, by, closes_at(date(2026, 6, 30)), "Po czasie.", order, later),
        lambda: services.cancel(made, by, "Po czasie.", later),
    ):  # fmt: skip
        assert no(action).reason in {
            Refusal.NOT_NOW,
            Refusal.NOT_LONGER,
            Refusal.NOT_A_DRAFT,
            Refusal.ALREADY_CLOSED,
        }
    services.extend(
        made, by, closes_at(date(2026, 6, 4)), "W Boże Ciało.", order, later - timedelta(microseconds=1)
    )
    assert queries.consultation(made).standing.closes == closes_at(date(2026, 6, 4))
