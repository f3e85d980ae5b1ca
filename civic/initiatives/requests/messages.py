"""The words for each refusal, status and choice of a request."""

from collections.abc import Mapping
from fractions import Fraction

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from civic.core import money
from civic.core.refusal import Refused
from civic.initiatives.requests.rules import (
    ITEM,
    ApplicantKind,
    Channel,
    Due,
    Land,
    LineKind,
    PropertyProblem,
    Refusal,
    Role,
    Scope,
    Side,
    Status,
    Step,
    Who,
)

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.ALREADY_SUBMITTED: _l("Ten wniosek jest już wysłany, więc nie można go zmieniać."),
    Refusal.NOT_REOPENED: _l("Urząd nie prosił o zmianę tej części wniosku. Popraw to, o co prosi wezwanie."),
    Refusal.NOT_CALLED: _l("Urząd nie prosi teraz o uzupełnienie tego wniosku."),
    Refusal.TITLE_TOO_SHORT: _l("Wpisz tytuł: co najmniej %(min)s znaków."),
    Refusal.TITLE_TOO_LONG: _l("Skróć tytuł: zmieści się najwyżej %(max)s znaków."),
    Refusal.SUMMARY_MISSING: _l("Napisz w jednym lub dwóch zdaniach, co chcecie zrobić."),
    Refusal.SUMMARY_TOO_LONG: _l("Skróć opis w zdaniu: zmieści się najwyżej %(max)s znaków."),
    Refusal.SCOPE_MISSING: _l("Zaznacz, czego dotyczy pomysł. Ustawa wymienia, co może być inicjatywą lokalną."),
    Refusal.PLACE_MISSING: _l("Wskaż miejsce na mapie albo opisz je słowami. Drogę, budynek albo ławkę trzeba pokazać na mapie."),
    Refusal.PLACE_OUTSIDE_CITY: _l("To miejsce leży poza granicami miasta. Wskaż punkt w mieście; sami niczego nie przesuwamy."),
    Refusal.PLACE_ON_BORDER: _l("To miejsce leży dokładnie na granicy: %(areas)s. Przesuń punkt o kilka metrów na tę stronę, o którą chodzi."),
    Refusal.PLACE_SWAPPED: _l("Wygląda na to, że współrzędne są zamienione: najpierw szerokość (około 50), potem długość (około 20). Zamień je miejscami."),
    Refusal.PLACE_UNKNOWN: _l("Granice miasta nie są jeszcze wczytane, więc nie wiemy, gdzie leży to miejsce. Spróbuj później albo napisz do nas."),
    Refusal.DESCRIPTION_MISSING: _l("Opisz, co chcecie zrobić."),
    Refusal.DESCRIPTION_TOO_LONG: _l("Skróć opis: zmieści się najwyżej %(max)s znaków."),
    Refusal.GOAL_MISSING: _l("Napisz, po co to robicie i komu będzie służyć."),
    Refusal.GOAL_TOO_LONG: _l("Skróć opis celu: zmieści się najwyżej %(max)s znaków."),
    Refusal.NOTHING_GIVEN: _l("Wpisz, co dajecie od siebie: pracę, pieniądze albo rzeczy. Bez wkładu mieszkańców nie ma inicjatywy lokalnej."),
    Refusal.NOTHING_ASKED: _l("Wpisz, o co prosicie miasto. Jeśli o nic, wniosek nie jest potrzebny: po prostu działajcie."),
    Refusal.TOO_MANY_LINES: _l("Zmieści się najwyżej %(max)s wierszy. Połącz podobne."),
    Refusal.LINE_UNCLEAR: _l("Wiersz %(line)s: podaj nazwę, ilość większą od zera i wartość."),
    Refusal.RATE_UNKNOWN: _l("Stawki za pracę zmieniły się. Wybierz rodzaj pracy jeszcze raz."),
    Refusal.CITY_SHARE_TOO_HIGH: _l("Udział miasta to %(share)s całości, a może być najwyżej %(max)s %%. Dołóżcie coś od siebie albo poproście o mniej."),
    Refusal.CITY_AMOUNT_TOO_HIGH: _l("Prosicie miasto o %(city)s, a może dać najwyżej %(limit)s. Za dużo o %(over)s."),
    Refusal.SUM_TOO_LARGE: _l("Suma jest za duża. Sprawdź, czy w kwotach nie ma pomyłki."),
    Refusal.SCHEDULE_MISSING: _l("Wpisz co najmniej jeden krok: co, kto i kiedy zrobi."),
    Refusal.SCHEDULE_TOO_LONG: _l("Zmieści się najwyżej %(max)s kroków. Połącz podobne."),
    Refusal.STEP_UNCLEAR: _l("Krok %(line)s: napisz, co się wydarzy, i podaj dni. Koniec nie może być przed początkiem."),
    Refusal.ORGANISATION_MISSING: _l("Wybierz organizację, przez którą składacie wniosek."),
    Refusal.NOT_REPRESENTATIVE: _l("Nie masz potwierdzonego prawa do działania w imieniu tej organizacji. Zgłoś je na stronie „Moje organizacje”."),
    Refusal.PARTICIPANTS_MISSING: _l("Wpisz, ile osób weźmie udział, razem z tobą."),
    Refusal.MEMBERS_TOO_FEW: _l("Grupę muszą potwierdzić poza tobą co najmniej tyle osób: %(needed)s. Na razie potwierdziło: %(confirmed)s. Możesz też dołączyć listę na papierze."),
    Refusal.TOO_MANY_REPRESENTATIVES: _l("Grupę reprezentuje najwyżej tyle osób: %(max)s, razem z tobą."),
    Refusal.TOO_MANY_MEMBERS: _l("Na tej liście zmieści się najwyżej tyle osób: %(max)s. Dołącz listę na papierze."),
    Refusal.MEMBER_TWICE: _l("Ktoś z tym adresem jest już na liście."),
    Refusal.MEMBER_IS_LEADER: _l("To twój adres. Wpisz kogoś innego: ty już jesteś w grupie."),
    Refusal.INVITED_TOO_OFTEN: _l("Dziś wysłaliśmy już bardzo dużo zaproszeń. Następne możesz wysłać jutro."),
    Refusal.ALREADY_ANSWERED: _l("Ta osoba już odpowiedziała na zaproszenie."),
    Refusal.TOO_LATE_TO_JOIN: _l("Do tej inicjatywy nie można już dołączyć przez ten link: jest dalej niż zbieranie grupy."),
    Refusal.RESIDENCE_NOT_DECLARED: _l("Wniosek mogą złożyć osoby, które mieszkają w mieście. Zaznacz oświadczenie, jeśli to prawda."),
    Refusal.RECEIVED_IN_FUTURE: _l("Dzień wpływu nie może być w przyszłości."),
    Refusal.RECEIVED_TOO_EARLY: _l("Inicjatywy lokalne są w ustawie od 12 marca 2010. Sprawdź dzień wpływu."),
    Refusal.DRAFT_CANNOT_BE_WITHDRAWN: _l("To jest szkic, którego jeszcze nie wysłano. Możesz go po prostu usunąć."),
    Refusal.ALREADY_WITHDRAWN: _l("Ten wniosek jest już wycofany."),
    Refusal.TOO_LATE_TO_WITHDRAW: _l("Wniosek można wycofać do podpisania umowy i zanim sprawa się zakończy. Teraz jest już za późno."),
    Refusal.RATES_MISSING: _l("Podaj co najmniej jedną stawkę za godzinę pracy."),
    Refusal.RATE_UNCLEAR: _l("Każda stawka musi mieć nazwę i kwotę większą od zera."),
    Refusal.RATE_TWICE: _l("Dwie stawki mają ten sam skrót. Każda musi mieć inny."),
    Refusal.SHARE_OUT_OF_RANGE: _l("Największy udział miasta to liczba większa od 0 i najwyżej 100 procent, a kwota musi być większa od zera."),
    Refusal.TERM_OUT_OF_RANGE: _l("Terminy podaj w dniach, od 1 do 365, a liczbę osób od 0 do 50."),
    Refusal.BASIS_MISSING: _l("Podaj uchwałę, z której wynikają te zasady."),
    Refusal.SETTINGS_CHANGED_MEANWHILE: _l("Ktoś w tej chwili zapisał inne ustawienia. Przeczytaj je i zapisz swoje jeszcze raz."),
}  # fmt: skip

