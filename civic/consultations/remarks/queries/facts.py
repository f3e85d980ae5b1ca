"""What answers and reports ask of remarks. Texts are those the public may read; nothing here names a natural person."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.queries.shown import Shown, rows, shown
from civic.consultations.remarks.rules import AuthorKind, Channel
from civic.core.db import db

AT_ONCE = 500


class ToMail(NamedTuple):
    """An author who left an address, with the remarks asked about. ``lang``: in which language they wrote."""

    opinion_id: int
    consultation_id: int
    email: str
    lang: str
    receipt: str
    remark_ids: Sequence[int]
    numbers: Sequence[int]


@dataclass(frozen=True)
class Counts:
    """How many remarks there are. ``by_kind``, ``by_channel``: of those in time; ``authors``: opinions in time."""

    in_time: int
    late: int
    authors: int
    by_kind: Mapping[AuthorKind, int]
    by_channel: Mapping[Channel, int]


def remarks(consultation_id: int, *, late: bool | None = False, after: int = 0) -> Iterator[Shown]:
    """All remarks by number, read from the server in portions of 500 as the caller goes on; the transaction stays open.

    ``late``: only those in time (False), only late ones (True), all (None). ``after``: numbers above this one.
    """
    query = rows(public=True).where(Remark.consultation_id == consultation_id, Remark.number > after)
    if late is not None:
        query = query.where(Remark.late.is_(late))
    ordered = query.order_by(Remark.number).execution_options(yield_per=AT_ONCE)
    for row in db.session.execute(ordered):
        yield shown(row)


def remark_facts(ids: Collection[int]) -> dict[int, Shown]:
    """Sent remarks by id, as the public may read them."""
    query = rows(public=True).where(Remark.id.in_(ids), Remark.number.is_not(None))
    return {row.id: shown(row) for row in db.session.execute(query)} if ids else {}


def numbers_of(consultation_id: int, *, late: bool = False) -> dict[int, int]:
    """Ids of sent remarks by their number."""
    query = select(Remark.number, Remark.id).where(
        Remark.consultation_id == consultation_id, Remark.number.is_not(None), Remark.late.is_(late)
    )
    found: Iterable[Any] = db.session.execute(query.order_by(Remark.number))
    return {row[0]: row[1] for row in found}


def count(consultation_id: int, *, late: bool = False) -> int:
    """How many remarks came, in time or late."""
    query = select(func.count()).where(
        Remark.consultation_id == consultation_id, Remark.number.is_not(None), Remark.late.is_(late)
    )
    return db.session.execute(query).scalar_one()


def counts(consultation_id: int) -> Counts:
    """How many came, of whom and which way, in one statement."""
    query = (
        select(
            Remark.late, Opinion.author_kind, Opinion.channel, func.count(), func.count(Opinion.id.distinct())
        )
        .join(Opinion, Opinion.id == Remark.opinion_id)
        .where(Remark.consultation_id == consultation_id, Remark.number.is_not(None))
        .group_by(Remark.late, Opinion.author_kind, Opinion.channel)
    )
    in_time = late = authors = 0
    by_kind: dict[AuthorKind, int] = {}
    by_channel: dict[Channel, int] = {}
    for is_late, kind, channel, number, opinions in db.session.execute(query):
        if is_late:
            late += number
            continue
        in_time, authors = in_time + number, authors + opinions
        by_kind[AuthorKind(kind)] = by_kind.get(AuthorKind(kind), 0) + number
        by_channel[Channel(channel)] = by_channel.get(Channel(channel), 0) + number
    return Counts(in_time, late, authors, by_kind, by_channel)


def authors_to_mail(remark_ids: Collection[int]) -> list[ToMail]:
    """The authors of these remarks who left an address, each once with all of theirs."""
    query = (
        select(
            Opinion.id, Opinion.consultation_id, Opinion.email, Opinion.lang, Opinion.receipt,
            func.array_agg(aggregate_order_by(Remark.id, Remark.number)), func.array_agg(aggregate_order_by(Remark.number, Remark.number)),
        )
        .join(Remark, Remark.opinion_id == Opinion.id)
        .where(Remark.id.in_(remark_ids), Remark.number.is_not(None), Opinion.email != "")
        .group_by(Opinion.id)
        .order_by(Opinion.id)
    )  # fmt: skip
    found: Iterable[Any] = db.session.execute(query) if remark_ids else ()
    return [ToMail(*row) for row in found]
