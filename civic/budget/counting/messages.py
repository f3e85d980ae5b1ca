"""The words of counting: why a project won or lost, what is wrong with a file, what a verdict says."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.budget.counting.bundle.recount import Fault
from civic.budget.counting.pabulib.election import Damage
from civic.budget.counting.pabulib.verdict import Note, Status
from civic.budget.counting.rules import Refusal
from civic.budget.counting.tally.inputs import TieStep
from civic.budget.counting.tally.results import Reason, Source

DAMAGED: dict[Damage, LazyString] = {
    Damage.NOT_UTF8: _l("Wiersz %(line)s nie jest zapisany w kodowaniu UTF-8."),
    Damage.NOT_CSV: _l("Wiersza %(line)s nie da się podzielić na kolumny."),
    Damage.NO_SECTION: _l("Plik kończy się w wierszu %(line)s, a brakuje w nim sekcji %(section)s."),
    Damage.SECTION_TWICE: _l("W wierszu %(line)s sekcja %(section)s zaczyna się po raz drugi."),
    Damage.OUTSIDE_SECTION: _l(
        "Wiersz %(line)s stoi przed pierwszą sekcją. Plik powinien zaczynać się od META."
    ),
    Damage.NO_COLUMN: _l("W nagłówku sekcji %(section)s, w wierszu %(line)s, brakuje kolumny %(column)s."),
    Damage.COLUMN_TWICE: _l(
        "W nagłówku sekcji %(section)s, w wierszu %(line)s, jedna kolumna występuje dwa razy."
    ),
    Damage.SHORT_ROW: _l("Wiersz %(line)s jest urwany: ma kolumn %(found)s, a powinien mieć %(expected)s."),
    Damage.UNCLOSED_QUOTE: _l("W wierszu %(line)s zaczyna się cudzysłów, który nigdzie się nie kończy."),
    Damage.NO_FIELD: _l("W sekcji META brakuje pola %(field)s (wiersz %(line)s)."),
    Damage.EMPTY_ID: _l("Projekt w wierszu %(line)s nie ma numeru."),
    Damage.PROJECT_TWICE: _l("W wierszu %(line)s po raz drugi występuje projekt numer %(project)s."),
    Damage.NO_PROJECTS: _l("W pliku nie ma żadnego projektu (sprawdzono do wiersza %(line)s)."),
    Damage.NOT_A_NUMBER: _l("W wierszu %(line)s pole %(field)s powinno być liczbą, a jest: %(value)s."),
    Damage.UNKNOWN_VOTE_TYPE: _l("W wierszu %(line)s podano nieznany sposób głosowania: %(value)s."),
    Damage.UNKNOWN_PROJECT: _l(
        "Głos w wierszu %(line)s wskazuje projekt %(project)s, którego nie ma na liście."
    ),
}

NOTES: dict[Note, LazyString] = {
    Note.NO_SELECTED: _l("plik nie podaje, które projekty wybrano"),
    Note.RULE_UNKNOWN: _l("plik nie podaje zasady liczenia"),
    Note.RULE_NOT_DESCRIBED: _l("zasady liczenia podanej w pliku nie znamy, a plik jej nie opisuje"),
    Note.TIE_AS_PUBLISHED: _l("remis rozstrzygnięto tak, jak ogłoszono: %(projects)s"),
    Note.EXCLUDED_AS_PUBLISHED: _l(
        "uznano za wykluczone przez lepszy projekt tego samego miejsca: %(projects)s"
    ),
    Note.FUNDED_FROM_ELSEWHERE: _l("sfinansowano z innych pieniędzy niż ta pula: %(projects)s"),
    Note.BY_PUBLISHED_TOTALS: _l("wynik zgadza się z sumami głosów podanymi w pliku, a nie z kartami"),
    Note.UNKNOWN_CHOICES: _l("pominięto wskazania projektów spoza listy: %(count)s"),
    Note.REPEATED_CHOICES: _l("ten sam projekt wskazano na karcie kilka razy, liczono raz: %(count)s"),
    Note.UNMATCHED_POINTS: _l("karty, na których liczba punktów nie pasuje do liczby projektów: %(count)s"),
    Note.BALLOTS_MISSING: _l("liczba kart różni się od podanej w META o %(count)s"),
    Note.TOTALS_DIFFER: _l("sumy głosów podane w pliku różnią się od policzonych: %(projects)s"),
}

FAULTS: dict[Fault, LazyString] = {
    Fault.NO_BUNDLE: _l("To nie jest paczka wyników: brakuje pliku %(file)s."),
    Fault.MISSING_FILE: _l("Brakuje pliku %(file)s."),
    Fault.UNKNOWN_FILE: _l("Plik %(file)s nie należy do paczki."),
    Fault.CHANGED_AT: _l("Plik %(file)s zmieniono: wiersz %(line)s, bajt %(offset)s (licząc od zera)."),
    Fault.CHANGED_NEAR: _l(
        "Plik %(file)s zmieniono: od wiersza %(line)s, między bajtami %(offset)s a %(end)s."
    ),
    Fault.NOT_READABLE: _l("Pliku %(file)s nie da się odczytać: %(why)s."),
    Fault.WRONG_DOCUMENT: _l("Plik %(file)s nie jest zasadami, które ogłoszono przed głosowaniem."),
    Fault.COUNTED_DIFFERENTLY: _l(
        "Ponowne liczenie daje inny plik %(file)s: pierwsza różnica w wierszu %(line)s, bajt %(offset)s."
    ),
}
RECOUNTED = _l("Wynik się zgadza. Policzono pule: %(pools)s, karty: %(ballots)s. Pieczęć paczki: %(seal)s")
NOT_RECOUNTED = _l("Wynik nie jest potwierdzony.")

OUTCOMES: dict[Status, LazyString] = {
    Status.REPRODUCED: _l("wynik odtworzony"),
    Status.DIFFERENT: _l("inny wynik niż ogłoszony"),
    Status.NOT_COMPARABLE: _l("nie ma z czym porównać"),
}

PUBLISHED_ONLY = _l(
    "ogłoszono jako wybrany, a z liczenia nie wychodzi: %(project)s (wynik %(score)s, koszt %(cost)s). %(reason)s"
)
COUNTED_ONLY = _l(
    "z liczenia wychodzi jako wybrany, a nie ogłoszono: %(project)s (wynik %(score)s, koszt %(cost)s, "
    "po nim zostaje %(left)s)"
)
FILE_UNREADABLE = _l("Nie da się otworzyć pliku: %(why)s.")

REASONS: dict[Reason, LazyString] = {
    Reason.SELECTED: _l("Wybrany: wystarczyło głosów i pieniędzy."),
    Reason.REDUCED_TO_FIT: _l(
        "Wybrany: koszt obniżono do pieniędzy, które zostały, za zgodą osoby, która go zgłosiła."
    ),
    Reason.GUARANTEED: _l(
        "Wybrany: to najlepszy projekt swojego obszaru, a każdy obszar ma zapewniony jeden."
    ),
    Reason.FUNDED_EXTRA: _l("Sfinansowany dodatkowo."),
    Reason.NO_FUNDS: _l("Niewybrany: nie wystarczyło pieniędzy."),
    Reason.NO_SUPPORT: _l("Niewybrany: nikt na niego nie zagłosował."),
    Reason.BELOW_THRESHOLD: _l("Niewybrany: nie osiągnął progu poparcia."),
    Reason.CONFLICT: _l("Niewybrany: w tym samym miejscu wygrał projekt %(project)s."),
    Reason.AREA_CAP: _l("Niewybrany: jego obszar ma już najwięcej projektów, ile może mieć."),
    Reason.LOST_TIE: _l(
        "Niewybrany: miał tyle samo głosów co inny projekt i przegrał rozstrzygnięcie remisu."
    ),
    Reason.WITHDRAWN: _l("Wycofany po głosowaniu."),
    Reason.TIE_PENDING: _l("Czeka na rozstrzygnięcie remisu."),
}

SOURCES: dict[Source, LazyString] = {
    Source.RESERVE: _l("Brakującą część dołożono z rezerwy."),
    Source.CITYWIDE_LEFTOVERS: _l("Z pieniędzy, które zostały w dzielnicach."),
    Source.HIGHEST_TURNOUT: _l("Z pieniędzy, które zostały, dla obszarów o najwyższej frekwencji."),
    Source.POOLED_LEFTOVERS: _l("Z pieniędzy, które zostały we wszystkich pulach."),
    Source.SECOND_PASS: _l("Z pieniędzy, które zostały w tej puli."),
    Source.TURNOUT_BONUS: _l("Nagroda za wysoką frekwencję."),
}

TIE_STEPS: dict[TieStep, LazyString] = {
    TieStep.LOWER_COST: _l("Wygrywa tańszy."),
    TieStep.HIGHER_COST: _l("Wygrywa droższy."),
    TieStep.MORE_VOTERS: _l("Wygrywa ten, na który głosowało więcej osób."),
    TieStep.MORE_FIRST_PREFERENCES: _l("Wygrywa ten, który częściej był na pierwszym miejscu."),
    TieStep.EARLIER_SUBMISSION: _l("Wygrywa zgłoszony wcześniej."),
    TieStep.FUND_BOTH_IF_POSSIBLE: _l("Jeżeli starcza pieniędzy na wszystkie, wygrywają wszystkie."),
    TieStep.PUBLIC_DRAW: _l("Rozstrzyga publiczne losowanie."),
    TieStep.EXECUTIVE_DECISION: _l("Rozstrzyga prezydent miasta."),
    TieStep.RUN_OFF: _l("Rozstrzyga dogrywka."),
}

REFUSED: dict[Refusal, LazyString] = {
    Refusal.NOT_OPENED: _l("Najpierw trzeba otworzyć koperty."),
    Refusal.PUBLISHED: _l("Wynik jest już ogłoszony i nie można go zmienić."),
    Refusal.NOT_COUNTED: _l("Głosy nie są jeszcze policzone."),
    Refusal.NOTHING_NEW: _l("Głosy są policzone i od tego czasu nic się nie zmieniło."),
    Refusal.TIE_PENDING: _l("Najpierw trzeba rozstrzygnąć remis i policzyć głosy jeszcze raz."),
    Refusal.NO_TIE: _l("Nie ma remisu, który na to czeka."),
    Refusal.OTHER_STEP: _l("Według zasad tej edycji ten remis rozstrzyga się inaczej."),
    Refusal.DRAW_EXISTS: _l("Losowanie jest już przygotowane."),
    Refusal.DRAW_TOO_LATE: _l("Losowanie trzeba przygotować przed otwarciem kopert."),
    Refusal.DRAW_NOT_COMMITTED: _l(
        "Losowania nie przygotowano przed otwarciem kopert. Zróbcie je poza systemem i wpiszcie protokół."
    ),
    Refusal.DRAW_MADE: _l("Losowanie już się odbyło. Policzcie głosy jeszcze raz."),
    Refusal.PUBLIC_PART_MISSING: _l("Wpisz liczbę albo zdanie, które padło publicznie przy losowaniu."),
    Refusal.WITNESSES_MISSING: _l("Wpisz dwóch świadków losowania."),
    Refusal.PROTOCOL_MISSING: _l("Wpisz numer protokołu albo decyzji."),
    Refusal.NOT_THE_TIED: _l("Ustaw w kolejności dokładnie te projekty, których dotyczy remis."),
    Refusal.NOT_THE_LAST: _l("Jest nowsze liczenie. Odśwież stronę i zatwierdź ostatnie."),
    Refusal.APPROVED_ALREADY: _l(
        "To liczenie już zatwierdziłaś albo zatwierdziłeś. Potrzebna jest druga osoba."
    ),
    Refusal.SLUG_TAKEN: _l("Edycja o adresie %(slug)s już jest. Podaj inny adres."),
    Refusal.RULE_UNKNOWN: _l("Nie umiemy policzyć tej edycji u siebie: zasada %(rule)s."),
    Refusal.RULES_IMPOSSIBLE: _l("Z tego pliku nie da się ułożyć zasad edycji."),
}
