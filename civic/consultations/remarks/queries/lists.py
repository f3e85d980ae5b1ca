"""Lists of remarks of one consultation: for everybody, and for the office. Columns, never entities; two statements."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import PUBLIC, signature
from civic.consultations.remarks import rules
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.queries.shown import Shown, rows, shown
from civic.consultations.remarks.queries.units import name_of
from civic.consultations.texts.models import ConsultedDocument, Paragraph
from civic.core.db import db

PAGE = 20
OFFICE_PAGE = 50
FOUND_PAGE = 20
LONGEST_SEARCH = 100
ALIKE = 0.45
COMPARED = 160


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is looked for; empty is everything in time. ``unit``: "12:par-3", document and anchor, or "whole"."""

    text: str = ""
    unit: str = ""
    kind: str = ""
    channel: str = ""
    late: bool = False
    covered: bool = False


class Spot(NamedTuple):
    """A part of a document with remarks on it."""

    unit: str
    name: str
    remarks: int


class Found(NamedTuple):
    """A remark found by its words, for the search over everything."""

    consultation_id: int
    number: int
    full_number: str
    title: str
    text: str


def page_of(consultation_id: int, filters: Filters, page: int) -> list[Shown]:
    """One page of the public list, from 1, by number."""
    return _page(consultation_id, filters, page, PAGE, public=True)


def office_page_of(consultation_id: int, filters: Filters, page: int) -> list[Shown]:
    """One page of the office's list, by number; the originals."""
    return _page(consultation_id, filters, page, OFFICE_PAGE, public=False)


def one(consultation_id: int, number: int, *, public: bool) -> Shown:
    """A remark by its number; NoResultFound when there is none."""
    query = rows(public=public).where(Remark.consultation_id == consultation_id, Remark.number == number)
    return shown(db.session.execute(query).one())


def totals(consultation_id: int, filters: Filters) -> tuple[int, int, int]:
    """In one statement: how many the filters find, how many were in time, how many came late."""
    sent = Remark.number.is_not(None)
    row = db.session.execute(
        select(
            func.count().filter(_wanted(filters)),
            func.count().filter(sent, Remark.late.is_(False)),
            func.count().filter(sent, Remark.late),
        )
        .select_from(Remark)
        .join(Opinion, Opinion.id == Remark.opinion_id)
        .where(Remark.consultation_id == consultation_id)
    ).one()
    return row[0], row[1], row[2]


def spots(consultation_id: int) -> list[Spot]:
    """The parts of documents that have remarks in time, in reading order."""
    counted = (
        select(
            Remark.document_id, Remark.anchor, func.max(Remark.version_id).label("version_id"),
            func.count().label("remarks"),
        )
        .where(Remark.consultation_id == consultation_id, Remark.anchor.is_not(None), *_in_time())
        .group_by(Remark.document_id, Remark.anchor)
        .subquery()
    )  # fmt: skip
    query = (
        select(
            counted.c.document_id, counted.c.anchor, counted.c.remarks, Paragraph.label,
            func.left(Paragraph.text, 100).label("text"), ConsultedDocument.title,
        )
        .join(ConsultedDocument, ConsultedDocument.id == counted.c.document_id)
        .join(Paragraph, (Paragraph.version_id == counted.c.version_id) & (Paragraph.anchor == counted.c.anchor))
        .order_by(ConsultedDocument.place, Paragraph.place)
    )  # fmt: skip
    found = db.session.execute(query).all()
    several = len({row.document_id for row in found}) > 1
    return [
        Spot(
            f"{row.document_id}:{row.anchor}",
            f"{row.title}: {name_of(row.label, row.text)}" if several else name_of(row.label, row.text),
            row.remarks,
        )
        for row in found
    ]


def counts_by_anchor(document_id: int) -> dict[str, int]:
    """How many remarks in time each paragraph of a document has, by anchor."""
    query = select(Remark.anchor, func.count()).where(Remark.document_id == document_id, *_in_time())
    return {anchor: number for anchor, number in db.session.execute(query.group_by(Remark.anchor)) if anchor}


