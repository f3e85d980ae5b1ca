"""One sentence for each refusal."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.consultations.notices.rules import Refusal

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.TITLE_MISSING: _l("Wpisz tytuł konsultacji."),
    Refusal.SUMMARY_MISSING: _l("Napisz w jednym zdaniu, o co pytacie mieszkańców."),
    Refusal.GOAL_MISSING: _l("Napisz, po co są te konsultacje."),
    Refusal.SUBJECT_MISSING: _l("Napisz, co jest przedmiotem konsultacji."),
    Refusal.JUSTIFICATION_MISSING: _l("Napisz, dlaczego pytacie właśnie teraz."),
    Refusal.INFLUENCE_MISSING: _l("Napisz, co można zmienić, a czego nie."),
    Refusal.BASIS_MISSING: _l("Podaj podstawę prawną."),
    Refusal.TERRITORY_OUTSIDE: _l("Ten obszar leży poza granicami miasta."),
    Refusal.AREA_UNKNOWN: _l("Nie ma takiej części miasta. Wybierz z listy."),
    Refusal.FORMS_MISSING: _l("Brakuje formy konsultacji (%(source)s). Ile jeszcze: %(count)s. Do wyboru: %(kinds)s."),
    Refusal.FORM_UNDATED: _l("Podaj dzień i godzinę: %(form)s."),
    Refusal.FORM_WITHOUT_PLACE: _l("Podaj miejsce albo adres spotkania w internecie: %(form)s."),
    Refusal.FORM_ENDS_BEFORE: _l("Koniec musi być po początku: %(form)s."),
    Refusal.FORM_TOO_EARLY: _l("%(form)s: najwcześniejszy dzień to %(earliest)s. Wymagany odstęp w dniach: %(days)s (%(source)s)."),
    Refusal.FORM_TOO_LATE: _l("%(form)s: najpóźniejszy dzień to %(latest)s. Wymagany odstęp od końca w dniach: %(days)s (%(source)s)."),
    Refusal.AFTER_HOURS_REQUIRED: _l(
        "%(form)s: spotkanie w dzień roboczy musi być po godzinach pracy, od %(hour)s, albo przez internet (%(source)s)."
    ),
    Refusal.SURVEY_TOO_SHORT: _l("%(form)s: ankieta może się skończyć najwcześniej %(earliest)s. Musi trwać dni: %(days)s (%(source)s)."),
    Refusal.DRAFT_NOT_PRESENTED: _l("%(form)s: spotkanie musi zacząć się od prezentacji projektu (%(source)s). Zaznacz to."),
    Refusal.PLACE_NOT_ACCESSIBLE: _l(
        "%(form)s: miejsce musi być dostępne dla osób ze szczególnymi potrzebami (%(source)s). Zaznacz, co je ułatwia."
    ),
    Refusal.NOTICE_DAY_MISSING: _l("Podaj dzień, w którym ogłoszenie będzie już we wszystkich kanałach."),
    Refusal.OPENS_MISSING: _l("Podaj dzień, od którego przyjmujecie uwagi."),
    Refusal.CLOSES_MISSING: _l("Podaj dzień, do którego przyjmujecie uwagi."),
    Refusal.CLOSES_BEFORE_OPENS: _l("Koniec musi być po początku."),
    Refusal.OPENS_TOO_EARLY: _l(
        "Konsultacje mogą się zacząć najwcześniej %(earliest)s. Od ogłoszenia do początku musi minąć dni: %(days)s (%(source)s)."
    ),
    Refusal.REMARKS_TOO_SHORT: _l(
        "Uwagi trzeba przyjmować co najmniej do końca dnia %(earliest)s. Najkrótszy czas na uwagi w dniach: %(days)s (%(source)s)."
    ),
    Refusal.LEAD_SHORTER_THAN_LAW: _l("Od ogłoszenia do początku musi minąć co najmniej tyle dni: %(days)s (%(source)s)."),
    Refusal.TIME_SHORTER_THAN_LAW: _l("Czas na uwagi w dniach nie może być krótszy niż %(days)s (%(source)s)."),
    Refusal.REPORT_LATER_THAN_LAW: _l("Czas na raport w dniach nie może być dłuższy niż %(days)s (%(source)s)."),
    Refusal.CHANNELS_REQUIRED: _l("Ogłoszenie musi być także tutaj: %(channels)s (%(source)s)."),
    Refusal.CHANNELS_MISSING: _l("Wybierz co najmniej jeden kanał ogłoszenia."),
    Refusal.UNIT_MISSING: _l("Wybierz jednostkę, która prowadzi konsultacje."),
    Refusal.CONTACT_MISSING: _l("Podaj, jak mieszkańcy mogą o coś zapytać: telefon, e-mail, adres."),
    Refusal.NOT_NOW: _l("Na tym etapie nie można już tego zrobić. Odśwież stronę i zobacz, na czym stoją konsultacje."),
    Refusal.NOT_A_DRAFT: _l("To nie jest już szkic, więc nie można go zmieniać. Można cofnąć go do poprawy i zarządzić od nowa."),
    Refusal.INCOMPLETE: _l("Czegoś jeszcze brakuje. Pierwsza rzecz z listy: %(first)s"),
    Refusal.ORDER_NUMBER_MISSING: _l("Wpisz numer zarządzenia."),
    Refusal.ORDER_DAY_MISSING: _l("Wpisz datę zarządzenia."),
    Refusal.ORDER_IN_FUTURE: _l("Data zarządzenia nie może być w przyszłości."),
    Refusal.NOTICE_NOT_PUBLISHED: _l(
        "Ogłoszenia nie ma jeszcze tutaj: %(channels)s. Jeśli ukaże się tam dzisiaj, konsultacje zaczną się najwcześniej %(earliest)s."
    ),
    Refusal.NOTICE_TOO_LATE: _l(
        "Ogłoszenie ukazało się za późno na ten kalendarz. Licząc od ostatniej publikacji: początek najwcześniej %(earliest)s,"
        " koniec najwcześniej %(ends)s. Przesuń terminy nowym zarządzeniem. %(first)s"
    ),
    Refusal.PUBLISHED_IN_FUTURE: _l("Podaj, kiedy ogłoszenie się ukazało: chwila, która już minęła."),
    Refusal.PUBLISHED_BEFORE_ORDER: _l("Ogłoszenie nie mogło ukazać się przed zarządzeniem z dnia %(earliest)s."),
    Refusal.EVIDENCE_MISSING: _l("Dodaj dowód publikacji: link albo plik (zdjęcie tablicy, wycinek, wydruk strony)."),
    Refusal.ALREADY_PUBLISHED: _l("W tym kanale ogłoszenie już jest. Jeśli trzeba je zmienić, najpierw je wycofaj."),
    Refusal.ALREADY_WITHDRAWN: _l("Ta publikacja jest już wycofana."),
    Refusal.ALREADY_CLOSED: _l("Czas na uwagi już się skończył."),
    Refusal.NOT_LONGER: _l("Czas można tylko wydłużyć: podaj dzień późniejszy niż dotychczasowy koniec."),
    Refusal.REASON_MISSING: _l("Napisz dlaczego. Przeczytają to mieszkańcy."),
    Refusal.FORM_NOT_YET: _l("Podsumowanie można zapisać dopiero po tym, jak ta forma się zacznie."),
    Refusal.FORM_SUMMARY_MISSING: _l("Napisz, jak to przebiegło i co powiedzieli uczestnicy, bez nazwisk."),
    Refusal.ACT_MISSING: _l("Podaj numer i datę uchwały albo zarządzenia."),
    Refusal.CHANGES_MISSING: _l("Napisz, co się zmieniło dzięki konsultacjom. Jeśli nic, napisz dlaczego."),
    Refusal.SUPPORTERS_MISSING: _l("Wniosek musi poprzeć więcej osób. Brakuje podpisów: %(missing)s."),
    Refusal.REQUEST_CONTACT_MISSING: _l("Podaj imię i nazwisko oraz e-mail osoby do kontaktu."),
}  # fmt: skip
