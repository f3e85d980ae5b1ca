"""A page of the discussion: threads, or the answers to one comment, each with a few answers below.

The shuffle stands on PostgreSQL's own hash with a seed (hashint8extended, which hash partitioning keeps the same for
good) of the reader's seed. It puts the comments of each author in turns, and in each turn it shuffles the authors: nobody
has a second place before everybody has a first, and who wrote much has no better chance of the first place than who wrote
once. Answers to a comment stand likewise, those of the office first, then by turns of those for, against and neither.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Row,
    Select,
    Subquery,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import SQLColumnExpression

from civic.consultations.discussion.models import Comment
from civic.consultations.discussion.queries.facts import Trace, in_force, shown_name
from civic.consultations.discussion.rules import (
    ANSWERS_SHOWN,
    GONE,
    PAGE,
    Only,
    Order,
    Stance,
    Standing,
)
from civic.core.db import db
from civic.people.models import OfficeUnit, Person


@dataclass(frozen=True)
class Read:
    """A comment as everybody may read it. ``text``: "" when it is hidden or removed; ``author``: "" for a closed account,
    for the office the name of its unit. ``answers``: how many stand right below; ``below``: the few that are shown.
    """

    id: int
    parent_id: int | None
    thread_id: int | None
    author_id: int
    author: str
    office: bool
    stance: Stance
    standing: Standing
    text: str
    created_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    trace: Trace | None = None
    answers: int = 0
    below: tuple["Read", ...] = ()


@dataclass(frozen=True)
class View:
    """How a reader looks. ``after``: the last comment of the page before; ``seed``: of ``rules.seed``."""

    order: Order = Order.SHUFFLED
    only: Only = Only.ALL
    seed: int = 0
    after: int | None = None


def threads(consultation_id: int, view: View) -> tuple[list[Read], bool]:
    """A page of threads, and whether more follow. Four statements at most."""
    within = [
        Comment.consultation_id == consultation_id,
        Comment.parent_id.is_(None),
        *_only(view.only, consultation_id),
    ]
    return _page(within, view, _rank_threads)


def answers_of(comment_id: int, view: View) -> tuple[list[Read], bool]:
    """A page of what stands right below a comment, and whether more follow. Four statements at most."""
    return _page([Comment.parent_id == comment_id], view, _rank_answers)


def one(consultation_id: int, comment_id: int) -> Read:
    """A comment alone; NoResultFound when there is none."""
    wanted = Comment.id == comment_id, Comment.consultation_id == consultation_id
    read = _read(db.session.execute(_columns().where(*wanted)).one())
    return replace(read, trace=_traces([read]).get(comment_id))


@dataclass(frozen=True)
class Totals:
    """How many comments of residents there are, in how many threads, and how many answers of the office."""

    comments: int
    threads: int
    office: int


def totals(consultation_id: int) -> Totals:
    """Counted with what was hidden and removed: their places stay."""
    row = db.session.execute(
        select(
            func.count().filter(~Comment.office),
            func.count().filter(Comment.parent_id.is_(None)),
            func.count().filter(Comment.office),
        ).where(Comment.consultation_id == consultation_id)
    ).one()
    return Totals(*row)


Ranking = Callable[[Sequence[ColumnElement[bool]], int], CTE]


def _page(within: Sequence[ColumnElement[bool]], view: View, rank: Ranking) -> tuple[list[Read], bool]:
    chosen = _shuffled(within, view, rank) if view.order is Order.SHUFFLED else _by_time(within, view)
    rows = db.session.execute(
        _columns().join(chosen, chosen.c.id == Comment.id).order_by(chosen.c.place)
    ).all()
    listed = [_read(row) for row in rows[:PAGE]]
    below = _below([each.id for each in listed], view.seed)
    everybody = [*listed, *(each for few in below.values() for each in few)]
    counts, traces = _counts([each.id for each in everybody]), _traces(everybody)
    told = {
        each.id: replace(each, answers=counts.get(each.id, 0), trace=traces.get(each.id))
        for each in everybody
    }
    return [
        replace(told[each.id], below=tuple(told[few.id] for few in below.get(each.id, ()))) for each in listed
    ], len(rows) > PAGE


def _hash(value: SQLColumnExpression[Any], seed: ColumnElement[Any]) -> ColumnElement[int]:
    return func.hashint8extended(cast(value, BigInteger), seed)


def _numbered(within: Sequence[ColumnElement[bool]], seed: int) -> CTE:
    """Which comment of its author each is, in this shuffle."""
    shuffled = _hash(Comment.id, cast(literal(seed), BigInteger)), Comment.id
    turn = func.row_number().over(partition_by=(Comment.parent_id, Comment.author_id), order_by=shuffled)
    chosen = (
        select(
            Comment.id,
            Comment.parent_id,
            Comment.author_id,
            Comment.office,
            Comment.stance,
            turn.label("turn"),
        )
        .where(*within)
        .cte("chosen")
    )
    number = _hash(chosen.c.author_id, _hash(chosen.c.turn, cast(literal(seed), BigInteger)))
    return select(chosen, number.label("number")).cte("numbered")


def _rank_threads(within: Sequence[ColumnElement[bool]], seed: int) -> CTE:
    """By turns of their authors."""
    numbered = _numbered(within, seed)
    return select(
        numbered.c.id, numbered.c.parent_id, literal(0).label("later"), numbered.c.turn, numbered.c.number
    ).cte("ranked")


def _rank_answers(within: Sequence[ColumnElement[bool]], seed: int) -> CTE:
    """By turns of stances within each parent, in each stance by turns of the authors; the office's first."""
    numbered = _numbered(within, seed)
    turn = func.row_number().over(
        partition_by=(numbered.c.parent_id, numbered.c.office, numbered.c.stance),
        order_by=(numbered.c.turn, numbered.c.number, numbered.c.id),
    )
    later = case((numbered.c.office, 0), else_=1)
    return select(
        numbered.c.id, numbered.c.parent_id, later.label("later"), turn.label("turn"), numbered.c.number
    ).cte("ranked")