STATUS: Mapping[Status, LazyString] = {
    Status.DRAFT: _l("Szkic, jeszcze nie wysłany"),
    Status.SUBMITTED: _l("Wysłany, czeka na sprawdzenie"),
    Status.FORWARDED: _l("Przekazany innemu urzędowi"),
    Status.FIX_CALLED: _l("Czeka na uzupełnienie"),
    Status.LEFT_UNCONSIDERED: _l("Pozostawiony bez rozpatrzenia"),
    Status.FORMAL_OK: _l("Sprawdzony, czeka na ocenę Zespołu"),
    Status.ASSESSED: _l("Oceniony, czeka na decyzję"),
    Status.ACCEPTED: _l("Przyjęty"),
    Status.REJECTED: _l("Nieprzyjęty"),
    Status.NEGOTIATION: _l("Uzgadniamy, kto co zrobi"),
    Status.CONTRACTED: _l("Umowa podpisana"),
    Status.IN_PROGRESS: _l("W toku"),
    Status.COMPLETED: _l("Zrobione, czeka na rozliczenie"),
    Status.SETTLED: _l("Zrobione i rozliczone"),
    Status.TERMINATED: _l("Umowa rozwiązana"),
    Status.WITHDRAWN: _l("Wycofany przez wnioskodawców"),
}

