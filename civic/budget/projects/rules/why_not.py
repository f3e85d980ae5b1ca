"""Why a project cannot be submitted, edited or withdrawn: the first reason that holds, with the facts of its sentence."""

from collections.abc import Iterator
from datetime import datetime

from civic.budget.editions.rules import PUBLIC as PUBLIC_EDITIONS
from civic.budget.editions.rules import CostRange, Leader, Pool, Rules, cost_limits
from civic.budget.editions.rules import Status as EditionStatus
from civic.budget.projects.rules import facts
from civic.budget.projects.rules.facts import CostLine, Draft, Step, Terms
from civic.budget.projects.rules.refusals import STEP_OF, Refusal
from civic.budget.projects.rules.statuses import GONE, ON_THE_LIST, Action, Status, after
from civic.budget.projects.rules.where import why_not_pool
from civic.core.deadlines import closes_at
from civic.core.money import LARGEST
from civic.core.refusal import Refused

_R = Refusal
_STOPPED = frozenset({EditionStatus.SUSPENDED, EditionStatus.CANCELLED})


def why_not_start(terms: Terms, now: datetime) -> Refused | None:
    """Why nobody can write a project at this moment (aware)."""
    if terms.status not in PUBLIC_EDITIONS - _STOPPED:
        return Refused(_R.EDITION_NOT_RUNNING)
    submission = terms.rules.calendar.submission
    if now < submission.opens:
        return Refused(_R.SUBMISSION_NOT_OPEN, opened=submission.opens)
    if now >= submission.closes:
        return Refused(_R.SUBMISSION_CLOSED, closed=submission.closes)
    return None


def why_not_edit(status: Status, terms: Terms, now: datetime) -> Refused | None:
    """Why the leader cannot change what is written."""
    if status is not Status.DRAFT:
        return Refused(_R.ALREADY_SUBMITTED)
    return why_not_start(terms, now)


def why_not_submit(draft: Draft, terms: Terms, submitted: int, now: datetime) -> Refused | None:
    """Why the draft cannot be sent. ``submitted``: how many of the leader's projects stand in this edition already."""
    if no := why_not_edit(draft.status, terms, now):
        return no
    limit = terms.rules.projects.max_per_leader
    if limit is not None and submitted >= limit:
        return Refused(_R.TOO_MANY_PROJECTS, max=limit)
    return next(missing(draft, terms.rules), None)


def missing(draft: Draft, rules: Rules) -> Iterator[Refused]:
    """Everything in the draft that still has to be written or mended, in the order of the steps."""
    yield from _about_idea(draft)
    yield from _about_place(draft)
    yield from _about_pool(draft, rules)
    yield from _about_description(draft, rules)
    yield from _about_costs(draft, rules)
    if rules.projects.leader is Leader.RESIDENT and not draft.declares_residence:
        yield Refused(_R.RESIDENCE_NOT_DECLARED)
    if not draft.agrees_to_publish:
        yield Refused(_R.CONSENT_MISSING)


def missing_at(step: Step, draft: Draft, rules: Rules) -> list[Refused]:
    """What is missing at one step."""
    return [no for no in missing(draft, rules) if STEP_OF.get(Refusal(no.reason)) is step]


def steps_done(draft: Draft, rules: Rules) -> frozenset[Step]:
    """The steps where nothing is missing."""
    return frozenset(Step) - {
        STEP_OF[no.reason] for no in missing(draft, rules) if isinstance(no.reason, Refusal)
    }


def limits_of(draft: Draft, rules: Rules) -> CostRange | None:
    """What a project of the draft's pool and kind may cost; None while it has no pool."""
    pool = _pool(draft, rules)
    if pool is None:
        return None
    return cost_limits(rules, pool, draft.kind) if draft.kind else cost_limits(rules, pool)


def why_not_cost(cost: int, draft: Draft, rules: Rules) -> Refused | None:
    """Why a project of the draft's pool and kind cannot cost this much (grosz); None while it has no pool."""
    pool, limits = _pool(draft, rules), limits_of(draft, rules)
    if pool is None or limits is None:
        return None
    if limits.min is not None and cost < limits.min:
        return Refused(_R.COST_TOO_LOW, cost=cost, min_cost=limits.min, pool=pool.name)
    if limits.max is not None and cost > limits.max:
        return Refused(
            _R.COST_TOO_HIGH, cost=cost, max_cost=limits.max, over=cost - limits.max, pool=pool.name
        )
    return None


def withdraw_closes(rules: Rules) -> datetime:
    """The moment from which a project can no longer be withdrawn: the end of the last day, or the opening of the vote."""
    last_day = rules.process.withdraw_until
    opens = rules.calendar.voting.opens
    return min(closes_at(last_day), opens) if last_day else opens