def _key(ranked: FromClause) -> tuple[ColumnElement[Any], ...]:
    return ranked.c.later, ranked.c.turn, ranked.c.number, ranked.c.id


def _shuffled(within: Sequence[ColumnElement[bool]], view: View, rank: Ranking) -> Subquery:
    ranked = rank(within, view.seed)
    chosen = select(ranked.c.id, func.row_number().over(order_by=_key(ranked)).label("place"))
    if view.after is not None:
        before = ranked.alias("before")
        chosen = chosen.join(before, before.c.id == view.after).where(
            tuple_(*_key(ranked)) > tuple_(*_key(before))
        )
    return chosen.order_by("place").limit(PAGE + 1).subquery()


def _by_time(within: Sequence[ColumnElement[bool]], view: View) -> Subquery:
    newest = view.order is Order.NEWEST
    chosen = select(Comment.id, (-Comment.id if newest else Comment.id).label("place")).where(*within)
    if view.after is not None:
        chosen = chosen.where(Comment.id < view.after if newest else Comment.id > view.after)
    return chosen.order_by(Comment.id.desc() if newest else Comment.id).limit(PAGE + 1).subquery()


def _only(only: Only, consultation_id: int) -> list[ColumnElement[bool]]:
    answer = aliased(Comment)
    readable = Comment.standing.not_in(GONE)
    match only:
        case Only.FOR | Only.AGAINST:
            return [Comment.stance == only.value, readable]
        case Only.UNANSWERED:
            return [~exists().where(answer.parent_id == Comment.id), readable]
        case Only.OFFICE:
            by_office = answer.consultation_id == consultation_id, answer.office
            return [exists().where(*by_office, answer.thread_id == Comment.id)]
        case Only.ALL:
            return []


def _below(parent_ids: Sequence[int], seed: int) -> dict[int, list[Read]]:
    """The few answers shown below each."""
    if not parent_ids:
        return {}
    within = Comment.parent_id.in_(parent_ids), Comment.standing.not_in(GONE)
    ranked = _rank_answers(within, seed)
    place = func.row_number().over(partition_by=ranked.c.parent_id, order_by=_key(ranked))
    placed = select(ranked.c.id, place.label("place")).subquery()
    rows = db.session.execute(
        _columns()
        .join(placed, placed.c.id == Comment.id)
        .where(placed.c.place <= ANSWERS_SHOWN)
        .order_by(Comment.parent_id, placed.c.place)
    )
    found: dict[int, list[Read]] = {}
    for row in rows:
        found.setdefault(row.parent_id, []).append(_read(row))
    return found


def _counts(ids: Sequence[int]) -> dict[int, int]:
    if not ids:
        return {}
    rows = db.session.execute(
        select(Comment.parent_id, func.count()).where(Comment.parent_id.in_(ids)).group_by(Comment.parent_id)
    )
    return {parent_id: count for parent_id, count in rows if parent_id is not None}


def _traces(shown: Iterable[Read]) -> dict[int, Trace]:
    touched = [each.id for each in shown if each.standing in {Standing.MASKED, Standing.HIDDEN}]
    return in_force(touched) if touched else {}


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Comment.id, Comment.parent_id, Comment.thread_id, Comment.author_id, Comment.office, Comment.stance,
            Comment.standing, func.coalesce(Comment.masked, Comment.text).label("text"), Comment.shown_as,
            Comment.created_at, Comment.edited_at, Comment.removed_at, Person.name, OfficeUnit.name.label("unit"),
        )
        .join(Person, Person.id == Comment.author_id)
        .outerjoin(OfficeUnit, OfficeUnit.id == Comment.unit_id)
    )  # fmt: skip


def _read(row: Row[Any]) -> Read:
    standing = Standing(row.standing)
    shown = shown_name(row.name, row.shown_as)
    return Read(
        row.id, row.parent_id, row.thread_id, row.author_id, (row.unit or "") if row.office else shown, row.office,
        Stance(row.stance), standing, "" if standing in GONE else row.text, row.created_at, row.edited_at,
        row.removed_at,
    )  # fmt: skip
