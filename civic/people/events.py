"""What the audit trail says about people: numbers of persons, roles and reasons, never names or addresses."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from civic.core.audit import Event


@dataclass(frozen=True, kw_only=True)
class AccountConfirmed(Event):
    """The mailbox answered and the account began, or proved itself again."""

    words = _l("Konto potwierdzone")
    privacy_version: str | None = None


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """The owner changed the password."""

    words = _l("Hasło zmienione")


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    """The owner of the mailbox set a new password."""

    words = _l("Hasło ustawione od nowa przez pocztę")


@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(Event):
    """Every session of the person ended."""

    words = _l("Wylogowanie na wszystkich urządzeniach")


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """The owner closed the account; name, address and password are gone."""

    words = _l("Konto usunięte")


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A role was given."""

    words = _l("Rola nadana")
    role: str
    unit_id: int | None = None
    edition_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RoleRevoked(Event):
    """A role was taken back."""

    words = _l("Rola odebrana")
    role: str
    unit_id: int | None = None
    edition_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnitAdded(Event):
    """An office unit was entered."""

    words = _l("Jednostka dodana")
    name: str
    parent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnitChanged(Event):
    """An office unit was renamed or moved."""

    words = _l("Jednostka zmieniona")
    name_before: str
    name: str
    parent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnitClosed(Event):
    """An office unit takes no new people."""

    words = _l("Jednostka zamknięta")