TAG: Mapping[Status, str] = {
    **dict.fromkeys(Status, "open"),
    **dict.fromkeys((Status.DRAFT, Status.FIX_CALLED), "wait"),
    **dict.fromkeys((Status.REJECTED, Status.LEFT_UNCONSIDERED), "lost"),
    **dict.fromkeys((Status.WITHDRAWN, Status.FORWARDED, Status.TERMINATED), "closed"),
    **dict.fromkeys((Status.ACCEPTED, Status.CONTRACTED), "won"),
    **dict.fromkeys((Status.COMPLETED, Status.SETTLED), "done"),
}
"""The kind of tag of each status."""

SCOPE: Mapping[Scope, LazyString] = {
    Scope.INFRASTRUCTURE: _l("Budujemy albo naprawiamy coś, co należy do miasta: drogę, chodnik, wodociąg, kanalizację, budynek, ławki"),
    Scope.COMMUNITY: _l("Robimy coś razem dla sąsiadów: spotkania, wspólne miejsce, życie okolicy"),
    Scope.GREENERY: _l("Dbamy o przyrodę i zieleń: sadzimy, sprzątamy, chronimy"),
    Scope.CULTURE: _l("Kultura i zabytki: koncert, wystawa, opieka nad pamiątką przeszłości"),
    Scope.SPORT: _l("Sport i ruch: zajęcia, turniej, miejsce do ćwiczeń"),
    Scope.TOURISM: _l("Turystyka: szlak, mapa, oprowadzanie po okolicy"),
    Scope.EDUCATION: _l("Nauka i wychowanie: zajęcia, warsztaty, pomoc w szkole albo przedszkolu"),
    Scope.SAFETY: _l("Porządek i bezpieczeństwo: straż sąsiedzka, bezpieczna droga do szkoły"),
    Scope.CHARITY: _l("Pomoc potrzebującym: zbiórka, opieka, paczki"),
    Scope.TRADITION: _l("Tradycja i pamięć: narodowe, regionalne i miejskie"),
    Scope.MINORITIES: _l("Mniejszości narodowe i etniczne oraz język regionalny"),
    Scope.VOLUNTEERING: _l("Wolontariat: zachęcamy i przygotowujemy innych do pomagania"),
    Scope.REVITALISATION: _l("Rewitalizacja: odnowa zaniedbanej części miasta"),
}  # fmt: skip
SCOPE_SHORT: Mapping[Scope, LazyString] = {
    Scope.INFRASTRUCTURE: _l("drogi, budynki, mała architektura"),
    Scope.COMMUNITY: _l("życie sąsiedzkie"),
    Scope.GREENERY: _l("przyroda i zieleń"),
    Scope.CULTURE: _l("kultura i zabytki"),
    Scope.SPORT: _l("sport"),
    Scope.TOURISM: _l("turystyka"),
    Scope.EDUCATION: _l("nauka i wychowanie"),
    Scope.SAFETY: _l("porządek i bezpieczeństwo"),
    Scope.CHARITY: _l("pomoc potrzebującym"),
    Scope.TRADITION: _l("tradycja i pamięć"),
    Scope.MINORITIES: _l("mniejszości"),
    Scope.VOLUNTEERING: _l("wolontariat"),
    Scope.REVITALISATION: _l("rewitalizacja"),
}

