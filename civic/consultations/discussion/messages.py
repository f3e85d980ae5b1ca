"""The words of discussions."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from civic.consultations.discussion.rules import (
    Ground,
    Only,
    Order,
    Refusal,
    Rule,
    Shown,
    Stance,
    Verdict,
)
from civic.core import web
from civic.core.refusal import Refused

REFUSED: Mapping[Refusal, LazyString] = {
    Refusal.NOT_SIGNED_IN: _l("Twoja sesja się skończyła, ale to, co piszesz, zostało. Zaloguj się w drugiej karcie i wyślij jeszcze raz."),
    Refusal.STALE_PAGE: _l("Strona była otwarta długo, więc na wszelki wypadek prosimy: wyślij jeszcze raz. To, co piszesz, zostało."),
    Refusal.NO_DISCUSSION: _l("W tych konsultacjach nie ma dyskusji. Swoje zdanie możesz napisać w uwadze."),
    Refusal.NOT_OPEN_YET: _l("Te konsultacje jeszcze się nie zaczęły. Komentarz napiszesz, gdy się zaczną."),
    Refusal.CLOSED: _l("Te konsultacje już się skończyły. Dyskusję można czytać, ale nie można w niej pisać."),
    Refusal.EMPTY: _l("Napisz coś. Pusty komentarz nic nikomu nie powie."),
    Refusal.TOO_LONG: _l("Skróć: w komentarzu zmieści się najwyżej %(max)s znaków."),
    Refusal.TOO_MANY_LINKS: _l("W komentarzu mogą być najwyżej %(links)s linki. Usuń pozostałe."),
    Refusal.SAID_ALREADY: _l("Taki komentarz jest już w tej dyskusji i to ty go napisałeś albo napisałaś. Każdą myśl wystarczy napisać raz."),
    Refusal.TOO_FAST: _l("Piszesz bardzo szybko. Odczekaj minutę i wyślij jeszcze raz; tekst poczeka."),
    Refusal.TOO_MANY_TODAY: _l("Na dziś to już wszystko: dziennie mieści się %(tries)s. Dokończ jutro."),
    Refusal.GONE: _l("Tego komentarza nie można już przeczytać, więc nie można tego zrobić."),
    Refusal.NOT_YOURS: _l("To nie jest twój komentarz."),
    Refusal.TOO_LATE_TO_EDIT: _l("Komentarz można poprawić przez 15 minut. Możesz dopisać nowy albo usunąć ten."),
    Refusal.ANSWERED_BY_OFFICE: _l("Urząd już na ten komentarz odpowiedział, więc nie można go zmienić. Możesz dopisać nowy."),
    Refusal.OFFICE_STAYS: _l("Odpowiedź urzędu zostaje. Jeśli trzeba coś sprostować, dopisz następną."),
    Refusal.OWN_REPORT: _l("To twój własny komentarz. Jeśli go nie chcesz, po prostu go usuń."),
    Refusal.ALREADY_REPORTED: _l("Ten komentarz jest już przez ciebie zgłoszony. Jedno zgłoszenie wystarczy."),
    Refusal.OWN_COMMENT: _l("To twój własny komentarz. Musi o nim zdecydować ktoś inny."),
    Refusal.REASON_MISSING: _l("Napisz, dlaczego."),
    Refusal.RULE_MISSING: _l("Zaznacz, którą zasadę narusza ten komentarz."),
    Refusal.NOTHING_MASKED: _l("W miejsce tego, co ma zniknąć, wpisz znak […]. Teraz nic nie jest zasłonięte."),
    Refusal.ONLY_MASKS: _l("Zasłaniać można tylko fragmenty: w ich miejsce wpisz […]. Reszta tekstu musi zostać taka, jaka jest."),
    Refusal.ALREADY_DECIDED: _l("Ktoś zdecydował wcześniej: %(verdict)s (%(unit)s, %(at)s). Twoja decyzja nie została zapisana. Przeczytaj tamtą i zdecyduj jeszcze raz, jeśli trzeba."),
    Refusal.OBJECTION_WAITS: _l("Autor złożył sprzeciw. Najpierw rozpatrz sprzeciw."),
    Refusal.NOTHING_TO_OBJECT: _l("Ten komentarz jest widoczny w całości, więc nie ma się czemu sprzeciwiać."),
    Refusal.ALREADY_OBJECTED: _l("Twój sprzeciw wobec tej decyzji już do nas dotarł."),
    Refusal.FOUR_EYES: _l("To ty podjąłeś albo podjęłaś decyzję, której dotyczy sprzeciw. Musi go rozpatrzyć ktoś inny."),
}  # fmt: skip

STANCE: Mapping[Stance, tuple[LazyString, str]] = {
    Stance.FOR: (_l("za"), "+"),
    Stance.AGAINST: (_l("przeciw"), "–"),
    Stance.NEUTRAL: (_l("bez stanowiska"), "="),
}
"""The words and the sign, so that nobody needs colour."""

SHOWN: Mapping[Shown, LazyString] = {
    Shown.INITIALS: _l("Tylko inicjały"),
    Shown.NAME: _l("Imię i nazwisko"),
}

RULE: Mapping[Rule, LazyString] = {
    Rule.OFFENSIVE: _l("komentarz obraża albo poniża"),
    Rule.PERSONAL_DATA: _l("komentarz ujawnia czyjeś dane osobowe"),
    Rule.UNLAWFUL: _l("komentarz łamie prawo, na przykład wzywa do przemocy"),
}

GROUND: Mapping[Ground, LazyString] = {
    Ground.OFFENSIVE: _l("Obraża albo poniża"),
    Ground.PERSONAL_DATA: _l("Ujawnia czyjeś dane osobowe"),
    Ground.UNLAWFUL: _l("Łamie prawo, na przykład wzywa do przemocy"),
    Ground.OTHER: _l("Co innego"),
}

VERDICT: Mapping[Verdict, LazyString] = {
    Verdict.LEAVE: _l("komentarz zostaje"),
    Verdict.MASK: _l("zasłonięto fragmenty"),
    Verdict.HIDE: _l("komentarz ukryto"),
    Verdict.UPHOLD: _l("sprzeciw oddalono"),
    Verdict.RESTORE: _l("komentarz przywrócono"),
}

ORDER: Mapping[Order, LazyString] = {
    Order.SHUFFLED: _l("Losowa"),
    Order.NEWEST: _l("Od najnowszych"),
    Order.OLDEST: _l("Od najstarszych"),
}

ONLY: Mapping[Only, LazyString] = {
    Only.ALL: _l("Wszystkie"),
    Only.UNANSWERED: _l("Bez odpowiedzi"),
    Only.OFFICE: _l("Z odpowiedzią urzędu"),
    Only.FOR: _l("Tylko za"),
    Only.AGAINST: _l("Tylko przeciw"),
}


def words(refused: Refused) -> str:
    """The sentence of a refusal."""
    return str(REFUSED[Refusal(refused.reason)]) % {
        name: _said(value) for name, value in refused.facts.items()
    }


def _said(value: object) -> object:
    """A fact as it stands in a sentence; a decision without a unit is the office's."""
    if isinstance(value, datetime):
        return web.local(value)
    if isinstance(value, Verdict):
        return VERDICT[value]
    return value if value != "" else gettext("urząd")
