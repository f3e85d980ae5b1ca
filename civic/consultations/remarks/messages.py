"""The words for each refusal, kind and way of a remark."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.consultations.remarks.rules import NATURAL, AuthorKind, Channel, MaskReason, Refusal
from civic.core import web
from civic.core.refusal import Refused

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.NOT_OPEN_YET: _l("Uwagi przyjmujemy od %(opened)s. Wcześniej nie da się ich wysłać."),
    Refusal.CANCELLED: _l("Te konsultacje odwołano, więc nie przyjmujemy już uwag."),
    Refusal.REPORTED: _l(
        "Raport z tych konsultacji jest już opublikowany, więc nie przyjmujemy już uwag, także spóźnionych."
        " Możesz napisać do urzędu zwykły list albo e-mail: odpowiemy na niego osobno."
    ),
    Refusal.NOTHING_WRITTEN: _l("Napisz, co myślisz, albo zmień tekst, który proponujesz zapisać inaczej."),
    Refusal.NO_REMARKS: _l("Nie ma jeszcze żadnej uwagi do wysłania."),
    Refusal.TEXT_TOO_LONG: _l("Skróć uwagę: zmieści się najwyżej %(max)s znaków. Resztę możesz dodać jako następną uwagę albo plik."),
    Refusal.PROPOSED_TOO_LONG: _l("Skróć proponowany tekst: zmieści się najwyżej %(max)s znaków."),
    Refusal.TOO_MANY_REMARKS: _l("Naraz można wysłać najwyżej tyle uwag: %(max)s. Wyślij te, które są, i zacznij następne."),
    Refusal.ALREADY_SENT: _l("Te uwagi są już wysłane, więc nie można ich zmieniać. Możesz je uzupełnić."),
    Refusal.DRAFT_GONE: _l("Nie ma już tego szkicu: wysłano go albo usunięto. Nic się nie powtórzyło."),
    Refusal.NAME_MISSING: _l("Podaj imię i nazwisko."),
    Refusal.ADDRESS_MISSING: _l("Podaj adres: ulicę, numer i miejscowość."),
    Refusal.OWNER_MISSING: _l("Zaznacz, czy masz nieruchomość objętą tym projektem."),
    Refusal.ORGANISATION_MISSING: _l("Podaj nazwę organizacji, firmy albo jednostki."),
    Refusal.NOT_ITS_REPRESENTATIVE: _l("Nie możesz już pisać w imieniu tej organizacji. Wybierz inną albo napisz we własnym imieniu."),
    Refusal.KRS_WRONG: _l("To nie jest numer KRS: ma najwyżej 10 cyfr. Sprawdź go albo zostaw puste pole."),
    Refusal.PARAGRAPH_UNKNOWN: _l("Tego fragmentu nie ma w dokumencie. Wybierz go jeszcze raz."),
    Refusal.RECEIVED_IN_FUTURE: _l("Data wpływu nie może być późniejsza niż dzisiaj."),
    Refusal.POSTED_AFTER_RECEIVED: _l("Data nadania nie może być późniejsza niż data wpływu."),
    Refusal.ENTERED_ALREADY: _l("Taka sama uwaga tego autora jest już wpisana pod numerem %(number)s. Jeśli to inna, zaznacz to i zapisz jeszcze raz."),
    Refusal.TOO_MANY_TRIES: _l("Z tego miejsca przyszło bardzo dużo uwag naraz. Odczekaj kilka minut i wyślij jeszcze raz. Nic nie zginęło."),
    Refusal.RECEIPT_UNKNOWN: _l("Nie ma uwag z takim kodem. Sprawdź, czy jest przepisany dokładnie."),
    Refusal.FRAGMENT_MISSING: _l("Wpisz, co zakryć: każdy fragment w osobnym wierszu."),
    Refusal.FRAGMENT_NOT_FOUND: _l("Fragmentu z wiersza %(number)s nie ma w uwadze. Skopiuj go dokładnie."),
    Refusal.NOT_MASKED: _l("W tej uwadze nic nie jest zakryte."),
    Refusal.REASON_MISSING: _l("Podaj powód."),
}  # fmt: skip

CHANNEL: Mapping[Channel, LazyString] = {
    Channel.FORM: _l("formularz na stronie"),
    Channel.EMAIL: _l("e-mail"),
    Channel.PAPER: _l("list albo pismo"),
    Channel.ORAL: _l("ustnie do protokołu"),
    Channel.EDELIVERY: _l("e-Doręczenia albo ePUAP"),
}
KIND: Mapping[AuthorKind, LazyString] = {
    AuthorKind.RESIDENT: _l("mieszkanka lub mieszkaniec"),
    AuthorKind.NGO: _l("organizacja pozarządowa"),
    AuthorKind.BUSINESS: _l("firma"),
    AuthorKind.UNIT: _l("rada osiedla, dzielnicy albo inna jednostka"),
    AuthorKind.COUNCILLOR: _l("radna lub radny"),
    AuthorKind.OTHER: _l("inny podmiot"),
    AuthorKind.ANONYMOUS: _l("bez podpisu"),
}
MASK: Mapping[MaskReason, LazyString] = {
    MaskReason.PERSONAL: _l("dane osobowe"),
    MaskReason.UNLAWFUL: _l("treść bezprawna"),
    MaskReason.OFFENSIVE: _l("treść obraźliwa"),
}


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, in the language of the page."""
    facts = {
        name: web.local(value) if isinstance(value, datetime) else value
        for name, value in refused.facts.items()
    }
    if refused.reason is Refusal.NOT_OPEN_YET and facts.get("opened") is None:
        return str(_l("Te konsultacje jeszcze się nie zaczęły. Wcześniej nie da się wysłać uwag."))
    return str(REFUSED[Refusal(refused.reason)]) % facts


def author_words(kind: str, organisation: str, name: str, *, name_public: bool) -> str:
    """Who wrote it, for everybody: organisations by name, people only if they agreed."""
    if AuthorKind(kind) not in NATURAL and organisation:
        return organisation
    shown = str(KIND[AuthorKind(kind)])
    return f"{name} ({shown})" if name and name_public else shown
