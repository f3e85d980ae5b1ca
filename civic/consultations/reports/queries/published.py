"""A published report: its remarks page by page, its files, how far they are."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from civic.consultations.reports.models import ReportFile, ReportMaking, ReportRemark
from civic.consultations.reports.queries import snapshot
from civic.consultations.reports.rules import Making
from civic.core.db import db
from civic.core.files import StoredFile

PAGE = 20
AT_ONCE = 250


class Row(NamedTuple):
    """A remark in a report, published or in the preview; see ``models.ReportRemark``."""

    number: int
    late: bool
    received_on: date
    author_kind: str
    author: str
    document: str
    place: str
    topic: str
    text: str
    quote: str
    proposed: str | None
    masked: bool
    decision: str | None
    reasons: str
    change: str
    change_place: str
    unit: str
    days: int | None


@dataclass(frozen=True)
class Progress:
    """How far the files are: ``done`` of ``total``."""

    state: Making
    run: int
    done: int
    total: int
    at: datetime


class File(NamedTuple):
    """A file of the report. ``part``: ALL, MAIN, REMARKS or LATE; ``first``, ``last``: numbers of its remarks."""

    format: str
    part: str
    first: int | None
    last: int | None
    file_id: uuid.UUID
    name: str
    size: int
    sha256: str


_COLUMNS = [getattr(ReportRemark, name) for name in Row._fields]


def page_of(
    consultation_id: int, page: int, *, late: bool = False, decision: str = "", number: int | None = None
) -> tuple[int, list[Row]]:
    """How many remarks there are, and one page of them. One statement."""
    query = select(func.count().over(), *_COLUMNS).filter_by(consultation_id=consultation_id, late=late)
    if decision:
        query = query.filter_by(decision=decision)
    if number is not None:
        query = query.filter_by(number=number)
    ordered = query.order_by(ReportRemark.number).limit(PAGE).offset((page - 1) * PAGE)
    found = db.session.execute(ordered).all()
    return (found[0][0] if found else 0), [Row(*row[1:]) for row in found]


def preview(consultation_id: int, page: int, *, late: bool = False) -> tuple[int, list[Row]]:
    """The same as it would be published now. One statement."""
    inner = snapshot.rows(consultation_id, with_name=True).subquery()
    query = (
        select(func.count().over(), *(inner.c[name] for name in (*Row._fields, "own_name", "address")))
        .where(inner.c.late.is_(late))
        .order_by(inner.c.number)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    found = db.session.execute(query).all()
    shown = [Row(*row[1:-2])._replace(**snapshot.covered(row)) for row in found]
    return (found[0][0] if found else 0), shown


def each(consultation_id: int, *, late: bool, first: int = 0, last: int = 2**31 - 1) -> Iterator[Row]:
    """Published remarks by number, read in portions, so that memory does not grow with them."""
    after = first - 1
    while True:
        query = (
            select(*_COLUMNS)
            .filter_by(consultation_id=consultation_id, late=late)
            .where(ReportRemark.number > after, ReportRemark.number <= last)
            .order_by(ReportRemark.number)
            .limit(AT_ONCE)
        )
        found = [Row(*row) for row in db.session.execute(query)]
        yield from found
        if len(found) < AT_ONCE:
            return
        after = found[-1].number


def sizes(consultation_id: int, *, late: bool) -> list[tuple[int, int]]:
    """Numbers of remarks with how many signs each takes, for volumes. One statement."""
    texts: Any = sum(
        (func.length(getattr(ReportRemark, name)) for name in ("text", "quote", "reasons", "change")),
        func.coalesce(func.length(ReportRemark.proposed), 0),
    )
    query = select(ReportRemark.number, texts).where(
        ReportRemark.consultation_id == consultation_id, ReportRemark.late.is_(late)
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(ReportRemark.number))]


def progress(consultation_id: int) -> Progress | None:
    """How far the files are; None before publication."""
    row = db.session.execute(
        select(ReportMaking.state, ReportMaking.run, ReportMaking.done, ReportMaking.total, ReportMaking.at).filter_by(
            consultation_id=consultation_id
        )
    ).one_or_none()  # fmt: skip
    return Progress(Making(row.state), row.run, row.done, row.total, row.at) if row else None


def files_of(consultation_id: int) -> list[File]:
    """The files, in their order; none until all are there."""
    rows = db.session.execute(
        select(
            ReportFile.format, ReportFile.part, ReportFile.first, ReportFile.last, StoredFile.id, StoredFile.name,
            StoredFile.size, StoredFile.sha256,
        )
        .join(StoredFile, StoredFile.id == ReportFile.file_id)
        .where(ReportFile.consultation_id == consultation_id)
        .order_by(ReportFile.place)
    )  # fmt: skip
    return [File(*row) for row in rows]
