"""What the pages of results show, made from the stored count: plain values, words included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _
from markupsafe import Markup

from civic.budget.counting import explain, from_rules
from civic.budget.counting.messages import TIE_STEPS
from civic.budget.counting.queries import Counted
from civic.budget.counting.tally.inputs import PoolRules
from civic.budget.counting.tally.results import PoolResult, ProjectResult, Tie
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import Pool
from civic.budget.projects.queries import Admitted
from civic.core import charts, money


@dataclass(frozen=True)
class Row:
    """A project's line: place in the count, its words, and why."""

    place: int
    project: Admitted
    result: ProjectResult
    won: bool
    score: str
    why: str


@dataclass(frozen=True)
class PoolShown:
    """A pool's page."""

    pool: Pool
    result: PoolResult
    title: str
    nearest: str
    rows: tuple[Row, ...]
    points: bool
    ties: tuple[tuple[str, str], ...]

    @property
    def winners(self) -> tuple[Row, ...]:
        """Those that won, in the order of the count."""
        return tuple(row for row in self.rows if row.won)


def pools(
    edition: EditionFacts, counted: Counted, rules: Mapping[str, PoolRules], on_list: Sequence[Admitted]
) -> list[PoolShown]:
    """Every pool, in the order of the edition's rules."""
    by_number = {str(project.number): project for project in on_list}
    names = {
        number: _("nr %(number)s „%(title)s”", number=number, title=p.title)
        for number, p in by_number.items()
    }
    return [
        _pool(edition, edition.rules.pool(result.pool), result, rules[result.pool], by_number, names)
        for result in counted.result.pools
    ]


def _pool(
    edition: EditionFacts,
    pool: Pool,
    result: PoolResult,
    rules: PoolRules,
    by_number: Mapping[str, Admitted],
    names: Mapping[str, str],
) -> PoolShown:
    points = from_rules.carries_points(edition.rules, pool)
    rows = tuple(
        Row(
            place, by_number[row.id], row, row.decision.funded, explain.score_words(row.score, points),
            explain.why(row, result, rules, points, names),
        )
        for place, row in enumerate(result.rows, start=1)
    )  # fmt: skip
    ties = tuple((_tied(tie, names), _settled(tie, names)) for tie in result.ties)
    return PoolShown(pool, result, explain.title(result), explain.nearest(result), rows, points, ties)


def _tied(tie: Tie, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(each, each) for each in tie.projects)


def _settled(tie: Tie, names: Mapping[str, str]) -> str:
    if tie.settled_by is None:
        return str(TIE_STEPS[tie.needs]) if tie.needs else ""
    order = ", ".join(names.get(each, each) for each in tie.order)
    protocol = _(" Protokół: %(protocol)s.", protocol=tie.protocol) if tie.protocol else ""
    return _("%(how)s Kolejność: %(order)s.", how=TIE_STEPS[tie.settled_by], order=order) + protocol


def money_chart(shown: PoolShown, href: Mapping[int, str]) -> Markup:
    """Where the money ended, or for Equal Shares how strong the support was."""
    heads = (_("Projekt, w kolejności liczenia"), _("Koszt"))
    rows = [
        charts.Purchase(
            f"{row.place}. {row.project.title}", row.result.awarded or row.result.cost, row.won, money.show(row.result.cost),
            _("wygrał") if row.won else _("nie wygrał"), href[row.project.number],
        )
        for row in shown.rows
    ]  # fmt: skip
    end = _("Koniec pieniędzy: %(money)s", money=money.show(shown.result.budget))
    return charts.budget_line(
        _("Na co starczyło pieniędzy"), rows, shown.result.budget, heads=heads, line=end
    )


def support_chart(shown: PoolShown, href: Mapping[int, str]) -> Markup:
    """Votes or points, best first."""
    heads = (_("Projekt"), _("Punkty") if shown.points else _("Głosy"))
    ordered = sorted(shown.rows, key=lambda row: (-row.result.score, row.place))
    rows = [
        charts.Bar(
            row.project.title,
            row.result.score,
            row.score,
            row.won,
            _("wygrał") if row.won else "",
            href[row.project.number],
        )
        for row in ordered
    ]
    return charts.bars(_("Poparcie dla projektów"), rows, heads=heads)


def turnout_chart(cells: Mapping[str, int | None], residents: Mapping[str, tuple[str, int]]) -> Markup:
    """Turnout by area. ``residents``: code -> (name, how many live there)."""
    rows = []
    for code, (name, people) in residents.items():
        voters = cells.get(code, 0)
        rows.append(charts.Turnout(name, voters, people, _turnout_words(voters, people)))
    return charts.turnout_bars(_("Frekwencja w dzielnicach"), rows, heads=(_("Dzielnica"), _("Głosujący")))


def _turnout_words(voters: int | None, people: int) -> str:
    if voters is None:
        return _("za mało, by podać")
    if not people:
        return str(voters)
    return f"{voters} ({money.show_percent(voters, people)})"


def exact(value: Fraction) -> str:
    """A share of money in złoty and grosze, rounded down for the eye."""
    return money.show(int(value))
