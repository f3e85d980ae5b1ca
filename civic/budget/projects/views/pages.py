"""What several pages show of a project: the plan of writing, the way it goes, what comes next."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext, ngettext

from civic.budget.editions import queries as editions
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import Calendar, Rules
from civic.budget.projects import messages
from civic.budget.projects.forms.search import SearchForm
from civic.budget.projects.queries import Judged
from civic.budget.projects.rules import (
    GONE,
    ON_THE_LIST,
    REJECTED,
    Category,
    Outcome,
    Stage,
    Status,
    Step,
    withdraw_closes,
)
from civic.core import web
from civic.core.deadlines import Interval, closing_shown, in_poland
from civic.places.queries import areas

SLUG: Mapping[Step, str] = {
    Step.IDEA: "pomysl",
    Step.PLACE: "miejsce",
    Step.POOL: "pula",
    Step.DESCRIPTION: "opis",
    Step.COSTS: "koszty",
    Step.CONSENTS: "zgody",
}
ORDER = list(Step)
LENGTH = len(ORDER) + 1
"""Steps of writing a project, the last one being the check of all answers."""

TAG: Mapping[Status, str] = {
    **dict.fromkeys(Status, "open"),
    **dict.fromkeys(
        REJECTED | {Status.NOT_SELECTED, Status.BELOW_THRESHOLD, Status.EXCLUDED_BY_CONFLICT}, "lost"
    ),
    **dict.fromkeys(GONE | {Status.ABANDONED}, "closed"),
    **dict.fromkeys((Status.SELECTED, Status.FUNDED_EXTRA), "won"),
    **dict.fromkeys((Status.ADMITTED, Status.POSITIVE, Status.RESTORED, Status.DONE), "done"),
    Status.DRAFT: "wait",
    Status.FORMAL_FIX: "wait",
}
"""The kind of tag of each status."""


def public_edition(slug: str) -> EditionFacts:
    """The edition with this slug, if residents may see it; else there is no such page."""
    found = editions.edition_by_slug(slug)
    if not found.public:
        abort(404)
    return found


def search_form(edition: EditionFacts) -> SearchForm:
    """What is looked for, from the address of the page."""
    form = SearchForm(request.args)
    form.offer(
        [(area.code, area.name) for area in areas()], [(pool.id, pool.name) for pool in edition.rules.pools]
    )
    return form


def place_words(area: str | None, location: str, *, citywide: bool | None) -> str:
    """Where it is, in words."""
    if citywide:
        return gettext("całe miasto")
    return ", ".join(filter(None, (area, location)))


def category_words(categories: Sequence[str]) -> list[str]:
    """The words of those that are known; projects brought in from elsewhere may have others."""
    return [str(messages.CATEGORY[Category(each)]) for each in categories if each in set(Category)]


def plan(edition: str, project_id: int | None, current: Step | None, done: Set[Step]) -> list[dict[str, Any]]:
    """The steps with where each leads; without a draft they lead nowhere yet."""
    return [
        {
            "text": messages.STEP[step],
            "href": step_url(edition, project_id, step) if project_id else None,
            "done": step in done,
            "current": step is current,
        }
        for step in ORDER
    ]


def step_url(edition: str, project_id: int, step: Step) -> str:
    """The page of a step."""
    return url_for("projects.step", edition=edition, project_id=project_id, slug=SLUG[step])


def tag_of(status: str) -> tuple[str, str]:
    """Words and kind of a status, for the component ``tag``."""
    return str(messages.STATUS[Status(status)]), TAG[Status(status)]


def timeline(
    status: Status,
    calendar: Calendar,
    now: datetime,
    *,
    submitted_at: datetime | None = None,
    withdrawn_at: datetime | None = None,
    decisions: Sequence[Judged] = (),
) -> list[dict[str, Any]]:
    """The way of a project from being sent to the results, as items of the component ``timeline``."""
    items = [_sent(submitted_at, calendar)]
    if status is Status.WITHDRAWN:
        if withdrawn_at:
            items.append(_item(messages.STATUS[status], withdrawn_at, "done"))
        return items
    made = {decision.stage: decision for decision in decisions}
    here = submitted_at is not None
    for stage, period in ((Stage.FORMAL, calendar.formal), (Stage.MERIT, calendar.merit)):
        if stage in made:
            items.append(_item(messages.decided(stage, made[stage].outcome), made[stage].at, "done"))
            if made[stage].outcome == Outcome.NEGATIVE:
                break
        else:
            items.append(_awaited(stage, period, now, is_turn=here))
            here = False
    if status in REJECTED:
        return [*items, _period(gettext("Odwołania"), calendar.appeals, now)]
    return [*items, *_later(status, calendar, now)]


def _sent(submitted_at: datetime | None, calendar: Calendar) -> dict[str, Any]:
    if submitted_at is None:
        return _item(gettext("Wyślij projekt"), closing_shown(calendar.submission.closes), "now")
    return _item(gettext("Projekt wysłany"), submitted_at, "done")


def _awaited(stage: Stage, period: Interval, now: datetime, *, is_turn: bool) -> dict[str, Any]:
    words = {Stage.FORMAL: gettext("Ocena formalna"), Stage.MERIT: gettext("Ocena merytoryczna")}
    state = "next" if not is_turn or now < period.opens else "late" if now >= period.closes else "now"
    return {**_span(words[stage], period), "state": state}


def _later(status: Status, calendar: Calendar, now: datetime) -> list[dict[str, Any]]:
    listed = _day(gettext("Lista projektów do głosowania"), calendar.list_published, now)
    if status in ON_THE_LIST:
        listed["state"] = "done"
    return [
        listed,
        _period(gettext("Głosowanie"), calendar.voting, now),
        _day(gettext("Wyniki"), calendar.results, now),
    ]


def _item(text: object, at: datetime, state: str) -> dict[str, Any]:
    return {"text": text, "when": web.local(at), "iso": web.iso(at), "state": state}


def _period(text: str, period: Interval, now: datetime) -> dict[str, Any]:
    state = "now" if now in period else "done" if now >= period.closes else "next"
    return {**_span(text, period), "state": state}


def _span(text: str, period: Interval) -> dict[str, Any]:
    first, last = web.day(period.first_day), web.day(period.last_day)
    return {"text": text, "when": gettext("od %(first)s do %(last)s", first=first, last=last)}


def _day(text: str, day: date, now: datetime) -> dict[str, Any]:
    return {"text": text, "when": web.day(day), "state": "done" if in_poland(now) >= day else "next"}


def next_thing(status: Status, rules: Rules, now: datetime) -> str:
    """The one thing its leader has to know or to do now."""
    calendar = rules.calendar
    if status is Status.DRAFT:
        return _finish(calendar, now)
    if status in GONE:
        return gettext("Nic więcej nie musisz robić. Ten projekt nie bierze już udziału w budżecie.")
    if status in REJECTED:
        return gettext(
            "Przeczytaj uzasadnienie poniżej. Odwołania przyjmujemy od %(first)s do %(last)s.",
            first=web.day(calendar.appeals.first_day),
            last=web.day(calendar.appeals.last_day),
        )
    if status is Status.ADMITTED:
        return _voted_on(calendar, now)
    if status in ON_THE_LIST:
        return gettext("Głosy są policzone. Zobacz wyniki i powód, dla którego tak się skończyło.")
    return gettext(
        "Teraz nasza kolej: sprawdzamy projekt. Wyniki oceny ogłosimy: %(day)s. Nic nie musisz robić.",
        day=web.day(calendar.results_of_merit),
    )


def _voted_on(calendar: Calendar, now: datetime) -> str:
    if now < calendar.voting.opens:
        return gettext(
            "Projekt jest na liście. Opowiedz o nim sąsiadom: głosujemy od %(first)s do %(last)s.",
            first=web.day(calendar.voting.first_day),
            last=web.day(calendar.voting.last_day),
        )
    if now < calendar.voting.closes:
        return gettext("Trwa głosowanie, do %(last)s.", last=web.local(closing_shown(calendar.voting.closes)))
    return gettext(
        "Głosowanie się skończyło. Dzień ogłoszenia wyników: %(day)s.", day=web.day(calendar.results)
    )


def _finish(calendar: Calendar, now: datetime) -> str:
    closes = calendar.submission.closes
    if now >= closes:
        return gettext(
            "Nabór się skończył, zanim projekt został wysłany. Szkic możesz przeczytać albo usunąć."
        )
    left = (calendar.submission.last_day - in_poland(now)).days
    until = web.local(closing_shown(closes))
    if not left:
        return gettext("Dokończ projekt i wyślij go jeszcze dziś: nabór trwa do %(until)s.", until=until)
    days = ngettext("Został %(num)s dzień.", "Zostało %(num)s dni.", left)
    return gettext("Dokończ projekt i wyślij go do %(until)s. %(days)s", until=until, days=days)


def until_withdraw(rules: Rules) -> str:
    """The last moment to withdraw, as people read it."""
    return web.local(closing_shown(withdraw_closes(rules)))
