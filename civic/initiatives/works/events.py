"""What happens in the works, for the audit trail. Ids, days, amounts in grosz; never a person's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.audit import Event


@dataclass(frozen=True, kw_only=True)
class WorkStarted(Event):
    """The work began."""

    words: ClassVar[LazyString] = _l("Zaczęto pracę przy inicjatywie lokalnej")
    labels: ClassVar[Mapping[str, LazyString]] = {"on": _l("Dzień")}

    on: str


@dataclass(frozen=True, kw_only=True)
class WorkFinished(Event):
    """The work is done; ``settle_by``: until when it is to be settled."""

    words: ClassVar[LazyString] = _l("Zakończono pracę przy inicjatywie lokalnej")
    labels: ClassVar[Mapping[str, LazyString]] = {"on": _l("Dzień"), "settle_by": _l("Rozliczenie do")}

    on: str
    settle_by: str


@dataclass(frozen=True, kw_only=True)
class ThingHanded(Event):
    """The city handed a thing over."""

    words: ClassVar[LazyString] = _l("Przekazano mieszkańcom rzecz na czas inicjatywy")
    labels: ClassVar[Mapping[str, LazyString]] = {"thing": _l("Numer rzeczy")}

    thing: int


@dataclass(frozen=True, kw_only=True)
class ThingBack(Event):
    """A thing came back, or it was noted why not. ``outcome``: RETURNED, DAMAGED or LOST."""

    words: ClassVar[LazyString] = _l("Zapisano, co się stało z użyczoną rzeczą")
    labels: ClassVar[Mapping[str, LazyString]] = {"thing": _l("Numer rzeczy"), "outcome": _l("Co się stało")}

    thing: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class HoursLogged(Event):
    """A day of community work was written down."""

    words: ClassVar[LazyString] = _l("Zapisano godziny pracy społecznej")
    labels: ClassVar[Mapping[str, LazyString]] = {"entry": _l("Wpis"), "hours": _l("Godziny")}

    entry: int
    hours: str


@dataclass(frozen=True, kw_only=True)
class HoursStruck(Event):
    """An entry was taken out of the log."""

    words: ClassVar[LazyString] = _l("Usunięto wpis z dziennika godzin")
    labels: ClassVar[Mapping[str, LazyString]] = {"entry": _l("Wpis"), "hours": _l("Godziny")}

    entry: int
    hours: str


@dataclass(frozen=True, kw_only=True)
class PhotoAdded(Event):
    """A photo was added. ``public``: those in it agreed to its publication."""

    words: ClassVar[LazyString] = _l("Dodano zdjęcie z inicjatywy lokalnej")
    labels: ClassVar[Mapping[str, LazyString]] = {"public": _l("Publiczne")}

    public: bool


@dataclass(frozen=True, kw_only=True)
class PhotoRemoved(Event):
    """A photo was taken away."""

    words: ClassVar[LazyString] = _l("Usunięto zdjęcie z inicjatywy lokalnej")


@dataclass(frozen=True, kw_only=True)
class SettlementSubmitted(Event):
    """The report was sent. Values are grosz."""

    words: ClassVar[LazyString] = _l("Wysłano sprawozdanie z inicjatywy lokalnej")
    labels: ClassVar[Mapping[str, LazyString]] = {
        "residents_value": _l("Wkład mieszkańców (grosze)"),
        "city_value": _l("Część miasta (grosze)"),
    }

    residents_value: int
    city_value: int


@dataclass(frozen=True, kw_only=True)
class SettlementSentBack(Event):
    """The report was sent back; ``reason`` says what is wrong."""

    words: ClassVar[LazyString] = _l("Zwrócono sprawozdanie z inicjatywy lokalnej do poprawy")


@dataclass(frozen=True, kw_only=True)
class SettlementAccepted(Event):
    """The report was accepted: the initiative is settled. Values are grosz."""

    words: ClassVar[LazyString] = _l("Rozliczono inicjatywę lokalną")
    labels: ClassVar[Mapping[str, LazyString]] = SettlementSubmitted.labels

    residents_value: int
    city_value: int


@dataclass(frozen=True, kw_only=True)
class AgreementTerminated(Event):
    """The agreement ended before the work was done. ``way``: AGREEMENT or NOTICE."""

    words: ClassVar[LazyString] = _l("Rozwiązano umowę o inicjatywę lokalną")
    labels: ClassVar[Mapping[str, LazyString]] = {"way": _l("Sposób"), "on": _l("Dzień")}

    way: str
    on: str
