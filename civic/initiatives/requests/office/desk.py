"""The queue of requests, and one request as the office sees it."""

from datetime import date, timedelta
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from civic.core import clock, money
from civic.core.access import Permission, actor, allows
from civic.core.deadlines import in_poland
from civic.initiatives.requests import messages, queries, rules
from civic.initiatives.requests.forms.office import QueueForm
from civic.initiatives.requests.office.blueprint import bp
from civic.initiatives.requests.queries.office import PAGE
from civic.initiatives.requests.rules import ApplicantKind, Channel, Role, Scope, Status
from civic.places.queries import areas

SOON = timedelta(days=7)
_CASE = (
    Permission.ENTER_INITIATIVES,
    Permission.CHECK_INITIATIVES,
    Permission.DECIDE_INITIATIVES,
    Permission.NEGOTIATE_INITIATIVES,
)
"""Who sees the people of a request; the Team scores without them."""


@bp.get("")
@allows(Permission.OFFICE)
def index() -> ResponseReturnValue:
    """Every request with its deadline, the most urgent first."""
    form, today = QueueForm(request.args), in_poland(clock.now())
    form.offer([(area.code, area.name) for area in areas()])
    total = queries.queue_length(form.filters, today)
    last = max(1, -(-total // PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    return render_template(
        "initiatives/requests/office_index.html",
        form=form,
        rows=[_row(each, today) for each in queries.queue(form.filters, today, page)],
        waiting=queries.waiting(today, today + SOON),
        found=ngettext("%(num)s wniosek", "%(num)s wniosków", total),
        page=page,
        pages=last,
        asked={name: value for name, value in request.args.items() if name not in {"page", "lang"} and value},
    )


@bp.get("/<int:initiative_id>")
@allows(Permission.OFFICE)
def show(initiative_id: int) -> ResponseReturnValue:
    """One request whole, with its people for those who keep the case."""
    found, filed = queries.shown(initiative_id), queries.filed(initiative_id)
    today, who = in_poland(clock.now()), actor()
    sees_people = who is not None and any(who.may(each) for each in _CASE)
    lines, group = queries.lines(initiative_id), queries.members(initiative_id) if sees_people else []
    kinds = [queries.ATTACHMENT, *([queries.CONSENT, queries.PAPER_LIST] if sees_people else [])]
    status = Status(found.status)
    return render_template(
        "initiatives/requests/office_show.html",
        initiative=found,
        filed=filed,
        status=(messages.STATUS[status], messages.TAG[status]),
        due=rules.due(status, found.due_on, today),
        left=messages.left,
        forward_by=rules.forward_by(found.received_on) if status is Status.SUBMITTED else None,
        problem=rules.property_problem(Scope(found.scope), found.land),
        applicant=found.applicant or messages.APPLICANT[ApplicantKind(found.applicant_kind)],
        channel=messages.CHANNEL[Channel(filed.channel)],
        scope=messages.SCOPE_SHORT[Scope(found.scope)],
        scope_item=messages.scope_item(Scope(found.scope)),
        lines=lines,
        steps=queries.steps(initiative_id),
        values=rules.values_of(lines),
        own=messages.percent(rules.values_of(lines).own_share),
        people=group,
        leads=next((each for each in group if each.role == Role.LEADER), None),
        sees_people=sees_people,
        files=queries.files_of(initiative_id, kinds),
        words=messages,
    )


def _row(each: queries.Queued, today: date) -> dict[str, Any]:
    status = Status(each.status)
    term = each.due(today)
    return {
        "each": each,
        "status": (messages.STATUS[status], messages.TAG[status]),
        "applicant": each.applicant or messages.APPLICANT[ApplicantKind(each.applicant_kind)],
        "left": messages.left(term) if term else "",
        "overdue": term is not None and term.overdue,
        "soon": term is not None and 0 <= term.left <= SOON.days,
        "sort": term.left if term else 100_000,
        "share": money.show_percent(each.city_value, each.city_value + each.residents_value),
    }
