"""The remarks as a report shows them: the one SELECT from which the preview, the check and the published rows come."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Date, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from civic.consultations.answers.models import Answer, AnswerRemark, Sorting, Topic
from civic.consultations.answers.rules import State
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.rules import NATURAL, personal_covered
from civic.consultations.reports.rules import Finding, Found, Lacking, Statistics, Where, counted
from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.core import personal_data
from civic.core.db import db
from civic.people.models import OfficeUnit

ZONE = "Europe/Warsaw"
MAY_HOLD_DATA = r"@|\(at\)|\[at\]|ma[łl]p|(\d\D{0,4}){7}"
"""What any personal data matches; of what matches, ``core.personal_data`` decides. It spares reading every text twice."""

_SCANNED = {
    "text": Where.REMARK,
    "proposed": Where.PROPOSED,
    "reasons": Where.REASONS,
    "change": Where.CHANGE,
    "topic": Where.TOPIC,
}
_CITYS = ("quote", "document", "change_place")
COVERED = (*_CITYS, "place", "author")
"""Texts nobody can mask: the city's own document, and what the author wrote of the place and of the organisation."""

COLUMNS = (
    "consultation_id", "number", "late", "received_on", "author_kind", "author", "document", "place", "topic", "text", "quote",
    "proposed", "masked", "decision", "reasons", "change", "change_place", "unit", "days",
)  # fmt: skip


def rows(consultation_id: int, *, with_name: bool = False) -> Select[*tuple[Any, ...]]:
    """Every sent remark with its approved answer, as residents may read it: columns of ``ReportRemark`` in this order.

    A natural person is never named, even one who agreed: the report stays for ever. ``with_name`` adds the author's own
    name and address, for the check alone.
    """
    changed, of_change, at = aliased(Paragraph), aliased(ConsultedDocument), aliased(DocumentVersion)
    approved = Answer.state == State.APPROVED
    named = Opinion.author_kind.in_(sorted(NATURAL))
    received, answered = _day(Opinion.received_at), _day(Answer.approved_at)
    return (
        select(
            Remark.consultation_id, Remark.number, Remark.late, received.label("received_on"), Opinion.author_kind,
            case((named, ""), else_=Opinion.organisation_name).label("author"),
            func.coalesce(ConsultedDocument.title, "").label("document"), _place(Paragraph, Remark.unit_text).label("place"),
            func.coalesce(Topic.name, "").label("topic"), func.coalesce(Remark.masked, Remark.text).label("text"),
            Remark.quote, func.coalesce(Remark.masked_proposed, Remark.proposed).label("proposed"),
            or_(Remark.masked.is_not(None), Remark.masked_proposed.is_not(None)).label("masked"),
            Answer.decision, func.coalesce(Answer.reasons, "").label("reasons"),
            func.coalesce(Answer.change, "").label("change"),
            func.coalesce(of_change.title + " (" + cast(at.number, String) + ") " + _place(changed, ""), "").label("change_place"),
            func.coalesce(OfficeUnit.name, "").label("unit"), func.greatest(answered - received, 0).label("days"),
            *([Opinion.name.label("own_name"), Opinion.address] if with_name else []),
        )
        .select_from(Remark)
        .join(Opinion, Opinion.id == Remark.opinion_id)
        .outerjoin(ConsultedDocument, ConsultedDocument.id == Remark.document_id)
        .outerjoin(Paragraph, and_(Paragraph.version_id == Remark.version_id, Paragraph.anchor == Remark.anchor))
        .outerjoin(Sorting, Sorting.remark_id == Remark.id)
        .outerjoin(Topic, Topic.id == Sorting.topic_id)
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, and_(Answer.id == AnswerRemark.answer_id, approved))
        .outerjoin(OfficeUnit, OfficeUnit.id == func.coalesce(Answer.unit_id, Sorting.unit_id))
        .outerjoin(at, at.id == Answer.version_id)
        .outerjoin(of_change, of_change.id == at.document_id)
        .outerjoin(changed, and_(changed.version_id == Answer.version_id, changed.anchor == Answer.anchor))
        .where(Remark.consultation_id == consultation_id, Remark.number.is_not(None))
    )  # fmt: skip


def statistics(consultation_id: int) -> Statistics:
    """What the report counts, of remarks in time. One statement."""
    decision = func.coalesce(Answer.decision, "")
    days = func.greatest(_day(Answer.approved_at) - _day(Opinion.received_at), 0)
    found = db.session.execute(
        select(
            Remark.late, Opinion.author_kind, decision, func.count(), func.coalesce(func.sum(days), 0),
            func.sum(case((Remark.place == _first_place(), 1), else_=0)),
        )
        .join(Opinion, Opinion.id == Remark.opinion_id)
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, and_(Answer.id == AnswerRemark.answer_id, Answer.state == State.APPROVED))
        .where(Remark.consultation_id == consultation_id, Remark.number.is_not(None))
        .group_by(Remark.late, Opinion.author_kind, decision)
    )  # fmt: skip
    return counted((row[0], row[1], row[2], row[3], row[5], int(row[4])) for row in found)


