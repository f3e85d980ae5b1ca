"""The office's pages of a report: writing it, checking it, handing it over, approving and publishing it, its files."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from civic.consultations.answers.messages import DECISION, DECISION_TAG
from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.notices.rules import Status, report_due
from civic.consultations.reports import messages, queries, rules, services, worded
from civic.consultations.reports.forms import PartsForm, PublishForm
from civic.consultations.reports.queries import PAGE
from civic.consultations.reports.rules import Making
from civic.core import clock, differences
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.fields import Form
from civic.core.refusal import Refused

bp = Blueprint("reports_office", __name__, url_prefix="/urzad/konsultacje/<int:consultation_id>/raport")


@bp.get("")
@allows(Permission.OFFICE)
def show(consultation_id: int) -> ResponseReturnValue:
    """Where the report stands, what is lacking, the parts people write."""
    return _page(notices.consultation(consultation_id))


@bp.post("")
@allows(Permission.EDIT_CONSULTATION)
def save(consultation_id: int) -> ResponseReturnValue:
    """Keep the parts."""
    found, form = notices.consultation(consultation_id), PartsForm()
    if not form.validate_on_submit():
        return _page(found, form=form)
    try:
        services.save_parts(
            found.id, require_actor().person_id, form.parts, form.version.data or 0, clock.now()
        )
    except Refused as no:
        form.refuse(no)
        return _page(found, form=form, clash=no.reason is rules.Refusal.CHANGED_MEANWHILE)
    flash(gettext("Raport zapisany."), "success")
    return _back(found.id)


@bp.post("/przekaz")
@allows(Permission.EDIT_CONSULTATION)
def hand_over(consultation_id: int) -> ResponseReturnValue:
    """Give the report to the executive."""
    found = notices.consultation(consultation_id)
    if not Form().validate_on_submit():
        return _page(found)
    try:
        services.hand_over(found.id, require_actor().person_id, clock.now())
    except Refused as no:
        return _page(found, no)
    flash(gettext("Raport czeka na zatwierdzenie."), "success")
    return _back(found.id)


@bp.post("/oglos")
@allows(Permission.APPROVE_REPORT)
def publish(consultation_id: int) -> ResponseReturnValue:
    """Approve and publish."""
    found, form = notices.consultation(consultation_id), PublishForm()
    if not form.validate_on_submit():
        return _page(found, approval=form)
    try:
        services.publish(found.id, require_actor().person_id, form.number.data or "", clock.now())
    except Refused as no:
        form.refuse(no)
        return _page(found, no, approval=form)
    flash(
        gettext("Raport jest ogłoszony. Pliki powstaną za chwilę, a autorzy uwag dostaną e-mail."), "success"
    )
    return _back(found.id)


@bp.post("/pliki")
@allows(Permission.OFFICE)
def make_again(consultation_id: int) -> ResponseReturnValue:
    """Make the files once more after a failure."""
    found = notices.consultation(consultation_id)
    if not Form().validate_on_submit():
        return _page(found)
    try:
        services.make_again(found.id, require_actor().person_id, clock.now())
    except Refused as no:
        return _page(found, no)
    flash(gettext("Pliki powstaną za chwilę."), "success")
    return _back(found.id)


@bp.get("/przekaz")
@bp.get("/oglos")
@bp.get("/pliki")
@allows(Permission.OFFICE)
def back_to_report(consultation_id: int) -> ResponseReturnValue:
    """A refused action looked at again is the page of the report."""
    return _back(consultation_id)


@bp.get("/postep")
@allows(Permission.OFFICE)
def progress(consultation_id: int) -> ResponseReturnValue:
    """How far the files are, for the page that waits."""
    found = queries.progress(consultation_id)
    if found is None:
        return jsonify(value=0, maximum=1, text="", done=False, next="")
    return jsonify(
        value=found.done,
        maximum=max(found.total, 1),
        text=_told(found),
        done=found.state in {Making.DONE, Making.FAILED},
        next=url_for(".show", consultation_id=consultation_id),
    )


@bp.get("/dane-osobowe")
@allows(Permission.OFFICE)
def personal_data(consultation_id: int) -> ResponseReturnValue:
    """Where personal data stands in the report, with the way to mask it."""
    found = notices.consultation(consultation_id)
    findings = () if found.status in rules.PUBLISHED else services.check(consultation_id, clock.now())
    return render_template(
        "consultations/reports/check.html",
        consultation=found,
        findings=findings,
        kinds=rules.kinds_found(findings),
        words=messages,
    )


@bp.get("/podglad")
@allows(Permission.OFFICE)
def preview(consultation_id: int) -> ResponseReturnValue:
    """The report as it would be published now."""
    found = notices.consultation(consultation_id)
    draft = queries.draft(consultation_id)
    if draft.contents is not None:
        return redirect(url_for("reports.show", consultation_id=consultation_id), 303)
    page, late = max(1, min(request.args.get("page", 1, int), 10_000)), request.args.get("termin") == "tak"
    total, rows = queries.preview(consultation_id, page, late=late)
    return render_template(
        "consultations/reports/preview.html",
        consultation=found,
        contents=queries.gathered(consultation_id, draft.parts, clock.now()),
        draft=draft,
        rows=[(row, differences.words(row.quote, row.proposed) if row.proposed else ()) for row in rows],
        late=late,
        page=page,
        pages=max(1, -(-total // PAGE)),
        decisions=DECISION,
        tags=DECISION_TAG,
        words=messages,
        worded=worded,
    )


def _back(consultation_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", consultation_id=consultation_id), 303)


def _told(found: queries.Progress) -> str:
    if found.state is Making.RUNNING and found.total:
        return gettext("Plik %(done)s z %(total)s", done=found.done + 1, total=found.total)
    return str(messages.MAKING[found.state])


def _page(
    found: ConsultationFacts,
    no: Refused | None = None,
    *,
    form: PartsForm | None = None,
    approval: PublishForm | None = None,
    clash: bool = False,
) -> ResponseReturnValue:
    now, draft = clock.now(), queries.draft(found.id)
    if form is not None and clash:
        form.version.data = draft.version
        form.version.raw_data = None
    published = draft.published_at is not None
    page = render_template(
        "consultations/reports/office.html",
        consultation=found,
        draft=draft,
        form=form or PartsForm.of(draft),
        approval=approval or PublishForm(None),
        clash=clash,
        refused=messages.words(no) if no and not (approval and approval.errors) else None,
        words=messages,
        handed_over=found.status is Status.REPORT_DRAFT,
        writable=rules.why_not_write(found.standing) is None,
        **(_files(found.id) if published else _lacking(found, now)),
        due=_due(found, now),
    )
    return page, 422 if no or form or approval else 200


def _lacking(found: ConsultationFacts, now: Any) -> dict[str, Any]:
    """What stands in the way, in words; personal data are looked for on their own page and at publication."""
    unanswered, unapproved = queries.lacking(found.id)
    return {"unanswered": unanswered, "unapproved": unapproved, "progress": None, "files": []}


def _files(consultation_id: int) -> dict[str, Any]:
    found = queries.progress(consultation_id)
    files = queries.files_of(consultation_id) if found and found.state is Making.DONE else []
    return {"progress": found, "told": _told(found) if found else "", "files": files}


def _due(found: ConsultationFacts, now: Any) -> dict[str, Any] | None:
    """The term of the report, with how near it is in words."""
    if found.standing.closes is None or found.status in rules.PUBLISHED or found.status is Status.CANCELLED:
        return None
    day = report_due(found.standing.closes, found.report_days)
    left = (day - in_poland(now)).days
    if left < 0:
        said = ngettext("po terminie od %(num)s dnia", "po terminie od %(num)s dni", -left)
    else:
        said = ngettext("został %(num)s dzień", "zostało %(num)s dni", left) if left else gettext("dzisiaj")
    return {"day": day, "late": left < 0, "said": said}
