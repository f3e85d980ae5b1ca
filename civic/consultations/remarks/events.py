"""What happens to remarks, for the audit trail. Numbers, ids and reasons; never who wrote or what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.core.audit import Event

_COUNT = _l("Liczba uwag")
_NUMBERS = _l("Numery uwag")


@dataclass(frozen=True, kw_only=True)
class OpinionSent(Event):
    """Somebody sent remarks through the form. ``numbers``: "7" or "7-16"."""

    words: ClassVar[LazyString] = _l("Wysłano uwagi formularzem")
    labels: ClassVar[Mapping[str, LazyString]] = {
        "numbers": _NUMBERS, "remarks": _COUNT, "kind": _l("Rodzaj autora"), "late": _l("Po terminie"),
    }  # fmt: skip

    numbers: str
    remarks: int
    kind: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class RemarksEntered(Event):
    """A clerk entered remarks that came another way."""

    words: ClassVar[LazyString] = _l("Wpisano uwagi, które przyszły inną drogą")
    labels: ClassVar[Mapping[str, LazyString]] = {
        "numbers": _NUMBERS, "remarks": _COUNT, "kind": _l("Rodzaj autora"), "channel": _l("Droga"),
        "received": _l("Wpłynęły"), "late": _l("Po terminie"),
    }  # fmt: skip

    numbers: str
    remarks: int
    kind: str
    channel: str
    received: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class RemarkMasked(Event):
    """A moderator covered parts of a remark; the original stays in the file."""

    words: ClassVar[LazyString] = _l("Zakryto fragmenty uwagi")
    labels: ClassVar[Mapping[str, LazyString]] = {"fragments": _l("Liczba fragmentów"), "kind": _l("Powód")}

    fragments: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class RemarkUnmasked(Event):
    """A moderator showed again what was covered."""

    words: ClassVar[LazyString] = _l("Odkryto zakryte fragmenty uwagi")


@dataclass(frozen=True, kw_only=True)
class DraftsPurged(Event):
    """Drafts nobody sent are gone."""

    words: ClassVar[LazyString] = _l("Usunięto niewysłane szkice uwag")
    labels: ClassVar[Mapping[str, LazyString]] = {"drafts": _l("Liczba szkiców")}

    drafts: int


@dataclass(frozen=True, kw_only=True)
class AuthorsErased(Event):
    """A year after the report: names, addresses and e-mails of authors are gone. Texts and organisations' names stay."""

    words: ClassVar[LazyString] = _l("Usunięto dane autorów uwag")
    labels: ClassVar[Mapping[str, LazyString]] = {
        "opinions": _l("Liczba opinii"), "published_on": _l("Raport opublikowano"),
    }  # fmt: skip

    opinions: int
    published_on: str
