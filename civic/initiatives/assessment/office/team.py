"""The Team's pages: what waits for my card, my card."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.refusal import Refused
from civic.initiatives.assessment import messages, queries, rules, services
from civic.initiatives.assessment.forms import CardForm, ConflictForm, card_form
from civic.initiatives.assessment.office.blueprint import bp, case_seen, deed, to_card
from civic.initiatives.assessment.queries import Case
from civic.initiatives.assessment.rules import CardState, Refusal
from civic.initiatives.requests import messages as request_messages
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import values_of

METHODS = ["GET", "POST"]


@bp.get("/moje-oceny")
@allows(Permission.SCORE_INITIATIVES)
def mine() -> ResponseReturnValue:
    """My cards, the most urgent first."""
    today = in_poland(clock.now())
    found = queries.mine(require_actor().person_id)
    return render_template(
        "initiatives/assessment/mine.html",
        found=[(each, rules.clock(each.due_on, today)) for each in found],
        waiting=sum(each.waits for each in found),
        words=messages,
        request_words=request_messages,
    )


@bp.route("/<int:initiative_id>/moja-ocena", methods=METHODS)
@allows(Permission.SCORE_INITIATIVES)
def score(initiative_id: int) -> ResponseReturnValue:
    """My card: the declaration first, then all criteria on one page."""
    case, member_id = case_seen(initiative_id), require_actor().person_id
    own = queries.card(initiative_id, member_id)
    if own.state is CardState.NONE and not case.party:
        return redirect(url_for(".declare", initiative_id=initiative_id), 303)
    assessment = queries.assessment(initiative_id)
    criteria = assessment.criteria.criteria if assessment is not None else ()
    form = card_form(criteria, own.points, own.notes)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                return _written(case, member_id, form)
            except Refused as no:
                form.refuse_points(criteria, no)
    closed = rules.why_not_open_card(case.status, own, party=case.party)
    page = render_template(
        "initiatives/assessment/score.html",
        case=case,
        form=form,
        own=own,
        criteria=criteria,
        own_rows=[
            {"key": each.name, "value": f"{own.points.get(each.key, '–')} / {each.max_points}"}
            for each in criteria
        ],
        closed=messages.words(closed) if closed is not None else None,
        values=values_of(requests.lines(initiative_id)),
        words=messages,
        request_words=request_messages,
    )
    return page, status


def _written(case: Case, member_id: int, form: CardForm) -> ResponseReturnValue:
    finish = request.form.get("go") == "finish"
    services.write(case.id, member_id, form.points(), form.notes(), clock.now(), finish=finish)
    if finish:
        return to_card(case.id)
    return redirect(url_for(".score", initiative_id=case.id, saved=1), 303)


@bp.route("/<int:initiative_id>/bezstronnosc", methods=METHODS)
@allows(Permission.SCORE_INITIATIVES)
def declare(initiative_id: int) -> ResponseReturnValue:
    """My declaration: a conflict of interest, or none."""
    case, member_id = case_seen(initiative_id), require_actor().person_id
    own, form = queries.card(initiative_id, member_id), ConflictForm()

    def do(officer_id: int, now: datetime) -> str:
        conflict = form.conflict.data == "yes"
        services.declare(
            initiative_id,
            officer_id,
            now,
            conflict=conflict,
            reason=(form.reason.data or "") if conflict else "",
        )
        return gettext("Oświadczenie zapisane.")

    def then() -> ResponseReturnValue:
        if form.conflict.data == "yes":
            return to_card(initiative_id)
        return redirect(url_for(".score", initiative_id=initiative_id), 303)

    no = rules.why_not_declare(case.status, own, conflict=True, reason="-", party=case.party)
    if no is None and case.party:
        no = Refused(Refusal.OWN_REQUEST)
    return deed(case, form, do, "declare", closed=no, then=then, again=own.state is CardState.DRAFT)
