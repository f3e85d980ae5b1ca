"""The words for each refusal, doubt, status and channel of voting."""

from datetime import datetime

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from civic.budget.editions.rules import Channel
from civic.budget.voting.rules import EnvelopeStatus, Fate, Problem, Refusal
from civic.core import money, web
from civic.core.refusal import Refused

REFUSED: dict[Refusal, LazyString] = {
    Refusal.NOT_YET: _l("Głosowanie zacznie się %(opens)s. Wróć wtedy."),
    Refusal.CLOSED: _l("Głosowanie zakończyło się %(closes)s. Tego głosu nie można już oddać. To, co wybrano, nadal widać poniżej."),
    Refusal.NOT_OPENED: _l("Głosowanie jest teraz wstrzymane. Spróbuj później; to, co wybrano, nadal widać poniżej."),
    Refusal.EMPTY_BALLOT: _l("Nie wybrano żadnego projektu. Wybierz co najmniej jeden."),
    Refusal.NOT_ON_THE_LIST: _l("Jednego z wybranych projektów nie ma na tej karcie. Wybierz jeszcze raz z listy."),
    Refusal.INCOMPLETE: _l("Lista „%(list)s” nie jest wypełniona: potrzeba %(needed)s, a jest %(chosen)s. Taki głos byłby nieważny."),
    Refusal.TOO_MANY_PROJECTS: _l("Za dużo projektów na liście „%(list)s”: wybrano %(chosen)s, a można najwyżej %(limit)s. Odznacz coś."),
    Refusal.SUM_EXCEEDED: _l("Za dużo punktów na liście „%(list)s”: rozdano %(chosen)s, a można najwyżej %(limit)s. Odejmij komuś."),
    Refusal.TOO_MANY_POINTS: _l("Na liście „%(list)s” jeden projekt może dostać najwyżej %(points)s."),
    Refusal.WRONG_POINTS: _l("Na liście „%(list)s” każdą liczbę punktów można dać tylko raz. Rozdaj je różnym projektom."),
    Refusal.COST_EXCEEDED: _l("Wybrane projekty kosztują razem %(cost)s, a w puli „%(pool)s” jest %(amount)s. Odznacz coś."),
    Refusal.CROSS_TOTAL_EXCEEDED: _l("Na wszystkich listach razem wybrano %(chosen)s, a można najwyżej %(limit)s. Odznacz coś."),
    Refusal.TOO_MANY_AREAS: _l("Na liście „%(list)s” można wybierać z tylu części miasta: %(limit)s. Wybrano z tylu: %(chosen)s."),
    Refusal.NOT_YOUR_AREA: _l("Na liście „%(list)s” można wybierać tylko projekty z okolicy, w której mieszkasz."),
    Refusal.AREA_MISSING: _l("Wskaż, gdzie mieszkasz: od tego zależy, na które projekty możesz głosować."),
    Refusal.NO_DECLARATION: _l("Zaznacz oświadczenie, że mieszkasz w tym mieście. Bez niego nie można oddać głosu."),
    Refusal.AGE_MISSING: _l("Wpisz, ile masz lat: samą liczbę, na przykład 42."),
    Refusal.AGE_IMPOSSIBLE: _l("Sprawdź wiek: wpisz ukończone lata, samą liczbę, na przykład 42."),
    Refusal.NAME_MISSING: _l("Wpisz imię i nazwisko."),
    Refusal.ADDRESS_MISSING: _l("Wpisz ulicę i numer domu, na przykład: Polna 5 m. 7."),
    Refusal.EMAIL_WRONG: _l("Sprawdź adres e-mail. Powinien wyglądać tak: anna@przyklad.pl."),
    Refusal.GUARDIAN_REQUIRED: _l("W imieniu młodszych dzieci głosuje rodzic albo opiekun. Wpisz jego imię i nazwisko."),
    Refusal.CONSENT_REQUIRED: _l("Potrzebna jest zgoda rodzica albo opiekuna. Zaznacz ją razem z nim."),
    Refusal.NO_SUCH_ROUTE: _l("Nie można teraz głosować w ten sposób. Wybierz inny."),
    Refusal.SIGN_IN_FIRST: _l("Zaloguj się jeszcze raz w nowej karcie, a potem wróć tu i oddaj głos. To, co wybrano, zostaje na tej stronie."),
    Refusal.LINK_INVALID: _l("Ten link jest niepełny albo pomylony. Skopiuj z listu cały adres albo poproś o nowy link."),
    Refusal.LINK_EXPIRED: _l("Ten link stracił ważność. Poproś o nowy; głos nie został jeszcze oddany."),
    Refusal.LINK_USED: _l("Z tego linku już oddano głos. Z jednego linku można zagłosować raz."),
    Refusal.TOO_MANY_LINKS: _l("Wysłaliśmy już kilka linków pod ten adres. Poszukaj ich w poczcie, także w spamie, albo spróbuj za godzinę."),
    Refusal.CONTACT_LIMIT: _l("Z tego adresu e-mail oddano już tyle głosów, ile pozwalają zasady: %(limit)s. Użyj innego adresu albo zagłosuj w inny sposób."),
    Refusal.ALREADY_VOTED: _l("Głos tej osoby jest już w urnie od %(when)s. Drugiego nie można oddać."),
    Refusal.ENVELOPE_ANNULLED: _l("Koperta tej osoby została unieważniona. Skontaktuj się z nami: powiemy dlaczego i co dalej."),
    Refusal.NO_KEY: _l("Nie ma klucza do kopert tej edycji. Najpierw komisja musi go utworzyć."),
    Refusal.KEY_EXISTS: _l("Klucz już jest i leżą pod nim koperty albo głosowanie jest otwarte, więc nie można go zmienić."),
    Refusal.KEY_NUMBERS: _l("Podaj liczbę udziałów potrzebnych do otwarcia: od 1 do liczby osób, a osób najwyżej 20."),
    Refusal.HOLDER_MISSING: _l("Wpisz imiona i nazwiska osób, które dostaną udziały: każde w osobnym wierszu, każde inne."),
    Refusal.TOO_FEW_SHARES: _l("Za mało różnych udziałów: jest %(given)s, a potrzeba %(needed)s."),
    Refusal.SHARE_MISTYPED: _l("W udziale z pola %(field)s jest pomyłka. Porównaj go z kartką i wpisz jeszcze raz."),
    Refusal.SHARES_DO_NOT_FIT: _l("Te udziały nie pasują do klucza tej edycji. Sprawdź, czy to kartki z tego roku."),
    Refusal.NO_PROJECTS: _l("Na karcie nie ma żadnego projektu, więc nie ma na co głosować."),
    Refusal.STILL_OPEN: _l("Głosowanie trwa do %(closes)s. Wcześniej kopert nie można otworzyć."),
    Refusal.PAPER_STILL_OPEN: _l("Głosy papierowe można wpisywać do %(closes)s. Wcześniej kopert nie można otworzyć."),
    Refusal.ALREADY_OPENED: _l("Koperty tej edycji są już otwarte. Otwiera się je tylko raz."),
    Refusal.DOUBTFUL_UNDECIDED: _l("Są odłożone koperty, o których jeszcze nie zdecydowano: %(count)s. Najpierw dwie osoby muszą je uznać albo unieważnić."),
    Refusal.ENVELOPES_DAMAGED: _l("Niczego nie zapisano: są koperty, których nie da się odczytać (%(count)s). Pierwsza z nich ma numer %(tracker)s. Odłóż je i unieważnij we dwie osoby."),
    Refusal.ENVELOPES_CLOSED: _l("Klucz można zniszczyć dopiero po otwarciu kopert."),
    Refusal.REASON_MISSING: _l("Napisz powód: zobaczy go osoba, która sprawdzi tę kopertę."),
    Refusal.NOT_QUARANTINED: _l("Ta koperta nie jest odłożona. Najpierw ją odłóż."),
    Refusal.NOT_VALID_NOW: _l("Tej koperty nie można odłożyć: jest już odłożona albo unieważniona."),
    Refusal.SAME_PERSON: _l("Potwierdzić musi inna osoba niż ta, która zaproponowała."),
    Refusal.NOTHING_PROPOSED: _l("Nikt nie zaproponował jeszcze decyzji o tej kopercie."),
}  # fmt: skip

