"""The office card of one request: what it asks, how its terms stand, what was done, what can be done now."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from civic.core import clock, scores, web
from civic.core.access import Actor, Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.initiatives.assessment import messages, queries, rules
from civic.initiatives.assessment.models import Kind
from civic.initiatives.assessment.office.blueprint import bp, case_seen
from civic.initiatives.assessment.queries import Card, Case, Done
from civic.initiatives.assessment.rules import CardFacts, CardState
from civic.initiatives.requests import messages as request_messages
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import EDGES, Action, Land, Status, due, forward_by, values_of

_KEEPERS = (Permission.ENTER_INITIATIVES, Permission.CHECK_INITIATIVES, Permission.DECIDE_INITIATIVES)
"""Who keeps the case and may read its personal papers."""


class Deed(NamedTuple):
    """Something that can be done now: words, its page, whether it is what should be done next."""

    text: str
    address: str
    main: bool = False
    note: str = ""


@bp.get("/<int:initiative_id>/ocena")
@allows(Permission.OFFICE)
def card(initiative_id: int) -> ResponseReturnValue:
    """The request with what was done and what can be."""
    case, who, today = case_seen(initiative_id), require_actor(), in_poland(clock.now())
    assessment, cards = queries.scoring(initiative_id)
    done = queries.acts(initiative_id)
    lines = requests.lines(initiative_id)
    closed = assessment is not None and assessment.closed_at is not None
    finished = [each for each in cards if each.state is CardState.FINISHED]
    keeps = any(map(who.may, _KEEPERS))
    return render_template(
        "initiatives/assessment/card.html",
        case=case,
        due=due(case.status, case.due_on, today),
        call=rules.clock(case.fix_until, today) if case.fix_until else None,
        called=queries.newest(done, Kind.CALLED),
        forward=rules.clock(forward_by(case.received_on), today)
        if EDGES.after(case.status, Action.FORWARD)
        else None,
        history=_history(done),
        decision=queries.newest(done, *queries.DECIDED),
        deeds=list(_deeds(case, who, cards, _ready(assessment, cards), today)),
        assessment=assessment,
        cards=cards,
        finished=finished,
        columns=[{"text": each.name, "numeric": True} for each in finished],
        shown=scores.shown,
        open_points=rules.may_see_points(who.person_id, cards, closed=closed),
        lines=lines,
        values=values_of(lines),
        steps=requests.steps(initiative_id),
        files=queries.attached(initiative_id, personal=keeps),
        reads_personal=keeps,
        words=messages,
        request_words=request_messages,
    )


def _history(done: list[Done]) -> list[dict[str, str]]:
    """What the office did, the newest first, as the timeline shows it."""
    return [
        {
            "text": str(messages.KIND[each.kind]),
            "when": web.day(each.on),
            "iso": each.on.isoformat(),
            "state": "late" if each.late else "done",
            "note": " ".join(filter(None, [_fact(each), each.reason, each.by and f"({each.by})"])),
        }
        for each in reversed(done)
    ]


def _fact(each: Done) -> str:
    """What the act says besides its reason."""
    if each.kind is Kind.LAND_SET:
        return f"{messages.LAND[Land(each.body)]}."
    if each.kind is Kind.FORWARDED:
        return f"{each.body}."
    if each.due_on is not None:
        return gettext("Termin: %(day)s.", day=web.day(each.due_on))
    return each.document_number and f"{each.document_number}."


def _ready(assessment: queries.AssessmentFacts | None, cards: list[Card]) -> bool:
    return assessment is not None and rules.ready(cards, assessment.criteria.members)


def _deeds(case: Case, who: Actor, cards: list[Card], ready: bool, today: date) -> Iterator[Deed]:
    """What this person can do with the request now, what matters most first."""
    if case.party:
        return
    if who.may(Permission.SCORE_INITIATIVES):
        own = next(
            (each for each in cards if each.member_id == who.person_id), CardFacts(member_id=who.person_id)
        )
        yield from _of_team(case, own)
    if (
        who.may(Permission.DECIDE_INITIATIVES)
        and rules.why_not_open_decision(case.status, party=False) is None
    ):
        yield Deed(gettext("Rozstrzygnij"), _at("decide", case), main=True)
    if who.may(Permission.CHECK_INITIATIVES):
        yield from _of_office(case, ready, today)


def _of_team(case: Case, own: CardFacts) -> Iterator[Deed]:
    if EDGES.after(case.status, Action.ASSESS) is None or own.state is CardState.CONFLICT:
        return
    words = {
        CardState.NONE: gettext("Oceń ten wniosek"),
        CardState.DRAFT: gettext("Dokończ swoją kartę"),
        CardState.FINISHED: gettext("Obejrzyj swoją kartę"),
    }
    yield Deed(words[own.state], _at("score", case), main=own.state is not CardState.FINISHED)


def _of_office(case: Case, ready: bool, today: date) -> Iterator[Deed]:
    if case.status is Status.SUBMITTED:
        yield Deed(gettext("Sprawdź formalnie"), _at("formal", case), main=True)
        yield Deed(gettext("Przekaż innemu organowi"), _at("forward", case))
        yield Deed(gettext("Zapisz właściciela miejsca"), _at("land", case))
    if case.status is Status.FIX_CALLED:
        yield Deed(gettext("Wpisz uzupełnienie"), _at("complete", case), main=True)
        late = (
            rules.why_not_leave(case.status, case.fix_until, today, confirmed=True, party=case.party) is None
        )
        if late:
            yield Deed(
                gettext("Zostaw bez rozpoznania"),
                _at("leave", case),
                note=gettext("Termin uzupełnienia minął."),
            )
        yield Deed(gettext("Odrzuć wniosek"), _at("formal", case))
        yield Deed(gettext("Zapisz właściciela miejsca"), _at("land", case))
    if EDGES.after(case.status, Action.ASSESS):
        yield Deed(
            gettext("Zamknij ocenę protokołem"),
            _at("close", case),
            main=ready,
            note="" if ready else gettext("Jeszcze za mało zakończonych kart."),
        )
    if found := due(case.status, case.due_on, today):
        overdue = found.overdue
        note = ngettext("Termin minął %(num)s dzień temu.", "Termin minął %(num)s dni temu.", -found.left) if overdue else ""  # fmt: skip
        yield Deed(gettext("Zawiadom o nowym terminie"), _at("extend", case), note=note)


def _at(endpoint: str, case: Case) -> str:
    return url_for(f"initiative_assessment.{endpoint}", initiative_id=case.id)
