"""The words for every field of the rules: labels of forms, names of places in the document, lines of the
history.
"""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.budget.editions.rules import Rules

FIELDS: dict[str, LazyString] = {
    "name": _l("Nazwa"),
    "year": _l("Rok"),
    "total": _l("Kwota całej edycji"),
    "cc_rights": _l("Miasto na prawach powiatu"),
    "expenditure": _l("Wydatki gminy z ostatniego sprawozdania"),
    "min_share": _l("Najmniejszy udział w wydatkach"),
    "legal_basis": _l("Podstawa prawna"),
    "schema": _l("Wersja schematu"),
    "number": _l("Numer"),
    "date": _l("Data"),
    "journal": _l("Dziennik urzędowy"),
    "kind": _l("Rodzaj"),
    "pools": _l("Pule"),
    "id": _l("Oznaczenie"),
    "amount": _l("Kwota"),
    "areas": _l("Obszary"),
    "residents": _l("Liczba mieszkańców"),
    "costs": _l("Koszt projektu"),
    "min": _l("Najmniej"),
    "max": _l("Najwięcej"),
    "max_percent_of_pool": _l("Najwyższy koszt jako procent puli"),
    "soft_max_cost": _l("Najwyższy koszt projektu miękkiego"),
    "signatures": _l("Podpisy poparcia"),
    "split": _l("Sposób podziału"),
    "method": _l("Metoda"),
    "population": _l("Część według mieszkańców (w procentach)"),
    "area": _l("Część według powierzchni (w procentach)"),
    "projects": _l("Projekty"),
    "guarantee_per_area": _l("Gwarancja dla każdego obszaru, do kwoty"),
    "lists": _l("Listy na karcie"),
    "params": _l("Parametry metody"),
    "points": _l("Punkty za kolejne miejsca"),
    "max_per_project": _l("Najwięcej punktów na jeden projekt"),
    "exact": _l("Trzeba wykorzystać wszystko"),
    "area_choice": _l("Gdzie wolno głosować"),
    "areas_max": _l("Ile obszarów wolno wybrać"),
    "same_area_as": _l("Obszar ten sam co na liście"),
    "partial_ballot": _l("Wybrano za mało"),
    "over_limit": _l("Wybrano za dużo"),
    "may_be_empty": _l("Listę wolno zostawić pustą"),
    "cross_list_total": _l("Wspólny limit wyborów na kilku listach"),
    "identity": _l("Sposoby głosowania"),
    "channel": _l("Kanał"),
    "methods": _l("Jak sprawdzamy głosującego"),
    "asks": _l("O co pytamy"),
    "max_per_email": _l("Najwięcej głosów z jednego adresu e-mail"),
    "max_per_phone": _l("Najwięcej głosów z jednego telefonu"),
    "calendar": _l("Kalendarz"),
    "submission": _l("Zgłaszanie projektów"),
    "formal": _l("Ocena formalna"),
    "merit": _l("Ocena merytoryczna"),
    "results_of_merit": _l("Ogłoszenie wyników oceny"),
    "appeals": _l("Odwołania"),
    "list_published": _l("Ogłoszenie listy do głosowania"),
    "ballot_draw": _l("Losowanie kolejności na karcie"),
    "voting": _l("Głosowanie"),
    "paper_entry": _l("Wprowadzanie kart papierowych do"),
    "results": _l("Ogłoszenie wyników"),
    "budget_due": _l("Projekt budżetu miasta do"),
    "opens": _l("Od"),
    "closes": _l("Do"),
    "leader": _l("Kto może zgłosić projekt"),
    "max_per_leader": _l("Najwięcej projektów jednej osoby"),
    "max_co_authors": _l("Najwięcej współautorów"),
    "kinds": _l("Rodzaje projektów"),
    "min_cost": _l("Najniższy koszt projektu"),
    "max_cost": _l("Najwyższy koszt projektu"),
    "years": _l("Na ile lat może być realizacja"),
    "rule": _l("Reguła"),
    "cap_per_mille": _l("Ustawowy limit (promile mieszkańców)"),
    "leader_counts": _l("Podpis autora się liczy"),
    "electronic": _l("Poparcie można zebrać przez internet"),
    "eligibility": _l("Kto może głosować"),
    "residence": _l("Zamieszkanie"),
    "min_age": _l("Najmniejszy wiek"),
    "minors": _l("Niepełnoletni"),
    "guardian_below": _l("Opiekun głosuje za dziecko młodsze niż (lat)"),
    "consent_below": _l("Zgoda opiekuna poniżej (lat)"),
    "channels": _l("Kanały"),
    "paper": _l("Karty papierowe"),
    "numbered": _l("Karty są numerowane"),
    "home_pickup": _l("Odbiór karty z domu osób chorych"),
    "post": _l("Karty można wysłać pocztą"),
    "postal_rule": _l("Przy poczcie decyduje"),
    "double_entry": _l("Karty wprowadzają dwie osoby"),
    "help_at_points": _l("Pomoc w głosowaniu przez internet w punktach"),
    "change_until_close": _l("Głos można zmienić do końca głosowania"),
    "duplicates": _l("Kilka głosów jednej osoby"),
    "empty_ballot": _l("Głos bez żadnego wyboru"),
    "ballot_order": _l("Kolejność projektów na karcie"),
    "counting": _l("Liczenie głosów"),
    "allocations": _l("Podział pieniędzy"),
    "applies_to": _l("Dotyczy"),
    "topup_percent": _l("Dopłata, gdy w puli jest co najmniej tyle procent kosztu"),
    "reserve": _l("Rezerwa na dopłaty"),
    "comparison": _l("Porównanie z wynikiem prostego liczenia"),
    "stop_when_exhausted": _l("Zatrzymanie, gdy nic więcej się nie mieści"),
    "thresholds": _l("Progi poparcia"),
    "value": _l("Wartość"),
    "conflict_groups": _l("Z wykluczających się projektów wygrywa najlepszy"),
    "area_caps": _l("Limity zwycięzców w obszarze"),
    "max_winners": _l("Najwięcej zwycięzców"),
    "cost_reduction": _l("Miasto może obniżyć koszt za zgodą autora"),
    "skip_vote_if_all_fit": _l("Bez głosowania, gdy starczy na wszystkie projekty"),
    "ties": _l("Remis rozstrzyga"),
    "leftovers": _l("Niewydane pieniądze"),
    "turnout_bonus": _l("Nagroda za frekwencję"),
    "process": _l("Terminy"),
    "formal_fix_days": _l("Na uzupełnienie braków (dni)"),
    "appeal_days": _l("Na odwołanie (dni)"),
    "appeal_body": _l("Odwołania rozpatruje"),
    "consult_changes_days": _l("Na odpowiedź w sprawie zmian (dni)"),
    "withdraw_until": _l("Projekt można wycofać do"),
    "min_voting_days": _l("Głosowanie trwa co najmniej (dni)"),
    "publication": _l("Ogłoszenia i otwarte dane"),
    "open_data": _l("Otwarte dane"),
    "fields": _l("Co mówi opublikowany głos"),
    "suppress_below": _l("Ukryj liczby mniejsze niż"),
    "retention": _l("Przechowywanie danych"),
    "voter_identity_days": _l("Dane głosujących (dni od ostatecznych wyników)"),
    "paper_ballots_months": _l("Karty papierowe (miesięcy)"),
    "applications_years": _l("Zgłoszenia i oceny (lat)"),
    "security_logs_months": _l("Dzienniki bezpieczeństwa (miesięcy)"),
}

