"""Everything done with a consulted document. One function, one verb, one transaction; the consultation is locked first."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, func, select
from werkzeug.datastructures import FileStorage

from civic.consultations.notices.queries import locked
from civic.consultations.texts import queries, rules
from civic.consultations.texts.events import (
    DocumentsOrdered,
    VersionAdded,
    VersionPublished,
    VersionWithdrawn,
)
from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.consultations.texts.queries import PDF
from civic.consultations.texts.rules import Known, Refusal
from civic.core import documents, files
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.documents import Imported, Kind
from civic.core.files.rules import Kind as FileKind
from civic.core.refusal import Refused


@dataclass(frozen=True)
class Source:
    """What the office gives: the text's file, or what was pasted (``file_name`` ""), and a PDF of it beside."""

    content: bytes
    file_name: str = ""
    pdf: FileStorage | None = None


def add_document(
    consultation_id: int, title: str, source: Source, *, actor_id: int, now: datetime, note: str = ""
) -> int:
    """A new document in a first version, which only the office sees; gives the version's id.

    Refused with a reason of this feature, of ``core.documents`` or of ``core.files``.
    """
    title = " ".join(title.split())
    if no := rules.why_not_title(title):
        raise no
    imported = documents.read(source.content, source.file_name)
    with transaction():
        found = locked(consultation_id)
        if no := rules.why_not_add(found.standing, queries.count(consultation_id), now):
            raise no
        last = db.session.scalar(
            select(func.max(ConsultedDocument.place)).filter_by(consultation_id=consultation_id)
        )
        document = ConsultedDocument(consultation_id=consultation_id, place=(last or 0) + 1, title=title)
        db.session.add(document)
        db.session.flush()
        return _add(document, source, imported, note, actor_id, now)


def add_version(document_id: int, source: Source, note: str, *, actor_id: int, now: datetime) -> int:
    """A further version, which only the office sees until it is published; gives its id."""
    imported = documents.read(source.content, source.file_name)
    with transaction():
        document = _open(document_id)
        return _add(document, source, imported, note, actor_id, now)


def publish(version_id: int, *, actor_id: int, now: datetime) -> None:
    """Show the version to residents, as soon as they see the consultation. From now on it never changes."""
    with transaction():
        version = _unsettled(version_id)
        version.published_at = now
        _record(VersionPublished, version, actor_id, sha256=version.sha256)


def withdraw(version_id: int, *, actor_id: int) -> None:
    """Throw away a version nobody saw, with its PDF; the document too, when it was its only one."""
    with transaction():
        version = _unsettled(version_id)
        _record(VersionWithdrawn, version, actor_id)
        for file in files.of(PDF, version_id):
            files.forget(file.id)
        document_id = version.document_id
        db.session.delete(version)
        db.session.flush()
        left = db.session.scalar(
            select(func.count()).select_from(DocumentVersion).filter_by(document_id=document_id)
        )
        if not left:
            db.session.execute(delete(ConsultedDocument).where(ConsultedDocument.id == document_id))


def move_up(document_id: int, *, actor_id: int) -> None:
    """Put the document before the one above it; the first stays where it is."""
    with transaction():
        document = _open(document_id)
        its = select(ConsultedDocument).filter_by(consultation_id=document.consultation_id)
        order = list(db.session.scalars(its.order_by(ConsultedDocument.place)))
        at = order.index(document)
        if at == 0:
            return
        above = order[at - 1]
        lower, higher, beyond = document.place, above.place, order[-1].place + 1
        for moved, place in (
            (document, beyond),
            (above, lower),
            (document, higher),
        ):  # never two in one place
            moved.place = place
            db.session.flush()
        order[at - 1], order[at] = document, above
        record(
            DocumentsOrdered(
                subject=f"consultation:{document.consultation_id}",
                actor_id=actor_id,
                order=", ".join(str(each.id) for each in order),
            )
        )


def _open(document_id: int) -> ConsultedDocument:
    """A document that may be changed, once nobody else may change its consultation or number its versions."""
    consultation_id = db.session.scalars(
        select(ConsultedDocument.consultation_id).filter_by(id=document_id)
    ).one()
    if no := rules.why_not_change(locked(consultation_id).standing):
        raise no
    one = select(ConsultedDocument).filter_by(id=document_id).execution_options(populate_existing=True)
    return db.session.scalars(one).one()


def _unsettled(version_id: int) -> DocumentVersion:
    """A version that is still to be published or withdrawn, its consultation locked."""
    consultation_id, _, _ = queries.document_of(version_id)
    standing = locked(consultation_id).standing
    one = select(DocumentVersion).filter_by(id=version_id).execution_options(populate_existing=True)
    version = db.session.scalars(one).one()
    if no := rules.why_not_settle(standing, published=version.published_at is not None):
        raise no
    return version


def _add(
    document: ConsultedDocument, source: Source, imported: Imported, note: str, actor_id: int, now: datetime
) -> int:
    note = " ".join(note.split())
    there = queries.all_versions(document.id)
    if no := rules.why_not_note(note, len(there)):
        raise no
    before = queries.paragraphs(there[0].id) if there else []
    same = [each.text for each in before] == [block.text for block in imported.blocks]
    if no := rules.why_not_version(
        waiting=bool(there) and there[0].published_at is None, same=bool(there) and same
    ):
        raise no
    version = DocumentVersion(
        document_id=document.id, number=there[0].number + 1 if there else 1, format=imported.format.value,
        file_name=source.file_name[:200], sha256=sha256(source.content).hexdigest(), note=note, imported_by_id=actor_id,
        imported_at=now,
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    _keep_paragraphs(version.id, imported, [Known(each.anchor, each.text, each.label) for each in before], queries.addresses(document.id))  # fmt: skip
    _keep_pdf(version.id, source.pdf, actor_id)
    _record(VersionAdded, version, actor_id, sha256=version.sha256, paragraphs=len(imported.blocks))
    return version.id


def _keep_paragraphs(version_id: int, imported: Imported, before: list[Known], used: set[str]) -> None:
    texts = [(block.text, block.kind is Kind.HEADING) for block in imported.blocks]
    for place, (block, found) in enumerate(
        zip(imported.blocks, rules.placed(texts, before, used), strict=True), 1
    ):
        row = Paragraph(
            version_id=version_id, place=place, anchor=found.anchor, kind=block.kind.value, level=block.level,
            label=found.label, text=block.text, html=block.html,
        )  # fmt: skip
        db.session.add(row)
    db.session.flush()


def _keep_pdf(version_id: int, pdf: FileStorage | None, actor_id: int) -> None:
    if pdf is None or not pdf.filename:
        return
    kept = files.keep(pdf, kind=PDF, subject_id=version_id, kept_by=actor_id)
    if kept.media_type != FileKind.PDF:
        raise Refused(Refusal.PDF_ONLY)


def _record(event: type, version: DocumentVersion, actor_id: int, **more: object) -> None:
    record(
        event(
            subject=f"consultation:{_consultation_of(version)}",
            actor_id=actor_id,
            document_id=version.document_id,
            version=version.number,
            **more,
        )
    )


def _consultation_of(version: DocumentVersion) -> int:
    query = select(ConsultedDocument.consultation_id).filter_by(id=version.document_id)
    return db.session.scalars(query).one()
