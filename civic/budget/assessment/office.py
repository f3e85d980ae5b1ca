"""The office's pages of assessment: the queue of cards, a card, the list of the vote."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from civic.budget.assessment import messages, queries, rules, services
from civic.budget.assessment.forms import ConflictForm, QueueForm, SeedForm, VerdictForm
from civic.budget.assessment.queries import PAGE, WAITS_FOR, Waiting
from civic.budget.editions import queries as editions
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import BallotOrder
from civic.budget.projects import messages as project_messages
from civic.budget.projects import queries as projects
from civic.budget.projects.rules import REJECTED, Stage, Status, Terms
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.fields import Form
from civic.core.refusal import Refused
from civic.places.queries import areas

bp = Blueprint("assessment_office", __name__, url_prefix="/urzad/<edition>/ocena")


@bp.get("")
@allows(Permission.ASSESS_FORMAL)
def queue(edition: str) -> ResponseReturnValue:
    """Cards that wait, the longest first."""
    found, form, now = editions.edition_by_slug(edition), QueueForm(request.args), clock.now()
    pools = {pool.id: pool.name for pool in found.rules.pools}
    form.offer([(area.code, area.name) for area in areas()], pools.items())
    total, counted = queries.queue_length(found.id, form.wanted), queries.summary(found.id)
    last = max(1, -(-total // PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    return render_template(
        "assessment/queue.html",
        edition=found,
        form=form,
        cards=[_line(card, found, pools, now) for card in queries.queue(found.id, form.wanted, page)],
        found=ngettext("%(num)s karta", "%(num)s kart", total),
        page=page,
        pages=last,
        asked={name: value for name, value in request.args.items() if name not in {"page", "lang"} and value},
        waiting={stage: sum(counted[status] for status in WAITS_FOR[stage]) for stage in Stage},
        done=sum(counted.values()) - sum(counted[status] for stage in Stage for status in WAITS_FOR[stage]),
    )


@bp.get("/<int:number>")
@allows(Permission.ASSESS_FORMAL)
def card(edition: str, number: int) -> ResponseReturnValue:
    """One project with what was decided and what can be."""
    return _card(editions.edition_by_slug(edition), number)


@bp.post("/<int:number>/formalna")
@allows(Permission.ASSESS_FORMAL)
def decide_formal(edition: str, number: int) -> ResponseReturnValue:
    """Write the formal verdict."""
    return _decide(editions.edition_by_slug(edition), number, Stage.FORMAL)


@bp.post("/<int:number>/merytoryczna")
@allows(Permission.ASSESS_MERIT)
def decide_merit(edition: str, number: int) -> ResponseReturnValue:
    """Write the verdict on the merits."""
    return _decide(editions.edition_by_slug(edition), number, Stage.MERIT)


@bp.post("/<int:number>/wykluczenia")
@allows(Permission.ASSESS_MERIT)
def conflicts(edition: str, number: int) -> ResponseReturnValue:
    """Say which projects this one excludes."""
    found, form = editions.edition_by_slug(edition), ConflictForm()
    project = queries.project_of_number(found.id, number)
    if form.validate_on_submit():
        try:
            services.set_conflict_group(
                project.id, require_actor().person_id, form.group.data or "", clock.now()
            )
            flash(gettext("Zapisane."), "success")
            return redirect(url_for(".card", edition=edition, number=number), 303)
        except Refused as no:
            form.group.errors = [messages.words(no)]
    return _card(found, number, conflict=form)


@bp.get("/<int:number>/<verb>")
@allows(Permission.ASSESS_FORMAL)
def back_to_card(edition: str, number: int, verb: str) -> ResponseReturnValue:
    """A refused verdict looked at again, in another language or after a reload, is the card."""
    return redirect(url_for(".card", edition=edition, number=number), 303)


@bp.get("/oglos")
@bp.get("/ustal")
@allows(Permission.FIX_LIST)
def back_to_list(edition: str) -> ResponseReturnValue:
    """A refused list looked at again is the page of the list."""
    return redirect(url_for(".ballot_list", edition=edition), 303)


@bp.get("/lista")
@allows(Permission.FIX_LIST)
def ballot_list(edition: str) -> ResponseReturnValue:
    """Where the list of the vote stands."""
    return _list(editions.edition_by_slug(edition), SeedForm())


@bp.post("/oglos")
@allows(Permission.FIX_LIST)
def publish(edition: str) -> ResponseReturnValue:
    """Announce the results of the assessment."""
    found, form = editions.edition_by_slug(edition), Form()
    if not form.validate_on_submit():
        return _list(found, SeedForm())
    try:
        services.publish_assessment(found.id, require_actor().person_id, clock.now())
    except Refused as no:
        return _list(found, SeedForm(), no)
    flash(gettext("Wyniki oceny są ogłoszone."), "success")
    return redirect(url_for(".ballot_list", edition=edition), 303)


@bp.post("/ustal")
@allows(Permission.FIX_LIST)
def fix(edition: str) -> ResponseReturnValue:
    """Fix the list and its order."""
    found, form = editions.edition_by_slug(edition), SeedForm()
    if not form.validate_on_submit():
        return _list(found, form)
    try:
        services.fix_list(found.id, require_actor().person_id, clock.now(), form.seed.data)
    except Refused as no:
        return _list(found, form, no)
    flash(gettext("Lista projektów do głosowania jest ustalona."), "success")
    return redirect(url_for(".ballot_list", edition=edition), 303)


def _line(waiting: Waiting, edition: EditionFacts, pools: dict[str, str], now: datetime) -> dict[str, Any]:
    """A row of the queue. A card is late when the period of its check is over."""
    stage = next((stage for stage, statuses in WAITS_FOR.items() if waiting.status in statuses), None)
    calendar = edition.rules.calendar
    closes = {Stage.FORMAL: calendar.formal.closes, Stage.MERIT: calendar.merit.closes, None: None}[stage]
    return {
        "card": waiting,
        "pool": pools.get(waiting.pool, waiting.pool),
        "stage": messages.STAGE[stage] if stage else project_messages.STATUS[Status(waiting.status)],
        "waits": stage is not None,
        "days": (in_poland(now) - in_poland(waiting.since)).days,
        "late": closes is not None and now >= closes,
        "own": waiting.leader_id == require_actor().person_id,
    }


def _decide(found: EditionFacts, number: int, stage: Stage) -> ResponseReturnValue:
    form, project = VerdictForm(), queries.project_of_number(found.id, number)
    if form.validate_on_submit():
        try:
            services.decide(project.id, require_actor().person_id, form.verdict(stage), clock.now())
            flash(gettext("Ocena zapisana."), "success")
            return redirect(url_for(".card", edition=found.slug, number=number), 303)
        except Refused as no:
            form.refuse(no)
    return _card(found, number, verdict=(stage, form))


def _card(
    found: EditionFacts,
    number: int,
    *,
    verdict: tuple[Stage, VerdictForm] | None = None,
    conflict: ConflictForm | None = None,
) -> ResponseReturnValue:
    project, officer_id, now = (
        queries.project_of_number(found.id, number),
        require_actor().person_id,
        clock.now(),
    )
    terms, facts = Terms(found.status, found.rules), queries.card(project)
    closed = {stage: rules.why_not_open_stage(facts, stage, officer_id, terms, now) for stage in Stage}
    stage = next((stage for stage in Stage if closed[stage] is None), None)
    untouchable = rules.why_not_touch(facts, officer_id, terms, now)
    shown = projects.shown(found.id, number)
    page = render_template(
        "assessment/card.html",
        edition=found,
        project=shown,
        status=project_messages.STATUS[facts.status],
        pool=next((pool for pool in found.rules.pools if pool.id == shown.pool), None),
        costs=facts.draft.costs,
        decisions=[
            (project_messages.decided(each.stage, each.outcome), each)
            for each in projects.decisions(shown.id)
        ],
        nearby=projects.nearby(found.id, shown.id, shown.point) if shown.point else [],
        stage=stage,
        criteria=messages.CRITERIA[stage] if stage else (),
        form=verdict[1] if verdict and verdict[0] is stage else VerdictForm(None),
        unsaved=verdict[1] if verdict and verdict[0] is not stage else None,
        conflict=conflict or ConflictForm(None, data={"group": shown.conflict_group or ""}),
        groups=queries.conflict_groups(found.id),
        untouchable=messages.words(untouchable) if untouchable else None,
        words=messages,
        project_words=project_messages,
    )
    return page, 422 if verdict or conflict else 200


def _list(found: EditionFacts, form: SeedForm, no: Refused | None = None) -> ResponseReturnValue:
    now, statuses = clock.now(), queries.statuses(found.id)
    terms = Terms(found.status, found.rules)
    page = render_template(
        "assessment/list.html",
        edition=found,
        form=form,
        refused=messages.words(no) if no else None,
        unassessed=rules.unassessed(statuses),
        passed=rules.to_admit(statuses),
        rejected=sorted(number for number, status in statuses.items() if status in REJECTED),
        why_not_publish=_words(rules.why_not_publish(statuses, terms, now)),
        why_not_fix=_words(rules.why_not_fix_list(statuses, terms, None, now)),
        draws=found.rules.ballot_order is BallotOrder.DRAW,
        order=messages.BALLOT_ORDER[found.rules.ballot_order],
        fixed=projects.fixed_list(found.id),
        admitted=sorted(
            projects.admitted(found.id), key=lambda each: (each.pool, each.ballot_position or 0, each.number)
        ),
        pools={pool.id: pool.name for pool in found.rules.pools},
    )
    return page, 422 if no or form.errors else 200


def _words(no: Refused | None) -> str | None:
    return messages.words(no) if no else None
