"""The text of the agreement (umowa o wykonanie inicjatywy lokalnej) and of its annexes (aneks): the only one there is.

It is a document in Polish law, so it is in Polish whatever the page's language. Its parts follow polish-rules 4.3; there
is no clause by which the city would hand money over to the applicant (4.6 (10)).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from civic.core import money
from civic.initiatives.agreements.rules.plan import Plan, Totals, totals
from civic.initiatives.agreements.rules.signing import Terms
from civic.initiatives.requests.rules import LineKind, Side

_MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
    "listopada", "grudnia",
)  # fmt: skip

STANDARD = Terms(
    tasks=(
        "Wnioskodawca organizuje pracę społeczną, prowadzi dziennik godzin i dba o bezpieczeństwo osób, które pracują."
        " Miasto zamawia i odbiera roboty, dostarcza materiały i użycza rzeczy wymienione w kosztorysie, w terminach z"
        " harmonogramu."
    ),
    communication=(
        "Strony porozumiewają się przez serwis inicjatyw lokalnych, pocztą elektroniczną i telefonicznie. O każdej"
        " przeszkodzie w wykonaniu zadania strona zawiadamia drugą stronę w ciągu 3 dni roboczych."
    ),
    liability=(
        "Każda strona odpowiada za szkody, które wyrządzi przy wykonywaniu swojej części zadania, na zasadach Kodeksu"
        " cywilnego. Miasto zapewnia osobom pracującym społecznie ubezpieczenie od następstw nieszczęśliwych wypadków w"
        " czasie prac z harmonogramu."
    ),
    control=(
        "Każda strona może w każdym czasie sprawdzić, jak druga strona wykonuje swoją część zadania, i obejrzeć"
        " dokumenty, które tego dotyczą. Uwagi strony przekazują sobie na piśmie albo przez serwis."
    ),
    settlement=(
        "Wnioskodawca składa sprawozdanie, w którym porównuje to, co zaplanowano w kosztorysie, z tym, co wykonano, i"
        " wyjaśnia różnice. Miasto sprawdza je i podaje do wiadomości publicznej bez danych osobowych."
    ),
    amendments=(
        "Zmiana umowy wymaga aneksu podpisanego przez obie strony. Zmianę harmonogramu albo kosztorysu każda strona"
        " proponuje jako kolejną wersję; aneks obejmuje wersję, którą potwierdziły obie strony."
    ),
    termination=(
        "Strony mogą rozwiązać umowę za porozumieniem w każdym czasie. Każda strona może ją wypowiedzieć z zachowaniem"
        " 14 dni wypowiedzenia, podając przyczynę. Po rozwiązaniu umowy Wnioskodawca zwraca rzeczy użyczone w ciągu 7 dni."
    ),
)
"""What stands in the form before the office changes it."""


@dataclass(frozen=True)
class Section:
    """One paragraph (§) of the text with its points."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Heads:
    """What the text says of the initiative. ``signature``: IL/2026/0007; ``number``: of the agreement, "" before it has one."""

    signature: str
    title: str
    place: str
    number: str = ""
    annex: int = 0
    main_number: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class Contract:
    """The whole text but the annexed tables and the applicant's name. ``version``: of the plan annexed."""

    title: str
    opening: str
    city_party: str
    sections: tuple[Section, ...]
    version: int


def contract(heads: Heads, terms: Terms, plan: Plan, version: int) -> Contract:
    """The text, made anew from the same facts whenever it is asked for."""
    summed = totals(plan.lines)
    made = _annex(heads, terms, summed, version) if heads.annex else _agreement(heads, terms, summed, version)
    number = f" nr {heads.number}" if heads.number else ""
    what = f"Aneks nr {heads.annex}" if heads.annex else f"Umowa{number}"
    concerning = f" do umowy nr {heads.main_number}" if heads.annex else ""
    signed = f" zawarta {day(heads.signed_on)}" if heads.signed_on and not heads.annex else ""
    return Contract(
        title=f"{what}{concerning} o wykonanie inicjatywy lokalnej „{heads.title}”",
        opening=f"{'Zawarty' if heads.annex else 'Umowa' + signed} pomiędzy:",
        city_party=terms.city_party,
        sections=tuple(made),
        version=version,
    )


