"""The words for each refusal, and for a text that is no document of ours."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.budget.editions.plain import DocumentError, Problem
from civic.budget.editions.rules import Refusal

REFUSED: dict[Refusal, LazyString] = {
    Refusal.WRONG_STATUS: _l(
        "Edycja nie jest teraz na tym etapie. Ktoś mógł go zmienić przed chwilą. Odśwież stronę."
    ),
    Refusal.REASON_MISSING: _l("Napisz, dlaczego. Mieszkańcy mają prawo to wiedzieć."),
    Refusal.EXPENDITURE_UNKNOWN: _l(
        "Wpisz wydatki gminy z ostatniego sprawozdania. Bez nich nie wiadomo, czy kwota sięga ustawowego minimum."
    ),
    Refusal.RULES_HAVE_ERRORS: _l("Zasady mają błędy. Popraw je i zapisz jeszcze raz. Nic nie zginęło."),
    Refusal.RULES_FROZEN: _l("Głosowanie zostało otwarte, więc zasad tej edycji nie można już zmienić."),
    Refusal.RULES_SETTLED: _l(
        "Ta edycja jest rozstrzygnięta albo wstrzymana, więc jej zasad nie można teraz zmienić."
    ),
    Refusal.CHANGED_MEANWHILE: _l(
        "Ktoś zapisał te zasady przed tobą (wersja %(version)s). Nic nie zginęło: tamta wersja jest w historii, twoje"
        " wpisy są poniżej. Porównaj je i zapisz jeszcze raz, jeśli mają obowiązywać."
    ),
    Refusal.PROFILE_NEEDS_TOTAL: _l("Wpisz, ile pieniędzy jest w tej edycji."),
    Refusal.PROFILE_NEEDS_AREAS: _l(
        "Ten wzór dzieli pieniądze między dzielnice albo osiedla, a miasto nie ma ich jeszcze w systemie. Najpierw wczytaj"
        " granice."
    ),
    Refusal.PROFILE_TOTAL_TOO_SMALL: _l(
        "Tej kwoty nie wystarczy na pule, które przewiduje ten wzór. Wpisz większą."
    ),
    Refusal.SLUG_TAKEN: _l("Jest już edycja o takim adresie. Wybierz inny."),
    Refusal.LIST_NOT_FIXED: _l("Lista projektów do głosowania nie jest jeszcze ustalona."),
    Refusal.NO_KEY: _l("Nie ma jeszcze klucza do urny. Bez niego głosowania nie da się otworzyć."),
    Refusal.NOT_FROZEN: _l("Głosowanie w tej edycji nie zostało jeszcze otwarte."),
    Refusal.SUSPENDED: _l("Ta edycja jest wstrzymana."),
    Refusal.VOTING_NOT_YET: _l("Głosowanie jeszcze się nie zaczęło."),
    Refusal.VOTING_OVER: _l("Głosowanie już się skończyło."),
}

PROBLEMS: dict[Problem, LazyString] = {
    Problem.TOO_LARGE: _l("Ten plik jest za duży na zasady edycji."),
    Problem.SYNTAX: _l(
        "Nie da się odczytać pliku: sprawdź wiersz %(line)s (wcięcia, dwukropki, cudzysłowy)."
    ),
    Problem.REPEATED_KEY: _l("Pole „%(key)s” jest zapisane dwa razy (wiersz %(line)s). Zostaw jedno."),
    Problem.UNKNOWN_FIELD: _l("Nie znamy pola „%(path)s”. Sprawdź, czy nie ma w nim literówki."),
    Problem.MISSING_FIELD: _l("Brakuje pola „%(path)s”."),
    Problem.WRONG_KIND: _l("W polu „%(path)s” jest wartość innego rodzaju, niż powinna być."),
    Problem.BAD_CHOICE: _l("W polu „%(path)s” nie może być „%(value)s”."),
    Problem.BAD_MONEY: _l(
        "W polu „%(path)s” wpisz kwotę w złotych, na przykład 1 500 000,00 zł. Teraz jest tam „%(value)s”."
    ),
    Problem.BAD_MOMENT: _l(
        "W polu „%(path)s” wpisz datę (2026-09-30) albo datę i godzinę (2026-09-30 23:59). Teraz jest tam „%(value)s”."
    ),
    Problem.BAD_PERIOD: _l("W polu „%(path)s” podaj początek (opens) i późniejszy koniec (closes)."),
    Problem.BAD_VALUE: _l("W polu „%(path)s” jest wartość, której nie da się użyć."),
}


def document_words(error: DocumentError) -> str:
    """The sentence for a text that cannot be read as rules."""
    return str(PROBLEMS[error.problem]) % {
        "line": "",
        "key": "",
        "value": "",
        **error.facts,
        "path": error.path,
    }
