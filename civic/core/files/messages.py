"""The words for each refusal of a file."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.core.files.rules import FileRefusal
from civic.core.refusal import Refused

REFUSED: dict[FileRefusal, LazyString] = {
    FileRefusal.EMPTY: _l("Ten plik jest pusty. Wybierz inny."),
    FileRefusal.TOO_BIG: _l("Plik może mieć najwyżej %(megabytes)s MB. Wybierz mniejszy."),
    FileRefusal.WRONG_TYPE: _l("Przyjmujemy tylko pliki PDF i zdjęcia JPEG, PNG albo WebP."),
    FileRefusal.DAMAGED: _l(
        "Ten plik jest uszkodzony i nie da się go otworzyć. Zapisz go jeszcze raz albo wybierz inny."
    ),
    FileRefusal.TOO_MANY_PIXELS: _l(
        "To zdjęcie jest za duże. Może mieć najwyżej %(megapixels)s milionów punktów."
    ),
    FileRefusal.LOCKED_PDF: _l(
        "Ten PDF jest zabezpieczony hasłem. Zapisz go bez hasła i wyślij jeszcze raz."
    ),
    FileRefusal.ACTIVE_PDF: _l(
        "Ten PDF zawiera program albo inne pliki w środku. Wydrukuj go do nowego PDF-a i wyślij jeszcze raz."
    ),
    FileRefusal.TOO_MANY: _l(
        "Można dołączyć najwyżej tyle plików: %(most)s. Usuń któryś albo połącz kilka w jeden PDF."
    ),
}


def words(refused: Refused) -> str:
    """The sentence of a refusal of a file, in the language of the page."""
    return str(REFUSED[FileRefusal(refused.reason)]) % refused.facts
