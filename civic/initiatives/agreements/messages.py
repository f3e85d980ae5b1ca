"""The words for each refusal, side, kind and mail of the agreements."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core import money, web
from civic.core.refusal import Refused
from civic.initiatives.agreements.rules import Refusal, Way
from civic.initiatives.requests.rules import LineKind, Side, Who

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.NOT_ACCEPTED: _l("Uzgodnienia zaczynają się po pozytywnej decyzji o wniosku. Ten wniosek jeszcze jej nie ma albo jej nie dostał."),
    Refusal.ALREADY_BEGUN: _l("Uzgodnienia już trwają."),
    Refusal.NOT_BEGUN: _l("Uzgodnienia jeszcze się nie zaczęły. Zaczyna je urząd, kontaktując się z mieszkańcami."),
    Refusal.CLOSED: _l("Na tym etapie sprawy nie można już nic uzgadniać ani podpisywać."),
    Refusal.OWN_INITIATIVE: _l("To twoja własna inicjatywa. W imieniu miasta musi działać ktoś inny."),
    Refusal.OVERTAKEN: _l("Ktoś zapisał tymczasem wersję %(newest)s, a twoje zmiany robisz na wersji %(based_on)s. Nic z tego, co masz w formularzu, nie zginęło: porównaj obie i zapisz jeszcze raz."),
    Refusal.NOTHING_CHANGED: _l("W formularzu jest to samo co w wersji %(version)s. Zmień coś albo potwierdź tę wersję."),
    Refusal.NOTE_TOO_LONG: _l("Skróć opis zmian: zmieści się najwyżej %(max)s znaków."),
    Refusal.NO_ESTIMATE: _l("Nie ma kosztorysu. Umowę można podpisać dopiero z kosztorysem, który potwierdziły obie strony."),
    Refusal.NO_RESIDENTS_SHARE: _l("W kosztorysie nie ma niczego od mieszkańców. Wpisz ich pracę, rzeczy albo pieniądze: bez tego nie ma inicjatywy lokalnej."),
    Refusal.NO_SCHEDULE: _l("Nie ma harmonogramu. Umowę można podpisać dopiero z harmonogramem, który potwierdziły obie strony."),
    Refusal.TOO_MANY_ROWS: _l("Zmieści się najwyżej %(max)s wierszy. Połącz podobne."),
    Refusal.LINE_UNCLEAR: _l("Wiersz %(line)s kosztorysu (%(name)s): podaj rodzaj, nazwę, ilość większą od zera (najwyżej dwa miejsca po przecinku) i cenę."),
    Refusal.STEP_UNCLEAR: _l("Etap %(step)s harmonogramu: napisz, co będzie zrobione."),
    Refusal.STEP_BACKWARDS: _l("Etap %(step)s harmonogramu kończy się, zanim się zacznie. Popraw daty."),
    Refusal.CITY_SHARE_TOO_HIGH: _l("Część miasta to %(share)s całości, a uchwała pozwala na najwyżej %(max)s %%."),
    Refusal.CITY_AMOUNT_TOO_HIGH: _l("Część miasta to %(city)s, a uchwała pozwala na najwyżej %(limit)s. Za dużo o %(over)s."),
    Refusal.SUM_TOO_LARGE: _l("Suma kosztorysu jest za duża. Sprawdź ilości i ceny."),
    Refusal.SPEAKS_OF_GRANT: _l("W tekście są słowa „%(words)s”. Inicjatywa lokalna to wspólna praca miasta i mieszkańców: miasto robi swoją część samo i nie daje na nią pieniędzy. Napisz to inaczej."),
    Refusal.NOT_NEWEST: _l("Chcesz potwierdzić wersję %(version)s, a jest już wersja %(newest)s. Przeczytaj ją; potwierdzić można tylko najnowszą."),
    Refusal.ALREADY_CONFIRMED: _l("Wersja %(version)s jest już przez was potwierdzona."),
    Refusal.IN_FORCE: _l("Wersja %(version)s już obowiązuje: jest załącznikiem podpisanej umowy. Żeby coś zmienić, zapisz nową wersję."),
    Refusal.LEADER_HAS_ACCOUNT: _l("Mieszkańcy mogą potwierdzić tę wersję w serwisie, więc urząd nie robi tego za nich."),
    Refusal.MESSAGE_MISSING: _l("Napisz wiadomość."),
    Refusal.MESSAGE_TOO_LONG: _l("Skróć wiadomość: zmieści się najwyżej %(max)s znaków."),
    Refusal.NOT_AGREED: _l("Wersji %(version)s nie potwierdziły jeszcze obie strony. Umowę można podpisać dopiero wtedy."),
    Refusal.TERMS_MISSING: _l("Umowa nie jest jeszcze cała. Brakuje: %(fields)s."),
    Refusal.TERMS_BACKWARDS: _l("Umowa kończy się, zanim się zacznie. Popraw daty."),
    Refusal.NO_BUDGET_LINE: _l("Nie wpisano, z której pozycji budżetu miasto zapłaci za swoją część. Bez tego umowy nie można podpisać."),
    Refusal.SETTLEMENT_TERM: _l("Termin rozliczenia to od 1 do %(max)s dni."),
    Refusal.ALREADY_ACCEPTED_TEXT: _l("Ten tekst jest już podpisany przez mieszkańców."),
    Refusal.APPLICANT_NOT_SIGNED: _l("Nie ma jeszcze podpisu mieszkańców. Niech podpiszą w serwisie albo wpisz dzień, w którym podpisali papierową umowę."),
    Refusal.SIGNED_IN_FUTURE: _l("Dzień podpisania nie może być późniejszy niż dzisiejszy."),
    Refusal.SIGNED_TOO_EARLY: _l("Wniosek wpłynął %(received)s. Umowy nie można było podpisać wcześniej: sprawdź dzień."),
    Refusal.NOTHING_TO_SIGN: _l("Nie ma nowej wersji do podpisania. Żeby zmienić umowę, zapiszcie i potwierdźcie nową wersję."),
}  # fmt: skip

SIDE: Mapping[Side, LazyString] = {Side.RESIDENTS: _l("mieszkańcy"), Side.CITY: _l("urząd")}
DOER: Mapping[Who, LazyString] = {
    Who.RESIDENTS: _l("mieszkańcy"),
    Who.CITY: _l("miasto"),
    Who.BOTH: _l("razem"),
}
KIND: Mapping[LineKind, LazyString] = {
    LineKind.WORK: _l("Praca społeczna"),
    LineKind.THING: _l("Rzeczy"),
    LineKind.WORKS: _l("Roboty i usługi"),
    LineKind.MATERIALS: _l("Materiały"),
    LineKind.LENDING: _l("Rzeczy użyczone"),
    LineKind.MONEY: _l("Pieniądze"),
}
WAY: Mapping[Way, LazyString] = {Way.PAPER: _l("na papierze"), Way.ELECTRONIC: _l("elektronicznie")}
FIELD: Mapping[str, LazyString] = {
    "terms": _l("wszystkich postanowień"),
    "starts_on": _l("początku umowy"),
    "ends_on": _l("końca umowy"),
    "city_party": _l("kto podpisuje za miasto"),
    "applicant_party": _l("kto podpisuje za mieszkańców"),
    "tasks": _l("zadań stron"),
    "communication": _l("porozumiewania się"),
    "liability": _l("odpowiedzialności i ubezpieczenia"),
    "control": _l("wzajemnej kontroli"),
    "settlement": _l("rozliczenia"),
    "settlement_days": _l("terminu rozliczenia"),
    "amendments": _l("zmian umowy"),
    "termination": _l("rozwiązania umowy"),
    "budget_line": _l("pozycji budżetu"),
}


def words(refused: Refused) -> str:
    """The sentence of a refusal of this feature, its facts filled in."""
    facts = {name: _shown(name, value) for name, value in refused.facts.items()}
    return str(REFUSED[Refusal(refused.reason)]) % facts


def _shown(name: str, value: object) -> object:
    if name == "fields" and isinstance(value, tuple):
        return ", ".join(str(FIELD[each]) for each in value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return web.day(value)
    if name in {"city", "limit", "over"} and isinstance(value, int):
        return money.show(value)
    return value
