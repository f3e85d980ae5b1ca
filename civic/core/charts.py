"""Charts drawn on the server: one table whose rows carry their bars, so that the numbers stand beside what is drawn.

Every function takes plain values and gives Markup: a ``<table class="plot">`` with an SVG in each row. Widths are
percentages inside the SVG, so that text stays text, wraps and grows with the reader's letters. What is marked (won,
selected) is filled, the rest is an outline, and the words beside say it too. All words come from the caller, translated.
Put the result under its title with the macro ``chart`` of templates/components/chart.html.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup, escape

Number = int | Fraction


@dataclass(frozen=True)
class Bar:
    """A row: ``value`` >= 0 is drawn, ``shown`` is the same in words ("1 234 głosy"), ``note`` says what the fill says."""

    label: str
    value: Number
    shown: str
    marked: bool = False
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Turnout:
    """Voters of a place or channel among the entitled. ``voters`` None: too few to be published."""

    label: str
    voters: int | None
    entitled: int
    shown: str


@dataclass(frozen=True)
class Purchase:
    """A project in the order of counting: its cost in grosz, whether the money was spent on it, and the words for both."""

    label: str
    cost: int
    bought: bool
    shown: str
    note: str = ""
    href: str = ""


def bars(
    caption: str,
    rows: Sequence[Bar],
    *,
    heads: tuple[str, str],
    top: Number | None = None,
    threshold: Number | None = None,
) -> Markup:
    """Horizontal bars on one scale from 0 to ``top`` (default: the greatest value); ``threshold`` draws a line across.

    ``heads``: the words over the labels and over the values.
    """
    scale = top or max((row.value for row in rows), default=0) or 1
    line = "" if threshold is None else _line(threshold, scale)
    body = Markup("").join(
        _row(
            row.label,
            row.href,
            _bar(Fraction(0), row.value / Fraction(scale), row.marked) + line,
            row.shown,
            row.note,
        )
        for row in rows
    )
    return _table(caption, heads, body)


def turnout_bars(caption: str, rows: Sequence[Turnout], *, heads: tuple[str, str]) -> Markup:
    """Turnout per place on a scale from nobody to a round share above the greatest; suppressed cells are hatched whole."""
    shares = [Fraction(row.voters, row.entitled) for row in rows if row.voters is not None and row.entitled]
    scale = _round_up(max(shares, default=Fraction(1)))
    body = Markup("").join(_row(row.label, "", _turnout(row, scale), row.shown, "") for row in rows)
    return _table(caption, heads, body)


def budget_line(
    caption: str, rows: Sequence[Purchase], budget: int, *, heads: tuple[str, str], line: str
) -> Markup:
    """Where the money ended. Each project's cost is drawn from where the money spent before it ended.

    A bar past the line is what did not fit. ``budget`` is grosz, ``line`` the words for the line ("Koniec pieniędzy: 100 000 zł").
    """
    spent, drawn = 0, []
    for row in rows:
        drawn.append((row, spent))
        spent += row.cost if row.bought else 0
    furthest = max((start + row.cost for row, start in drawn), default=0)
    scale = max(budget, min(furthest, budget * 5 // 4)) or 1
    body = Markup("").join(
        _row(
            row.label,
            row.href,
            _bar(Fraction(start, scale), Fraction(row.cost, scale), row.bought) + _line(budget, scale),
            row.shown,
            row.note,
        )
        for row, start in drawn
    )
    return _table(caption, heads, body, Markup('<p class="plot__line">{}</p>').format(line))


def _table(caption: str, heads: tuple[str, str], body: Markup, after: str = "") -> Markup:
    head = Markup(
        '<th scope="col">{}</th><td aria-hidden="true"></td><th scope="col" class="num">{}</th>'
    ).format(*heads)
    return Markup(
        '<table class="plot"><caption class="govuk-visually-hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}"
    ).format(caption, head, body, after)


def _row(label: str, href: str, drawing: Markup, shown: str, note: str) -> Markup:
    name = Markup('<a href="{}">{}</a>').format(href, label) if href else escape(label)
    said = Markup(' <span class="plot__note">{}</span>').format(note) if note else ""
    return Markup(
        '<tr><th scope="row">{}{}</th><td class="plot__cell">'
        '<svg class="plot__svg" width="100%" height="100%" aria-hidden="true" focusable="false">{}</svg></td>'
        '<td class="num">{}</td></tr>'
    ).format(name, said, drawing, shown)


def _bar(start: Fraction, width: Fraction, marked: bool) -> Markup:
    kind = "plot__bar plot__bar--marked" if marked else "plot__bar"
    return Markup('<rect class="{}" x="{}" y="20%" width="{}" height="60%"/>').format(
        kind, _percent(start), _percent(width)
    )


def _turnout(row: Turnout, scale: Fraction) -> Markup:
    if row.voters is None:
        return Markup(
            '<rect class="plot__bar plot__bar--hidden" x="0.0%" y="20%" width="100.0%" height="60%"/>'
        )
    share = Fraction(row.voters, row.entitled) if row.entitled else Fraction(0)
    return _bar(Fraction(0), share / scale, marked=True)


def _line(value: Number, scale: Number) -> Markup:
    place = _percent(Fraction(value) / Fraction(scale))
    return Markup('<line class="plot__limit" x1="{0}" x2="{0}" y1="0" y2="100%"/>').format(place)


def _percent(share: Fraction) -> str:
    """A share as an SVG length; what passes the edge is cut at it."""
    tenths = min(1000, max(0, round(share * 1000)))
    return f"{tenths // 10}.{tenths % 10}%"


def _round_up(share: Fraction) -> Fraction:
    """The next whole multiple of five percent, at most the whole."""
    fives = -(-share * 20 // 1)
    return min(Fraction(1), max(Fraction(1, 20), Fraction(fives, 20)))
