"""The words for what the checks find, and the legal text behind those that have one."""

from datetime import date, datetime
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.budget.editions.messages.labels import EVENTS, label
from civic.budget.editions.rules import Code, Finding
from civic.core import money, web

FINDINGS: dict[Code, LazyString] = {
    Code.NAME_EMPTY: _l("Wpisz nazwę."),
    Code.YEAR_WRONG: _l("Wpisz rok, na przykład 2027."),
    Code.LEGAL_BASIS_MISSING: _l("Brakuje podstawy: uchwały rady albo zarządzenia."),
    Code.DUPLICATE_ID: _l("Oznaczenie „%(id)s” jest użyte dwa razy."),
    Code.BAD_ID: _l("Oznaczenie „%(id)s” może mieć tylko małe litery bez polskich znaków, cyfry i łączniki."),
    Code.NOT_POSITIVE: _l("Ta liczba musi być większa od zera."),
    Code.TOTAL_BELOW_MINIMUM: _l("Kwota %(total)s jest za mała. Minimum 0,5 %% wydatków: %(minimum)s."),
    Code.MIN_SHARE_BELOW_STATUTE: _l("Udział w wydatkach nie może być mniejszy niż ustawowe 0,5 %%."),
    Code.EXPENDITURE_UNKNOWN: _l(
        "Bez wydatków gminy z ostatniego sprawozdania nie sprawdzimy ustawowego minimum."
    ),
    Code.POOLS_DO_NOT_SUM: _l("Pule mają razem %(sum)s, a edycja ma %(total)s. Różnica: %(difference)s."),
    Code.NO_POOLS: _l("Edycja musi mieć przynajmniej jedną pulę."),
    Code.POOL_AREAS: _l("Pula „%(pool)s”: liczba obszarów nie pasuje do jej rodzaju (%(kind)s)."),
    Code.AREA_UNKNOWN: _l("Pula „%(pool)s” wskazuje obszar „%(area)s”, którego miasto nie ma."),
    Code.AMOUNT_RANGE_MISSING: _l(
        "Pula „%(pool)s” to kategoria kwotowa, więc podaj, od jakiej lub do jakiej kwoty."
    ),
    Code.EMPTY_RANGE: _l("Najmniejszy koszt nie może być większy niż największy."),
    Code.NO_PROJECT_FITS: _l(
        "W puli „%(pool)s” nie zmieści się żaden projekt: od %(minimum)s do %(maximum)s."
    ),
    Code.PERCENT_WRONG: _l("Wpisz procent od 1 do 100."),
    Code.SPLIT_INCOMPLETE: _l("Pula „%(pool)s”: podział mieszany wymaga trzech części, razem 100 %%."),
    Code.THEMATIC_POOL: _l("Pula „%(pool)s” jest tematyczna. Zgodność takich pul z ustawą bywała podważana."),
    Code.SIGNATURES_OVER_LIMIT: _l(
        "Pula „%(pool)s” ma %(residents)s mieszkańców, więc można żądać najwyżej %(maximum)s podpisów, nie %(required)s."
    ),
    Code.SIGNATURES_CAP: _l("Podpisów nie może być więcej niż 0,1 %% mieszkańców."),
    Code.SIGNATURES_MISSING: _l("Wpisz, ile podpisów poparcia trzeba zebrać."),
    Code.RESIDENTS_UNKNOWN: _l(
        "Nie wiemy, ilu mieszkańców ma pula „%(pool)s”, więc nie sprawdzimy liczby podpisów."
    ),
    Code.NO_KINDS: _l("Wybierz przynajmniej jeden rodzaj projektów."),
    Code.NO_LISTS: _l("Karta do głosowania musi mieć przynajmniej jedną listę."),
    Code.LIST_WITHOUT_POOLS: _l("Lista „%(list)s” nie ma żadnej puli."),
    Code.UNKNOWN_POOL: _l("Lista „%(list)s” wskazuje pulę „%(pool)s”, której nie ma."),
    Code.POOL_WITHOUT_LIST: _l(
        "Pula „%(pool)s” nie jest na żadnej liście, więc nikt nie mógłby w niej głosować."
    ),
    Code.POOL_ON_TWO_LISTS: _l("Pula „%(pool)s” jest na więcej niż jednej liście."),
    Code.PARAM_MISSING: _l("Lista „%(list)s”: ta metoda (%(method)s) wymaga pola „%(param)s”."),
    Code.PARAM_UNUSED: _l(
        "Lista „%(list)s”: przy tej metodzie (%(method)s) pole „%(param)s” musi być puste."
    ),
    Code.PARAM_WRONG: _l("Lista „%(list)s”: pole „%(param)s” ma niemożliwą wartość."),
    Code.AREAS_MAX: _l(
        "Lista „%(list)s”: liczbę obszarów podaj wtedy i tylko wtedy, gdy wolno wybrać ich kilka."
    ),
    Code.AREA_CHOICE_WITHOUT_AREAS: _l(
        "Lista „%(list)s” ma pulę bez obszaru, więc nie można na niej wybierać obszaru."
    ),
    Code.SAME_AREA_WRONG: _l(
        "Lista „%(list)s”: wspólny obszar można wziąć tylko z wcześniejszej listy o takim samym wyborze obszaru."
    ),
    Code.CROSS_TOTAL_WRONG: _l(
        "Lista „%(list)s”: wspólny limit musi być dodatni i taki sam na co najmniej dwóch listach."
    ),
    Code.MIN_AGE: _l("Nie można ustalić najmniejszego wieku głosujących. Głosować może każdy mieszkaniec."),
    Code.MINORS_WRONG: _l("Granice wieku muszą rosnąć: opiekun, potem zgoda, najwyżej 18 lat."),
    Code.NO_ROUTE_WITHOUT_PESEL: _l("Przynajmniej jeden sposób głosowania musi działać bez numeru PESEL."),
    Code.ROUTE_WITHOUT_METHOD: _l("Sposób „%(route)s” nie mówi, jak sprawdzamy głosującego."),
    Code.ROUTE_NEEDS_PAPER: _l("Sposób „%(route)s” jest na papierze, a ta edycja papieru nie przewiduje."),
    Code.PAPER_WITHOUT_ROUTE: _l("Edycja przewiduje papier, ale żaden sposób głosowania go nie używa."),
    Code.CONTACT_LIMIT_UNUSED: _l(
        "Sposób „%(route)s”: limit na telefon lub e-mail ma sens tylko z kodem lub odnośnikiem."
    ),
    Code.UNKNOWN_TARGET: _l("Nie ma puli ani listy „%(id)s”."),
    Code.POOL_WITHOUT_ALLOCATION: _l("Nie wiadomo, jak dzielić pieniądze puli „%(id)s”."),
    Code.ALLOCATED_TWICE: _l("Dwie reguły podziału dotyczą tego samego: „%(id)s”."),
    Code.TOPUP_WRONG: _l("Podaj, jaka część kosztu musi zostać w puli, od 1 do 100 %%."),
    Code.ALLOCATION_OPTION_UNUSED: _l("Tej opcji ta reguła podziału nie używa. Wyczyść ją."),
    Code.MES_NEEDS_APPROVAL: _l("Metoda Równych Udziałów liczy głosy na projekty, nie punkty."),
    Code.THRESHOLD_NEEDS_POINTS: _l("Próg w punktach ma sens tylko na liście, na której rozdaje się punkty."),
    Code.THRESHOLD_VALUE: _l(
        "Próg musi być dodatni; liczba głosów i punktów całkowita, procent najwyżej 100."
    ),
    Code.TIES_UNDECIDED: _l(
        "Ostatnia reguła przy remisie, i tylko ona, musi go zawsze rozstrzygać, na przykład losowanie."
    ),
    Code.TIE_RULE_USELESS: _l("Reguła „%(rule)s” nic nie rozstrzygnie, bo na żadnej liście nie ma miejsc."),
    Code.REPEATED: _l("„%(rule)s” jest wpisane dwa razy."),
    Code.LEFTOVER_ALONE: _l(
        "Wybierz, co z niewydanymi pieniędzmi. „Zostają w budżecie miasta” nie łączy się z niczym."
    ),
    Code.LEFTOVER_NO_TARGET: _l(
        "Reszty nie ma dokąd przekazać: brakuje puli ogólnomiejskiej albo pul obszarów."
    ),
    Code.BONUS_NEEDS_AREAS: _l("Nagroda za frekwencję wymaga pul obszarów."),
    Code.CALENDAR_ORDER: _l("%(earlier)s (%(first)s) nie może być później niż %(later)s (%(second)s)."),
    Code.VOTING_TOO_SHORT: _l("Głosowanie trwa %(days)s dni, a musi trwać co najmniej %(minimum)s."),
    Code.APPEALS_TOO_SHORT: _l("Termin odwołania to %(days)s dni, więc musi trwać przynajmniej do %(last)s."),
    Code.DRAW_DAY_MISSING: _l("Kolejność na karcie jest losowana, więc podaj dzień losowania."),
    Code.PAPER_ENTRY_MISSING: _l("Podaj, do kiedy wprowadza się karty papierowe."),
    Code.WITHDRAWAL_TOO_LATE: _l(
        "Projekt można wycofać najpóźniej przed głosowaniem, które zaczyna się %(voting)s."
    ),
    Code.RESULTS_LATE: _l("Wyniki %(results)s są po %(due)s, kiedy projekt budżetu trafia do rady i RIO."),
    Code.NOWHERE_PUBLISHED: _l("Wybierz przynajmniej jedno miejsce ogłoszeń."),
}

