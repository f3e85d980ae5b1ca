"""The plan of a consultation, and every reason why its calendar, its forms or its terms are not enough.

All asked alike: by the form while it is filled, by the list of what is missing, by the service that orders it, and again,
with the day the last required notice was really published, before it is announced. No term is ever shortened: days are
counted by ``core.deadlines``, and one that ends on a Saturday or a holiday ends on the next working day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from civic.consultations.notices.rules.forms import FAMILY, LASTING, POINTS, SURVEYS, FormKind, PlannedForm
from civic.consultations.notices.rules.refusals import SECTION_OF, Refusal, Section
from civic.consultations.notices.rules.regime import DEMANDS, CountedFrom, Demand, Demands, Regime
from civic.core.deadlines import WARSAW, Interval, Term, closes_at, in_poland, is_working_day
from civic.core.publications.rules import Channel
from civic.core.refusal import Refused

WORK_ENDS = time(16)
"""From this hour a meeting on a working day is "after working hours"."""

POINT_LASTS_TO = time(17)
"""A point or duty on a working day must stay open at least so long."""


@dataclass(frozen=True)
class Finding:
    """One reason, as a page shows it and as the service refuses with it."""

    reason: Refusal
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def section(self) -> Section:
        """Where it is mended."""
        return SECTION_OF[self.reason]

    @property
    def refused(self) -> Refused:
        """The same as an exception."""
        return Refused(self.reason, **self.facts)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The city's own terms in days and its channels: as its resolution says, never less than the regime demands."""

    lead_days: int
    min_days: int
    report_days: int
    channels: tuple[Channel, ...]


def usual_terms(regime: Regime) -> Terms:
    """What a new draft begins with."""
    demands = DEMANDS[regime]
    return Terms(
        lead_days=demands.lead.usual,
        min_days=demands.remarks.usual,
        report_days=demands.report.usual,
        channels=demands.usual_channels,
    )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When and how. ``notice_on``: the day the last required notice is planned for, or was published. Moments are aware."""

    regime: Regime
    terms: Terms
    notice_on: date | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    forms: tuple[PlannedForm, ...] = ()

    @property
    def demands(self) -> Demands:
        """What its regime asks for."""
        return DEMANDS[self.regime]

    @property
    def first_day(self) -> date | None:
        """The first day for remarks."""
        return in_poland(self.opens) if self.opens else None

    def noticed(self, day: date) -> "Plan":
        """The same plan with the notice published on that day."""
        return replace(self, notice_on=day)


def earliest_start(plan: Plan) -> date | None:
    """The first day on which anything may begin; None while the day of the notice is unknown."""
    if plan.notice_on is None:
        return None
    return plan.notice_on + timedelta(days=max(plan.demands.lead.days, plan.terms.lead_days))


def earliest_end(plan: Plan) -> date | None:
    """The first day that may be the last one for remarks; None while it cannot be told."""
    starts = [day for day in (plan.first_day, earliest_start(plan)) if day is not None]
    base = plan.notice_on if plan.demands.counted_from is CountedFrom.NOTICE else max(starts, default=None)
    days = max(plan.demands.remarks.days, plan.terms.min_days)
    return Term(days).ends(base) if base is not None else None


def meeting_window(plan: Plan) -> tuple[date, date] | None:
    """First and last day on which meetings may be held, where the regime sets such a window and the plan has its ends."""
    window, end = plan.demands.window, earliest_end(plan)
    starts = [day for day in (plan.first_day, earliest_start(plan)) if day is not None]
    if window is None or not starts or end is None:
        return None
    if plan.opens and plan.closes and plan.opens < plan.closes:
        end = max(end, Interval(plan.opens, plan.closes).last_day)
    return max(starts) + timedelta(days=window.first), end - timedelta(days=window.last)


def calendar_findings(plan: Plan) -> tuple[Finding, ...]:
    """Every reason why the calendar is too short or a form stands on a wrong day or hour."""
    return (*period_findings(plan), *_day_findings(plan))


def form_findings(plan: Plan) -> tuple[Finding, ...]:
    """Forms the regime demands and the plan lacks, and what its forms lack themselves."""
    return (*_set_findings(plan), *_own_findings(plan))


def term_findings(plan: Plan) -> tuple[Finding, ...]:
    """Where the city's own terms would give people less than the law."""
    return tuple(_term_findings(plan.terms, plan.demands))


def findings_of_form(plan: Plan, form: PlannedForm) -> tuple[Finding, ...]:
    """What is wrong with one form of the plan, were it planned so."""
    alone = replace(plan, forms=(form,))
    return (*_day_findings(alone), *_own_findings(alone))


def period_findings(plan: Plan) -> Iterator[Finding]:
    """What is wrong with the days themselves, whatever forms there are."""
    if plan.notice_on is None:
        yield Finding(Refusal.NOTICE_DAY_MISSING)
    if plan.opens is None:
        yield Finding(Refusal.OPENS_MISSING)
    if plan.closes is None:
        yield Finding(Refusal.CLOSES_MISSING)
    if plan.opens and plan.closes and plan.closes <= plan.opens:
        yield Finding(Refusal.CLOSES_BEFORE_OPENS)
    start, end = earliest_start(plan), earliest_end(plan)
    if start and plan.first_day and plan.first_day < start:
        yield Finding(Refusal.OPENS_TOO_EARLY, _demanded(plan.demands.lead, plan.terms.lead_days, start))
    if end and plan.closes and plan.closes < closes_at(end):
        yield Finding(Refusal.REMARKS_TOO_SHORT, _demanded(plan.demands.remarks, plan.terms.min_days, end))


