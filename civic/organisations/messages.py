"""The words for organisations."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.refusal import Refused
from civic.organisations.rules import Kind, Refusal, Standing

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.NO_NUMBER: _l("Podaj numer KRS albo numer z innego rejestru. Po nim urząd sprawdzi, czy organizacja istnieje."),
    Refusal.ALREADY_YOURS: _l("Ta organizacja jest już na twojej liście."),
    Refusal.TOO_MANY: _l("Na twojej liście jest już tyle organizacji, ile może być. Zakończ reprezentowanie którejś z nich."),
    Refusal.TOO_OFTEN: _l("Dziś zgłoszono stąd już dużo organizacji. Spróbuj jutro albo do nas napisz."),
    Refusal.NOT_BY_ONESELF: _l("To twoje własne zgłoszenie. Musi je rozpatrzyć ktoś inny."),
    Refusal.ALREADY_DECIDED: _l("Ktoś już rozpatrzył to zgłoszenie. Twoja decyzja nie została zapisana."),
    Refusal.ALREADY_ENDED: _l("Ta osoba już nie reprezentuje tej organizacji."),
    Refusal.ACCOUNT_CLOSED: _l("Ta osoba usunęła swoje konto, więc nie ma kogo potwierdzić. Odmów, żeby zgłoszenie zniknęło z listy."),
    Refusal.REASON_MISSING: _l("Napisz, dlaczego. Przeczyta to osoba, której sprawa dotyczy."),
}  # fmt: skip

KIND: Mapping[Kind, LazyString] = {
    Kind.ASSOCIATION: _l("stowarzyszenie"),
    Kind.FOUNDATION: _l("fundacja"),
    Kind.SPORTS_CLUB: _l("klub sportowy"),
    Kind.COOPERATIVE: _l("spółdzielnia socjalna"),
    Kind.CHURCH: _l("organizacja kościelna"),
    Kind.OTHER: _l("inna organizacja"),
}

STANDING: Mapping[Standing, tuple[LazyString, str]] = {
    Standing.WAITING: (_l("czeka na potwierdzenie"), "wait"),
    Standing.CONFIRMED: (_l("potwierdzone"), "done"),
    Standing.REFUSED: (_l("niepotwierdzone"), "lost"),
    Standing.ENDED: (_l("zakończone"), "closed"),
}
"""The words and the kind of tag."""


def words(refused: Refused) -> str:
    """The sentence of a refusal."""
    return str(REFUSED[Refusal(refused.reason)]) % refused.facts
