"""Calendars around any moment: whenever the sample is built, each of its editions is in its own phase."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from civic.budget.editions.rules import Calendar, Phase
from civic.budget.editions.rules.calendar import BUDGET_DUE
from civic.core.deadlines import Interval, closes_at, in_poland, opens_at, roll

NOON = time(12)
PASSED: dict[Phase, int] = {
    Phase.SUBMISSION: 11,
    Phase.VERIFICATION: 60,
    Phase.APPEALS: 105,
    Phase.BEFORE_VOTING: 137,
    Phase.VOTING: 151,
    Phase.COUNTING: 161,
    Phase.RESULTS: 520,
}
"""So many days before the sample is built submission opened in an edition of this phase."""


@dataclass(frozen=True)
class Days:
    """The days of one edition, counted from the first day of submission."""

    first: date

    @classmethod
    def in_phase(cls, phase: Phase, now: datetime, earlier: int = 0) -> "Days":
        """The edition that is in this phase now; ``earlier``: so many days further back."""
        return cls(in_poland(now) - timedelta(days=PASSED[phase] + earlier))

    def day(self, number: int) -> date:
        """The day so many days after the first."""
        return self.first + timedelta(days=number)

    def at(self, number: int, clock: time = NOON) -> datetime:
        """A Polish time of that day, as a moment."""
        return opens_at(self.day(number), clock)

    @property
    def submitting(self) -> datetime:
        return self.at(0, time(9))

    @property
    def assessing(self) -> datetime:
        return self.at(40)

    @property
    def publishing(self) -> datetime:
        return self.at(100)

    @property
    def listing(self) -> datetime:
        return self.at(130)

    @property
    def making_key(self) -> datetime:
        return self.at(142)

    @property
    def opening_voting(self) -> datetime:
        return self.at(143)

    @property
    def opening_box(self) -> datetime:
        return self.at(160)

    @property
    def approving(self) -> datetime:
        return opens_at(self.calendar.results, time(10))

    @property
    def calendar(self) -> Calendar:
        """The calendar those days make."""
        results = roll(self.day(173))
        return Calendar(
            submission=self._period(0, 29),
            formal=self._period(0, 44),
            merit=self._period(14, 99),
            results_of_merit=self.day(100),
            appeals=self._period(100, 113),
            list_published=self.day(130),
            ballot_draw=self.day(131),
            voting=self._period(145, 159),
            results=results,
            budget_due=date(results.year, *BUDGET_DUE),
        )

    def _period(self, first: int, last: int) -> Interval:
        return Interval(opens_at(self.day(first)), closes_at(self.day(last)))
