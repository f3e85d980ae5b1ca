"""The executive's page."""

from datetime import datetime

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock, scores
from civic.core.access import Permission, allows
from civic.core.deadlines import in_poland
from civic.initiatives.assessment import queries, rules, services
from civic.initiatives.assessment.forms import DecisionForm
from civic.initiatives.assessment.office.blueprint import bp, case_seen, deed
from civic.initiatives.requests import messages as request_messages


@bp.route("/<int:initiative_id>/decyzja", methods=["GET", "POST"])
@allows(Permission.DECIDE_INITIATIVES)
def decide(initiative_id: int) -> ResponseReturnValue:
    """Accept or reject."""
    case, form = case_seen(initiative_id), DecisionForm()
    assessment = queries.assessment(initiative_id)
    minutes = assessment.minutes if assessment is not None else None

    def do(officer_id: int, now: datetime) -> str:
        decision = form.decision()
        services.decide(initiative_id, officer_id, decision, now)
        return gettext("Inicjatywa przyjęta.") if decision.accepted else gettext("Wniosek odrzucony.")

    term = rules.clock(case.due_on, in_poland(clock.now()))
    no = rules.why_not_open_decision(case.status, party=case.party)
    return deed(
        case, form, do, "decide", closed=no, minutes=minutes, term=term, left=request_messages.left(term),
        shown=scores.shown,
    )  # fmt: skip