def _agreement(heads: Heads, terms: Terms, summed: Totals, version: int) -> Iterator[Section]:
    place = f" Miejsce: {heads.place}." if heads.place else ""
    yield Section(
        "Przedmiot umowy",
        (
            f"Strony wspólnie wykonują zadanie publiczne „{heads.title}” z wniosku {heads.signature}, na podstawie art. 19b–19h ustawy o działalności pożytku publicznego i o wolontariacie.{place}",
            f"Harmonogram (załącznik nr 1) i kosztorys (załącznik nr 2) strony opracowały wspólnie; obie potwierdziły wersję {version}.",
        ),
    )
    yield Section("Okres obowiązywania", (_period(terms),))
    yield Section("Zobowiązania Wnioskodawcy", tuple(_residents(summed)))
    yield Section(
        "Zobowiązania Miasta",
        (
            f"Miasto wykonuje swoją część zadania o wartości {money.show(summed.city)}: samo zamawia, kupuje i opłaca to, co jest po jego stronie w kosztorysie.",
            f"Wydatki Miasta są zapisane w budżecie: {terms.budget_line}.",
        ),
    )
    yield from _how(terms)


def _how(terms: Terms) -> Iterator[Section]:
    """How the sides work together, settle and part."""
    yield Section("Zadania stron", _points(terms.tasks))
    yield Section(
        "Rzeczy użyczone",
        (
            "Rzeczy, które Miasto użycza na czas trwania umowy (art. 19f ustawy), przekazuje protokołem z opisem ich stanu. Wnioskodawca używa ich tylko do tego zadania i zwraca je protokołem; o uszkodzeniu albo utracie zawiadamia od razu.",
        ),
    )
    yield Section("Porozumiewanie się", _points(terms.communication))
    yield Section("Odpowiedzialność za szkody i ubezpieczenie", _points(terms.liability))
    yield Section("Wzajemna kontrola", _points(terms.control))
    yield Section(
        "Rozliczenie",
        (
            *_points(terms.settlement),
            f"Sprawozdanie składa się w ciągu {terms.settlement_days} dni od zakończenia zadania.",
        ),
    )
    yield Section("Zmiany umowy", _points(terms.amendments))
    yield Section("Rozwiązanie umowy", _points(terms.termination))
    yield Section(
        "Postanowienia końcowe",
        (
            "W sprawach, których umowa nie reguluje, stosuje się Kodeks cywilny (art. 19h ustawy).",
            "Załączniki są częścią umowy. Umowę sporządzono w dwóch egzemplarzach, po jednym dla każdej strony, albo w postaci elektronicznej.",
        ),
    )


def _annex(heads: Heads, terms: Terms, summed: Totals, version: int) -> Iterator[Section]:
    yield Section(
        "Co się zmienia",
        (
            f"Harmonogram i kosztorys w wersji {version}, którą potwierdziły obie strony, zastępują poprzednie załączniki nr 1 i 2.",
            _period(terms),
            f"Wkład Wnioskodawcy ma po zmianie wartość {money.show(summed.residents)}, a część Miasta {money.show(summed.city)}.",
            f"Wydatki Miasta są zapisane w budżecie: {terms.budget_line}.",
        ),
    )
    yield Section("Pozostałe postanowienia", (f"Reszta umowy nr {heads.main_number} się nie zmienia.",))


def _period(terms: Terms) -> str:
    return f"Umowa obowiązuje od {day(terms.starts_on)} do {day(terms.ends_on)}"


def _residents(summed: Totals) -> Iterator[str]:
    yield f"Wnioskodawca wnosi wkład o łącznej wartości {money.show(summed.residents)}."
    if summed.hours:
        hours = plain_number(summed.hours)
        yield f"Praca społeczna wnioskodawcy to {hours} godz. o wartości {money.show(summed.work)}."
    if summed.things:
        yield f"Świadczenia rzeczowe wnioskodawcy mają wartość {money.show(summed.things)}."
    if summed.money:
        yield f"Świadczenia pieniężne to wydatki na zadanie, które pokrywają mieszkańcy: {money.show(summed.money)}."


def _points(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def day(value: date | None) -> str:
    """22 listopada 2026 r.; dots to be filled in where there is no date yet."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year} r." if value else "…………"


def plain_number(value: object) -> str:
    """A quantity as people write it: "2,5", without zeros at the end."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


KIND_WORDS = {
    LineKind.WORK: "praca społeczna",
    LineKind.THING: "świadczenie rzeczowe",
    LineKind.WORKS: "roboty i usługi",
    LineKind.MATERIALS: "materiały",
    LineKind.LENDING: "rzeczy użyczone",
}
"""Kinds of lines in the annexes; money differs by side."""


def kind_words(side: Side, kind: LineKind) -> str:
    """The kind of a line as the annex says it."""
    if kind is LineKind.MONEY:
        return "świadczenie pieniężne" if side is Side.RESIDENTS else "inne wydatki Miasta"
    return KIND_WORDS[kind]
