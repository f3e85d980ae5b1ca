"""The words for each refusal of a document."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.documents.rules import DocumentRefusal
from civic.core.refusal import Refused

REFUSED: Mapping[DocumentRefusal, LazyString] = {
    DocumentRefusal.EMPTY: _l("Ten plik jest pusty. Wybierz inny."),
    DocumentRefusal.TOO_BIG: _l("Plik może mieć najwyżej %(megabytes)s MB. Zmniejsz obrazy w dokumencie albo podziel go na części."),
    DocumentRefusal.WRONG_TYPE: _l("Przyjmujemy pliki DOCX, HTML i Markdown. PDF możesz dołączyć obok tekstu."),
    DocumentRefusal.OLD_WORD: _l("To plik w starym formacie DOC. Otwórz go w edytorze, zapisz jako DOCX i wyślij jeszcze raz."),
    DocumentRefusal.PASSWORD: _l("Ten dokument jest zabezpieczony hasłem. Zapisz go bez hasła i wyślij jeszcze raz."),
    DocumentRefusal.MACROS: _l("Ten dokument zawiera makra, czyli programy. Zapisz go jako zwykły DOCX, bez makr, i wyślij jeszcze raz."),
    DocumentRefusal.EXTERNAL: _l("Ten dokument pobiera coś spoza siebie, na przykład obraz albo szablon z innego miejsca. Wstaw to do środka i zapisz go jeszcze raz."),
    DocumentRefusal.UNPACKS_TOO_BIG: _l("Po rozpakowaniu ten dokument jest za duży, żeby go bezpiecznie otworzyć. Podziel go na części."),
    DocumentRefusal.DAMAGED: _l("Ten dokument jest uszkodzony i nie da się go odczytać. Zapisz go jeszcze raz albo wybierz inny."),
    DocumentRefusal.ENCODING: _l("Nie umiemy odczytać liter w tym pliku. Zapisz go w kodowaniu UTF-8 i wyślij jeszcze raz."),
    DocumentRefusal.NO_TEXT: _l("W tym dokumencie nie ma tekstu. Jeśli to skan, potrzebny jest plik z tekstem."),
    DocumentRefusal.TOO_LONG: _l("Ten dokument jest za długi na jedną stronę internetową. Podziel go na części, na przykład na rozdziały."),
}  # fmt: skip


def words(refused: Refused) -> str:
    """The sentence of a refusal of a document."""
    return str(REFUSED[DocumentRefusal(refused.reason)]) % refused.facts
