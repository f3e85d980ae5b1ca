"""Parts of the consulted documents one can point at, as remarks need them: the newest published versions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on

from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.core.db import db

SHOWN = 60


@dataclass(frozen=True)
class Unit:
    """A paragraph as it stood in the version looked at. ``label``: how the text names it, or its first words."""

    document_id: int
    version_id: int
    anchor: str
    label: str
    text: str
    document: str


class Label(NamedTuple):
    """A paragraph's name, for choosing by typing."""

    document_id: int
    version_id: int
    anchor: str
    name: str


def unit(
    consultation_id: int, anchor: str, *, document_id: int | None = None, version_id: int | None = None
) -> Unit | None:
    """One paragraph: of that version, else of the newest published one of the (first) document that has it."""
    query = (
        select(
            Paragraph.anchor, Paragraph.label, Paragraph.text, DocumentVersion.id.label("version_id"),
            ConsultedDocument.id.label("document_id"), ConsultedDocument.title,
        )
        .join(DocumentVersion, DocumentVersion.id == Paragraph.version_id)
        .join(ConsultedDocument, ConsultedDocument.id == DocumentVersion.document_id)
        .where(
            ConsultedDocument.consultation_id == consultation_id,
            DocumentVersion.published_at.is_not(None),
            Paragraph.anchor == anchor,
        )
        .order_by(ConsultedDocument.place, DocumentVersion.number.desc())
        .limit(1)
    )  # fmt: skip
    if document_id is not None:
        query = query.where(ConsultedDocument.id == document_id)
    if version_id is not None:
        query = query.where(DocumentVersion.id == version_id)
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    return Unit(
        row.document_id, row.version_id, row.anchor, name_of(row.label, row.text), row.text, row.title
    )


def labels(consultation_id: int) -> list[Label]:
    """Every paragraph of the newest published versions, in reading order. Names tell documents apart where there are more."""
    rows = db.session.execute(_newest(consultation_id)).all()
    several = len({row.document_id for row in rows}) > 1
    return [
        Label(
            row.document_id, row.version_id, row.anchor,
            f"{row.title}: {name_of(row.label, row.text)}" if several else name_of(row.label, row.text),
        )
        for row in rows
    ]  # fmt: skip


def named(all_labels: Sequence[Label], typed: str) -> Label | None:
    """The paragraph somebody meant by typing: its name, or as much of it as only one has."""
    wanted = _plain(typed)
    if not wanted:
        return None
    exact = [each for each in all_labels if _plain(each.name) == wanted]
    near = exact or [each for each in all_labels if _plain(each.name).startswith(wanted)]
    return near[0] if len(near) == 1 or exact else None


def name_of(label: str, text: str) -> str:
    """How a paragraph is called: by its label, else by its first words."""
    if label:
        return label
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + "…"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold().rstrip(".…")


def _newest(consultation_id: int) -> Select[Any]:
    newest = (
        select(DocumentVersion.id, ConsultedDocument.id.label("document_id"), ConsultedDocument.title, ConsultedDocument.place)
        .join(ConsultedDocument, ConsultedDocument.id == DocumentVersion.document_id)
        .where(
            ConsultedDocument.consultation_id == consultation_id, DocumentVersion.published_at.is_not(None)
        )
        .ext(distinct_on(ConsultedDocument.id))
        .order_by(ConsultedDocument.id, DocumentVersion.number.desc())
        .subquery()
    )  # fmt: skip
    return (
        select(
            newest.c.document_id, newest.c.title, newest.c.id.label("version_id"), Paragraph.anchor, Paragraph.label,
            Paragraph.text,
        )
        .join(Paragraph, Paragraph.version_id == newest.c.id)
        .order_by(newest.c.place, Paragraph.place)
    )  # fmt: skip
