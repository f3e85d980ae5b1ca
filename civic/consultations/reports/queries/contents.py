"""What a report says besides its remarks, and that as it was frozen when the report was published."""

from collections.abc import Callable, Iterator
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
from civic.consultations.reports.queries import names, snapshot
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
    """What the report would say now. Three statements. What nobody can mend any more stands with personal data covered."""
    row = _row(consultation_id)
    if row is None:
        raise NoResultFound
    known = names.by_last_word(row[19] or [])

    def fixed(text: str) -> str:
        return names.covered(text, known)

    return Contents(
        title=fixed(row.title),
        signature=signature(row.year, row.number),
        regime=row.regime,
        basis=fixed(row.basis),
        order_number=row.order_number,
        ordered_on=row.ordered_on,
        announced_at=row.announced_at,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        due=report_due(row.closes_at, row.report_days) if row.closes_at else None,
        unit=row.unit or "",
        goal=fixed(row.goal),
        subject=parts.subject or fixed(row.subject),
        course=parts.course,
        participants=parts.participants,
        changes=parts.changes,
        cost=row.cost,
        cost_note=parts.cost_note,
        forms=_list(row[15], Form, title=fixed, place=fixed),
        publications=_list(row[16], Shown, link=_clean_link),
        extensions=_list(row[17], Longer, reason=fixed, order_number=fixed),
        documents=_list(row[18], Document, title=fixed),
        opinions=[_opinion(body, now, fixed) for body in answers.bodies(consultation_id)],
        statistics=snapshot.statistics(consultation_id),
    )


def _row(consultation_id: int) -> Any:
    """The consultation with everything of it, or None. One statement."""
    return db.session.execute(
        select(
            Consultation.title, Consultation.year, Consultation.number, Consultation.regime, Consultation.basis,
            Consultation.order_number, Consultation.ordered_on, Consultation.announced_at, Consultation.opens_at,
            Consultation.closes_at, Consultation.report_days, Consultation.goal, Consultation.subject, Consultation.cost,
            OfficeUnit.name.label("unit"), _forms(), _publications(), _extensions(), _documents(),
            names.listed(consultation_id),
        )
        .outerjoin(OfficeUnit, OfficeUnit.id == Consultation.unit_id)
        .where(Consultation.id == consultation_id)
    ).one_or_none()  # fmt: skip


def findings_in(consultation_id: int, contents: Contents, parts: Parts) -> list[Finding]:
    """Personal data in everything but the remarks, authors' names among them. One statement."""
    written, known = set(parts.texts), names.of_authors(consultation_id)
    found = []
    for text in _texts(msgspec.to_builtins(contents)):
        where = Where.REPORT if text in written else Where.CASE
        found += [Finding(where, Found(each.kind)) for each in personal_data.find(text)]
    for where, texts in (
        (Where.REPORT, parts.texts),
        (Where.CASE, [form.summary for form in contents.forms]),
    ):
        found += [each for text in texts for each in names.named_in(where, text, known)]
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


def _list(value: Any, kind: type[Any], **fixed: Callable[[str], str]) -> list[Any]:
    """Rows of JSON as structures; ``fixed``: what is done to which text of each."""
    made = msgspec.convert(value or [], list[kind], strict=False)  # type: ignore[valid-type]
    return [
        msgspec.structs.replace(each, **{name: change(getattr(each, name)) for name, change in fixed.items()})
        for each in made
    ]


def _clean_link(link: str) -> str:
    """A link in which a number or an address of a person is found is left out: covered it would lead nowhere."""
    return "" if personal_data.find(link) else link


def _opinion(body: answers.Body, now: datetime, fixed: Callable[[str], str]) -> Opinion:
    asked = body.asked
    return Opinion(
        body=fixed(body.name),
        delivered_on=asked.delivered_on,
        last_day=asked.last_day,
        outcome=body.outcome(now),
        answered_on=asked.answered_on,
        in_time=asked.in_time,
        number=fixed(body.document_number),
        text=fixed(body.text),
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
