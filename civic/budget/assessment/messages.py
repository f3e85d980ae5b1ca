"""The words for each refusal and choice of the assessment."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.budget.assessment.rules import Refusal
from civic.budget.editions.rules import BallotOrder
from civic.budget.projects.messages import fill
from civic.budget.projects.rules import Outcome, Stage
from civic.core.refusal import Refused

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.EDITION_NOT_RUNNING: _l("Ta edycja nie jest w toku, więc nie można w niej nic rozstrzygać."),
    Refusal.LIST_ALREADY_FIXED: _l("Lista projektów do głosowania jest już ustalona. Od tej chwili nic się na niej nie zmienia."),
    Refusal.OWN_PROJECT: _l("To twój własny projekt. Musi go ocenić ktoś inny."),
    Refusal.PROJECT_GONE: _l("Autor wycofał ten projekt, więc nie ma czego oceniać."),
    Refusal.ALREADY_DECIDED: _l("Ktoś już zapisał na tej karcie: %(stage)s, wynik %(outcome)s (%(at)s). Twoja ocena nie została zapisana."),
    Refusal.FORMAL_FIRST: _l("Najpierw musi się skończyć ocena formalna tego projektu."),
    Refusal.FORMAL_WAS_NEGATIVE: _l("Projekt odrzucono w ocenie formalnej, więc nie ocenia się go merytorycznie."),
    Refusal.REASON_MISSING: _l("Napisz, dlaczego. Uzasadnienie przeczyta autor i każdy mieszkaniec."),
    Refusal.REASON_TOO_SHORT: _l("Przy ocenie negatywnej napisz pełnym zdaniem, dlaczego: co najmniej %(min)s słów (teraz: %(words)s)."),
    Refusal.REASON_TOO_LONG: _l("Skróć uzasadnienie: zmieści się najwyżej %(max)s znaków."),
    Refusal.VERIFIED_COST_MISSING: _l("Wpisz koszt większy od zera albo zostaw pole puste, jeśli zgadza się z podanym."),
    Refusal.VERIFIED_COST_TOO_LOW: _l("Sprawdzony koszt to %(cost)s, a w puli „%(pool)s” projekt musi kosztować co najmniej %(min_cost)s."),
    Refusal.VERIFIED_COST_TOO_HIGH: _l("Sprawdzony koszt to %(cost)s, a w puli „%(pool)s” projekt może kosztować najwyżej %(max_cost)s. Przy takim koszcie ocena nie może być pozytywna."),
    Refusal.SUBMISSION_STILL_OPEN: _l("Nabór trwa do %(closed)s. Wyniki oceny można ogłosić dopiero potem."),
    Refusal.NOT_ALL_ASSESSED: _l("Nie wszystkie projekty są ocenione. Brakuje ocen: %(count)s; pierwszy z tych projektów ma numer %(number)s."),
    Refusal.ALREADY_PUBLISHED: _l("Wyniki oceny są już ogłoszone."),
    Refusal.NOT_PUBLISHED: _l("Najpierw ogłoś wyniki oceny, żeby autorzy mogli się odwołać."),
    Refusal.APPEALS_STILL_OPEN: _l("Odwołania można składać do %(closed)s. Listę można ustalić dopiero potem."),
    Refusal.APPEALS_UNDECIDED: _l("Nierozpatrzone odwołania: %(count)s; pierwsze dotyczy projektu numer %(number)s."),
    Refusal.NOTHING_TO_ADMIT: _l("Żaden projekt nie przeszedł oceny, więc nie ma z czego ustalić listy."),
    Refusal.VOTING_HAS_OPENED: _l("Głosowanie już się zaczęło, więc niczego, od czego ono zależy, nie można zmieniać."),
    Refusal.SEED_NOT_NEEDED: _l("W tej edycji kolejności się nie losuje, więc ziarno losowania nie jest potrzebne. Zostaw pole puste."),
}  # fmt: skip

STAGE: Mapping[Stage, LazyString] = {
    Stage.FORMAL: _l("ocena formalna"),
    Stage.MERIT: _l("ocena merytoryczna"),
}
OUTCOME: Mapping[Outcome, LazyString] = {
    Outcome.POSITIVE: _l("pozytywny"),
    Outcome.NEGATIVE: _l("negatywny"),
}
BALLOT_ORDER: Mapping[BallotOrder, LazyString] = {
    BallotOrder.DRAW: _l("losowana raz, jednakowa dla wszystkich"),
    BallotOrder.NUMBER: _l("według numerów projektów"),
    BallotOrder.RANDOM_PER_VOTER: _l("losowana osobno dla każdego głosującego"),
}


CRITERIA: Mapping[Stage, tuple[LazyString, ...]] = {
    Stage.FORMAL: (
        _l("Projekt wpłynął w terminie i na formularzu."),
        _l("Wszystkie wymagane pola są wypełnione, a treść nie zawiera danych osób trzecich."),
        _l("Osoba, która zgłosiła projekt, oświadczyła, że mieszka w mieście (jeśli edycja tego wymaga)."),
        _l("Projekt dotyczy jednej puli i mieści się w jej limitach kosztów."),
    ),
    Stage.MERIT: (
        _l("To zadanie własne gminy (albo powiatu w mieście na prawach powiatu) i jest zgodne z prawem."),
        _l("Teren należy do gminy albo gmina może nim dysponować tak długo, jak trzeba."),
        _l("Projekt jest zgodny z planem miejscowym, strategią i programami miasta."),
        _l("Da się go wykonać technicznie i w przewidzianym czasie."),
        _l("Koszt i koszt utrzymania są realne."),
        _l("Efekt będzie ogólnodostępny, a jeśli to możliwe, zaprojektowany uniwersalnie."),
        _l("Nie powiela prac, na które miasto ma już umowy, i nie wskazuje wykonawcy ani odbiorcy z nazwy."),
        _l("To nie jest sam projekt bez wykonania i nie narusza dobrych obyczajów."),
    ),
}
"""What each assessment looks at, to read beside the card (polish-rules 2.6)."""


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, in the language of the page, its facts filled in."""
    facts = {name: _shown(value) for name, value in refused.facts.items()}
    return fill(REFUSED[Refusal(refused.reason)], facts)


def _shown(value: object) -> object:
    if isinstance(value, Stage):
        return STAGE[value]
    return OUTCOME[value] if isinstance(value, Outcome) else value
