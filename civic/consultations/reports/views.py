"""Residents' pages of a report: the report itself, page by page, or until when it will be there."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from civic.consultations.answers.messages import DECISION, DECISION_TAG
from civic.consultations.answers.rules import Decision
from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.notices.rules import Phase, Status, report_due
from civic.consultations.reports import messages, queries, worded
from civic.consultations.reports.queries import PAGE
from civic.core import clock, differences
from civic.core.access import Permission, allows
from civic.core.deadlines import in_poland

bp = Blueprint("reports", __name__, url_prefix="/konsultacje/<int:consultation_id>/raport")


@bp.get("")
@allows(Permission.ANYONE)
def show(consultation_id: int) -> ResponseReturnValue:
    """The report; before it is published, when it will be."""
    found = notices.public_consultation(consultation_id)
    draft = queries.draft(consultation_id)
    if draft.contents is None:
        return _not_yet(found)
    page, late = max(1, min(request.args.get("page", 1, int), 10_000)), request.args.get("termin") == "tak"
    wanted = request.args.get("wynik", "")
    decision = wanted if wanted in set(Decision) else ""
    total, rows = queries.page_of(consultation_id, page, late=late, decision=decision)
    return render_template(
        "consultations/reports/show.html",
        consultation=found,
        contents=draft.contents,
        draft=draft,
        rows=[(row, differences.words(row.quote, row.proposed) if row.proposed else ()) for row in rows],
        total=total,
        late=late,
        decision=decision,
        decisions=DECISION,
        tags=DECISION_TAG,
        files=queries.files_of(consultation_id),
        page=page,
        pages=max(1, -(-total // PAGE)),
        words=messages,
        worded=worded,
    )


def _not_yet(found: ConsultationFacts) -> ResponseReturnValue:
    now, closes = clock.now(), found.standing.closes
    due = report_due(closes, found.report_days) if closes is not None else None
    return render_template(
        "consultations/reports/not_yet.html",
        consultation=found,
        cancelled=found.status is Status.CANCELLED,
        answering=found.phase(now) is Phase.ANSWERING,
        due=due,
        late=due is not None and due < in_poland(now),
    )
