"""The words for each refusal, outcome, status and mail of the works."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from civic.core.refusal import Refused
from civic.initiatives.requests.rules import Status
from civic.initiatives.works.letters import shown
from civic.initiatives.works.rules import Outcome, Refusal, ReportStatus, Termination

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.NOT_CONTRACTED: _l("Pracę można zacząć po podpisaniu umowy, tylko raz."),
    Refusal.NOT_STARTED: _l("Ta praca teraz nie trwa: jeszcze się nie zaczęła albo już się skończyła."),
    Refusal.NOT_AT_WORK: _l("Na tym etapie sprawy nie można tego zrobić."),
    Refusal.OWN_INITIATIVE: _l("To twoja własna inicjatywa. W imieniu miasta musi działać ktoś inny."),
    Refusal.IN_FUTURE: _l("Ten dzień jeszcze nie nadszedł. Podaj dzień nie późniejszy niż dzisiejszy."),
    Refusal.BEFORE_AGREEMENT: _l("Umowę podpisano %(signed)s. Podaj ten dzień albo późniejszy."),
    Refusal.BEFORE_START: _l("Praca zaczęła się %(started)s. Podaj dzień nie wcześniejszy."),
    Refusal.DAY_OF_THE_LOG: _l("W dzienniku jest praca z dnia: %(day)s. Praca nie mogła się skończyć wcześniej."),
    Refusal.LINE_UNKNOWN: _l("Wybierz rodzaj pracy z listy."),
    Refusal.PEOPLE_UNCLEAR: _l("Wpisz, ile osób pracowało: od 1 do %(max)s."),
    Refusal.HOURS_UNCLEAR: _l("Wpisz, ile godzin pracowała każda osoba: więcej niż 0, najwyżej 24."),
    Refusal.WHAT_MISSING: _l("Napisz, co zrobiono."),
    Refusal.TOO_LONG: _l("Skróć tekst: zmieści się najwyżej %(max)s znaków."),
    Refusal.THING_UNCLEAR: _l("Podaj nazwę rzeczy, ilość większą od zera i w jakim jest stanie."),
    Refusal.ALREADY_BACK: _l("Co się stało z tą rzeczą, jest już zapisane: %(name)s."),
    Refusal.BACK_BEFORE_HANDED: _l("Rzecz przekazano %(handed)s. Nie mogła wrócić wcześniej."),
    Refusal.OUTCOME_NOTE_MISSING: _l("Napisz, w jakim stanie wróciła rzecz albo co się z nią stało: %(name)s."),
    Refusal.THINGS_NOT_BACK: _l("Najpierw zapisz zwrot, uszkodzenie albo utratę użyczonych rzeczy. Brakuje: %(things)s."),
    Refusal.REASON_MISSING: _l("Napisz, dlaczego umowa się kończy."),
    Refusal.CAPTION_MISSING: _l("Napisz w jednym zdaniu, co widać na zdjęciu. Przeczytają to osoby, które go nie zobaczą."),
    Refusal.NOT_COMPLETED: _l("Rozliczenie pisze się po zakończeniu pracy, a przed jego przyjęciem."),
    Refusal.ALREADY_SUBMITTED: _l("Sprawozdanie jest już wysłane. Zmienić je można, gdy urząd zwróci je do poprawy."),
    Refusal.NOT_SUBMITTED: _l("Nie ma wysłanego sprawozdania, które można by sprawdzić."),
    Refusal.ROW_UNCLEAR: _l("Wpisz, ile tego było i ile było warte (zero, jeśli nic): %(name)s."),
    Refusal.DIFFERENCE_UNEXPLAINED: _l("Napisz, skąd różnica między planem a wykonaniem: %(lines)s."),
    Refusal.SUMMARY_MISSING: _l("Napisz w kilku zdaniach, co zrobiliście."),
    Refusal.NOTE_MISSING: _l("Napisz, co poprawić."),
    Refusal.SAME_PERSON: _l("To twoje sprawozdanie. Musi je sprawdzić ktoś inny."),
}  # fmt: skip

OUTCOME: Mapping[Outcome, LazyString] = {
    Outcome.RETURNED: _l("zwrócona"),
    Outcome.DAMAGED: _l("uszkodzona"),
    Outcome.LOST: _l("utracona"),
}
WAY: Mapping[Termination, LazyString] = {
    Termination.AGREEMENT: _l("za porozumieniem stron"),
    Termination.NOTICE: _l("za wypowiedzeniem"),
}
REPORT: Mapping[ReportStatus, LazyString] = {
    ReportStatus.DRAFT: _l("sprawozdanie w przygotowaniu"),
    ReportStatus.SUBMITTED: _l("sprawozdanie czeka na sprawdzenie"),
    ReportStatus.SENT_BACK: _l("sprawozdanie zwrócone do poprawy"),
    ReportStatus.ACCEPTED: _l("sprawozdanie przyjęte"),
}
STAGE: Mapping[str, tuple[LazyString, frozenset[Status]]] = {
    "oceniane": (
        _l("oceniane"),
        frozenset({Status.SUBMITTED, Status.FIX_CALLED, Status.FORMAL_OK, Status.ASSESSED}),
    ),
    "uzgadniane": (_l("przyjęte, uzgadniane"), frozenset({Status.ACCEPTED, Status.NEGOTIATION})),
    "w-toku": (_l("z umową, w toku"), frozenset({Status.CONTRACTED, Status.IN_PROGRESS, Status.COMPLETED})),
    "rozliczone": (_l("rozliczone"), frozenset({Status.SETTLED})),
    "zakonczone": (
        _l("niezrealizowane"),
        frozenset(
            {Status.REJECTED, Status.LEFT_UNCONSIDERED, Status.FORWARDED, Status.WITHDRAWN, Status.TERMINATED}
        ),
    ),
}
"""Groups of statuses on the public list, with their words."""


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, its facts filled in."""
    facts = {name: shown(value) for name, value in refused.facts.items()}
    return str(REFUSED[Refusal(refused.reason)]) % facts


def term(due: date, today: date) -> str:
    """How much is left until a day, or how long it is past, in words."""
    left = (due - today).days
    if left < 0:
        return str(ngettext("po terminie od %(num)s dnia", "po terminie od %(num)s dni", -left))
    return str(ngettext("został %(num)s dzień", "zostało %(num)s dni", left))