IN_CLASS: dict[str, LazyString] = {
    "Signatures.rule": _l("Ile podpisów poparcia trzeba"),
    "Signatures.number": _l("Liczba podpisów"),
    "Publication.channels": _l("Gdzie ogłaszamy"),
    "Allocation.rule": _l("Jak dzielimy pieniądze puli"),
    "TurnoutBonus.areas": _l("W ilu obszarach o najwyższej frekwencji"),
    "TurnoutBonus.projects": _l("Ile projektów więcej w każdym"),
    "Split.method": _l("Jak powstała kwota puli"),
    "CostRange.min": _l("Najniższy koszt projektu"),
    "CostRange.max": _l("Najwyższy koszt projektu"),
    "Params.min": _l("Najmniej projektów"),
    "Params.max": _l("Najwięcej projektów"),
    "Params.total": _l("Ile punktów do rozdania"),
    "Act.kind": _l("Rodzaj aktu"),
    "Pool.signatures": _l("Ile podpisów poparcia trzeba"),
    "Threshold.kind": _l("Próg"),
}
"""Fields whose name alone says too little: by class and name."""

_STEP = re.compile(r"(\w+)(?:\[([^\]]+)\])?")
_NAMED = {"pools": "pools", "lists": "lists", "identity": "identity"}


def field_words(kind: type, name: str) -> LazyString:
    """The words for a field of a class."""
    return IN_CLASS.get(f"{kind.__name__}.{name}", FIELDS[name])


def place(path: str, rules: Rules | None = None) -> str:
    """Where a path leads, in words: "Pule: Stare Miasto: Kwota"."""
    words = []
    for name, which in _STEP.findall(path):
        words.append(str(FIELDS[name]) if name in FIELDS else name)
        if which:
            words.append(_named(name, which, rules))
    return ": ".join(words) or _("Cały dokument")


def _named(name: str, which: str, rules: Rules | None) -> str:
    """The name of a pool, a list or a route by its place or id; else its number."""
    parts = getattr(rules, _NAMED[name]) if rules is not None and name in _NAMED else ()
    for position, part in enumerate(parts):
        if which in (part.id, str(position)):
            return str(part.name)
    return str(int(which) + 1) if which.isdigit() else which
