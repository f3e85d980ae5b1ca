"""What happens to an agreement, for the audit trail. Ids, versions, amounts; never a person's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

_VERSION = {"version": _l("Wersja"), "side": _l("Strona")}


@dataclass(frozen=True, kw_only=True)
class NegotiationBegun(Event):
    """The office got in touch and put the request's schedule and estimate on the table as version 1."""

    words: ClassVar[LazyString] = _l("Zaczęto uzgadniać harmonogram i kosztorys inicjatywy")


@dataclass(frozen=True, kw_only=True)
class PlanWritten(Event):
    """One side wrote the next version."""

    words: ClassVar[LazyString] = _l("Zapisano nową wersję harmonogramu i kosztorysu")
    labels: ClassVar[Mapping[str, LazyString]] = {
        **_VERSION,
        "residents_value": _l("Wkład mieszkańców (grosze)"),
        "city_value": _l("Część miasta (grosze)"),
    }

    version: int
    side: str
    residents_value: int
    city_value: int


@dataclass(frozen=True, kw_only=True)
class PlanConfirmed(Event):
    """One side confirmed the newest version. ``both``: so has the other."""

    words: ClassVar[LazyString] = _l("Potwierdzono wersję harmonogramu i kosztorysu")
    labels: ClassVar[Mapping[str, LazyString]] = {
        **_VERSION,
        "both": _l("Obie strony"),
        "on_paper": _l("Na papierze"),
    }

    version: int
    side: str
    both: bool
    on_paper: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanMessageWritten(Event):
    """One side wrote to the other; what, stands with the version."""

    words: ClassVar[LazyString] = _l("Napisano wiadomość do drugiej strony uzgodnień")
    labels: ClassVar[Mapping[str, LazyString]] = _VERSION

    version: int
    side: str


@dataclass(frozen=True, kw_only=True)
class AgreementPrepared(Event):
    """The office wrote down the terms of the agreement or of an annex (``annex`` > 0)."""

    words: ClassVar[LazyString] = _l("Przygotowano tekst umowy o inicjatywę lokalną")
    labels: ClassVar[Mapping[str, LazyString]] = {"annex": _l("Aneks")}

    annex: int


@dataclass(frozen=True, kw_only=True)
class AgreementAccepted(Event):
    """The applicant signed the text electronically."""

    words: ClassVar[LazyString] = _l("Mieszkańcy podpisali umowę o inicjatywę lokalną")
    labels: ClassVar[Mapping[str, LazyString]] = {"annex": _l("Aneks"), "version": _l("Wersja")}

    annex: int
    version: int


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(Event):
    """The city signed; with the applicant's signature the agreement or annex holds. Values are grosz."""

    words: ClassVar[LazyString] = _l("Podpisano umowę o inicjatywę lokalną")
    labels: ClassVar[Mapping[str, LazyString]] = {
        "annex": _l("Aneks"),
        "version": _l("Wersja"),
        "way": _l("Sposób podpisania"),
        "signed_on": _l("Dzień podpisania"),
    }

    annex: int
    version: int
    way: str
    signed_on: str


@dataclass(frozen=True, kw_only=True)
class ScanKept(Event):
    """A scan of the signed paper was attached."""

    words: ClassVar[LazyString] = _l("Dołączono skan podpisanej umowy")