def _demanded(demand: Demand, own: int, earliest: date) -> dict[str, object]:
    """The facts of a term; its source is the city's resolution (None) when that gives people more than the statute."""
    by_city = own > demand.days
    return {"earliest": earliest, "days": max(own, demand.days), "source": None if by_city else demand.source}


def _day_findings(plan: Plan) -> Iterator[Finding]:
    start, window = earliest_start(plan), meeting_window(plan)
    for form in plan.forms:
        if form.starts is None:
            continue
        if form.ends is not None and form.ends <= form.starts:
            yield Finding(Refusal.FORM_ENDS_BEFORE, _of(form))
        yield from _window_findings(plan, form, start, window)
        if form.kind in plan.demands.after_hours and not form.online and not _after_hours(form):
            yield Finding(
                Refusal.AFTER_HOURS_REQUIRED, {**_of(form), "hour": WORK_ENDS, "source": plan.demands.care}
            )
        days = plan.demands.survey_days
        if form.kind in SURVEYS and days and form.ends is not None:
            earliest = Term(days).ends(in_poland(form.starts))
            if form.ends < closes_at(earliest):
                facts = {"earliest": earliest, "days": days, "source": plan.demands.remarks.source}
                yield Finding(Refusal.SURVEY_TOO_SHORT, {**_of(form), **facts})


def _window_findings(
    plan: Plan, form: PlannedForm, start: date | None, window: tuple[date, date] | None
) -> Iterator[Finding]:
    """Whether it stands too early or too late; the window, where the regime has one, is the stricter."""
    assert form.starts is not None  # only dated forms come here
    first, last = in_poland(form.starts), in_poland(_last_moment(form))
    inside = plan.demands.window
    if inside is not None and window is not None and form.kind in inside.kinds:
        if first < window[0]:
            facts = {"earliest": window[0], "days": inside.first, "source": inside.source}
            yield Finding(Refusal.FORM_TOO_EARLY, {**_of(form), **facts})
        if last > window[1]:
            facts = {"latest": window[1], "days": inside.last, "source": inside.source}
            yield Finding(Refusal.FORM_TOO_LATE, {**_of(form), **facts})
    elif start is not None and first < start:
        facts = _demanded(plan.demands.lead, plan.terms.lead_days, start)
        yield Finding(Refusal.FORM_TOO_EARLY, {**_of(form), **facts})


def _last_moment(form: PlannedForm) -> datetime:
    assert form.starts is not None
    return form.ends - timedelta(microseconds=1) if form.ends and form.ends > form.starts else form.starts


def _after_hours(form: PlannedForm) -> bool:
    """Whether working people can come: not on a working day, or late enough; a point must stay open so long."""
    assert form.starts is not None
    starts = form.starts.astimezone(WARSAW)
    if not is_working_day(starts.date()) or starts.time() >= WORK_ENDS:
        return True
    ends = form.ends.astimezone(WARSAW) if form.ends else None
    return (
        form.kind in POINTS
        and ends is not None
        and (ends.date(), ends.time()) >= (starts.date(), POINT_LASTS_TO)
    )


def _set_findings(plan: Plan) -> Iterator[Finding]:
    kinds = {form.kind for form in plan.forms}
    for wanted in plan.demands.forms:
        there = {FAMILY.get(kind, kind) for kind in kinds & wanted.kinds}
        lacking = wanted.count - len(there)
        if lacking > 0:
            known = tuple(kind for kind in FormKind if kind in wanted.kinds - kinds)
            facts = {"count": lacking, "kinds": known, "source": wanted.source}
            yield Finding(Refusal.FORMS_MISSING, facts)


def _own_findings(plan: Plan) -> Iterator[Finding]:
    demands = plan.demands
    for form in plan.forms:
        if form.starts is None and form.kind not in LASTING:
            yield Finding(Refusal.FORM_UNDATED, _of(form))
        if not form.place and form.kind not in LASTING:
            yield Finding(Refusal.FORM_WITHOUT_PLACE, _of(form))
        if form.kind in demands.presented and not form.presents_draft:
            yield Finding(Refusal.DRAFT_NOT_PRESENTED, {**_of(form), "source": demands.presentation})
        if form.kind in demands.accessible and not form.online and not form.accessible:
            yield Finding(Refusal.PLACE_NOT_ACCESSIBLE, {**_of(form), "source": demands.care})


def _term_findings(terms: Terms, demands: Demands) -> Iterator[Finding]:
    if terms.lead_days < demands.lead.days:
        facts = {"days": demands.lead.days, "source": demands.lead.source}
        yield Finding(Refusal.LEAD_SHORTER_THAN_LAW, facts)
    if terms.min_days < demands.remarks.days:
        facts = {"days": demands.remarks.days, "source": demands.remarks.source}
        yield Finding(Refusal.TIME_SHORTER_THAN_LAW, facts)
    if demands.report.days and terms.report_days > demands.report.days:
        facts = {"days": demands.report.days, "source": demands.report.source}
        yield Finding(Refusal.REPORT_LATER_THAN_LAW, facts)
    if lacking := tuple(channel for channel in demands.channels if channel not in terms.channels):
        yield Finding(Refusal.CHANNELS_REQUIRED, {"channels": lacking, "source": demands.channels_source})
    if not terms.channels:
        yield Finding(Refusal.CHANNELS_MISSING)


def _of(form: PlannedForm) -> dict[str, object]:
    return {"form": form.kind, "title": form.title, "form_id": form.id}
