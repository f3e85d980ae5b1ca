"""What pages and papers show of a plan: rows with their changes, sums, the annexes of an agreement."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from civic.core import money, web
from civic.core.differences import Op, Piece, words
from civic.initiatives.agreements import messages
from civic.initiatives.agreements.rules import Change, Line, Mark, Plan, Step, compare, totals
from civic.initiatives.agreements.rules.contract import plain_number
from civic.initiatives.requests.rules import LineKind, Side


@dataclass(frozen=True)
class Row:
    """A row as it is drawn: what, how much of it, and its sum or days; each with what changed in it."""

    mark: Mark
    name: tuple[Piece, ...]
    detail: tuple[Piece, ...]
    last: tuple[Piece, ...]


@dataclass(frozen=True)
class Sum:
    """A sum beside what it was."""

    words: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Shown:
    """A version beside the one before it. ``changed``: how many rows changed, in words; "" for none."""

    residents: tuple[Row, ...]
    city: tuple[Row, ...]
    steps: tuple[Row, ...]
    sums: tuple[Sum, ...]
    changed: str


def shown(plan: Plan, before: Plan | None = None) -> Shown:
    """The plan as drawn; without ``before`` nothing is marked."""
    old = plan if before is None else before
    residents, city = (
        tuple(_line(change) for change in compare(old.of(side), plan.of(side))) for side in Side
    )
    steps = tuple(_step(change) for change in compare(old.steps, plan.steps))
    return Shown(residents, city, steps, _sums(old, plan), _counted((*residents, *city, *steps)))


def _line(change: Change[Line]) -> Row:
    return _row(change, [(_name(each), _detail(each), money.show(each.total)) for each in _pair(change)])


def _step(change: Change[Step]) -> Row:
    return _row(change, [(each.what, str(messages.DOER[each.doer]), days(each)) for each in _pair(change)])


def _pair(change: Change[Line] | Change[Step]) -> list:  # type: ignore[type-arg]
    return [change.row if change.before is None else change.before, change.row]


def _row(change: Change[Line] | Change[Step], texts: Sequence[tuple[str, str, str]]) -> Row:
    before, after = texts
    (name, detail), last = (
        (words(old, new) for old, new in zip(before[:2], after[:2], strict=True)),
        before[2],
    )
    return Row(change.mark, name, detail, _whole(last, after[2]))


def _whole(before: str, after: str) -> tuple[Piece, ...]:
    """An amount or a day as one: what it was, what it is."""
    return (Piece(Op.SAME, after),) if before == after else (Piece(Op.GONE, before), Piece(Op.NEW, after))


def _name(line: Line) -> str:
    return line.name


def _detail(line: Line) -> str:
    kind = str(messages.KIND[line.kind])
    if line.kind is LineKind.WORK:
        hours = gettext("%(hours)s godz.", hours=plain_number(line.quantity))
        people = f", {ngettext('%(num)s osoba', '%(num)s osób', line.people)}" if line.people else ""
        return f"{kind}: {hours}{people}, {money.show(line.unit_cost)}"
    return f"{kind}: {plain_number(line.quantity)} {line.unit} × {money.show(line.unit_cost)}".replace(
        "  ", " "
    )


def days(step: Step) -> str:
    """From when to when, in words."""
    if step.starts_on == step.ends_on:
        return web.day(step.starts_on)
    return f"{web.day(step.starts_on)} – {web.day(step.ends_on)}"


def _sums(before: Plan, after: Plan) -> tuple[Sum, ...]:
    old, new = totals(before.lines), totals(after.lines)
    rows = [
        (gettext("Mieszkańcy"), money.show(old.residents), money.show(new.residents)),
        (gettext("Miasto"), money.show(old.city), money.show(new.city)),
        (gettext("Razem"), money.show(old.whole), money.show(new.whole)),
        (
            gettext("Wkład mieszkańców"),
            money.show_percent(old.residents, old.whole),
            money.show_percent(new.residents, new.whole),
        ),
    ]
    return tuple(Sum(name, _whole(one, other)) for name, one, other in rows)


def _counted(rows: Sequence[Row]) -> str:
    counted = {mark: sum(row.mark is mark for row in rows) for mark in Mark}
    said = [
        (Mark.CHANGED, ngettext("%(num)s wiersz zmieniony", "%(num)s wierszy zmienionych", counted[Mark.CHANGED])),
        (Mark.NEW, ngettext("%(num)s dodany", "%(num)s dodanych", counted[Mark.NEW])),
        (Mark.GONE, ngettext("%(num)s usunięty", "%(num)s usuniętych", counted[Mark.GONE])),
    ]  # fmt: skip
    return ", ".join(text for mark, text in said if counted[mark])
