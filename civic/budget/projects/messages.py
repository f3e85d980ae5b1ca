"""The words for each refusal, status and choice of a project."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.budget.editions.rules import Kind
from civic.budget.projects.rules import (
    Category,
    Group,
    Outcome,
    Refusal,
    Sort,
    Stage,
    Status,
    Step,
    UniversalDesign,
)
from civic.core import money, web
from civic.core.deadlines import closing_shown
from civic.core.refusal import Refused

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.EDITION_NOT_RUNNING: _l("Ta edycja budżetu jest teraz wstrzymana albo odwołana, więc nie przyjmujemy projektów."),
    Refusal.SUBMISSION_NOT_OPEN: _l("Projekty będzie można zgłaszać od %(opened)s."),
    Refusal.SUBMISSION_CLOSED: _l(
        "Nabór projektów zakończył się %(closed)s. Nie można już nic zmienić ani wysłać; to, co jest zapisane, możesz przeczytać."
    ),
    Refusal.ALREADY_SUBMITTED: _l("Ten projekt jest już wysłany, więc nie można go zmieniać."),
    Refusal.TOO_MANY_PROJECTS: _l(
        "Jedna osoba może w tej edycji zgłosić najwyżej tyle projektów: %(max)s. Masz już tyle. Możesz wycofać jeden z nich."
    ),
    Refusal.TITLE_TOO_SHORT: _l("Wpisz tytuł: co najmniej %(min)s znaków."),
    Refusal.TITLE_TOO_LONG: _l("Skróć tytuł: zmieści się najwyżej %(max)s znaków."),
    Refusal.SUMMARY_MISSING: _l("Napisz w jednym lub dwóch zdaniach, na czym polega pomysł."),
    Refusal.SUMMARY_TOO_LONG: _l("Skróć opis w zdaniu: zmieści się najwyżej %(max)s znaków."),
    Refusal.PLACE_MISSING: _l("Wskaż miejsce projektu albo zaznacz, że dotyczy całego miasta."),
    Refusal.PLACE_OUTSIDE_CITY: _l("To miejsce leży poza granicami miasta. Wskaż punkt w mieście; sami niczego nie przesuwamy."),
    Refusal.PLACE_ON_BORDER: _l("To miejsce leży dokładnie na granicy: %(areas)s. Przesuń punkt o kilka metrów na tę stronę, o którą chodzi."),
    Refusal.PLACE_SWAPPED: _l("Wygląda na to, że współrzędne są zamienione: najpierw szerokość (około 50), potem długość (około 20). Zamień je miejscami."),
    Refusal.PLACE_UNKNOWN: _l("Granice miasta nie są jeszcze wczytane, więc nie wiemy, gdzie leży to miejsce. Spróbuj później albo napisz do nas."),
    Refusal.POOL_MISSING: _l("Wybierz, z jakich pieniędzy ma powstać projekt."),
    Refusal.POOL_UNKNOWN: _l("Tej puli nie ma w tej edycji. Wybierz inną."),
    Refusal.POOL_NEEDS_PLACE: _l("Pula „%(pool)s” jest dla części miasta, a projekt nie ma jednego miejsca. Wskaż je albo wybierz inną pulę."),
    Refusal.POOL_ELSEWHERE: _l("Miejsce projektu leży w: %(area)s, a pula „%(pool)s” jest dla innej części miasta. Wybierz inną pulę albo popraw miejsce."),
    Refusal.DESCRIPTION_MISSING: _l("Opisz, co ma powstać albo się wydarzyć."),
    Refusal.DESCRIPTION_TOO_LONG: _l("Skróć opis: zmieści się najwyżej %(max)s znaków."),
    Refusal.JUSTIFICATION_MISSING: _l("Napisz, dla kogo jest projekt i dlaczego jest potrzebny."),
    Refusal.JUSTIFICATION_TOO_LONG: _l("Skróć uzasadnienie: zmieści się najwyżej %(max)s znaków."),
    Refusal.KIND_MISSING: _l("Zaznacz, czy coś ma powstać, czy się wydarzyć."),
    Refusal.KIND_NOT_ALLOWED: _l("W tej edycji nie można zgłaszać projektów tego rodzaju. Wybierz inny."),
    Refusal.CATEGORY_MISSING: _l("Zaznacz, czego dotyczy projekt: od jednej do trzech kategorii."),
    Refusal.TOO_MANY_CATEGORIES: _l("Zaznacz najwyżej %(max)s kategorie."),
    Refusal.NO_COSTS: _l("Wpisz, co i ile będzie kosztować: co najmniej jeden wiersz."),
    Refusal.TOO_MANY_COST_LINES: _l("Zmieści się najwyżej %(max)s wierszy. Połącz podobne."),
    Refusal.COST_LINE_UNCLEAR: _l("Wiersz %(line)s kosztów: podaj nazwę, ilość większą od zera i cenę większą od zera."),
    Refusal.COST_TOO_LOW: _l("Projekt kosztuje %(cost)s, a w puli „%(pool)s” musi kosztować co najmniej %(min_cost)s."),
    Refusal.COST_TOO_HIGH: _l("Projekt kosztuje %(cost)s, a w puli „%(pool)s” może kosztować najwyżej %(max_cost)s. Za dużo o %(over)s."),
    Refusal.RESIDENCE_NOT_DECLARED: _l("Projekt może zgłosić osoba, która mieszka w mieście. Zaznacz oświadczenie, jeśli to prawda."),
    Refusal.CONSENT_MISSING: _l("Potwierdź, że treść projektu może być opublikowana: każdy musi móc ją przeczytać."),
    Refusal.LIST_IS_FIXED: _l("Lista projektów do głosowania jest już ustalona, więc tego projektu nie można zmieniać."),
    Refusal.VOTING_HAS_OPENED: _l("Głosowanie już się zaczęło, więc niczego, od czego ono zależy, nie można zmieniać."),
    Refusal.DRAFT_CANNOT_BE_WITHDRAWN: _l("To jest szkic, którego jeszcze nie wysłano. Możesz go po prostu usunąć."),
    Refusal.ALREADY_WITHDRAWN: _l("Ten projekt jest już wycofany."),
    Refusal.TOO_LATE_TO_WITHDRAW: _l("Projekt można było wycofać do %(closed)s. Teraz jest już za późno."),
    Refusal.NOTHING_TO_WITHDRAW: _l("Ocena tego projektu jest zakończona, więc nie ma czego wycofywać."),
}  # fmt: skip

STATUS: Mapping[Status, LazyString] = {
    Status.DRAFT: _l("Szkic, jeszcze nie wysłany"),
    Status.SUBMITTED: _l("Wysłany, czeka na ocenę"),
    Status.FORMAL_CHECK: _l("Sprawdzamy dokumenty"),
    Status.FORMAL_FIX: _l("Czeka na uzupełnienie przez autora"),
    Status.FORMAL_OK: _l("Po ocenie formalnej"),
    Status.FORMAL_REJECTED: _l("Odrzucony w ocenie formalnej"),
    Status.MERIT_CHECK: _l("W ocenie merytorycznej"),
    Status.POSITIVE: _l("Oceniony pozytywnie"),
    Status.NEGATIVE: _l("Oceniony negatywnie"),
    Status.APPEALED: _l("Autor się odwołał"),
    Status.RESTORED: _l("Przywrócony po odwołaniu"),
    Status.UPHELD: _l("Odwołanie nieuwzględnione"),
    Status.ADMITTED: _l("Na liście do głosowania"),
    Status.WITHDRAWN: _l("Wycofany przez autora"),
    Status.MERGED: _l("Połączony z innym projektem"),
    Status.SELECTED: _l("Wybrany"),
    Status.NOT_SELECTED: _l("Niewybrany"),
    Status.BELOW_THRESHOLD: _l("Poniżej progu poparcia"),
    Status.EXCLUDED_BY_CONFLICT: _l("Wykluczony: w tym miejscu wygrał inny projekt"),
    Status.FUNDED_EXTRA: _l("Wybrany z dodatkowych pieniędzy"),
    Status.RESERVE: _l("Na liście rezerwowej"),
    Status.PLANNED: _l("Zaplanowany"),
    Status.IN_PROGRESS: _l("W realizacji"),
    Status.DONE: _l("Zrealizowany"),
    Status.PARTLY_DONE: _l("Zrealizowany częściowo"),
    Status.ABANDONED: _l("Nie będzie realizowany"),
}

DECISION: Mapping[tuple[Stage, Outcome], LazyString] = {
    (Stage.FORMAL, Outcome.POSITIVE): _l("Ocena formalna: pozytywna"),
    (Stage.FORMAL, Outcome.NEGATIVE): _l("Ocena formalna: negatywna"),
    (Stage.MERIT, Outcome.POSITIVE): _l("Ocena merytoryczna: pozytywna"),
    (Stage.MERIT, Outcome.NEGATIVE): _l("Ocena merytoryczna: negatywna"),
}

KIND: Mapping[Kind, LazyString] = {
    Kind.HARD: _l("Coś powstanie albo zostanie naprawione (projekt inwestycyjny)"),
    Kind.SOFT: _l("Coś się wydarzy: zajęcia, wydarzenie, pomoc (projekt miękki)"),
}
KIND_SHORT: Mapping[Kind, LazyString] = {Kind.HARD: _l("inwestycyjny"), Kind.SOFT: _l("miękki")}

CATEGORY: Mapping[Category, LazyString] = {
    Category.GREENERY: _l("zieleń"),
    Category.SPORT: _l("sport i rekreacja"),
    Category.INFRASTRUCTURE: _l("drogi i chodniki"),
    Category.PUBLIC_SPACE: _l("place i podwórka"),
    Category.CULTURE: _l("kultura"),
    Category.EDUCATION: _l("edukacja"),
    Category.HEALTH: _l("zdrowie"),
    Category.SAFETY: _l("bezpieczeństwo"),
    Category.SOCIAL: _l("pomoc i integracja"),
    Category.ENVIRONMENT: _l("ekologia"),
}

UNIVERSAL_DESIGN: Mapping[UniversalDesign, LazyString] = {
    UniversalDesign.YES: _l("Tak, skorzysta każdy, także osoba na wózku, niewidoma albo starsza"),
    UniversalDesign.NO: _l("Nie w pełni"),
    UniversalDesign.NA: _l("Nie dotyczy tego projektu"),
}

STEP: Mapping[Step, LazyString] = {
    Step.IDEA: _l("Pomysł"),
    Step.PLACE: _l("Miejsce"),
    Step.POOL: _l("Pula pieniędzy"),
    Step.DESCRIPTION: _l("Co i dla kogo"),
    Step.COSTS: _l("Koszty"),
    Step.CONSENTS: _l("Zgody"),
}

GROUP: Mapping[Group, LazyString] = {
    Group.UNDER_ASSESSMENT: _l("W ocenie"),
    Group.ON_THE_LIST: _l("Na liście do głosowania"),
    Group.REJECTED: _l("Odrzucone"),
    Group.GONE: _l("Wycofane"),
}
SORT: Mapping[Sort, LazyString] = {
    Sort.SHUFFLED: _l("Losowa"),
    Sort.TITLE: _l("Alfabetycznie"),
    Sort.CHEAPEST: _l("Od najtańszych"),
    Sort.DEAREST: _l("Od najdroższych"),
    Sort.NUMBER: _l("Według numeru"),
}

_MONEY = frozenset({"cost", "min_cost", "max_cost", "over"})


def decided(stage: str, outcome: str) -> LazyString:
    """Which assessment it was and how it ended."""
    return DECISION[Stage(stage), Outcome(outcome)]


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, in the language of the page, its facts filled in."""
    return fill(REFUSED[Refusal(refused.reason)], refused.facts)


def fill(sentence: LazyString, facts: Mapping[str, object]) -> str:
    """The sentence with money, moments and names as people read them."""
    return str(sentence) % {name: _shown(name, value) for name, value in facts.items()}


def _shown(name: str, value: object) -> object:
    if isinstance(value, datetime):
        return web.local(closing_shown(value) if name == "closed" else value)
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    if name in _MONEY and isinstance(value, int):
        return money.show(value)
    return value
