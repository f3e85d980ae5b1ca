"""What happens to a consultation, for the audit trail."""

from dataclasses import dataclass
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

_NUMBER = _l("sygnatura")
_CHANNEL = _l("kanał")
_FORM = _l("numer formy")


@dataclass(frozen=True, kw_only=True)
class ConsultationDrafted(Event):
    """Somebody began to write a consultation."""

    words: ClassVar = _l("Rozpoczęto szkic konsultacji")
    labels: ClassVar = {"regime": _l("tryb")}

    regime: str


@dataclass(frozen=True, kw_only=True)
class ConsultationSaved(Event):
    """A section of a draft was written."""

    words: ClassVar = _l("Zapisano część szkicu konsultacji")
    labels: ClassVar = {"section": _l("część")}

    section: str


@dataclass(frozen=True, kw_only=True)
class ConsultationOrdered(Event):
    """The executive ordered it; from now on it has a number. ``document_number``: of the order."""

    words: ClassVar = _l("Zarządzono konsultacje")
    labels: ClassVar = {"signature": _NUMBER, "opens": _l("początek"), "closes": _l("koniec")}

    signature: str
    opens: str
    closes: str


@dataclass(frozen=True, kw_only=True)
class ConsultationCorrected(Event):
    """It was taken back to be corrected and ordered anew; its notices were withdrawn."""

    words: ClassVar = _l("Cofnięto konsultacje do poprawy")
    labels: ClassVar = {"signature": _NUMBER, "withdrawn": _l("wycofane publikacje")}

    signature: str
    withdrawn: int


@dataclass(frozen=True, kw_only=True)
class NoticePublished(Event):
    """The notice, or that of an extension or a cancellation, was published in a channel."""

    words: ClassVar = _l("Opublikowano ogłoszenie")
    labels: ClassVar = {"channel": _CHANNEL, "document": _l("dokument"), "published_at": _l("opublikowano")}

    channel: str
    document: str
    published_at: str


@dataclass(frozen=True, kw_only=True)
class NoticeWithdrawn(Event):
    """A publication was withdrawn; it stays in the history."""

    words: ClassVar = _l("Wycofano publikację ogłoszenia")
    labels: ClassVar = {"channel": _CHANNEL, "document": _l("dokument")}

    channel: str
    document: str


@dataclass(frozen=True, kw_only=True)
class ConsultationAnnounced(Event):
    """Every required channel has the notice; residents see the consultation."""

    words: ClassVar = _l("Ogłoszono konsultacje")
    labels: ClassVar = {"signature": _NUMBER}

    signature: str


@dataclass(frozen=True, kw_only=True)
class ConsultationExtended(Event):
    """The time for remarks was made longer."""

    words: ClassVar = _l("Przedłużono konsultacje")
    labels: ClassVar = {"before": _l("koniec dotąd"), "closes": _l("nowy koniec")}

    before: str
    closes: str


@dataclass(frozen=True, kw_only=True)
class ConsultationCancelled(Event):
    """It was cancelled, with public reasons."""

    words: ClassVar = _l("Odwołano konsultacje")
    labels: ClassVar = {"from_status": _l("stan przedtem")}

    from_status: str


@dataclass(frozen=True, kw_only=True)
class FormSummarised(Event):
    """What came of a meeting or another form was written."""

    words: ClassVar = _l("Zapisano podsumowanie formy konsultacji")
    labels: ClassVar = {"form_id": _FORM, "attendees": _l("uczestnicy")}

    form_id: int
    attendees: int | None = None


@dataclass(frozen=True, kw_only=True)
class ActRecorded(Event):
    """The act that followed was written down. ``document_number``: of the resolution or order."""

    words: ClassVar = _l("Zapisano akt przyjęty po konsultacjach")


@dataclass(frozen=True, kw_only=True)
class ConsultationArchived(Event):
    """Nothing more will happen to it."""

    words: ClassVar = _l("Zamknięto konsultacje w archiwum")


@dataclass(frozen=True, kw_only=True)
class ConsultationRequested(Event):
    """Residents or others asked for a consultation."""

    words: ClassVar = _l("Złożono wniosek o konsultacje")
    labels: ClassVar = {
        "initiator": _l("kto wnosi"),
        "supporters": _l("podpisy"),
        "missing": _l("brakuje podpisów"),
    }

    initiator: str
    supporters: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class RequestFixed(Event):
    """More supporters were added to a request."""

    words: ClassVar = _l("Uzupełniono wniosek o konsultacje")
    labels: ClassVar = {"supporters": _l("podpisy"), "missing": _l("brakuje podpisów")}

    supporters: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Event):
    """The executive accepted or refused a request, with reasons."""

    words: ClassVar = _l("Rozpatrzono wniosek o konsultacje")
    labels: ClassVar = {"accepted": _l("przyjęto")}

    accepted: bool
