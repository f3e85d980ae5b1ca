"""The words for each refusal, point, outcome and act of the assessment."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core import web
from civic.core.refusal import Refused
from civic.core.scores import How
from civic.initiatives.assessment.models import Kind
from civic.initiatives.assessment.rules import (
    Because,
    CardState,
    Met,
    Outcome,
    Point,
    Refusal,
)
from civic.initiatives.requests.messages import STATUS
from civic.initiatives.requests.rules import Land, Status

STATUTE: LazyString = _l("Ustawa wymaga, aby przede wszystkim oceniać wkład pracy społecznej (art. 19c ustawy o działalności pożytku publicznego i o wolontariacie).")  # fmt: skip

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.STATUS_WRONG: _l("Tego nie można teraz zrobić. Stan wniosku: %(status)s."),
    Refusal.OWN_REQUEST: _l("Należysz do grupy, która złożyła ten wniosek, albo reprezentujesz organizację, przez którą wpłynął. Musi się nim zająć ktoś inny."),
    Refusal.REASON_MISSING: _l("Napisz, dlaczego."),
    Refusal.REASON_TOO_LONG: _l("Skróć tekst: zmieści się najwyżej %(max)s znaków."),
    Refusal.NOT_CONFIRMED: _l("Zaznacz, że tego chcesz. Tego nie da się cofnąć."),
    Refusal.ANSWER_MISSING: _l("Zaznacz odpowiedź w punkcie „%(point)s”."),
    Refusal.ONLY_CITY_PROPERTY: _l("Budować i remontować można tylko własność miasta (art. 19b ust. 1 pkt 1 ustawy). Według wniosku to miejsce ma innego właściciela: %(land)s. Wezwij do uzupełnienia albo odrzuć wniosek."),
    Refusal.CONTRIBUTION_MISSING: _l("We wniosku nie ma żadnego wkładu mieszkańców, a bez niego to nie jest inicjatywa lokalna. Wezwij do uzupełnienia albo odrzuć wniosek."),
    Refusal.POINT_NOT_MET: _l("W punkcie „%(point)s” zaznaczono „nie”, więc wniosek nie jest kompletny. Wezwij do uzupełnienia albo odrzuć wniosek."),
    Refusal.WHAT_MISSING: _l("Napisz dokładnie, czego brakuje. To zdanie przeczyta osoba, która złożyła wniosek."),
    Refusal.TERM_TOO_SHORT: _l("Na uzupełnienie trzeba dać co najmniej %(min)s dni (art. 64 § 2 KPA)."),
    Refusal.TERM_TOO_LONG: _l("Na uzupełnienie można dać najwyżej %(max)s dni."),
    Refusal.CALL_STILL_RUNNING: _l("Termin uzupełnienia trwa do %(due)s. Bez rozpoznania można zostawić wniosek dopiero następnego dnia."),
    Refusal.LAND_SAME: _l("Tak jest we wniosku już teraz. Zaznacz innego właściciela."),
    Refusal.BODY_MISSING: _l("Napisz, do kogo przekazujesz wniosek."),
    Refusal.NEW_DATE_MISSING: _l("Wpisz nowy termin, na przykład 29.05.2026."),
    Refusal.NEW_DATE_NOT_LATER_THAN_TODAY: _l("Nowy termin musi być późniejszy niż dzisiaj."),
    Refusal.NEW_DATE_NOT_LATER: _l("Nowy termin musi być późniejszy niż dotychczasowy: %(due)s."),
    Refusal.WORK_WEIGHS_NOTHING: STATUTE,
    Refusal.WORK_NOT_FIRST: _l("Ustawa wymaga, aby przede wszystkim oceniać wkład pracy społecznej (art. 19c ustawy o działalności pożytku publicznego i o wolontariacie). Kryterium „%(name)s” waży tyle samo albo więcej: zmniejsz jego wagę lub liczbę punktów."),
    Refusal.CRITERIA_TOO_MANY: _l("Kryteriów może być najwyżej %(max)s."),
    Refusal.CRITERION_UNNAMED: _l("Każde kryterium potrzebuje nazwy."),
    Refusal.CRITERION_TOO_LONG: _l("Skróć kryterium „%(name)s”: nazwa ma najwyżej %(max)s znaków, wskazówka %(guidance)s."),
    Refusal.CRITERION_TWICE: _l("Dwa kryteria mają tę samą nazwę."),
    Refusal.WEIGHT_OUT_OF_RANGE: _l("Waga kryterium „%(name)s” to liczba całkowita od 0 do %(max)s."),
    Refusal.MOST_OUT_OF_RANGE: _l("W kryterium „%(name)s” można dać od 1 do %(max)s punktów."),
    Refusal.THRESHOLD_OUT_OF_RANGE: _l("Próg to liczba procent od 0 do 100."),
    Refusal.MEMBERS_OUT_OF_RANGE: _l("Co najmniej jedna karta i najwyżej %(max)s."),
    Refusal.CRITERIA_SAME: _l("Nic się nie zmieniło, więc nie ma czego zapisać."),
    Refusal.CRITERIA_CHANGED_MEANWHILE: _l("Ktoś właśnie zapisał inną wersję kryteriów. Otwórz ją, zanim zapiszesz swoją."),
    Refusal.DECLARE_FIRST: _l("Najpierw oświadcz, czy masz w tej sprawie konflikt interesów."),
    Refusal.ALREADY_DECLARED: _l("To oświadczenie już jest. Możesz oceniać."),
    Refusal.CONFLICT_DECLARED: _l("Masz w tej sprawie konflikt interesów, więc nie dajesz punktów. Protokół o tym wspomni."),
    Refusal.CARD_FINISHED: _l("Twoja karta jest zakończona i już się nie zmieni."),
    Refusal.POINTS_MISSING: _l("Brakuje punktów w kryterium „%(name)s”. Szkic możesz zapisać bez nich."),
    Refusal.POINTS_OUT_OF_RANGE: _l("W kryterium „%(name)s” takiej liczby punktów dać nie można."),
    Refusal.NOTE_TOO_LONG: _l("Skróć uwagę: zmieści się najwyżej %(max)s znaków."),
    Refusal.CARDS_TOO_FEW: _l("Zakończonych kart jest %(done)s, a potrzeba co najmniej %(members)s."),
    Refusal.DOCUMENT_MISSING: _l("Wpisz numer dokumentu, na przykład znak zarządzenia."),
    Refusal.BELOW_THRESHOLD: _l("Ocena jest poniżej progu. Napisz, dlaczego mimo to przyjmujesz inicjatywę."),
}  # fmt: skip

POINT: Mapping[Point, LazyString] = {
    Point.SCOPE: _l("Zakres z listy ustawy (art. 19b ust. 1)"),
    Point.APPLICANT: _l("Składają mieszkańcy albo organizacja działająca w mieście"),
    Point.CONTRIBUTION: _l("Jest wkład mieszkańców: praca, pieniądze albo rzeczy"),
    Point.OWNER: _l("Właściciel miejsca"),
    Point.ESTIMATE: _l("Kosztorys jest kompletny"),
    Point.SCHEDULE: _l("Harmonogram jest kompletny"),
    Point.LIMITS: _l("Udział miasta mieści się w limitach"),
}

MET: Mapping[Met, LazyString] = {Met.YES: _l("tak"), Met.NO: _l("nie"), Met.NA: _l("nie dotyczy")}

BECAUSE: Mapping[Because, LazyString] = {
    Because.CHOSEN: _l("Zakres wybrano z listy we wniosku. Sprawdź, czy opis do niego pasuje."),
    Because.RESIDENCE_DECLARED: _l("Oświadczenie o mieszkaniu w mieście jest we wniosku."),
    Because.RESIDENCE_NOT_DECLARED: _l("We wniosku nie ma oświadczenia o mieszkaniu w mieście."),
    Because.THROUGH_ORGANISATION: _l("Wniosek przez organizację. Sprawdź jej siedzibę i umocowanie."),
    Because.CONTRIBUTION_GIVEN: _l("Wkład mieszkańców jest w kosztorysie."),
    Because.NO_CONTRIBUTION: _l("W kosztorysie nie ma wkładu mieszkańców."),
    Because.CITY_LAND: _l("Według wniosku to własność miasta."),
    Because.ONLY_CITY_PROPERTY: _l("Tylko własność miasta: budować i remontować można wyłącznie to, co należy do miasta, a to miejsce ma innego właściciela."),
    Because.LAND_UNKNOWN: _l("We wniosku nie wskazano właściciela. Ustal go i zapisz."),
    Because.CONSENT_TO_CHECK: _l("Miejsce nie należy do miasta. Sprawdź, czy jest zgoda właściciela."),
    Because.BOTH_SIDES: _l("W kosztorysie są pozycje obu stron."),
    Because.CITY_NOT_ASKED: _l("W kosztorysie są pozycje tylko jednej strony albo nie ma żadnych."),
    Because.STEPS_GIVEN: _l("Harmonogram ma kroki z datami."),
    Because.NO_STEPS: _l("We wniosku nie ma harmonogramu."),
    Because.NO_LIMITS_PASSED: _l("Żaden limit nie jest przekroczony."),
    Because.LIMIT_PASSED: _l("Udział miasta jest większy, niż pozwalają zasady."),
}  # fmt: skip

OUTCOME: Mapping[Outcome, LazyString] = {
    Outcome.OK: _l("Wniosek jest kompletny: przekaż go Zespołowi"),
    Outcome.CALL: _l("Wezwij do uzupełnienia"),
    Outcome.REJECT: _l("Odrzuć wniosek"),
}

LAND: Mapping[Land, LazyString] = {
    Land.CITY: _l("miasto"),
    Land.OTHER_PUBLIC: _l("inny podmiot publiczny, na przykład powiat albo Skarb Państwa"),
    Land.PRIVATE: _l("właściciel prywatny"),
    Land.UNKNOWN: _l("nie wiadomo"),
}

KIND: Mapping[Kind, LazyString] = {
    Kind.FORMAL_OK: _l("Wniosek jest kompletny"),
    Kind.CALLED: _l("Wezwanie do uzupełnienia"),
    Kind.COMPLETED: _l("Uzupełnienie wpisane przez urząd"),
    Kind.LEFT: _l("Pozostawiony bez rozpoznania"),
    Kind.FORMAL_REJECTED: _l("Odrzucony po sprawdzeniu formalnym"),
    Kind.LAND_SET: _l("Ustalono właściciela miejsca"),
    Kind.FORWARDED: _l("Przekazany właściwemu organowi"),
    Kind.EXTENDED: _l("Termin przedłużony"),
    Kind.ACCEPTED: _l("Inicjatywa przyjęta"),
    Kind.REJECTED: _l("Inicjatywa odrzucona"),
}

CARD_STATE: Mapping[CardState, LazyString] = {
    CardState.NONE: _l("jeszcze nie zaczęta"),
    CardState.DRAFT: _l("w trakcie"),
    CardState.CONFLICT: _l("konflikt interesów: nie ocenia"),
    CardState.FINISHED: _l("zakończona"),
}

HOW: Mapping[How, LazyString] = {
    How.MEAN: _l("średnia ocen członków"),
    How.MEDIAN: _l("mediana ocen członków"),
}


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, in the language of the page, its facts filled in."""
    facts = {name: _shown(value) for name, value in refused.facts.items()}
    return str(REFUSED[Refusal(refused.reason)]) % facts


def _shown(value: object) -> object:
    if isinstance(value, date):
        return web.day(value)
    if isinstance(value, Status):
        return STATUS[value]
    if isinstance(value, Point):
        return POINT[value]
    return LAND[value] if isinstance(value, Land) else value
