"""What a report says besides its remarks, and that as it was frozen when the report was published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import func, literal, select
from sqlalchemy.exc import NoResultFound

from civic.consultations.answers import queries as answers
from civic.consultations.notices.models import Consultation, ConsultationForm, Extension
from civic.consultations.notices.rules import report_due, signature
from civic.consultations.reports.models import Report
from civic.consultations.reports.queries import snapshot
from civic.consultations.reports.rules import Finding, Found, Parts, Statistics, Where
from civic.consultations.texts.models import ConsultedDocument, DocumentVersion
from civic.core import personal_data
from civic.core.db import db
from civic.core.publications import Publication
from civic.people.models import OfficeUnit


class Form(msgspec.Struct, frozen=True):
    """A form of the consultation that was held. ``attendees``: how many came, no names."""

    kind: str
    title: str
    place: str
    starts: datetime | None
    ends: datetime | None
    attendees: int | None
    summary: str


class Shown(msgspec.Struct, frozen=True):
    """One document in one channel: the evidence of publication."""

    document: str
    channel: str
    at: datetime
    link: str


class Longer(msgspec.Struct, frozen=True):
    """One extension."""

    to: datetime
    reason: str
    order_number: str


class Document(msgspec.Struct, frozen=True):
    """A consulted document, with its newest published version."""

    title: str
    version: int
    at: datetime


class Opinion(msgspec.Struct, frozen=True):
    """An advisory body's opinion, as it counted at publication."""

    body: str
    delivered_on: date
    last_day: date
    outcome: str | None
    answered_on: date | None
    in_time: bool
    number: str
    text: str


class Contents(msgspec.Struct, frozen=True):
    """Everything but the remarks. ``subject``: what people wrote, or the consultation's own. ``cost`` is grosz."""

    title: str
    signature: str
    regime: str
    basis: str
    order_number: str
    ordered_on: date | None
    announced_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    due: date | None
    unit: str
    goal: str
    subject: str
    course: str
    participants: str
    changes: str
    cost: int | None
    cost_note: str
    forms: list[Form]
    publications: list[Shown]
    extensions: list[Longer]
    documents: list[Document]
    opinions: list[Opinion]
    statistics: Statistics

    @property
    def attendees(self) -> int:
        """How many came to all the forms together."""
        return sum(form.attendees or 0 for form in self.forms)


@dataclass(frozen=True)
class Draft:
    """A report as it stands. ``contents`` is None until it is published; ``version`` 0: nobody has written anything."""

    parts: Parts
    version: int = 0
    published_at: datetime | None = None
    document_number: str = ""
    contents: Contents | None = None


def draft(consultation_id: int) -> Draft:
    """The report of a consultation, or an empty one."""
    row = db.session.execute(
        select(
            Report.subject, Report.course, Report.participants, Report.changes, Report.cost_note, Report.version,
            Report.published_at, Report.document_number, Report.contents,
        ).filter_by(consultation_id=consultation_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        return Draft(Parts())
    frozen = msgspec.convert(row.contents, Contents, strict=False) if row.contents is not None else None
    return Draft(Parts(*row[:5]), row.version, row.published_at, row.document_number, frozen)


def gathered(consultation_id: int, parts: Parts, now: datetime) -> Contents:
    """What the report would say now. Three statements."""
    row = db.session.execute(
        select(
            Consultation.title, Consultation.year, Consultation.number, Consultation.regime, Consultation.basis,
            Consultation.order_number, Consultation.ordered_on, Consultation.announced_at, Consultation.opens_at,
            Consultation.closes_at, Consultation.report_days, Consultation.goal, Consultation.subject, Consultation.cost,
            OfficeUnit.name.label("unit"), _forms(), _publications(), _extensions(), _documents(),
        )
        .outerjoin(OfficeUnit, OfficeUnit.id == Consultation.unit_id)
        .where(Consultation.id == consultation_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NoResultFound
    return Contents(
        title=row.title,
        signature=signature(row.year, row.number),
        regime=row.regime,
        basis=row.basis,
        order_number=row.order_number,
        ordered_on=row.ordered_on,
        announced_at=row.announced_at,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        due=report_due(row.closes_at, row.report_days) if row.closes_at else None,
        unit=row.unit or "",
        goal=row.goal,
        subject=parts.subject or row.subject,
        course=parts.course,
        participants=parts.participants,
        changes=parts.changes,
        cost=row.cost,
        cost_note=parts.cost_note,
        forms=_list(row[15], Form),
        publications=_list(row[16], Shown),
        extensions=_list(row[17], Longer),
        documents=_list(row[18], Document),
        opinions=[_opinion(body, now) for body in answers.bodies(consultation_id)],
        statistics=snapshot.statistics(consultation_id),
    )


def findings_in(contents: Contents, parts: Parts) -> list[Finding]:
    """Personal data in everything but the remarks."""
    written = set(parts.texts)
    told = {opinion.text for opinion in contents.opinions} | {each.body for each in contents.opinions}
    found = []
    for text in _texts(msgspec.to_builtins(contents)):
        where = Where.REPORT if text in written else Where.BODY if text in told else Where.CASE
        found += [Finding(where, Found(each.kind)) for each in personal_data.find(text)]
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _list(value: Any, kind: type[Any]) -> list[Any]:
    return msgspec.convert(value or [], list[kind], strict=False)  # type: ignore[valid-type]


def _opinion(body: answers.Body, now: datetime) -> Opinion:
    asked = body.asked
    return Opinion(
        body=body.name,
        delivered_on=asked.delivered_on,
        last_day=asked.last_day,
        outcome=body.outcome(now),
        answered_on=asked.answered_on,
        in_time=asked.in_time,
        number=body.document_number,
        text=body.text,
    )


def _forms() -> Any:
    of = ConsultationForm
    made = func.json_build_object(
        "kind", of.kind, "title", of.title, "place", of.place, "starts", of.starts_at, "ends", of.ends_at,
        "attendees", of.attendees, "summary", of.summary,
    )  # fmt: skip
    return _each(made, of.consultation_id == Consultation.id, of.starts_at, of.id)


def _publications() -> Any:
    of = Publication
    made = func.json_build_object(
        "document", of.document, "channel", of.channel, "at", of.published_at, "link", of.link
    )
    mine = of.subject == func.concat(literal("consultation:"), Consultation.id)
    return _each(made, mine & of.withdrawn_at.is_(None), of.published_at, of.id)


def _extensions() -> Any:
    of = Extension
    made = func.json_build_object("to", of.to_closes_at, "reason", of.reason, "order_number", of.order_number)
    return _each(made, of.consultation_id == Consultation.id, of.id)


def _documents() -> Any:
    version = DocumentVersion
    newest = (
        select(func.max(version.number))
        .where(version.document_id == ConsultedDocument.id, version.published_at.is_not(None))
        .correlate(ConsultedDocument)
        .scalar_subquery()
    )
    made = func.json_build_object(
        "title", ConsultedDocument.title, "version", version.number, "at", version.published_at
    )
    mine = (ConsultedDocument.consultation_id == Consultation.id) & (version.number == newest)
    joined = version.document_id == ConsultedDocument.id
    return _each(made, mine & joined, ConsultedDocument.place)


def _each(made: Any, where: Any, *order: Any) -> Any:
    """A JSON list of rows, as one value."""
    ordered = select(made.label("made")).where(where).order_by(*order).correlate(Consultation).subquery()
    return select(func.json_agg(ordered.c.made)).scalar_subquery()
