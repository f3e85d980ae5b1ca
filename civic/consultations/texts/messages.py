"""The words for each refusal and change of a consulted document."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.consultations.texts.rules import Change, Refusal
from civic.core.documents import DocumentRefusal
from civic.core.documents import messages as documents
from civic.core.files import messages as files
from civic.core.files.rules import FileRefusal
from civic.core.refusal import Refused

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.CONSULTATION_ENDED: _l("Te konsultacje są zakończone albo odwołane, więc dokumentu nie można już zmienić."),
    Refusal.NOT_BEING_PREPARED: _l("Te konsultacje nie są jeszcze przygotowywane. Dokument można dodać, gdy wniosek zostanie przyjęty."),
    Refusal.REMARKS_CLOSED: _l("Uwag nie można już zgłaszać, więc nie można dodać nowego dokumentu. Można dodać nową wersję tego, który był konsultowany."),
    Refusal.TOO_MANY_DOCUMENTS: _l("W jednych konsultacjach może być najwyżej tyle dokumentów: %(max)s."),
    Refusal.TITLE_MISSING: _l("Wpisz tytuł dokumentu."),
    Refusal.TITLE_TOO_LONG: _l("Skróć tytuł: zmieści się najwyżej %(max)s znaków."),
    Refusal.TEXT_MISSING: _l("Wybierz plik albo wklej tekst: jedno z dwóch."),
    Refusal.NOTE_MISSING: _l("Napisz, skąd ta wersja, na przykład „wersja poprawiona po uwagach”. Mieszkańcy zobaczą to przy niej."),
    Refusal.NOTE_TOO_LONG: _l("Skróć opis wersji: zmieści się najwyżej %(max)s znaków."),
    Refusal.VERSION_WAITS: _l("Jedna wersja tego dokumentu czeka już na publikację. Opublikuj ją albo usuń, zanim dodasz następną."),
    Refusal.NOTHING_CHANGED: _l("Ten tekst jest taki sam jak w ostatniej wersji, więc nie ma czego dodawać."),
    Refusal.ALREADY_PUBLISHED: _l("Ta wersja jest już opublikowana. Nie można jej zmienić ani usunąć; można dodać nową."),
    Refusal.PDF_ONLY: _l("Obok tekstu można dołączyć tylko plik PDF."),
}  # fmt: skip

CHANGE: Mapping[Change, LazyString] = {
    Change.SAME: _l("bez zmian"),
    Change.CHANGED: _l("zmieniony"),
    Change.ADDED: _l("dodany"),
    Change.REMOVED: _l("usunięty"),
    Change.MOVED: _l("przeniesiony"),
}


def words(refused: Refused) -> str:
    """The sentence of a refusal met here: of this feature, of an imported document, of a file."""
    if isinstance(refused.reason, DocumentRefusal):
        return documents.words(refused)
    if isinstance(refused.reason, FileRefusal):
        return str(files.REFUSED[refused.reason]) % refused.facts
    return str(REFUSED[Refusal(refused.reason)]) % refused.facts