LEGAL: dict[Code, LazyString] = {
    Code.TOTAL_BELOW_MINIMUM: _l(
        "Art. 5a ust. 5 ustawy o samorządzie gminnym: w miastach na prawach powiatu budżet obywatelski wynosi co najmniej"
        " 0,5 %% wydatków gminy zawartych w ostatnim przedłożonym sprawozdaniu z wykonania budżetu."
    ),
    Code.SIGNATURES_OVER_LIMIT: _l(
        "Art. 5a ust. 7 pkt 2 ustawy o samorządzie gminnym: wymagana liczba podpisów nie może być większa niż 0,1 %%"
        " mieszkańców terenu objętego pulą."
    ),
    Code.MIN_AGE: _l(
        "Mieszkańcem jest się bez względu na wiek (art. 25 Kodeksu cywilnego). Sądy uchylały granice wieku: WSA w Opolu,"
        " II SA/Op 108/18; WSA we Wrocławiu, III SA/Wr 777/16; por. NSA, I GSK 1193/20."
    ),
    Code.NO_ROUTE_WITHOUT_PESEL: _l(
        "Numer PESEL nie należy do definicji mieszkańca, a żądanie go od wszystkich narusza zasadę minimalizacji danych:"
        " NSA, I GSK 1193/20 i III OSK 1789/22; stanowisko Rzecznika Praw Obywatelskich."
    ),
    Code.THEMATIC_POOL: _l(
        "Art. 5a ust. 6 ustawy o samorządzie gminnym wymienia pule dla całości gminy i jej części oraz kategorie kwotowe."
    ),
    Code.RESULTS_LATE: _l(
        "Art. 238 ustawy o finansach publicznych: projekt uchwały budżetowej do 15 listopada."
    ),
    Code.APPEALS_TOO_SHORT: _l(
        "Art. 5a ust. 7 pkt 3 ustawy o samorządzie gminnym wymaga trybu odwołania; terminu, który kończy się w dzień wolny,"
        " nie skraca się (art. 57 Kodeksu postępowania administracyjnego)."
    ),
}
LEGAL |= {
    Code.MIN_SHARE_BELOW_STATUTE: LEGAL[Code.TOTAL_BELOW_MINIMUM],
    Code.EXPENDITURE_UNKNOWN: LEGAL[Code.TOTAL_BELOW_MINIMUM],
    Code.SIGNATURES_CAP: LEGAL[Code.SIGNATURES_OVER_LIMIT],
}

_MONEY = frozenset({"total", "sum", "difference", "expenditure"})
_MONEY_IN = {"minimum": {Code.TOTAL_BELOW_MINIMUM, Code.NO_PROJECT_FITS}, "maximum": {Code.NO_PROJECT_FITS}}


def sentence(finding: Finding) -> str:
    """What is wrong, in words."""
    facts = {name: _shown(finding, name, value) for name, value in finding.facts.items()}
    return str(FINDINGS[finding.code]) % facts


def legal_text(finding: Finding) -> str:
    """The law behind it, or nothing."""
    return str(LEGAL[finding.code]) % {} if finding.code in LEGAL else ""


def _shown(finding: Finding, name: str, value: object) -> str:
    if isinstance(value, int) and (name in _MONEY or finding.code in _MONEY_IN.get(name, ())):
        return money.show(value)
    if isinstance(value, datetime | date):
        return web.day(value)
    if isinstance(value, Decimal):
        return str(value)
    if name in {"earlier", "later"}:
        return str(EVENTS[str(value)])
    return label(value)