LAND: Mapping[Land, LazyString] = {
    Land.CITY: _l("Miasta"),
    Land.OTHER_PUBLIC: _l("Powiatu, województwa albo państwa"),
    Land.PRIVATE: _l("Prywatny: osoby, wspólnoty, spółdzielni albo firmy"),
    Land.UNKNOWN: _l("Nie wiem"),
}
PROPERTY: Mapping[PropertyProblem, LazyString] = {
    PropertyProblem.NOT_CITY_PROPERTY: _l(
        "Drogi, sieci, budynki i małą architekturę można w ramach inicjatywy lokalnej budować i naprawiać tylko tam, gdzie są własnością miasta. Na prywatnym terenie urząd takiego wniosku nie przyjmie (art. 19b ust. 1 pkt 1 ustawy)."
    ),
    PropertyProblem.PERHAPS_ANOTHER_BODY: _l(
        "Jeśli tym miejscem zarządza powiat, województwo albo państwo, przekażemy wniosek właściwemu urzędowi w ciągu 7 dni i damy ci znać."
    ),
}

APPLICANT: Mapping[ApplicantKind, LazyString] = {
    ApplicantKind.GROUP: _l("Grupa mieszkańców"),
    ApplicantKind.RESIDENT: _l("Jedna osoba"),
    ApplicantKind.ORGANISATION: _l("Mieszkańcy przez organizację"),
}
APPLICANT_PUBLIC: Mapping[ApplicantKind, LazyString] = {
    ApplicantKind.GROUP: _l("grupa mieszkańców"),
    ApplicantKind.RESIDENT: _l("mieszkaniec albo mieszkanka"),
    ApplicantKind.ORGANISATION: _l("mieszkańcy przez organizację"),
}
CHANNEL: Mapping[Channel, LazyString] = {
    Channel.FORM: _l("formularz na stronie"),
    Channel.PAPER: _l("papier"),
    Channel.EMAIL: _l("e-mail"),
    Channel.EDELIVERY: _l("e-Doręczenia"),
}
SIDE: Mapping[Side, LazyString] = {Side.RESIDENTS: _l("Mieszkańcy"), Side.CITY: _l("Miasto")}
WHO: Mapping[Who, LazyString] = {
    Who.RESIDENTS: _l("mieszkańcy"),
    Who.CITY: _l("miasto"),
    Who.BOTH: _l("razem"),
}
KIND: Mapping[Side, Mapping[LineKind, LazyString]] = {
    Side.RESIDENTS: {
        LineKind.WORK: _l("praca społeczna"),
        LineKind.MONEY: _l("pieniądze"),
        LineKind.THING: _l("rzeczy"),
    },
    Side.CITY: {
        LineKind.WORKS: _l("roboty i usługi"),
        LineKind.MATERIALS: _l("materiały"),
        LineKind.MONEY: _l("zapłata za coś wykonawcy"),
        LineKind.LENDING: _l("użyczenie rzeczy"),
    },
}
ROLE: Mapping[Role, LazyString] = {
    Role.LEADER: _l("prowadzi sprawę"),
    Role.REPRESENTATIVE: _l("reprezentuje grupę"),
    Role.PARTICIPANT: _l("uczestniczy"),
}
STEP: Mapping[Step, LazyString] = {
    Step.IDEA: _l("Pomysł"),
    Step.PLACE: _l("Miejsce"),
    Step.DESCRIPTION: _l("Co i dla kogo"),
    Step.GIVING: _l("Co dajemy"),
    Step.ASKING: _l("O co prosimy"),
    Step.SCHEDULE: _l("Kto, co i kiedy"),
    Step.APPLICANT: _l("Kto składa wniosek"),
    Step.MEMBERS: _l("Kto jest z nami"),
    Step.DECLARATIONS: _l("Załączniki i oświadczenia"),
}

_MONEY = frozenset({"city", "limit", "over"})


def scope_item(scope: Scope) -> str:
    """Where the statute says so."""
    return gettext(
        "art. 19b ust. 1 w związku z art. 4 ust. 1 pkt %(item)s ustawy o działalności pożytku publicznego i o wolontariacie",
        item=ITEM[scope],
    )


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, in the language of the page, its facts filled in."""
    shown = {name: _shown(name, value) for name, value in refused.facts.items()}
    return str(REFUSED[Refusal(refused.reason)]) % shown


def percent(share: Fraction | None) -> str:
    """A share as people read it: "54,55 %"; of nothing a dash."""
    return "–" if share is None else money.show_percent(share.numerator, share.denominator)


def left(due: Due) -> str:
    """How much time is left, in words."""
    if due.overdue:
        return ngettext("po terminie od %(num)s dnia", "po terminie od %(num)s dni", -due.left)
    if not due.left:
        return gettext("termin mija dziś")
    return ngettext("został %(num)s dzień", "zostało %(num)s dni", due.left)


def _shown(name: str, value: object) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return money.show(value) if name in _MONEY and isinstance(value, int) else value
