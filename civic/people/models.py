"""Tables of people: accounts, requests that wait for a mailbox to answer, office units, granted roles."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from civic.core.access import Role
from civic.core.db import Base


class Person(Base):
    """An account. A closed one keeps only its number, so that what hangs on it stays whole.

    ``confirmed_at``: when the mailbox answered; without it, or without a password, nobody signs in.
    ``session_version`` grows when every session of the person must end.
    """

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    email: Mapped[str | None]
    name: Mapped[str]
    password_hash: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    session_version: Mapped[int] = mapped_column(default=0)
    lang: Mapped[str] = mapped_column(default="pl")
    privacy_version: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_person_email", text("lower(email)"), unique=True),
        CheckConstraint("(email IS NULL) = (closed_at IS NOT NULL)", name="only_closed_without_email"),
        CheckConstraint("closed_at IS NULL OR (name = '' AND password_hash IS NULL)", name="closed_is_empty"),
        CheckConstraint("lang IN ('pl', 'en')", name="lang_known"),
    )


class AccountRequest(Base):
    """Somebody asked for something that only the owner of the mailbox may have; the mail carries a signed ``key``.

    Kept for a day. ``purpose``: "sign-up" (with the name, password and privacy notice of the account to be),
    "again" (send the sign-up mail once more) or "reset" (a new password).
    """

    __tablename__ = "account_request"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    purpose: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    lang: Mapped[str]
    name: Mapped[str | None]
    password_hash: Mapped[str | None]
    privacy_version: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    requested_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_account_request_email", text("lower(email)")),
        CheckConstraint("purpose IN ('sign-up', 'again', 'reset')", name="purpose_known"),
        CheckConstraint(
            "(purpose = 'sign-up') = (name IS NOT NULL AND password_hash IS NOT NULL AND privacy_version IS NOT NULL)",
            name="sign_up_is_whole",
        ),
    )


class EndedSession(Base):
    """A session somebody signed out of: a copy of its cookie opens nothing. Kept until the cookie is stale by itself."""

    __tablename__ = "ended_session"
    key: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class OfficeUnit(Base):
    """A department of the city's office, in a tree. A closed unit takes no new people."""

    __tablename__ = "office_unit"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    name: Mapped[str]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("parent_id", "name", postgresql_nulls_not_distinct=True),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )


_ROLES = ", ".join(f"'{role}'" for role in Role if role is not Role.RESIDENT)


class RoleGrant(Base):
    """A role of a person: everywhere, or for one unit and/or one edition. Revoking deletes the row; the trail keeps both."""

    __tablename__ = "role_grant"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    edition_id: Mapped[int | None]
    granted_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("person_id", "role", "unit_id", "edition_id", postgresql_nulls_not_distinct=True),
        CheckConstraint(f"role IN ({_ROLES})", name="role_known"),
        CheckConstraint(
            "role <> 'admin' OR (unit_id IS NULL AND edition_id IS NULL)", name="admin_is_for_all"
        ),
    )
