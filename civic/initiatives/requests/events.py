"""What the audit trail says about requests: ids, statuses, amounts and reasons; never a person's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

_MEMBER: Mapping[str, str | LazyString] = {"member_id": _l("Osoba z grupy numer")}


@dataclass(frozen=True, kw_only=True)
class InitiativeStarted(Event):
    """Somebody began to write a request."""

    words = _l("Szkic inicjatywy zaczęty")


@dataclass(frozen=True, kw_only=True)
class InitiativeDiscarded(Event):
    """The leader threw a draft away; nothing of it is kept."""

    words = _l("Szkic inicjatywy usunięty")


@dataclass(frozen=True, kw_only=True)
class InitiativeSubmitted(Event):
    """A request came to the office. Values are grosz; ``settings`` is the version it is judged by."""

    words = _l("Wniosek o inicjatywę lokalną wpłynął")
    labels: ClassVar[Mapping[str, str | LazyString]] = {
        "signature": _l("Numer wniosku"),
        "scope": _l("Zakres"),
        "channel": _l("Droga"),
        "residents_value": _l("Wkład mieszkańców w groszach"),
        "city_value": _l("Udział miasta w groszach"),
        "confirmed": _l("Ile osób potwierdziło"),
        "settings": _l("Wersja ustawień"),
    }
    signature: str
    scope: str
    channel: str
    residents_value: int
    city_value: int
    confirmed: int
    settings: int | None = None


@dataclass(frozen=True, kw_only=True)
class InitiativeCompleted(Event):
    """The leader completed the request after a call and sent it again."""

    words = _l("Wniosek uzupełniony")
    labels: ClassVar[Mapping[str, str | LazyString]] = {"to_status": _l("Status")}
    to_status: str


@dataclass(frozen=True, kw_only=True)
class InitiativeWithdrawn(Event):
    """The leader took the request back, for good."""

    words = _l("Wniosek wycofany")
    labels: ClassVar[Mapping[str, str | LazyString]] = {"from_status": _l("Status przedtem")}
    from_status: str


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Event):
    """The leader asked somebody to join."""

    words = _l("Zaproszenie do grupy wysłane")
    labels = _MEMBER
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Event):
    """The leader took somebody off the group; what was known of them is gone."""

    words = _l("Osoba usunięta z grupy")
    labels = _MEMBER
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberAnswered(Event):
    """Somebody invited said yes or no."""

    words = _l("Odpowiedź na zaproszenie do grupy")
    labels: ClassVar[Mapping[str, str | LazyString]] = {**_MEMBER, "answer": _l("Odpowiedź")}
    member_id: int
    answer: str


@dataclass(frozen=True, kw_only=True)
class InitiativeSettingsSaved(Event):
    """The city's rates and limits were written down anew."""

    words = _l("Ustawienia inicjatyw lokalnych zapisane")


@dataclass(frozen=True, kw_only=True)
class InitiativeErased(Event):
    """The time to keep personal data passed: contacts, lists and consents of the request are gone."""

    words = _l("Dane osobowe inicjatywy usunięte")
    labels: ClassVar[Mapping[str, str | LazyString]] = {"members": _l("Ile osób"), "files": _l("Ile plików")}
    members: int
    files: int
