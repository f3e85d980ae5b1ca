"""Why each project won or lost, in one plain sentence, and the answer a pool's result gives as its title."""

from collections.abc import Callable, Mapping
from math import ceil

from flask_babel import gettext as _
from flask_babel import ngettext

from civic.budget.counting.messages import REASONS, SOURCES
from civic.budget.counting.tally.inputs import Allocation, PoolRules, ThresholdKind
from civic.budget.counting.tally.results import Decision, PoolResult, ProjectResult, Reason
from civic.core import money


def score_words(score: int, points: bool) -> str:
    """ "1 234 głosy" or "1 234 punkty"."""
    shown = f"{score:,}".replace(",", money.NBSP)
    if points:
        return ngettext("%(shown)s punkt", "%(shown)s punktów", score, shown=shown)
    return ngettext("%(shown)s głos", "%(shown)s głosów", score, shown=shown)


def title(pool: PoolResult) -> str:
    """ "Wygrało 17 z 64 projektów"."""
    won, all_of_them = len(pool.funded), len(pool.rows)
    if pool.pending is not None:
        return _("Jest remis: wynik poznamy po jego rozstrzygnięciu")
    if won == 0:
        return _("Żaden projekt nie wygrał")
    if won == all_of_them:
        return ngettext("Wygrał jedyny projekt", "Wygrały wszystkie projekty: %(num)s", won)
    return ngettext(
        "Wygrał %(num)s z %(all)s projektów", "Wygrało %(num)s z %(all)s projektów", won, all=all_of_them
    )


def nearest(pool: PoolResult) -> str:
    """How much the first loser for want of money was short of; empty where nobody lost for money."""
    if pool.shares is not None:
        return ""
    for row in pool.rows:
        if row.reason is Reason.NO_FUNDS and row.cost > row.remaining:
            missing = money.show(row.cost - row.remaining)
            return _("Pierwszemu projektowi pod kreską zabrakło %(missing)s.", missing=missing)
    return ""


def why(
    row: ProjectResult, pool: PoolResult, rules: PoolRules, points: bool, names: Mapping[str, str]
) -> str:
    """One sentence. ``names``: project id -> "nr 7 „Park”"; used where another project is the reason."""
    score = score_words(row.score, points)
    if row.decision is Decision.FUNDED_EXTRA:
        source = str(SOURCES[row.source]) if row.source else ""
        return _("Wygrał dodatkowo: zdobył %(score)s.", score=score) + f" {source}".rstrip()
    other = names.get(row.conflict_with or "", row.conflict_with or "")
    sentences: dict[Reason, Callable[[], str]] = {
        Reason.SELECTED: lambda: _won(row, rules, score),
        Reason.NO_FUNDS: lambda: _no_money(row, rules),
        Reason.BELOW_THRESHOLD: lambda: _below(row, pool, rules, score),
        Reason.CONFLICT: lambda: _("Przegrał: w tym samym miejscu wygrał projekt %(other)s.", other=other),
        Reason.LOST_TIE: lambda: _lost_tie(row, pool, names),
    }
    say = sentences.get(row.reason)
    return say() if say else str(REASONS[row.reason])


def _won(row: ProjectResult, rules: PoolRules, score: str) -> str:
    if row.shares is not None:
        each = money.show(ceil(row.shares.payment))
        return ngettext(
            "Wygrał: poparła go %(num)s osoba i zapłaciła za niego %(each)s ze swojej części.",
            "Wygrał: poparło go %(num)s osób; każda zapłaciła za niego najwyżej %(each)s ze swojej równej części.",
            row.voters,
            each=each,
        )
    if rules.allocation is Allocation.GREEDY_STOP_TOPUP and row.extra:
        return _(
            "Wygrał: zdobył %(score)s, a brakujące %(extra)s dołożono z rezerwy.",
            score=score,
            extra=money.show(row.extra),
        )
    left = money.show(row.remaining)
    return _(
        "Wygrał: zdobył %(score)s i wystarczyło na niego pieniędzy. Po nim w puli zostało %(left)s.",
        score=score,
        left=left,
    )


def _no_money(row: ProjectResult, rules: PoolRules) -> str:
    if rules.allocation.equal_shares:
        return _(
            "Przegrał: osobom, które go poparły, zostało za mało pieniędzy, bo poszły na inne projekty, które też poparły."
        )
    if row.cost <= row.remaining:
        return _(
            "Przegrał: liczenie kończy się na pierwszym projekcie, na który zabrakło pieniędzy, a ten był dalej na liście."
        )
    return _(
        "Przegrał: kosztuje %(cost)s, a w puli zostało %(left)s. Zabrakło %(missing)s.",
        cost=money.show(row.cost), left=money.show(row.remaining), missing=money.show(row.cost - row.remaining),
    )  # fmt: skip


def _below(row: ProjectResult, pool: PoolResult, rules: PoolRules, score: str) -> str:
    for threshold in rules.thresholds:
        match threshold.kind:
            case ThresholdKind.ABS_VOTES if row.voters < threshold.value:
                needed = ceil(threshold.value)
                return _("Przegrał: głosowało na niego za mało osób: %(voters)s, a potrzeba co najmniej %(needed)s.", voters=row.voters, needed=needed)  # fmt: skip
            case ThresholdKind.ABS_POINTS if row.score < threshold.value:
                return _(
                    "Przegrał: zdobył %(score)s, a potrzeba co najmniej %(needed)s.",
                    score=score,
                    needed=ceil(threshold.value),
                )
            case ThresholdKind.PCT_VALID_BALLOTS if row.voters * 100 < threshold.value * pool.ballots:
                needed = ceil(threshold.value * pool.ballots / 100)
                return _("Przegrał: głosowało na niego za mało osób: %(voters)s, a potrzeba co najmniej %(needed)s.", voters=row.voters, needed=needed)  # fmt: skip
            case ThresholdKind.COST_PROPORTIONAL:
                return _("Przegrał: poparcie było za małe jak na jego koszt.")
    return str(REASONS[Reason.BELOW_THRESHOLD])


def _lost_tie(row: ProjectResult, pool: PoolResult, names: Mapping[str, str]) -> str:
    tie = pool.ties[row.tie] if row.tie is not None and row.tie < len(pool.ties) else None
    winners = [names.get(each, each) for each in tie.order if pool.row(each).decision.funded] if tie else []
    if not winners:
        return str(REASONS[Reason.LOST_TIE])
    return _("Przegrał rozstrzygnięcie remisu z projektem %(other)s.", other=winners[0])
