"""The table of remarks with what each waits for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, String, and_, cast, func, literal, or_, select, union_all

from civic.consultations.answers.models import Answer, AnswerRemark, Sorting, Topic
from civic.consultations.answers.rules import State
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.core.db import db
from civic.people.models import OfficeUnit

PAGE = 50
SHOWN = 140
LONGEST_SEARCH = 100


class Waits(StrEnum):
    """What a remark waits for."""

    ANSWER = "ANSWER"
    DRAFT = "DRAFT"
    WAITING = "WAITING"
    APPROVED = "APPROVED"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which remarks. ``topic``, ``unit``: an id, 0 for those without, None for all. ``paragraph``: "document:anchor"."""

    waits: Waits | None = None
    decision: str = ""
    topic: int | None = None
    unit: int | None = None
    paragraph: str = ""
    late: bool | None = None
    text: str = ""


class Line(NamedTuple):
    """A row of the table. ``version`` and ``answer_id`` are of its answer, ``together`` how many remarks share it."""

    number: int
    text: str
    cut: bool
    author_kind: str
    organisation: str
    received_at: datetime
    late: bool
    document: str | None
    place: str
    topic: str | None
    unit: str | None
    state: str | None
    decision: str | None
    answer_id: int | None
    version: int | None
    together: int
    returned: bool


@dataclass(frozen=True)
class Summary:
    """How many remarks wait for what; ``late`` are counted apart."""

    waits: dict[Waits, int]
    late: int

    @property
    def total(self) -> int:
        """All that came in time."""
        return sum(self.waits.values())


@dataclass(frozen=True)
class Choices:
    """What can be chosen: ids (or keys) with names."""

    topics: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]


PLACE = func.coalesce(
    func.nullif(Paragraph.label, ""),
    func.nullif(Remark.unit_text, ""),
    func.left(Paragraph.text, 60),
    "",
)
"""The unit of the document a remark concerns, in words; "" for the whole."""


def joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Sent remarks with their opinion, paragraph, sorting and answer."""
    return (
        query.select_from(Remark)
        .join(Opinion, Opinion.id == Remark.opinion_id)
        .outerjoin(ConsultedDocument, ConsultedDocument.id == Remark.document_id)
        .outerjoin(
            Paragraph, and_(Paragraph.version_id == Remark.version_id, Paragraph.anchor == Remark.anchor)
        )
        .outerjoin(Sorting, Sorting.remark_id == Remark.id)
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, Answer.id == AnswerRemark.answer_id)
        .where(Remark.number.is_not(None))
    )


def queue(consultation_id: int, wanted: Wanted, page: int = 1) -> tuple[int, list[Line]]:
    """How many remarks there are, and one page of them by number. Beyond the last page: none of none."""
    unit = OfficeUnit.__table__.alias("unit_of")
    group = AnswerRemark.__table__.alias("grouped")
    together = select(func.count()).select_from(group).where(group.c.answer_id == Answer.id).scalar_subquery()
    words = func.coalesce(Remark.masked, Remark.text)
    rows = (
        joined(
            select(
                func.count().over(), Remark.number, func.left(words, SHOWN), func.length(words) > SHOWN,
                Opinion.author_kind, Opinion.organisation_name, Opinion.received_at, Remark.late,
                ConsultedDocument.title, PLACE, Topic.name, unit.c.name, Answer.state, Answer.decision, Answer.id,
                Answer.version, together, and_(Answer.state == State.DRAFT, Answer.note != ""),
            )
        )
        .outerjoin(Topic, Topic.id == Sorting.topic_id)
        .outerjoin(unit, unit.c.id == func.coalesce(Answer.unit_id, Sorting.unit_id))
        .where(*filters(consultation_id, wanted))
        .order_by(Remark.number)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )  # fmt: skip
    found = db.session.execute(rows).all()
    return (found[0][0] if found else 0), [Line(*row[1:]) for row in found]


def summary(consultation_id: int) -> Summary:
    """How many wait for what. One statement."""
    state = func.coalesce(Answer.state, Waits.ANSWER.value)
    rows = db.session.execute(
        select(state, Remark.late, func.count())
        .select_from(Remark)
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, Answer.id == AnswerRemark.answer_id)
        .where(Remark.consultation_id == consultation_id, Remark.number.is_not(None))
        .group_by(state, Remark.late)
    ).all()
    waits = dict.fromkeys(Waits, 0)
    late = 0
    for found, is_late, count in rows:
        if is_late:
            late += count
        else:
            waits[Waits(found)] += count
    return Summary(waits, late)


def choices(consultation_id: int) -> Choices:
    """Topics, units, paragraphs with remarks and versions of documents. One statement."""
    name = func.coalesce(func.nullif(Paragraph.label, ""), func.left(Paragraph.text, 50))
    key = cast(Paragraph.anchor, String)
    topics = select(literal("T"), cast(Topic.id, String), Topic.name, literal(0), literal(0)).where(
        Topic.consultation_id == consultation_id
    )
    units = select(literal("U"), cast(OfficeUnit.id, String), OfficeUnit.name, literal(0), literal(0)).where(
        OfficeUnit.closed_at.is_(None)
    )
    at = (
        select(Remark.document_id, Remark.anchor, func.max(Remark.version_id).label("version_id"))
        .where(
            Remark.consultation_id == consultation_id, Remark.number.is_not(None), Remark.anchor.is_not(None)
        )
        .group_by(Remark.document_id, Remark.anchor)
        .subquery()
    )
    paragraphs = (
        select(
            literal("P"), cast(at.c.document_id, String) + ":" + key, name,
            cast(at.c.document_id, Integer), Paragraph.place,
        )
        .select_from(at)
        .join(Paragraph, and_(Paragraph.version_id == at.c.version_id, Paragraph.anchor == at.c.anchor))
    )  # fmt: skip
    versions = (
        select(
            literal("V"), cast(DocumentVersion.id, String),
            ConsultedDocument.title + " · " + cast(DocumentVersion.number, String),
            ConsultedDocument.place, DocumentVersion.number,
        )
        .join(ConsultedDocument, ConsultedDocument.id == DocumentVersion.document_id)
        .where(ConsultedDocument.consultation_id == consultation_id, DocumentVersion.published_at.is_not(None))
    )  # fmt: skip
    rows = db.session.execute(union_all(topics, units, paragraphs, versions)).all()
    found: dict[str, list[Any]] = {"T": [], "U": [], "P": [], "V": []}
    for kind, value, words, *_ in sorted(rows, key=lambda row: (row[3], row[4], row[2].casefold())):
        found[kind].append((value, words.strip()))
    return Choices(*(tuple(found[kind]) for kind in "TUPV"))


def topics(consultation_id: int) -> list[tuple[int, str, int]]:
    """Topics with how many remarks each has, in alphabetical order."""
    rows = db.session.execute(
        select(Topic.id, Topic.name, func.count(Sorting.remark_id))
        .outerjoin(Sorting, Sorting.topic_id == Topic.id)
        .where(Topic.consultation_id == consultation_id)
        .group_by(Topic.id, Topic.name)
        .order_by(func.lower(Topic.name))
    )
    return [(row[0], row[1], row[2]) for row in rows]


def filters(consultation_id: int, wanted: Wanted) -> list[Any]:
    """The conditions of a list, over ``joined``."""
    found: list[Any] = [Remark.consultation_id == consultation_id]
    if wanted.waits is Waits.ANSWER:
        found.append(AnswerRemark.answer_id.is_(None))
    elif wanted.waits is not None:
        found.append(Answer.state == wanted.waits.value)
    if wanted.decision:
        found.append(Answer.decision == wanted.decision)
    if wanted.topic is not None:
        found.append(Sorting.topic_id == wanted.topic if wanted.topic else Sorting.topic_id.is_(None))
    if wanted.unit is not None:
        unit = func.coalesce(Answer.unit_id, Sorting.unit_id)
        found.append(unit == wanted.unit if wanted.unit else unit.is_(None))
    if wanted.paragraph:
        document, _, anchor = wanted.paragraph.partition(":")
        found += [cast(Remark.document_id, String) == document, Remark.anchor == anchor]
    if wanted.late is not None:
        found.append(Remark.late.is_(wanted.late))
    if text := wanted.text.strip()[:LONGEST_SEARCH]:
        every = and_(*(func.strpos(Remark.words, func.fold(word)) > 0 for word in text.split()))
        number = text.rpartition("/")[2]
        found.append(or_(every, Remark.number == int(number)) if _is_number(number) else every)
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9