FATES: dict[Fate, LazyString] = {
    Fate.UNKNOWN: _l("Nie ma takiej koperty"),
    Fate.IN_THE_BOX: _l("Twoja koperta jest w urnie"),
    Fate.WAITS: _l("Twoja koperta jest w urnie i czeka na sprawdzenie"),
    Fate.ANNULLED: _l("Ta koperta została unieważniona"),
    Fate.COUNTED: _l("Twoja koperta została policzona"),
}

STATUSES: dict[EnvelopeStatus, LazyString] = {
    EnvelopeStatus.VALID: _l("w urnie"),
    EnvelopeStatus.QUARANTINED: _l("odłożona"),
    EnvelopeStatus.ANNULLED: _l("unieważniona"),
}

DOUBTS: dict[str, LazyString] = {
    "DISPUTED": _l("ktoś zgłosił, że to nie jego głos"),
    "AGE": _l("nietypowy wiek"),
    "BURST": _l("dużo głosów naraz z jednego miejsca"),
    "DAMAGED": _l("nie da się odczytać"),
    "OTHER": _l("inny powód"),
}

CHANNELS: dict[Channel, LazyString] = {
    Channel.ONLINE: _l("przez internet"),
    Channel.PAPER: _l("na papierze"),
    Channel.POINT: _l("w punkcie głosowania"),
    Channel.POST: _l("pocztą"),
    Channel.HOME: _l("w domu"),
}

