"""Tables of reports: what the coordinator writes, the remarks as they were when it was published, its files."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.db import Base, Json


class Report(Base):
    """The report of one consultation (raport z konsultacji). Until ``published_at`` a draft; from then nothing changes.

    ``subject``, ``course``, ``participants``, ``changes``, ``cost_note``: the parts people write; the rest follows from
    the consultation. ``contents``: everything else it says, as it was at publication (``queries.Contents`` as JSON).
    ``document_number``: of the executive's approval. ``version`` grows with every save.
    """

    __tablename__ = "report"
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    subject: Mapped[str] = mapped_column(default="")
    course: Mapped[str] = mapped_column(default="")
    participants: Mapped[str] = mapped_column(default="")
    changes: Mapped[str] = mapped_column(default="")
    cost_note: Mapped[str] = mapped_column(default="")
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None]
    document_number: Mapped[str] = mapped_column(default="")
    contents: Mapped[Json | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL) AND (published_at IS NULL) = (contents IS NULL)"
            " AND (published_at IS NULL) = (document_number = '')",
            name="whole_once_published",
        ),
    )


class ReportRemark(Base):
    """A remark in a published report: as residents read it, with its answer, without its author. Never changes.

    ``author``: the name of an organisation, a company or a unit; "" for a natural person. ``place``: the unit of the
    document it concerns. ``quote`` and ``proposed`` make the difference shown. ``decision`` is None only for a late one.
    """

    __tablename__ = "report_remark"
    consultation_id: Mapped[int] = mapped_column(ForeignKey("report.consultation_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    late: Mapped[bool]
    received_on: Mapped[date]
    author_kind: Mapped[str]
    author: Mapped[str]
    document: Mapped[str]
    place: Mapped[str]
    topic: Mapped[str]
    text: Mapped[str]
    quote: Mapped[str]
    proposed: Mapped[str | None]
    masked: Mapped[bool]
    decision: Mapped[str | None]
    reasons: Mapped[str]
    change: Mapped[str]
    change_place: Mapped[str]
    unit: Mapped[str]
    days: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("late OR decision IS NOT NULL", name="answered"),
        CheckConstraint("number > 0", name="number_positive"),
        Index("ix_report_remark_late", "consultation_id", "late", "number"),
    )


class ReportMaking(Base):
    """How far the making of a report's files is: WAITING, RUNNING, DONE or FAILED; ``done`` of ``total`` files.

    ``run`` grows with every start: a job that was started before the last one stops.
    """

    __tablename__ = "report_making"
    consultation_id: Mapped[int] = mapped_column(ForeignKey("report.consultation_id"), primary_key=True)
    state: Mapped[str]
    run: Mapped[int] = mapped_column(default=1)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("state IN ('DONE', 'FAILED', 'RUNNING', 'WAITING')", name="state_known"),
        CheckConstraint("done >= 0 AND done <= total", name="done_of_total"),
    )


class ReportFile(Base):
    """A file of a published report. All of them appear at once, when the last is made.

    ``part``: ALL, MAIN, REMARKS or LATE; ``first`` and ``last``: the numbers of the remarks in a volume.
    """

    __tablename__ = "report_file"
    consultation_id: Mapped[int] = mapped_column(ForeignKey("report.consultation_id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    format: Mapped[str]
    part: Mapped[str]
    first: Mapped[int | None]
    last: Mapped[int | None]
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    __table_args__ = (
        CheckConstraint("format IN ('CSV', 'JSON', 'PDF', 'XLSX')", name="format_known"),
        CheckConstraint("part IN ('ALL', 'LATE', 'MAIN', 'REMARKS')", name="part_known"),
        CheckConstraint("place > 0", name="place_positive"),
    )