def similar(consultation_id: int, text: str, *, besides: int | None = None, most: int = 5) -> list[Shown]:
    """Remarks of the consultation that begin nearly the same, the nearest first. ``besides``: a remark's id not to show.

    The beginnings are compared: whole long texts of 5,000 remarks would take a second.
    """
    likeness = func.similarity(func.left(Remark.words, COMPARED), func.fold(text[:COMPARED]))
    query = (
        rows(public=False)
        .where(Remark.consultation_id == consultation_id, Remark.number.is_not(None), likeness >= ALIKE)
        .order_by(likeness.desc(), Remark.number)
        .limit(most)
    )
    if besides is not None:
        query = query.where(Remark.id != besides)
    return [shown(row) for row in db.session.execute(query)] if text.strip() else []


def found(text: str, page: int = 1) -> tuple[int, list[Found]]:
    """Remarks of public consultations with all these words, the newest first: how many there are, and one page of them."""
    words = _words(text)
    if not words:
        return 0, []
    wanted = and_(
        *(Remark.words.contains(func.fold(word)) for word in words),
        Remark.number.is_not(None),
        Consultation.status.in_(PUBLIC),
        Consultation.announced_at.is_not(None),
    )
    joined = (
        select(
            Remark.consultation_id, Remark.number, Consultation.year, Consultation.number.label("of_year"),
            Consultation.title, func.left(func.coalesce(Remark.masked, Remark.text), 300).label("text"),
            func.count().over().label("total"),
        )
        .join(Consultation, Consultation.id == Remark.consultation_id)
        .where(wanted)
        .order_by(Remark.id.desc())
        .limit(FOUND_PAGE)
        .offset((page - 1) * FOUND_PAGE)
    )  # fmt: skip
    there = db.session.execute(joined).all()
    return (there[0].total if there else 0), [
        Found(
            row.consultation_id, row.number, rules.signature(signature(row.year, row.of_year), row.number), row.title,
            row.text,
        )
        for row in there
    ]  # fmt: skip


def _page(consultation_id: int, filters: Filters, page: int, size: int, *, public: bool) -> list[Shown]:
    query: Select[Any] = rows(public=public).where(
        Remark.consultation_id == consultation_id, _wanted(filters)
    )
    query = query.order_by(Remark.number).limit(size).offset((page - 1) * size)
    return [shown(row) for row in db.session.execute(query)]


def _in_time() -> tuple[ColumnElement[bool], ...]:
    return Remark.number.is_not(None), Remark.late.is_(False)


def _wanted(filters: Filters) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [Remark.number.is_not(None), Remark.late.is_(filters.late)]
    if filters.kind:
        wanted.append(Opinion.author_kind == filters.kind)
    if filters.channel:
        wanted.append(Opinion.channel == filters.channel)
    if filters.covered:
        wanted.append(or_(Remark.masked.is_not(None), Remark.masked_proposed.is_not(None)))
    if filters.unit == "whole":
        wanted.append(Remark.anchor.is_(None))
    elif filters.unit:
        document, _, anchor = filters.unit.partition(":")
        known = document.isdecimal() and len(document) < 10
        wanted += [Remark.document_id == (int(document) if known else -1), Remark.anchor == anchor]
    if filters.text:
        wanted.append(_matches(filters.text))
    return and_(*wanted)


def _matches(text: str) -> ColumnElement[bool]:
    """Every word stands in what the public may read or in the organisation's name; or it is the remark's number."""
    words = _words(text)
    if not words:
        return false()
    by_words = and_(*(Remark.words.contains(func.fold(word)) for word in words))
    by_name = func.fold(Opinion.organisation_name).contains(func.fold(" ".join(words)))
    last = text.strip().rpartition("/")[2]
    if last.isdecimal() and len(last) < 10:
        return or_(by_words, by_name, Remark.number == int(last))
    return or_(by_words, by_name)


def _words(text: str) -> list[str]:
    """What can be looked for: words with a letter or digit. ``fold`` leaves nothing of the others, nor of any pattern."""
    return [word for word in text[:LONGEST_SEARCH].split() if any(sign.isalnum() for sign in word)]
