"""What several pages show of a request: the plan of writing, its way, what comes next."""

from collections.abc import Mapping, Set
from datetime import date, datetime
from typing import Any, Protocol

from flask import url_for
from flask_babel import gettext

from civic.core import web
from civic.core.deadlines import in_poland
from civic.initiatives.requests import messages, sections
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import (
    AWAITING_DECISION,
    ENDED,
    InitiativeSettings,
    Status,
    Step,
    Values,
    due,
)
from civic.initiatives.requests.sections import Next

SLUG: Mapping[Step, str] = {
    Step.IDEA: "pomysl",
    Step.PLACE: "miejsce",
    Step.DESCRIPTION: "opis",
    Step.GIVING: "dajemy",
    Step.ASKING: "prosimy",
    Step.SCHEDULE: "harmonogram",
    Step.APPLICANT: "kto",
    Step.MEMBERS: "grupa",
    Step.DECLARATIONS: "zalaczniki",
}
ORDER = list(Step)
LENGTH = len(ORDER) + 1
"""Steps of writing a request, the last one being the check of all answers."""


class Sent(Protocol):
    """What the way of a request needs to know of it."""

    @property
    def id(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def submitted_at(self) -> datetime | None: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def status_at(self) -> datetime | None: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


def plan(
    initiative_id: int | None, current: Step | None, done: Set[Step], reopened: Set[Step] | None = None
) -> list[dict[str, Any]]:
    """The steps with where each leads; without a draft they lead nowhere yet. ``reopened``: only these can be changed."""
    return [
        {
            "text": messages.STEP[step],
            "href": step_url(initiative_id, step)
            if initiative_id and (not reopened or step in reopened)
            else None,
            "done": step in done,
            "current": step is current,
        }
        for step in ORDER
    ]


def step_url(initiative_id: int, step: Step) -> str:
    """The page of a step."""
    if step is Step.MEMBERS:
        return url_for("initiatives.group", initiative_id=initiative_id)
    return url_for("initiatives.step", initiative_id=initiative_id, slug=SLUG[step])


def tag_of(status: str) -> tuple[str, str]:
    """Words and kind of a status, for the component ``tag``."""
    return str(messages.STATUS[Status(status)]), messages.TAG[Status(status)]


def place_words(area: str | None, location: str) -> str:
    """Where it is, in words."""
    return ", ".join(filter(None, (area, location)))


def sums(values: Values, settings: InitiativeSettings) -> dict[str, Any]:
    """Both sides' sums and what the city's limits leave, for the template ``_sums``."""
    share, limit = settings.max_city_share, settings.max_city_amount
    return {
        "values": values,
        "own": messages.percent(values.own_share),
        "max_share": f"{share.normalize():f}".replace(".", ",") if share is not None else None,
        "max_amount": limit,
    }


def timeline(found: Sent, today: date, settle_days: int) -> list[dict[str, Any]]:
    """The way from being sent to the settlement, as items of the component ``timeline``."""
    status = Status(found.status)
    items = [_item(gettext("Wniosek wysłany"), found.submitted_at, "done")]
    items += [
        {**_item(each.text, each.at, "done"), "note": each.note}
        for each in sections.moments_of(found.id, status)
    ]
    now = str(messages.STATUS[status])
    if status in ENDED:
        return [*items, _item(now, found.status_at, "done")]
    if status in AWAITING_DECISION:
        items += [_awaited(status, found.due_on, today)]
    elif status is Status.ACCEPTED:
        items += [{"text": now, "state": "now"}]
    return [*items, *_ahead(status, found, settle_days)]


def _awaited(status: Status, due_on: date | None, today: date) -> dict[str, Any]:
    term = due(status, due_on, today)
    words = gettext("Decyzja najpóźniej %(day)s", day=web.day(due_on)) if due_on else gettext("Decyzja")
    late = term is not None and term.overdue
    return {
        "text": words,
        "when": messages.left(term) if term else None,
        "state": "late" if late else "now",
        "note": str(messages.STATUS[status]),
    }


def _ahead(status: Status, found: Sent, settle_days: int) -> list[dict[str, Any]]:
    """What comes after the decision; what is behind is left out, where it stands is marked."""
    days = gettext("W ciągu %(days)s dni od zakończenia", days=settle_days)
    ahead: list[tuple[frozenset[Status], str, str | None]] = [
        (frozenset({Status.NEGOTIATION}), gettext("Razem ustalamy harmonogram i kosztorys"), None),
        (frozenset({Status.CONTRACTED}), gettext("Umowa"), None),
        (frozenset({Status.IN_PROGRESS}), gettext("Wspólna praca"), _span(found.starts_on, found.ends_on)),
        (frozenset({Status.COMPLETED}), gettext("Rozliczenie"), days),
    ]
    here = next((place for place, (at, _, _) in enumerate(ahead) if status in at), None)
    return [
        {"text": text, "when": when, "state": "now" if place == here else "next"}
        for place, (_, text, when) in enumerate(ahead)
        if here is None or place >= here
    ]


def _span(first: date | None, last: date | None) -> str | None:
    if first is None or last is None:
        return None
    return gettext("od %(first)s do %(last)s", first=web.day(first), last=web.day(last))


def _item(text: str, at: date | datetime | None, state: str) -> dict[str, Any]:
    if at is None:
        return {"text": text, "state": state}
    iso = web.iso(at) if isinstance(at, datetime) else at.isoformat()
    when = web.local(at) if isinstance(at, datetime) else web.day(at)
    return {"text": text, "when": when, "iso": iso, "state": state}


def next_thing(facts: InitiativeFacts, fix_until: date | None, now: datetime) -> Next:
    """The one thing its leader has to know or to do now."""
    if facts.status in sections.NEXT and (said := sections.NEXT[facts.status](facts)):
        return said
    if facts.status is Status.DRAFT:
        return Next(
            gettext("Dokończ wniosek i wyślij go. Nie ma terminu, ale im wcześniej, tym lepiej."),
            gettext("Dokończ wniosek"), url_for("initiatives.check", initiative_id=facts.id),
        )  # fmt: skip
    if facts.status is Status.FIX_CALLED:
        return Next(
            gettext("Urząd prosi o uzupełnienie wniosku. Popraw to, co wskazał, i wyślij jeszcze raz."),
            gettext("Uzupełnij wniosek"), url_for("initiatives.check", initiative_id=facts.id), fix_until,
        )  # fmt: skip
    if facts.status in AWAITING_DECISION:
        return Next(_awaiting(facts, in_poland(now)))
    return Next(_SAID[facts.status]()) if facts.status in _SAID else Next(_over())


def _awaiting(facts: InitiativeFacts, today: date) -> str:
    term = due(facts.status, facts.due_on, today)
    if term is not None and term.overdue:
        return gettext(
            "Termin decyzji minął %(day)s. Urząd powinien napisać, dlaczego i kiedy ją wyda. Możesz o to zapytać.",
            day=web.day(term.on),
        )
    return gettext(
        "Teraz nasza kolej: sprawdzamy wniosek. Decyzja najpóźniej %(day)s. Nic nie musisz robić.",
        day=web.day(facts.due_on) if facts.due_on else "",
    )


def _over() -> str:
    return gettext("Ta sprawa jest zakończona. Nic nie musisz robić.")


_SAID = {
    Status.ACCEPTED: lambda: gettext(
        "Wniosek jest przyjęty. Urząd odezwie się, żeby ustalić harmonogram i kosztorys."
    ),
    Status.NEGOTIATION: lambda: gettext("Ustalacie z urzędem, kto co zrobi, kiedy i za ile."),
    Status.CONTRACTED: lambda: gettext("Umowa jest podpisana. Pracę zaczynacie według harmonogramu."),
    Status.IN_PROGRESS: lambda: gettext("Praca trwa. Zapisujcie godziny, żeby łatwo ją rozliczyć."),
    Status.COMPLETED: lambda: gettext("Praca skończona. Zostało rozliczenie."),
}
