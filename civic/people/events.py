"""What the audit trail says about people: numbers of persons, roles and reasons, never names or addresses."""

from dataclasses import dataclass

from civic.core.audit import Event


@dataclass(frozen=True, kw_only=True)
class AccountConfirmed(Event):
    """The mailbox answered and the account began, or proved itself again."""

    privacy_version: str | None = None


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """The owner changed the password."""


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    """The owner of the mailbox set a new password."""


@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(Event):
    """Every session of the person ended."""


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """The owner closed the account; name, address and password are gone."""


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A role was given."""

    role: str
    unit_id: int | None = None
    edition_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RoleRevoked(Event):
    """A role was taken back."""

    role: str
    unit_id: int | None = None
    edition_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnitAdded(Event):
    """An office unit was entered."""

    name: str
    parent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnitChanged(Event):
    """An office unit was renamed or moved."""

    name_before: str
    name: str
    parent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnitClosed(Event):
    """An office unit takes no new people."""