def findings(consultation_id: int) -> list[Finding]:
    """Personal data in remarks and answers as the report would show them, by number. One statement.

    Also the name and address of the author, or of who wrote for an organisation, in the words of the remark or its answer.
    """
    inner = rows(consultation_id, with_name=True).subquery()
    own = or_(*(_says_own(inner, inner.c[name]) for name in _OWN_WORDS))
    suspect = or_(*(inner.c[name].regexp_match(MAY_HOLD_DATA, flags="i") for name in _SCANNED), own)
    found = db.session.execute(
        select(inner.c.number, *(inner.c[name] for name in _SCANNED), own)
        .where(suspect)
        .order_by(inner.c.number)
    )
    return [each for row in found for each in _of_row(row)]


def _says_own(inner: Any, said: Any) -> Any:
    """Whether the text holds the author's name, in either order, or the address of a natural person."""
    name, address, words = func.fold(inner.c.own_name), func.fold(inner.c.address), func.fold(said)
    turned = func.regexp_replace(name, r"^(\S+) (.+)$", r"\2 \1")
    named = and_(
        func.strpos(name, " ") > 0,
        name != func.fold(inner.c.author),
        or_(func.strpos(words, name) > 0, func.strpos(words, turned) > 0),
    )
    lives = and_(
        inner.c.author_kind.in_(sorted(NATURAL)),
        address.regexp_match("[a-z].*[0-9]"),
        func.strpos(words, address) > 0,
    )
    return or_(named, lives)


_OWN_WORDS = ("text", "proposed", "reasons", "change", "topic")


def found_in(where: Where, text: str | None, number: int | None = None) -> Iterator[Finding]:
    """What ``core.personal_data`` finds in a text."""
    for each in personal_data.find(text or ""):
        yield Finding(where, Found(each.kind), number)


def without_data(text: str) -> str:
    """A text with what was found in it covered: it is one that nobody can mask here."""
    return personal_data.masked(text, personal_data.find(text))


def to_cover(consultation_id: int) -> dict[int, dict[str, Any]]:
    """By number, the COVERED texts as the report shows them, where they hold personal data. One statement."""
    inner = rows(consultation_id, with_name=True).subquery()
    held = [inner.c[name].regexp_match(MAY_HOLD_DATA, flags="i") for name in COVERED]
    names = ("number", "own_name", "address", *COVERED)
    suspect = select(*(inner.c[name] for name in names)).where(or_(*held, _says_own(inner, inner.c.place)))
    return {row.number: covered(row) for row in db.session.execute(suspect)}


def covered(row: Any) -> dict[str, Any]:
    """The COVERED texts of a row of ``rows`` with the author's name and address, as the report shows them."""
    texts: dict[str, Any] = {name: without_data(getattr(row, name)) for name in COVERED}
    return texts | {"place": personal_covered(row.place, also=(row.own_name, row.address))}


def lacking(consultation_id: int) -> tuple[Lacking, Lacking]:
    """Remarks in time without a decision and reasons, and those whose answer is not approved. One statement."""
    undecided = or_(Answer.id.is_(None), Answer.decision.is_(None))
    unapproved = or_(Answer.id.is_(None), Answer.state != State.APPROVED)
    row = db.session.execute(
        select(
            func.count().filter(undecided), func.min(Remark.number).filter(undecided),
            func.count().filter(unapproved), func.min(Remark.number).filter(unapproved),
        )
        .select_from(Remark)
        .outerjoin(AnswerRemark, AnswerRemark.remark_id == Remark.id)
        .outerjoin(Answer, Answer.id == AnswerRemark.answer_id)
        .where(Remark.consultation_id == consultation_id, Remark.number.is_not(None), Remark.late.is_(False))
    ).one()  # fmt: skip
    return Lacking(row[0], row[1]), Lacking(row[2], row[3])


def _of_row(row: Any) -> Iterator[Finding]:
    number, *texts, own = row
    for where, text in zip(_SCANNED.values(), texts, strict=True):
        yield from found_in(where, text, number)
    if own:
        yield Finding(Where.REMARK, Found.NAME, number)


def _day(moment: Any) -> Any:
    return cast(func.timezone(ZONE, moment), Date)


def _place(paragraph: Any, otherwise: Any) -> Any:
    return func.coalesce(
        func.nullif(paragraph.label, ""), func.nullif(otherwise, ""), func.left(paragraph.text, 60), ""
    )


def _first_place() -> Any:
    """The place of the first remark of the same opinion: so that an opinion is counted once."""
    other = aliased(Remark)
    return (
        select(func.min(other.place))
        .where(other.opinion_id == Remark.opinion_id)
        .correlate(Remark)
        .scalar_subquery()
    )
