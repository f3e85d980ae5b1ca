"""What an edition is, for everybody: what is on now, until when, how much money there is and for what."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import Blueprint, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.budget.editions import queries
from civic.budget.editions.messages import how_to_vote, label, passages, period, where_to_vote
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import Calendar, Phase, Status, next_change, why_not_open_voting
from civic.core import clock, web
from civic.core.access import Permission, allows
from civic.core.deadlines import Interval, closes_at, closing_shown, opens_at

bp = Blueprint("editions", __name__, url_prefix="/budzet")


@bp.get("")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """Every edition residents may see."""
    now = clock.now()
    rows = [(each, state_of(each, now)) for each in queries.editions()]
    return render_template("editions/index.html", rows=rows)


@bp.get("/<edition>")
@allows(Permission.ANYONE)
def show(edition: str) -> ResponseReturnValue:
    """One edition."""
    facts = queries.edition_by_slug(edition)
    if not facts.public:
        abort(404)
    now = clock.now()
    told = {passage.key: passage for passage in passages(facts.rules)}
    return render_template(
        "editions/show.html",
        edition=facts,
        state=state_of(facts, now),
        until=until_when(facts, now),
        action=action_of(facts, now),
        links=list(_links(facts)),
        stages=list(_stages(facts.rules.calendar, now)),
        lists=[(each, how_to_vote(each), where_to_vote(each)) for each in facts.rules.lists],
        told=told,
        stopped=facts.status in {Status.SUSPENDED, Status.CANCELLED},
        reason=queries.last_reason(facts.id),
    )


@bp.get("/<edition>/zasady")
@allows(Permission.ANYONE)
def rules(edition: str) -> ResponseReturnValue:
    """All the rules, as the council decided them."""
    facts = queries.edition_by_slug(edition)
    if not facts.public:
        abort(404)
    return render_template("editions/rules.html", edition=facts, passages=passages(facts.rules))


def state_of(edition: EditionFacts, now: datetime) -> str:
    """What is on, in words: the calendar's phase, unless people decided otherwise."""
    if edition.status in {Status.SUSPENDED, Status.CANCELLED, Status.BUDGETED, Status.CLOSED}:
        return label(edition.status).capitalize()
    phase = edition.phase(now)
    if phase is Phase.VOTING and why_not_open_voting(edition.standing, now):
        return _("Głosowanie nie jest jeszcze otwarte")
    if phase is Phase.RESULTS and edition.status is not Status.RESULTS:
        return label(Phase.COUNTING)
    return label(phase)


def until_when(edition: EditionFacts, now: datetime) -> str:
    """Until when it is on."""
    ends = next_change(edition.rules.calendar, now)
    if ends is None or edition.status in {Status.SUSPENDED, Status.CANCELLED}:
        return ""
    if edition.phase(now) in {Phase.SUBMISSION, Phase.VOTING, Phase.APPEALS}:
        return _("Do %(when)s.", when=web.local(closing_shown(ends)))
    return _("Następny etap: %(when)s.", when=web.day(ends))


def action_of(edition: EditionFacts, now: datetime) -> tuple[str, str] | None:
    """The one thing to do now: words and address."""
    wanted: tuple[str, str] | None = None
    if why_not_open_voting(edition.standing, now) is None:
        wanted = (_("Głosuj"), "voting.start")
    elif edition.status is Status.ANNOUNCED and edition.phase(now) is Phase.SUBMISSION:
        wanted = (_("Zgłoś projekt"), "projects.begin")
    elif edition.status in {Status.RESULTS, Status.BUDGETED, Status.CLOSED}:
        wanted = (_("Zobacz wyniki"), "counting.index")
    if wanted is None or wanted[1] not in current_app.view_functions:
        return None
    return wanted[0], url_for(wanted[1], edition=edition.slug)


def _links(edition: EditionFacts) -> Iterator[tuple[str, str]]:
    for words, endpoint in (
        (_("Projekty na liście i na mapie"), "projects.index"),
        (_("Sprawdź, czy twoja koperta jest w urnie"), "voting.tracker"),
        (_("Wszystkie zasady"), "editions.rules"),
    ):
        if endpoint in current_app.view_functions and not (
            endpoint == "voting.tracker" and not edition.frozen_at
        ):
            yield words, url_for(endpoint, edition=edition.slug)


def _stages(calendar: Calendar, now: datetime) -> Iterator[dict[str, str]]:
    """The calendar as a timeline."""
    stages: tuple[tuple[Phase, Interval | date], ...] = (
        (Phase.SUBMISSION, calendar.submission),
        (Phase.VERIFICATION, calendar.merit),
        (Phase.APPEALS, calendar.appeals),
        (Phase.BEFORE_VOTING, calendar.list_published),
        (Phase.VOTING, calendar.voting),
        (Phase.RESULTS, calendar.results),
    )
    for phase, when in stages:
        span = when if isinstance(when, Interval) else Interval(opens_at(when), closes_at(when))
        state = "now" if now in span else ("done" if now >= span.closes else "next")
        words = _("Lista projektów do głosowania") if phase is Phase.BEFORE_VOTING else label(phase)
        shown = period(when) if isinstance(when, Interval) else web.day(when)
        yield {"text": words, "when": shown, "state": state}
