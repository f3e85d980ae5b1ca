"""Tables of the discussion: comments, reports of abuse, what moderators decided, objections."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from civic.consultations.discussion.rules import Ground, Rule, Shown, Stance, Standing, Verdict
from civic.core.db import Base, one_of


class Comment(Base):
    """A comment (komentarz), or an answer of the office to one.

    ``thread_id``: the comment that began the conversation, empty for that one itself. ``text``: as written, also when it
    is masked or hidden; emptied when the author removes it. ``masked``: the text as it may be read. ``fingerprint``: of
    ``rules.fingerprint``, so that nobody says the same twice; the office may. ``unit_id``: in whose name the office answers.
    """

    __tablename__ = "comment"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    office: Mapped[bool] = mapped_column(default=False)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    shown_as: Mapped[str] = mapped_column(default=Shown.INITIALS)
    stance: Mapped[str] = mapped_column(default=Stance.NEUTRAL)
    text: Mapped[str]
    masked: Mapped[str | None]
    standing: Mapped[str] = mapped_column(default=Standing.SHOWN)
    fingerprint: Mapped[str | None]
    wants_mail: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("consultation_id", "author_id", "fingerprint", name="uq_comment_said_once"),
        CheckConstraint(one_of("stance", Stance), name="stance_known"),
        CheckConstraint(one_of("standing", Standing), name="standing_known"),
        CheckConstraint(one_of("shown_as", Shown), name="shown_as_known"),
        CheckConstraint("length(text) <= 2000", name="not_too_long"),
        CheckConstraint("(standing = 'MASKED') = (masked IS NOT NULL)", name="masked_text_when_masked"),
        CheckConstraint(
            "(standing = 'REMOVED') = (removed_at IS NOT NULL) AND (standing = 'REMOVED') = (text = '')",
            name="removed_is_empty",
        ),
        CheckConstraint("(parent_id IS NULL) = (thread_id IS NULL)", name="below_in_a_thread"),
        CheckConstraint("parent_id <> id AND thread_id <> id", name="not_below_itself"),
        CheckConstraint("NOT office OR parent_id IS NOT NULL", name="office_answers"),
        CheckConstraint("office OR unit_id IS NULL", name="unit_of_the_office"),
        Index("ix_comment_threads", "consultation_id", "id", postgresql_where=sql("parent_id IS NULL")),
        Index("ix_comment_parent_id", "parent_id", "id"),
        Index("ix_comment_office", "consultation_id", "thread_id", postgresql_where=sql("office")),
        Index("ix_comment_thread_id", "thread_id"),
        Index("ix_comment_author_id", "author_id"),
    )


class Moderation(Base):
    """What a moderator decided about a comment; never changed. ``rule``: the one broken. ``unit_id``: in whose name."""

    __tablename__ = "comment_moderation"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    verdict: Mapped[str]
    rule: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(one_of("verdict", Verdict), name="verdict_known"),
        CheckConstraint(one_of("rule", Rule), name="rule_known"),
        CheckConstraint("verdict = 'LEAVE' OR reason ~ '[^[:space:]]'", name="reasoned"),
        CheckConstraint("verdict NOT IN ('HIDE', 'MASK') OR rule IS NOT NULL", name="rule_named"),
        Index("ix_comment_moderation_comment_id", "comment_id", "id"),
    )


class Report(Base):
    """Somebody reports a comment, once. ``moderation_id``: the decision that settled it; empty while it waits."""

    __tablename__ = "comment_report"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    ground: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    moderation_id: Mapped[int | None] = mapped_column(ForeignKey("comment_moderation.id"))

    __table_args__ = (
        CheckConstraint(one_of("ground", Ground), name="ground_known"),
        CheckConstraint("length(words) <= 500", name="not_too_long"),
        Index("ix_comment_report_waiting", "comment_id", postgresql_where=sql("moderation_id IS NULL")),
        Index("ix_comment_report_person_id", "person_id"),
        Index("ix_comment_report_moderation_id", "moderation_id"),
    )


class Objection(Base):
    """The author objects to a decision; another moderator than ``moderated_by_id`` decides (four eyes)."""

    __tablename__ = "comment_objection"
    moderation_id: Mapped[int] = mapped_column(ForeignKey("comment_moderation.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    moderated_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    restored: Mapped[bool | None]

    __table_args__ = (
        CheckConstraint("text ~ '[^[:space:]]' AND length(text) <= 1000", name="said"),
        CheckConstraint("decided_by_id <> moderated_by_id", name="four_eyes"),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL) AND (decided_at IS NULL) = (restored IS NULL)",
            name="decided_whole",
        ),
        Index("ix_comment_objection_comment_id", "comment_id"),
    )
