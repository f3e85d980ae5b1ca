"""The words for each refusal, decision and state of an answer."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.consultations.answers.rules import Decision, Outcome, Refusal, State
from civic.core import web
from civic.core.deadlines import closing_shown
from civic.core.refusal import Refused

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.NOT_ANNOUNCED: _l("Te konsultacje nie są jeszcze ogłoszone, więc nie ma w nich na co odpowiadać."),
    Refusal.REPORT_IS_PUBLISHED: _l("Raport z tych konsultacji jest już ogłoszony. Odpowiedzi nie można już zmienić."),
    Refusal.CANCELLED: _l("Te konsultacje są odwołane, więc na uwagi się nie odpowiada."),
    Refusal.NO_REMARKS: _l("Zaznacz co najmniej jedną uwagę."),
    Refusal.TOO_MANY_AT_ONCE: _l("Naraz można wybrać najwyżej tyle uwag: %(max)s."),
    Refusal.NO_SUCH_REMARK: _l("W tych konsultacjach nie ma uwagi numer %(number)s."),
    Refusal.ALREADY_ANSWERED: _l("Uwaga numer %(number)s ma już odpowiedź, którą zapisał ktoś inny. Twój tekst nie przepadł: jest poniżej."),
    Refusal.CHANGED_MEANWHILE: _l("Ktoś zmienił tę odpowiedź, zanim udało się ją zapisać. Poniżej jest jego tekst i twój."),
    Refusal.APPROVED_ALREADY: _l("Ta odpowiedź jest zatwierdzona. Żeby ją zmienić, trzeba najpierw cofnąć zatwierdzenie i podać powód."),
    Refusal.DECISION_MISSING: _l("Wybierz rozstrzygnięcie."),
    Refusal.REASONS_MISSING: _l("Napisz uzasadnienie. Przeczyta je autor uwagi i każdy mieszkaniec."),
    Refusal.REASONS_TOO_LONG: _l("Skróć uzasadnienie: zmieści się najwyżej %(max)s znaków."),
    Refusal.CHANGE_TOO_LONG: _l("Skróć opis zmiany: zmieści się najwyżej %(max)s znaków."),
    Refusal.CHANGE_ELSEWHERE: _l("Ta wersja dokumentu nie należy do tych konsultacji. Wybierz inną."),
    Refusal.UNIT_UNKNOWN: _l("Nie ma takiej jednostki. Wybierz z listy."),
    Refusal.NOT_WAITING: _l("Ta odpowiedź nie czeka na zatwierdzenie."),
    Refusal.OWN_ANSWER: _l("To twoja odpowiedź. Musi ją zatwierdzić ktoś inny."),
    Refusal.NOTE_MISSING: _l("Napisz, dlaczego. Przeczyta to osoba, która napisała odpowiedź."),
    Refusal.NOTE_TOO_LONG: _l("Skróć: zmieści się najwyżej %(max)s znaków."),
    Refusal.NOT_APPROVED: _l("Ta odpowiedź nie jest zatwierdzona, więc nie ma czego cofać."),
    Refusal.LAST_OF_ANSWER: _l("To jedyna uwaga z tą odpowiedzią, więc nie ma z czego jej wyjąć."),
    Refusal.TOPIC_MISSING: _l("Wpisz nazwę tematu."),
    Refusal.TOPIC_TOO_LONG: _l("Skróć nazwę tematu: zmieści się najwyżej %(max)s znaków."),
    Refusal.TOPIC_TAKEN: _l("Temat „%(name)s” już jest."),
    Refusal.TOPIC_UNKNOWN: _l("Nie ma takiego tematu. Wybierz z listy."),
    Refusal.STILL_OPEN: _l("Uwagi można zgłaszać do %(closed)s. Odpowiedzi można udostępnić dopiero potem."),
    Refusal.NOTHING_APPROVED: _l("Żadna odpowiedź nie jest jeszcze zatwierdzona."),
    Refusal.ANSWERS_PUBLISHED: _l("Odpowiedzi są już udostępnione mieszkańcom."),
    Refusal.BODY_MISSING: _l("Wpisz nazwę organu, na przykład „Rada Seniorów”."),
    Refusal.BODY_TOO_LONG: _l("Skróć nazwę: zmieści się najwyżej %(max)s znaków."),
    Refusal.BODY_TAKEN: _l("%(name)s: ten organ jest już na liście."),
    Refusal.DAY_IN_FUTURE: _l("Ten dzień jeszcze nie nadszedł. Sprawdź datę."),
    Refusal.ANSWER_BEFORE_DELIVERY: _l("Opinia nie mogła przyjść, zanim organ dostał projekt. Sprawdź datę."),
    Refusal.OUTCOME_MISSING: _l("Wybierz, jaka jest opinia."),
    Refusal.BODY_ANSWERED: _l("Opinia tego organu jest już wpisana."),
}  # fmt: skip

DECISION: Mapping[Decision, LazyString] = {
    Decision.ACCEPTED: _l("uwzględniona"),
    Decision.PARTLY: _l("częściowo uwzględniona"),
    Decision.REJECTED: _l("nieuwzględniona"),
    Decision.OUT_OF_SCOPE: _l("poza zakresem konsultacji"),
    Decision.NOTED: _l("przyjęta do wiadomości"),
}
DECISION_TAG: Mapping[Decision, str] = {
    Decision.ACCEPTED: "won",
    Decision.PARTLY: "done",
    Decision.REJECTED: "lost",
    Decision.OUT_OF_SCOPE: "closed",
    Decision.NOTED: "plain",
}
WAITS: Mapping[str, LazyString] = {
    "ANSWER": _l("brak odpowiedzi"),
    State.DRAFT: _l("szkic odpowiedzi"),
    State.WAITING: _l("czeka na zatwierdzenie"),
    State.APPROVED: _l("odpowiedź zatwierdzona"),
}
WAITS_TAG: Mapping[str, str] = {
    "ANSWER": "open",
    State.DRAFT: "plain",
    State.WAITING: "wait",
    State.APPROVED: "done",
}
OUTCOME: Mapping[Outcome, LazyString] = {
    Outcome.POSITIVE: _l("pozytywna"),
    Outcome.POSITIVE_WITH_REMARKS: _l("pozytywna z uwagami"),
    Outcome.NEGATIVE: _l("negatywna"),
    Outcome.NO_OPINION: _l("brak opinii"),
}


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, in the language of the page, its facts filled in."""
    facts = {name: _shown(value) for name, value in refused.facts.items()}
    return str(REFUSED[Refusal(refused.reason)]) % facts


def _shown(value: object) -> object:
    return web.local(closing_shown(value)) if isinstance(value, datetime) else value
