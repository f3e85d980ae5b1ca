"""The pages of the formal check and what may follow it: one page, one deed."""

from datetime import datetime

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock, web
from civic.core.access import Permission, allows
from civic.core.deadlines import in_poland
from civic.core.refusal import Refused
from civic.initiatives.assessment import queries, rules, services
from civic.initiatives.assessment.forms import (
    CompletionForm,
    ExtendForm,
    FormalForm,
    ForwardForm,
    LandForm,
    LeaveForm,
)
from civic.initiatives.assessment.models import Kind
from civic.initiatives.assessment.office.blueprint import bp, case_seen, deed
from civic.initiatives.assessment.rules import ACTION, Outcome, Refusal
from civic.initiatives.requests import messages as request_messages
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import EDGES, Land, Status, forward_by

METHODS = ["GET", "POST"]


@bp.route("/<int:initiative_id>/ocena-formalna", methods=METHODS)
@allows(Permission.CHECK_INITIATIVES)
def formal(initiative_id: int) -> ResponseReturnValue:
    """The formal check, pre-filled from the request's data."""
    case, settings = case_seen(initiative_id), requests.settings_of(initiative_id).document
    asks = case.request(settings)
    found = rules.findings(asks)
    form = FormalForm(
        data={f"met_{each.point.value}": each.met.value if each.met else None for each in found}
        | {"days": max(settings.fix_days, rules.MIN_COMPLETION_DAYS)}
    )
    outcomes = [each for each in Outcome if EDGES.after(case.status, ACTION[each])]
    form.offer(outcomes)

    def do(officer_id: int, now: datetime) -> str:
        verdict = form.verdict()
        services.check_formally(initiative_id, officer_id, verdict, now)
        said = {
            Outcome.OK: gettext("Wniosek jest kompletny. Zespół dostał wiadomość, że może oceniać."),
            Outcome.CALL: gettext("Wezwanie wysłane."),
            Outcome.REJECT: gettext("Wniosek odrzucony."),
        }
        return said[verdict.outcome]

    no = None if outcomes else Refused(Refusal.STATUS_WRONG, status=case.status)
    return deed(
        case, form, do, "formal", closed=no or _own(case.party), findings=found,
        only_city=asks.builds and asks.land is not Land.CITY, checks=EDGES.after(case.status, ACTION[Outcome.OK]),
        request_words=request_messages, outcomes=outcomes,
    )  # fmt: skip


def _own(party: bool) -> Refused | None:
    return Refused(Refusal.OWN_REQUEST) if party else None


@bp.route("/<int:initiative_id>/wlasciciel", methods=METHODS)
@allows(Permission.CHECK_INITIATIVES)
def land(initiative_id: int) -> ResponseReturnValue:
    """Write down whose the place is."""
    case = case_seen(initiative_id)
    form = LandForm(data={"land": case.land.value})

    def do(officer_id: int, now: datetime) -> str:
        services.set_land(initiative_id, officer_id, Land(form.land.data), form.reason.data or "", now)
        return gettext("Właściciel miejsca zapisany.")

    open_ = case.status in {Status.SUBMITTED, Status.FIX_CALLED}
    no = None if open_ else Refused(Refusal.STATUS_WRONG, status=case.status)
    return deed(case, form, do, "land", closed=no or _own(case.party))


@bp.route("/<int:initiative_id>/uzupelnienie", methods=METHODS)
@allows(Permission.CHECK_INITIATIVES)
def complete(initiative_id: int) -> ResponseReturnValue:
    """Write down what came past the form."""
    case, form = case_seen(initiative_id), CompletionForm()

    def do(officer_id: int, now: datetime) -> str:
        services.enter_completion(initiative_id, officer_id, form.note.data or "", now)
        return gettext("Uzupełnienie wpisane. Wniosek wraca do sprawdzenia.")

    no = rules.why_not_complete(case.status, "-", party=case.party)
    called = queries.newest(queries.acts(initiative_id), Kind.CALLED)
    return deed(case, form, do, "complete", closed=no, called=called)


@bp.route("/<int:initiative_id>/bez-rozpoznania", methods=METHODS)
@allows(Permission.CHECK_INITIATIVES)
def leave(initiative_id: int) -> ResponseReturnValue:
    """Leave a request nobody completed."""
    case, form = case_seen(initiative_id), LeaveForm()

    def do(officer_id: int, now: datetime) -> str:
        services.leave_unconsidered(
            initiative_id, officer_id, form.reason.data or "", now, confirmed=bool(form.confirmed.data)
        )
        return gettext("Wniosek pozostaje bez rozpoznania. Zawiadomienie wysłane.")

    no = rules.why_not_leave(
        case.status, case.fix_until, in_poland(clock.now()), confirmed=True, party=case.party
    )
    called = queries.newest(queries.acts(initiative_id), Kind.CALLED)
    return deed(case, form, do, "leave", closed=no, called=called)


@bp.route("/<int:initiative_id>/przekazanie", methods=METHODS)
@allows(Permission.CHECK_INITIATIVES)
def forward(initiative_id: int) -> ResponseReturnValue:
    """Send the request to the body whose business it is."""
    case, form = case_seen(initiative_id), ForwardForm()

    def do(officer_id: int, now: datetime) -> str:
        services.forward(
            initiative_id,
            officer_id,
            form.body.data or "",
            form.reason.data or "",
            now,
            document_number=form.document_number.data or "",
        )
        return gettext("Wniosek przekazany. Zawiadomienie wysłane.")

    term = rules.clock(forward_by(case.received_on), in_poland(clock.now()))
    no = rules.why_not_forward(case.status, "-", "-", party=case.party)
    return deed(case, form, do, "forward", closed=no, term=term, left=request_messages.left(term))


@bp.route("/<int:initiative_id>/przedluzenie", methods=METHODS)
@allows(Permission.CHECK_INITIATIVES)
def extend(initiative_id: int) -> ResponseReturnValue:
    """Tell the applicant about a later day."""
    case, form = case_seen(initiative_id), ExtendForm()

    def do(officer_id: int, now: datetime) -> str:
        new = services.extend(initiative_id, officer_id, form.due_on.data, form.reason.data or "", now)
        return gettext("Nowy termin: %(day)s. Zawiadomienie wysłane.", day=web.day(new))

    today = in_poland(clock.now())
    no = None if rules.may_extend(case.status) else Refused(Refusal.STATUS_WRONG, status=case.status)
    term = rules.clock(case.due_on, today)
    return deed(case, form, do, "extend", closed=no, term=term, left=request_messages.left(term))