CHECKS: dict[str, tuple[LazyString, LazyString]] = {
    "key-made": (_l("Jest klucz do kopert"), _l("nie ma jeszcze klucza do kopert.")),
    "shares-rehearsed": (
        _l("Udziały wypróbowano: pasują do klucza"),
        _l("udziałów jeszcze nie wypróbowano."),
    ),
    "projects-listed": (_l("Na karcie są projekty"), _l("na karcie nie ma projektów.")),
    "commit-waits": (
        _l("Baza potwierdza głos dopiero, gdy jest na dysku"),
        _l("baza potwierdza głos, zanim jest na dysku (synchronous_commit)."),
    ),
    "disk-is-safe": (
        _l("Baza przetrwa zanik prądu"),
        _l("baza może nie przetrwać zaniku prądu (fsync, full_page_writes)."),
    ),
    "one-per-voter": (
        _l("Baza pilnuje: jedna koperta na osobę"),
        _l("w bazie brakuje reguły „jedna koperta na osobę”."),
    ),
    "no-deleting": (_l("Aplikacja nie może usuwać kopert"), _l("aplikacja ma prawo usuwać koperty.")),
    "clocks-agree": (
        _l("Zegary aplikacji i bazy są zgodne"),
        _l("zegary aplikacji i bazy różnią się o więcej niż 2 sekundy."),
    ),
}
"""Each thing the self-test looks at: when it is as it must be, and what is wrong when not."""

_MONEY = frozenset({"cost", "amount"})


def words(answer: Problem | Refused) -> str:
    """The sentence for a problem or a refusal, with its facts."""
    facts = {name: _shown(name, value) for name, value in answer.facts.items()}
    text = REFUSED[answer.reason]  # type: ignore[index]
    return str(text) % facts if facts else str(text)


def _shown(name: str, value: object) -> object:
    if isinstance(value, datetime):
        return web.closing(value) if name == "closes" else web.local(value)
    if name == "points" and isinstance(value, int):
        return ngettext("%(num)s punkt", "%(num)s punktów", value)
    return money.show(value) if name in _MONEY and isinstance(value, int) else value
