"""The city's side of the works: things lent, the same verbs as residents, checking the settlement, termination."""

import uuid

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock
from civic.core.access import Permission, allows
from civic.core.fields import Form
from civic.core.refusal import Refused
from civic.initiatives.requests.rules import Side
from civic.initiatives.works import desk, messages, report_page, services
from civic.initiatives.works.forms import BackForm, NoteForm, TerminateForm, ThingForm
from civic.initiatives.works.rules import Outcome, Termination

bp = Blueprint("works_office", __name__, url_prefix="/urzad/inicjatywy/<int:initiative_id>/praca")


@bp.get("")
@allows(Permission.OFFICE)
def show(initiative_id: int) -> ResponseReturnValue:
    """The works."""
    return desk.show(_desk(initiative_id))


@bp.post("/zacznij")
@allows(Permission.NEGOTIATE_INITIATIVES)
def start(initiative_id: int) -> ResponseReturnValue:
    """The work begins."""
    return desk.start(_desk(initiative_id))


@bp.post("/zakoncz")
@allows(Permission.NEGOTIATE_INITIATIVES)
def finish(initiative_id: int) -> ResponseReturnValue:
    """The work is done."""
    return desk.finish(_desk(initiative_id))


@bp.post("/godziny")
@allows(Permission.NEGOTIATE_INITIATIVES)
def log_hours(initiative_id: int) -> ResponseReturnValue:
    """A day of work."""
    return desk.log_hours(_desk(initiative_id))


@bp.post("/godziny/<int:entry_id>/usun")
@allows(Permission.NEGOTIATE_INITIATIVES)
def strike_hours(initiative_id: int, entry_id: int) -> ResponseReturnValue:
    """Take an entry out of the log."""
    return desk.strike_hours(_desk(initiative_id), entry_id)


@bp.post("/zdjecia")
@allows(Permission.NEGOTIATE_INITIATIVES)
def add_photo(initiative_id: int) -> ResponseReturnValue:
    """A photo."""
    return desk.add_photo(_desk(initiative_id))


@bp.post("/zdjecia/<uuid:file_id>/usun")
@allows(Permission.NEGOTIATE_INITIATIVES)
def remove_photo(initiative_id: int, file_id: uuid.UUID) -> ResponseReturnValue:
    """Take a photo away."""
    return desk.remove_photo(_desk(initiative_id), file_id)


@bp.post("/rzeczy")
@allows(Permission.NEGOTIATE_INITIATIVES)
def hand_over(initiative_id: int) -> ResponseReturnValue:
    """Hand a thing over."""
    found, form = _desk(initiative_id), ThingForm()
    return desk.tried(
        found,
        "thing",
        form,
        lambda: services.hand_over(
            found.id, found.who, form.name.data or "", form.quantity.data, form.unit.data or "",
            form.condition.data or "", form.on, clock.now(),
        ),
        lambda _: gettext("Rzecz przekazana. Wydrukuj protokół do podpisu."),
    )  # fmt: skip


@bp.post("/rzeczy/<int:thing_id>")
@allows(Permission.NEGOTIATE_INITIATIVES)
def take_back(initiative_id: int, thing_id: int) -> ResponseReturnValue:
    """A thing is back, damaged or lost."""
    found, form = _desk(initiative_id), BackForm()
    return desk.tried(
        found,
        "back",
        form,
        lambda: services.take_back(
            found.id,
            found.who,
            thing_id,
            Outcome(form.outcome.data),
            form.note.data or "",
            form.on,
            clock.now(),
        ),
        lambda _: gettext("Zapisano, co się stało z rzeczą."),
    )


@bp.post("/rozwiaz")
@allows(Permission.SIGN_INITIATIVES)
def terminate(initiative_id: int) -> ResponseReturnValue:
    """End the agreement early."""
    found, form = _desk(initiative_id), TerminateForm()
    return desk.tried(
        found,
        "ending",
        form,
        lambda: services.terminate(
            found.id, found.who, Termination(form.way.data), form.reason.data or "", form.on, clock.now()
        ),
        lambda _: gettext("Umowa rozwiązana."),
    )


@bp.get("/rozliczenie")
@allows(Permission.OFFICE)
def report(initiative_id: int) -> ResponseReturnValue:
    """The settlement report."""
    return report_page.report(_desk(initiative_id))


@bp.post("/rozliczenie")
@allows(Permission.NEGOTIATE_INITIATIVES)
def write_report(initiative_id: int) -> ResponseReturnValue:
    """Enter the report for a group that wrote it on paper."""
    return report_page.report(_desk(initiative_id))


@bp.post("/rozliczenie/przyjmij")
@allows(Permission.SETTLE_INITIATIVES)
def accept(initiative_id: int) -> ResponseReturnValue:
    """Accept the report."""
    found = _desk(initiative_id)
    if not Form().validate_on_submit():
        return report_page.report(found)
    try:
        services.accept(initiative_id, found.who, clock.now())
    except Refused as no:
        return report_page.report(_desk(initiative_id), refused=messages.words(no))
    return found.to("report", gettext("Inicjatywa rozliczona."))


@bp.post("/rozliczenie/zwroc")
@allows(Permission.SETTLE_INITIATIVES)
def send_back(initiative_id: int) -> ResponseReturnValue:
    """Send the report back."""
    found, form = _desk(initiative_id), NoteForm()
    if not form.validate_on_submit():
        return report_page.report(found, note=form)
    try:
        services.send_back(initiative_id, found.who, form.note.data or "", clock.now())
    except Refused as no:
        return report_page.report(_desk(initiative_id), note=form, refused=messages.words(no))
    return found.to("report", gettext("Sprawozdanie zwrócone do poprawy."))


@bp.get("/protokol")
@allows(Permission.OFFICE)
def protocol(initiative_id: int) -> ResponseReturnValue:
    """The protocol of things lent."""
    return desk.protocol_page(_desk(initiative_id))


@bp.get("/protokol.pdf")
@allows(Permission.OFFICE)
def protocol_pdf(initiative_id: int) -> ResponseReturnValue:
    """The protocol as a PDF."""
    return desk.protocol_pdf(_desk(initiative_id))


@bp.get("/zacznij")
@bp.get("/zakoncz")
@bp.get("/godziny")
@bp.get("/godziny/<int:entry_id>/usun")
@bp.get("/zdjecia")
@bp.get("/zdjecia/<uuid:file_id>/usun")
@bp.get("/rzeczy")
@bp.get("/rzeczy/<int:thing_id>")
@bp.get("/rozwiaz")
@allows(Permission.OFFICE)
def back(
    initiative_id: int, entry_id: int = 0, thing_id: int = 0, file_id: uuid.UUID | None = None
) -> ResponseReturnValue:
    """A refused verb looked at again is the page of the works."""
    return redirect(url_for(".show", initiative_id=initiative_id), 303)


@bp.get("/rozliczenie/przyjmij")
@bp.get("/rozliczenie/zwroc")
@allows(Permission.OFFICE)
def back_to_report(initiative_id: int) -> ResponseReturnValue:
    """A refused decision looked at again is the report."""
    return redirect(url_for(".report", initiative_id=initiative_id), 303)


def _desk(initiative_id: int) -> desk.Desk:
    return desk.desk(Side.CITY, initiative_id)
