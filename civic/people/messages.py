"""The words for people: refusals, roles, permissions."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.core.access import Permission, Role
from civic.core.audit import KINDS, AuditEvent, Event
from civic.core.refusal import Refused
from civic.people.rules import Refusal

REFUSED: dict[Refusal, LazyString] = {
    Refusal.TOO_SHORT: _l(
        "Hasło musi mieć co najmniej 10 znaków. Dobrze działają trzy albo cztery zwykłe słowa."
    ),
    Refusal.TOO_LONG: _l("Hasło może mieć najwyżej 200 znaków."),
    Refusal.TOO_SIMPLE: _l(
        "To hasło łatwo zgadnąć. Wymyśl inne, na przykład z trzech albo czterech słów, które nic wspólnego ze sobą nie mają."
    ),
    Refusal.ABOUT_YOU: _l("To hasło to prawie twoje imię albo adres. Wymyśl inne, którego nikt nie zgadnie."),
    Refusal.WRONG_SIGN_IN: _l("Adres e-mail albo hasło się nie zgadza. Sprawdź je i spróbuj jeszcze raz."),
    Refusal.NOT_YOURS: _l("To nie jest hasło do tego konta. Sprawdź je i spróbuj jeszcze raz."),
    Refusal.TOO_MANY_TRIES: _l("Za dużo prób naraz. Odczekaj kwadrans i spróbuj jeszcze raz."),
    Refusal.BUSY: _l("Bardzo wiele osób robi teraz to samo. Odczekaj chwilę i spróbuj jeszcze raz."),
    Refusal.LINK_DEAD: _l("Ten odnośnik już nie działa. Odnośniki z naszych listów są ważne przez dobę."),
    Refusal.LINK_USED: _l("Ten odnośnik był już użyty. Jeśli to twoje konto, po prostu się zaloguj."),
    Refusal.LAST_ADMIN: _l("To ostatni administrator. Najpierw nadaj tę rolę komuś innemu."),
    Refusal.ADMIN_IS_FOR_ALL: _l("Administrator odpowiada za całość. Nie wybieraj jednostki ani edycji."),
    Refusal.ALREADY_GRANTED: _l("Ta osoba ma już tę rolę w tym zakresie."),
    Refusal.NOT_GRANTED: _l("Tej roli już nie ma. Ktoś mógł ją odebrać przed chwilą."),
    Refusal.NO_SUCH_ACCOUNT: _l("Nie ma konta o tym adresie. Poproś tę osobę, żeby najpierw założyła konto."),
    Refusal.UNIT_CLOSED: _l("Ta jednostka jest zamknięta. Wybierz inną."),
    Refusal.UNIT_NAME_TAKEN: _l("W tym miejscu jest już jednostka o tej nazwie."),
    Refusal.UNIT_UNDER_ITSELF: _l("Jednostka nie może podlegać samej sobie ani swojej części."),
    Refusal.UNIT_IN_USE: _l(
        "Najpierw odbierz role w tej jednostce i zamknij jednostki, które jej podlegają."
    ),
}

ROLES: dict[Role, LazyString] = {
    Role.RESIDENT: _l("mieszkaniec"),
    Role.ORG_REP: _l("przedstawiciel organizacji"),
    Role.COORDINATOR: _l("koordynator"),
    Role.VERIFIER: _l("weryfikator"),
    Role.APPEAL_BODY_MEMBER: _l("członek zespołu odwoławczego"),
    Role.COMMITTEE_MEMBER: _l("członek komisji"),
    Role.COUNCIL_CLERK: _l("biuro rady"),
    Role.POINT_CLERK: _l("obsługa punktu"),
    Role.TEAM_MEMBER: _l("członek zespołu do spraw inicjatyw lokalnych"),
    Role.ANIMATOR: _l("animator"),
    Role.ADVISORY_MEMBER: _l("członek rady doradczej"),
    Role.BIP_EDITOR: _l("redaktor BIP"),
    Role.DPO: _l("inspektor ochrony danych"),
    Role.FINANCE: _l("finanse"),
    Role.EXECUTIVE: _l("prezydent lub osoba upoważniona"),
    Role.AUDITOR: _l("kontroler"),
    Role.ADMIN: _l("administrator"),
}

PERMISSIONS_IN_WORDS: dict[Permission, LazyString] = {
    Permission.ANYONE: _l("czytać to, co publiczne"),
    Permission.SIGNED_IN: _l("robić to, co każdy, kto ma konto"),
    Permission.OFFICE: _l("wejść na strony urzędu"),
    Permission.EDIT_EDITION: _l("układać zasady i kalendarz edycji"),
    Permission.ORDER_EDITION: _l("ogłosić edycję"),
    Permission.ASSESS_FORMAL: _l("oceniać projekty formalnie"),
    Permission.ASSESS_MERIT: _l("oceniać projekty merytorycznie"),
    Permission.FIX_LIST: _l("ustalić listę projektów do głosowania"),
    Permission.HOLD_KEY: _l("przechowywać część klucza do urny"),
    Permission.RUN_VOTING: _l("otworzyć i zamknąć głosowanie"),
    Permission.DECIDE_DOUBTFUL: _l("decydować o wątpliwych kopertach"),
    Permission.COUNT: _l("otworzyć koperty i policzyć głosy"),
    Permission.APPROVE_RESULTS: _l("zatwierdzić wyniki"),
    Permission.EDIT_CONSULTATION: _l("przygotować konsultacje i ich kalendarz"),
    Permission.ORDER_CONSULTATION: _l("zarządzić, przedłużyć albo odwołać konsultacje"),
    Permission.PUBLISH_NOTICE: _l("odnotować, gdzie i kiedy ukazało się ogłoszenie"),
    Permission.ENTER_REMARKS: _l("wpisać uwagi z papieru, e-maila i rozmowy"),
    Permission.READ_REMARKS: _l("czytać uwagi tak, jak przyszły, z danymi autorów"),
    Permission.MODERATE: _l("moderować dyskusję i zakrywać dane osobowe"),
    Permission.READ_ANSWERS: _l("czytać odpowiedzi na uwagi, zanim są ogłoszone"),
    Permission.ANSWER_REMARKS: _l("pisać odpowiedzi na uwagi"),
    Permission.APPROVE_ANSWERS: _l("zatwierdzać odpowiedzi na uwagi"),
    Permission.APPROVE_REPORT: _l("zatwierdzić raport z konsultacji"),
    Permission.RECORD_ACT: _l("wpisać, co przyjęto po konsultacjach"),
    Permission.CONFIRM_ORGANISATIONS: _l("potwierdzać, kto reprezentuje organizację"),
    Permission.ENTER_INITIATIVES: _l("wpisać wniosek o inicjatywę lokalną z papieru"),
    Permission.CHECK_INITIATIVES: _l("sprawdzać wnioski o inicjatywę lokalną formalnie"),
    Permission.SCORE_INITIATIVES: _l("oceniać wnioski o inicjatywę lokalną"),
    Permission.EDIT_CRITERIA: _l("układać kryteria oceny inicjatyw lokalnych"),
    Permission.DECIDE_INITIATIVES: _l("rozstrzygać wnioski o inicjatywę lokalną"),
    Permission.NEGOTIATE_INITIATIVES: _l("uzgadniać harmonogram i kosztorys inicjatywy"),
    Permission.SIGN_INITIATIVES: _l("podpisać umowę o inicjatywę lokalną"),
    Permission.SETTLE_INITIATIVES: _l("rozliczać inicjatywy lokalne"),
    Permission.READ_AUDIT: _l("czytać dziennik działań"),
    Permission.GRANT_ROLES: _l("nadawać i odbierać role, prowadzić wykaz jednostek"),
}


FACTS: dict[str, LazyString] = {
    "reason": _l("Dlaczego"),
    "document_number": _l("Znak sprawy"),
    "role": _l("Rola"),
    "unit_id": _l("Numer jednostki"),
    "edition_id": _l("Numer edycji"),
    "name": _l("Nazwa"),
    "name_before": _l("Nazwa przedtem"),
    "parent_id": _l("Numer jednostki nadrzędnej"),
    "privacy_version": _l("Wersja informacji o prywatności"),
}
"""How the journal names the facts of events that do not name them themselves."""


def fact(event: AuditEvent, name: str) -> tuple[str, str]:
    """A fact of an event: its name and its value in words."""
    kind = KINDS.get(event.kind, Event)
    value = event.data[name]
    if name == "role" and value in set(Role):
        value = ROLES[Role(value)]
    return str(kind.labels.get(name) or FACTS.get(name) or name), str(value)


def done(event: AuditEvent) -> str:
    """What was done."""
    return str(KINDS.get(event.kind, Event).words or event.kind)


def words(refused: Refused) -> str:
    """The sentence for a refusal of this feature."""
    reason = refused.reason
    return str(REFUSED[Refusal(reason)]) % refused.facts


def status(refused: Refused) -> int:
    """The HTTP status that goes with it."""
    return {
        Refusal.TOO_MANY_TRIES: 429,
        Refusal.BUSY: 503,
        Refusal.LINK_DEAD: 410,
        Refusal.LINK_USED: 410,
    }.get(Refusal(refused.reason), 422)
