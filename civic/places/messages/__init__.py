"""The words of places: refusals, findings about boundaries, where a point lies."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.core.refusal import Refused
from civic.places.messages.findings import FINDINGS, finding_sentence
from civic.places.messages.located import LOCATED, located_note, located_sentence
from civic.places.messages.shown import shown
from civic.places.rules import Kind, Refusal
from civic.places.rules.addresses import Flaw

__all__ = [
    "FINDINGS",
    "FLAWS",
    "KINDS",
    "LOCATED",
    "REFUSED",
    "finding_sentence",
    "located_note",
    "located_sentence",
    "refusal_sentence",
]

KINDS: Mapping[Kind, LazyString] = {
    Kind.CITY: _l("miasto"),
    Kind.DISTRICT: _l("dzielnica"),
    Kind.ESTATE: _l("osiedle"),
}

REFUSED: dict[Refusal, LazyString] = {
    Refusal.CHECK_FAILED: _l("Granice mają błędy. Niczego nie zapisano."),
    Refusal.NO_SUCH_PARENT: _l("Nie ma obszaru o kodzie „%(parent)s”. Są: %(codes)s."),
    Refusal.PARENT_NOT_WIDER: _l(
        "„%(parent)s” nie może zawierać takich obszarów. Miasto zawiera dzielnice i osiedla, dzielnica zawiera osiedla."
    ),
    Refusal.PARENT_OF_CITY: _l("Miasto nie leży w innym obszarze. Nie podawaj --parent."),
    Refusal.CODE_TAKEN: _l(
        "Kod „%(code)s” ma już inny obszar: %(area)s (%(kind)s). Podaj własne kody w pliku i wskaż je przez --code-field."
    ),
    Refusal.WOULD_REPLACE: _l(
        "Te obszary są już zapisane i różnią się od pliku: %(areas)s. Jeśli mają się zmienić, dodaj --replace."
    ),
    Refusal.STILL_USED: _l(
        "Granic nie można zmienić: do obszarów %(areas)s odwołują się zapisy w tabeli %(table)s (%(count)s)."
        " Zmiana przeniosłaby je po cichu."
    ),
    Refusal.ADDRESSES_REFER: _l(
        "W obszarach %(areas)s leżą punkty adresowe (%(count)s). Dodaj --reassign-addresses,"
        " a dostaną obszary według nowych granic."
    ),
    Refusal.HAS_CHILDREN: _l(
        "Obszaru „%(area)s” nie można usunąć: leżą w nim inne obszary (%(count)s). Najpierw usuń je."
    ),
    Refusal.NO_AREAS: _l("Nie ma jeszcze żadnych obszarów. Zacznij od `civic places import`."),
    Refusal.NOT_AN_ADDRESS_FILE: _l(
        "%(file)s: nie ma tu punktów adresowych PRG. Podaj plik GML (model 2012 albo 2021) albo archiwum ZIP z takimi plikami."
    ),
    Refusal.DAMAGED_FILE: _l("%(file)s: plik jest uszkodzony w wierszu %(line)s. Niczego nie zapisano."),
    Refusal.ENTITIES_IN_FILE: _l(
        "%(file)s: plik zawiera deklarację DOCTYPE, której w danych PRG nie ma. Niczego nie zapisano."
    ),
    Refusal.ZIP_BOMB: _l(
        "%(file)s: po rozpakowaniu plik byłby podejrzanie wielki. Niczego nie rozpakowano i nie zapisano."
    ),
    Refusal.ALL_OUTSIDE: _l(
        "Żaden punkt z plików nie leży w zapisanych obszarach. Sprawdź, czy to właściwa gmina. Niczego nie zapisano."
    ),
    Refusal.AXES_SWAPPED: _l(
        "Żaden punkt nie leży w zapisanych obszarach, ale po zamianie osi leżałyby w nich: współrzędne wyglądają"
        " na zamienione. Podaj --axes ne (najpierw północ) albo --axes en (najpierw wschód). Niczego nie zapisano."
    ),
    Refusal.NOT_A_TABLE: _l("%(file)s: to nie jest tabela CSV z wierszem nagłówka."),
    Refusal.NO_COLUMN: _l("%(file)s: brakuje kolumny „%(column)s”. Są: %(columns)s."),
    Refusal.COLUMN_EXISTS: _l("%(file)s: kolumna „%(column)s” już jest. Usuń ją albo zmień jej nazwę."),
    Refusal.BAD_POPULATION: _l(
        "%(file)s, wiersz %(line)s: „%(value)s” to nie liczba mieszkańców. Niczego nie zapisano."
    ),
    Refusal.UNKNOWN_AREA: _l(
        "Nazwa „%(area)s” nie wskazuje dokładnie jednego obszaru (pasujących: %(count)s). Podaj kod. Niczego nie zapisano."
    ),
    Refusal.SAME_AREA_TWICE: _l("Obszar „%(area)s” jest w pliku dwa razy. Niczego nie zapisano."),
    Refusal.OUTPUT_IS_INPUT: _l("Podaj inny plik wyniku niż plik z punktami."),
}

FLAWS: Mapping[Flaw, LazyString] = {
    Flaw.NO_ID: _l("brak identyfikatora"),
    Flaw.NO_NUMBER: _l("brak numeru porządkowego"),
    Flaw.BAD_SYSTEM: _l("współrzędne nie są w układzie EPSG:2180"),
    Flaw.NOT_IN_POLAND: _l("współrzędne leżą poza Polską"),
    Flaw.NO_TOWN: _l("brak nazwy miejscowości"),
    Flaw.NO_STREET_NAME: _l("punkt wskazuje ulicę, której nazwy nie ma w plikach"),
    Flaw.TOO_LONG: _l("nazwa albo numer jest za długi"),
}


def refusal_sentence(refused: Refused) -> str:
    """The words of a refusal of places."""
    facts: dict[str, Any] = {name: shown(name, value) for name, value in refused.facts.items()}
    if isinstance(refused.facts.get("kind"), Kind):
        facts["kind"] = str(KINDS[Kind(str(refused.facts["kind"]))])
    return str(REFUSED[Refusal(refused.reason)]) % facts
