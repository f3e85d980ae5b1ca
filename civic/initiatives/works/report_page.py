"""The page of the settlement report, the same for both sides: written until it is sent, then read and checked."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock
from civic.core.access import require_actor
from civic.core.fields import Form
from civic.core.refusal import Refused
from civic.initiatives.requests.rules import LineKind, Side
from civic.initiatives.works import messages, queries, rules, services
from civic.initiatives.works.desk import Desk, desk
from civic.initiatives.works.forms import (
    NoteForm,
    ReportForm,
    report_data,
)
from civic.initiatives.works.queries.work import made
from civic.initiatives.works.rules import Report


def report(found: Desk, *, note: NoteForm | None = None, refused: str | None = None) -> ResponseReturnValue:
    """The settlement report: written here until it is sent, then read here."""
    lines, kept = queries.planned(found.id), queries.settlement(found.id)
    work = made(found.initiative, found.dates, (), None)
    entries = queries.log(found.id) if kept is None else []
    begun = kept.report if kept else Report(rules.planned_rows(lines, queries.logged_hours(entries)))
    no = rules.why_not_save(work, begun)
    form = ReportForm(data=report_data(begun)) if no is None else None
    if form is not None and form.is_submitted() and note is None and refused is None:
        return _write(found, form, lines)
    return _report(found, form, begun, 422 if note or refused else 200, note=note, refused=refused, kept=kept)


def _report(
    found: Desk, form: ReportForm | None, begun: Report, status: int, kept: Any, **more: Any
) -> ResponseReturnValue:
    officer = require_actor().person_id
    checked = kept is not None and kept.status is rules.ReportStatus.SUBMITTED
    return found.render(
        "report",
        status,
        form=form,
        report=begun,
        sums=rules.settled(begun),
        planned=rules.settled(Report(tuple(_as_planned(row) for row in begun.rows))),
        kept=kept,
        missing=tuple(thing.name for thing in queries.lent(found.id) if thing.outcome is None),
        may_check=checked and kept.written_by_id != officer and found.side is Side.CITY,
        own=checked and kept.written_by_id == officer,
        note=more.get("note") or NoteForm(None),
        refused=more.get("refused"),
        plain=Form(None),
        work_kind=LineKind.WORK,
        residents=Side.RESIDENTS,
        office=Side.CITY,
    )


def _as_planned(row: rules.Actual) -> rules.Actual:
    return rules.Actual(row.planned, row.planned.quantity, row.planned.total)


def _write(found: Desk, form: ReportForm, lines: Any) -> ResponseReturnValue:
    fits = form.validate() and form.fits(lines)
    if fits:
        written, now = form.report(lines), clock.now()
        verb = services.submit_report if "send" in request.form else services.save_report
        try:
            verb(found.id, found.who, found.side, written, now)
        except Refused as no:
            form.refuse(messages.words(no))
            return _report(desk(found.side, found.id), form, written, 422, queries.settlement(found.id))
        sent = verb is services.submit_report
        return found.to(
            "report", gettext("Sprawozdanie wysłane.") if sent else gettext("Sprawozdanie zapisane.")
        )
    if not form.errors:
        form.refuse(gettext("Plan się tymczasem zmienił. Otwórz sprawozdanie jeszcze raz."))
    kept = queries.settlement(found.id)
    begun = kept.report if kept else Report(rules.planned_rows(lines, {}))
    return _report(found, form, begun, 422, kept)
