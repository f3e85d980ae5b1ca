"""Closing the assessment, its minutes on a page and as a PDF, the ranking of those that wait for a decision."""

from datetime import datetime
from typing import Any

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from sqlalchemy.exc import NoResultFound

from civic.core import clock, pdf, scores
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.initiatives.assessment import documents, messages, queries, rules, services
from civic.initiatives.assessment.forms import CloseForm
from civic.initiatives.assessment.office.blueprint import bp, case_seen, deed
from civic.initiatives.assessment.queries import Minutes
from civic.initiatives.requests import messages as request_messages

METHODS = ["GET", "POST"]


@bp.route("/<int:initiative_id>/zamkniecie", methods=METHODS)
@allows(Permission.CHECK_INITIATIVES)
def close(initiative_id: int) -> ResponseReturnValue:
    """Close the assessment, with what the minutes will say."""
    case, form = case_seen(initiative_id), CloseForm()
    assessment, cards = queries.scoring(initiative_id)
    needed = assessment.criteria.members if assessment is not None else 1
    no = rules.why_not_close(case.status, cards, needed, party=case.party)
    preview: Minutes | None = None
    if no is None and assessment is not None:
        officer = require_actor().person_id
        preview = queries.minutes_of(
            services.minutes_now(initiative_id, assessment, officer, clock.now(), "")
        )

    def do(officer_id: int, now: datetime) -> str:
        services.close(
            initiative_id,
            officer_id,
            now,
            remarks=form.remarks.data or "",
            confirmed=bool(form.confirmed.data),
        )
        return gettext("Ocena zamknięta. Protokół jest gotowy.")

    return deed(case, form, do, "close", closed=no, minutes=preview, shown=scores.shown)


def _kept(initiative_id: int) -> Minutes:
    found = queries.assessment(initiative_id)
    if found is None or found.minutes is None:
        raise NoResultFound
    return found.minutes


@bp.get("/<int:initiative_id>/protokol")
@allows(Permission.OFFICE)
def minutes(initiative_id: int) -> ResponseReturnValue:
    """The minutes."""
    case, kept = case_seen(initiative_id), _kept(initiative_id)
    return render_template(
        "initiatives/assessment/minutes.html",
        case=case,
        minutes=kept,
        recommendation=documents.recommendation(kept),
        shown=scores.shown,
        words=messages,
    )


@bp.get("/<int:initiative_id>/protokol.pdf")
@allows(Permission.OFFICE)
def minutes_pdf(initiative_id: int) -> Response:
    """The minutes as a tagged PDF."""
    case = case_seen(initiative_id)
    title = gettext("Protokół oceny wniosku %(signature)s", signature=case.signature)
    made = pdf.make(
        "document", documents.minutes(case, _kept(initiative_id)), title=title, lang=str(get_locale())
    )
    name = f"protokol-{case.signature.replace('/', '-')}.pdf"
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, mimetype="application/pdf", headers=headers)


@bp.get("/ranking")
@allows(Permission.OFFICE)
def ranking() -> ResponseReturnValue:
    """Assessed requests that wait for the decision, from the best: for when money is short."""
    today = in_poland(clock.now())
    found = queries.ranking()
    return render_template(
        "initiatives/assessment/ranking.html",
        found=[(each, rules.clock(each.due_on, today)) for each in found],
        together=sum(each.city_value for each in found),
        shown=scores.shown,
        request_words=request_messages,
    )