def why_not_withdraw(status: Status, terms: Terms, now: datetime) -> Refused | None:
    """Why the leader cannot withdraw the project. Withdrawing cannot be undone."""
    if status is Status.DRAFT:
        return Refused(_R.DRAFT_CANNOT_BE_WITHDRAWN)
    if status in GONE:
        return Refused(_R.ALREADY_WITHDRAWN)
    closes = withdraw_closes(terms.rules)
    if now >= closes:
        return Refused(_R.TOO_LATE_TO_WITHDRAW, closed=closes)
    if after(status, Action.WITHDRAW) is None:
        return Refused(_R.NOTHING_TO_WITHDRAW)
    return None


def why_not_change(status: Status, terms: Terms, now: datetime) -> Refused | None:
    """Why the office cannot change what the vote and the count depend on: cost, pool, place, conflict group."""
    if now >= terms.rules.calendar.voting.opens:
        return Refused(_R.VOTING_HAS_OPENED)
    if status in ON_THE_LIST:
        return Refused(_R.LIST_IS_FIXED)
    return None


def _pool(draft: Draft, rules: Rules) -> Pool | None:
    return next((pool for pool in rules.pools if pool.id == draft.pool), None)


def _about_idea(draft: Draft) -> Iterator[Refused]:
    if len(draft.title) < facts.TITLE_MIN:
        yield Refused(_R.TITLE_TOO_SHORT, min=facts.TITLE_MIN)
    if len(draft.title) > facts.TITLE_MAX:
        yield Refused(_R.TITLE_TOO_LONG, max=facts.TITLE_MAX)
    if not draft.summary:
        yield Refused(_R.SUMMARY_MISSING)
    if len(draft.summary) > facts.SUMMARY_MAX:
        yield Refused(_R.SUMMARY_TOO_LONG, max=facts.SUMMARY_MAX)


def _about_place(draft: Draft) -> Iterator[Refused]:
    if draft.citywide is None or (not draft.citywide and not draft.area_codes):
        yield Refused(_R.PLACE_MISSING)


def _about_pool(draft: Draft, rules: Rules) -> Iterator[Refused]:
    if draft.pool is None:
        yield Refused(_R.POOL_MISSING)
        return
    pool = _pool(draft, rules)
    if pool is None:
        yield Refused(_R.POOL_UNKNOWN)
    elif no := why_not_pool(draft, pool):
        yield no


def _about_description(draft: Draft, rules: Rules) -> Iterator[Refused]:
    if not draft.description:
        yield Refused(_R.DESCRIPTION_MISSING)
    if len(draft.description) > facts.DESCRIPTION_MAX:
        yield Refused(_R.DESCRIPTION_TOO_LONG, max=facts.DESCRIPTION_MAX)
    if not draft.justification:
        yield Refused(_R.JUSTIFICATION_MISSING)
    if len(draft.justification) > facts.JUSTIFICATION_MAX:
        yield Refused(_R.JUSTIFICATION_TOO_LONG, max=facts.JUSTIFICATION_MAX)
    if draft.kind is None:
        yield Refused(_R.KIND_MISSING)
    elif draft.kind not in rules.projects.kinds:
        yield Refused(_R.KIND_NOT_ALLOWED)
    if not draft.categories:
        yield Refused(_R.CATEGORY_MISSING)
    if len(set(draft.categories)) > facts.CATEGORIES_MAX:
        yield Refused(_R.TOO_MANY_CATEGORIES, max=facts.CATEGORIES_MAX)


def _about_costs(draft: Draft, rules: Rules) -> Iterator[Refused]:
    if not draft.costs:
        yield Refused(_R.NO_COSTS)
        return
    if len(draft.costs) > facts.COST_LINES_MAX:
        yield Refused(_R.TOO_MANY_COST_LINES, max=facts.COST_LINES_MAX)
    unclear = [place for place, line in enumerate(draft.costs, 1) if not _is_clear(line)]
    for place in unclear:
        yield Refused(_R.COST_LINE_UNCLEAR, line=place)
    if not unclear and (no := why_not_cost(draft.cost, draft, rules)):
        yield no


def _is_clear(line: CostLine) -> bool:
    exponent = line.quantity.as_tuple().exponent
    return (
        0 < len(line.name) <= facts.COST_NAME_MAX
        and isinstance(exponent, int)
        and -exponent <= facts.QUANTITY_PLACES
        and 0 < line.quantity <= facts.QUANTITY_MAX
        and line.unit_cost > 0
        and 0 < line.total <= LARGEST
    )
