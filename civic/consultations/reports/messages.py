"""The words for each refusal, finding and part of a report."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.consultations.reports.rules import Found, Making, Refusal, Where
from civic.core import web
from civic.core.deadlines import closing_shown
from civic.core.refusal import Refused

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.NOT_ANNOUNCED: _l("Te konsultacje nie są jeszcze ogłoszone, więc nie ma o czym pisać raportu."),
    Refusal.CANCELLED: _l("Te konsultacje są odwołane, więc raportu nie będzie."),
    Refusal.STILL_OPEN: _l("Uwagi można zgłaszać do %(closed)s. Raport można przekazać dopiero potem."),
    Refusal.ALREADY_PUBLISHED: _l("Raport jest już ogłoszony. Nic się w nim nie zmienia."),
    Refusal.ALREADY_HANDED_OVER: _l("Raport już czeka na zatwierdzenie."),
    Refusal.NOT_HANDED_OVER: _l("Najpierw koordynator musi przekazać raport do zatwierdzenia."),
    Refusal.UNANSWERED: _l("Nie każda uwaga ma odpowiedź z uzasadnieniem. Bez odpowiedzi: %(count)s; pierwsza z nich to uwaga numer %(number)s."),
    Refusal.UNAPPROVED: _l("Nie każda odpowiedź jest zatwierdzona. Brakuje zatwierdzeń: %(count)s; pierwsze dotyczy uwagi numer %(number)s."),
    Refusal.BODY_HAS_TIME: _l("%(body)s może jeszcze wydać opinię: ma czas do %(day)s."),
    Refusal.PERSONAL_DATA: _l("W raporcie są dane osobowe (%(count)s). Zakryj je, zanim raport zobaczą wszyscy."),
    Refusal.CHANGES_MISSING: _l("Napisz, co się zmieni po konsultacjach i co będzie dalej. Bez tego raport jest niepełny."),
    Refusal.PART_TOO_LONG: _l("Skróć: w jednej części zmieści się najwyżej %(max)s znaków."),
    Refusal.CHANGED_MEANWHILE: _l("Ktoś zmienił raport, zanim udało się go zapisać. Twój tekst jest w formularzu, a tekst tamtej osoby nad nim."),
    Refusal.NUMBER_MISSING: _l("Wpisz numer dokumentu, którym raport jest zatwierdzony."),
    Refusal.NUMBER_TOO_LONG: _l("Skróć numer: zmieści się najwyżej %(max)s znaków."),
    Refusal.NUMBER_WITH_DATA: _l("Wpisz sam numer dokumentu, bez telefonu i adresu e-mail."),
    Refusal.NOT_PUBLISHED: _l("Pliki powstaną, gdy raport będzie ogłoszony."),
    Refusal.FILES_ARE_THERE: _l("Pliki raportu są gotowe."),
    Refusal.STILL_MAKING: _l("Pliki właśnie powstają. Poczekaj kilka minut."),
}  # fmt: skip

WHERE: Mapping[Where, LazyString] = {
    Where.REMARK: _l("treść uwagi"),
    Where.PROPOSED: _l("proponowany zapis"),
    Where.REASONS: _l("uzasadnienie odpowiedzi"),
    Where.CHANGE: _l("opis zmiany w odpowiedzi"),
    Where.TOPIC: _l("temat uwagi"),
    Where.REPORT: _l("części raportu, które piszesz"),
    Where.CASE: _l("dane konsultacji: przedmiot, formy, ogłoszenia"),
}
FOUND: Mapping[Found, LazyString] = {
    Found.EMAIL: _l("adres e-mail"),
    Found.PHONE: _l("numer telefonu"),
    Found.PESEL: _l("numer PESEL"),
    Found.ACCOUNT: _l("numer konta"),
    Found.NAME: _l("imię i nazwisko autora"),
}
MAKING: Mapping[Making, LazyString] = {
    Making.WAITING: _l("Pliki czekają w kolejce."),
    Making.RUNNING: _l("Pliki powstają."),
    Making.DONE: _l("Pliki są gotowe."),
    Making.FAILED: _l(
        "Nie udało się zrobić plików raportu. Sam raport jest ogłoszony i cały. Spróbuj jeszcze raz."
    ),
}
NO_REMARKS = _l("Nie wpłynęły uwagi.")


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, in the language of the page, its facts filled in."""
    facts = {name: _shown(value) for name, value in refused.facts.items()}
    return str(REFUSED[Refusal(refused.reason)]) % facts


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return web.local(closing_shown(value))
    return web.day(value) if isinstance(value, date) else value
