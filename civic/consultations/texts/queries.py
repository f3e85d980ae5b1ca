"""Everything read about consulted documents. Residents' questions see published versions only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.consultations.texts.rules import short_name
from civic.core.db import db

PDF = "consulted-pdf"
"""The kind of file a version's PDF is; its subject is the version."""


@dataclass(frozen=True)
class VersionFacts:
    """A version of a document. ``published_at`` None: only the office sees it."""

    id: int
    document_id: int
    number: int
    format: str
    file_name: str
    sha256: str
    note: str
    imported_at: datetime
    published_at: datetime | None


@dataclass(frozen=True)
class DocumentFacts:
    """A document with its newest published version."""

    id: int
    consultation_id: int
    place: int
    title: str
    version: VersionFacts


@dataclass(frozen=True)
class ParagraphFacts:
    """A paragraph as kept; see ``models.Paragraph``."""

    anchor: str
    kind: str
    level: int
    label: str
    text: str
    html: str


@dataclass(frozen=True)
class Work:
    """A document as the office sees it: with every version, the newest first."""

    id: int
    place: int
    title: str
    versions: tuple[VersionFacts, ...]


def documents(consultation_id: int) -> list[DocumentFacts]:
    """The documents of a consultation residents can read, in their order."""
    query = (
        _versions()
        .add_columns(ConsultedDocument.consultation_id, ConsultedDocument.place, ConsultedDocument.title)
        .join(ConsultedDocument, ConsultedDocument.id == DocumentVersion.document_id)
        .where(
            ConsultedDocument.consultation_id == consultation_id, DocumentVersion.published_at.is_not(None)
        )
        .ext(distinct_on(DocumentVersion.document_id))
        .order_by(DocumentVersion.document_id, DocumentVersion.number.desc())
    )
    found = [
        DocumentFacts(row.document_id, row.consultation_id, row.place, row.title, _version(row))
        for row in db.session.execute(query)
    ]
    return sorted(found, key=lambda each: each.place)


def current_version(document_id: int) -> VersionFacts | None:
    """The newest published version of a document."""
    query = _versions().where(
        DocumentVersion.document_id == document_id, DocumentVersion.published_at.is_not(None)
    )
    row = db.session.execute(query.order_by(DocumentVersion.number.desc()).limit(1)).one_or_none()
    return _version(row) if row else None


def version(version_id: int) -> VersionFacts:
    """One version, published or not; NoResultFound when there is none."""
    return _version(db.session.execute(_versions().where(DocumentVersion.id == version_id)).one())


def published_versions(document_id: int) -> list[VersionFacts]:
    """The published versions of a document, the newest first."""
    query = _versions().where(
        DocumentVersion.document_id == document_id, DocumentVersion.published_at.is_not(None)
    )
    return [_version(row) for row in db.session.execute(query.order_by(DocumentVersion.number.desc()))]


def all_versions(document_id: int) -> list[VersionFacts]:
    """Every version of a document, the newest first."""
    query = _versions().where(DocumentVersion.document_id == document_id)
    return [_version(row) for row in db.session.execute(query.order_by(DocumentVersion.number.desc()))]


def paragraphs(version_id: int) -> list[ParagraphFacts]:
    """The paragraphs of a version, in reading order."""
    query = select(
        Paragraph.anchor, Paragraph.kind, Paragraph.level, Paragraph.label, Paragraph.text, Paragraph.html
    ).where(Paragraph.version_id == version_id)
    return [ParagraphFacts(*row) for row in db.session.execute(query.order_by(Paragraph.place))]


def paragraph(document_id: int, anchor: str) -> ParagraphFacts | None:
    """The paragraph of this address in the newest published version; None when it is not there."""
    newest = (
        select(DocumentVersion.id)
        .where(DocumentVersion.document_id == document_id, DocumentVersion.published_at.is_not(None))
        .order_by(DocumentVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(
        Paragraph.anchor, Paragraph.kind, Paragraph.level, Paragraph.label, Paragraph.text, Paragraph.html
    ).where(Paragraph.version_id == newest, Paragraph.anchor == anchor)
    row = db.session.execute(query).one_or_none()
    return ParagraphFacts(*row) if row else None


def units(version_id: int) -> dict[str, str]:
    """How each paragraph of a version is called in a list, by its address, in reading order."""
    query = select(Paragraph.anchor, Paragraph.label, func.left(Paragraph.text, 200))
    rows = db.session.execute(query.where(Paragraph.version_id == version_id).order_by(Paragraph.place))
    return {anchor: short_name(label, text) for anchor, label, text in rows}


def works(consultation_id: int) -> list[Work]:
    """The documents of a consultation with every version, for the office."""
    rows = db.session.execute(
        _versions()
        .add_columns(ConsultedDocument.place, ConsultedDocument.title)
        .join(ConsultedDocument, ConsultedDocument.id == DocumentVersion.document_id)
        .where(ConsultedDocument.consultation_id == consultation_id)
        .order_by(ConsultedDocument.place, DocumentVersion.number.desc())
    ).all()
    kept: dict[int, list[Row[Any]]] = {}
    for row in rows:
        kept.setdefault(row.document_id, []).append(row)
    return [
        Work(document_id, its[0].place, its[0].title, tuple(map(_version, its)))
        for document_id, its in kept.items()
    ]


def document_of(version_id: int) -> tuple[int, int, str]:
    """The consultation's id, the document's id and title of a version; NoResultFound when there is none."""
    query = (
        select(ConsultedDocument.consultation_id, ConsultedDocument.id, ConsultedDocument.title)
        .join(DocumentVersion, DocumentVersion.document_id == ConsultedDocument.id)
        .where(DocumentVersion.id == version_id)
    )
    consultation_id, document_id, title = db.session.execute(query).one()
    return consultation_id, document_id, title


def title_of(consultation_id: int, document_id: int) -> str:
    """The title of a document of that consultation; NoResultFound when there is none."""
    query = select(ConsultedDocument.title).filter_by(id=document_id, consultation_id=consultation_id)
    return db.session.scalars(query).one()


def addresses(document_id: int) -> set[str]:
    """Every address of a paragraph the document ever had."""
    query = (
        select(Paragraph.anchor)
        .join(DocumentVersion)
        .where(DocumentVersion.document_id == document_id)
        .distinct()
    )
    return set(db.session.scalars(query))


def count(consultation_id: int) -> int:
    """How many documents there are, published or not."""
    query = select(func.count()).select_from(ConsultedDocument).filter_by(consultation_id=consultation_id)
    return db.session.scalar(query) or 0


def _versions() -> Select[*tuple[Any, ...]]:
    v = DocumentVersion
    return select(
        v.id, v.document_id, v.number, v.format, v.file_name, v.sha256, v.note, v.imported_at, v.published_at
    )


def _version(row: Row[Any]) -> VersionFacts:
    values: list[Any] = list(row)
    return VersionFacts(*values[:9])
