"""Tables of consulted documents: documents, their versions, and paragraphs with anchors that stay the same."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base


class ConsultedDocument(Base):
    """A document people are asked about. ``place`` orders the documents of one consultation, from 1."""

    __tablename__ = "consulted_document"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    place: Mapped[int]
    title: Mapped[str]

    __table_args__ = (
        UniqueConstraint("consultation_id", "place"),
        CheckConstraint("title = btrim(title) AND title <> ''", name="titled"),
        CheckConstraint("place > 0", name="place_positive"),
    )


class DocumentVersion(Base):
    """One version of a document. Kept for ever once published; ``format``: MARKDOWN, HTML or DOCX, as it came."""

    __tablename__ = "document_version"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("consulted_document.id"))
    number: Mapped[int]
    format: Mapped[str]
    file_name: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    imported_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    imported_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("format IN ('DOCX', 'HTML', 'MARKDOWN')", name="format_known"),
    )


class Paragraph(Base):
    """A unit of the text one can point at. ``anchor`` stays the same in the next version when the paragraph does.

    ``kind``: HEADING (``level`` 1-6), TEXT, ITEM, QUOTE or TABLE. ``label``: how the text itself names it ("§ 3 ust. 2"),
    or "". ``text``: plain, for people, searching and comparing; ``html``: the same, sanitised, with emphasis and links.
    """

    __tablename__ = "paragraph"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id", ondelete="CASCADE"))
    place: Mapped[int]
    anchor: Mapped[str]
    kind: Mapped[str]
    level: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    html: Mapped[str]

    __table_args__ = (
        UniqueConstraint("version_id", "place"),
        UniqueConstraint("version_id", "anchor"),
        CheckConstraint("kind IN ('HEADING', 'ITEM', 'QUOTE', 'TABLE', 'TEXT')", name="kind_known"),
        CheckConstraint("anchor ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="anchor_is_a_slug"),
        Index("ix_paragraph_anchor", "anchor"),
    )
