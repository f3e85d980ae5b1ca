"""The city's side of the table, the terms of the agreement, and its signature."""

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.fields import Form
from civic.core.files.messages import REFUSED as FILE_REFUSED
from civic.core.files.rules import FileRefusal
from civic.core.refusal import Refused
from civic.initiatives.agreements import desk, messages, services
from civic.initiatives.agreements.forms import ScanForm, SignForm
from civic.initiatives.agreements.rules import Way
from civic.initiatives.requests.rules import Side

bp = Blueprint("agreements_office", __name__, url_prefix="/urzad/inicjatywy/<int:initiative_id>/uzgodnienia")

READERS = (Permission.NEGOTIATE_INITIATIVES, Permission.SIGN_INITIATIVES, Permission.SETTLE_INITIATIVES)
"""Who in the office reads the agreement whole."""


@bp.get("")
@allows(Permission.OFFICE)
def show(initiative_id: int) -> ResponseReturnValue:
    """Where the negotiation stands."""
    return desk.show(_desk(initiative_id))


@bp.post("/rozpocznij")
@allows(Permission.NEGOTIATE_INITIATIVES)
def begin(initiative_id: int) -> ResponseReturnValue:
    """Get in touch: the request's own schedule and estimate become version 1."""
    return desk.tried(
        _desk(initiative_id),
        Form(),
        lambda: services.begin(initiative_id, require_actor().person_id, clock.now()),
        "show",
        lambda _: gettext("Uzgodnienia rozpoczęte. Mieszkańcy dostaną wiadomość."),
    )


@bp.route("/zmien", methods=["GET", "POST"])
@allows(Permission.NEGOTIATE_INITIATIVES)
def edit(initiative_id: int) -> ResponseReturnValue:
    """Write the next version."""
    return desk.edit(_desk(initiative_id))


@bp.post("/potwierdz")
@allows(Permission.NEGOTIATE_INITIATIVES)
def confirm(initiative_id: int) -> ResponseReturnValue:
    """Confirm the version read."""
    return desk.confirm(_desk(initiative_id))


@bp.post("/potwierdz-papier")
@allows(Permission.NEGOTIATE_INITIATIVES)
def confirm_on_paper(initiative_id: int) -> ResponseReturnValue:
    """Write down that residents without an account confirmed it in writing."""
    return desk.confirm(_desk(initiative_id), on_paper=True)


@bp.post("/wiadomosc")
@allows(Permission.NEGOTIATE_INITIATIVES)
def send_message(initiative_id: int) -> ResponseReturnValue:
    """Write to the residents."""
    return desk.send_message(_desk(initiative_id))


@bp.get("/umowa")
@allows(Permission.OFFICE)
def paper(initiative_id: int) -> ResponseReturnValue:
    """The text of the agreement."""
    return desk.paper(_reader(initiative_id))


@bp.get("/umowa.pdf")
@allows(Permission.OFFICE)
def paper_pdf(initiative_id: int) -> ResponseReturnValue:
    """The text as a PDF."""
    return desk.paper_pdf(_reader(initiative_id))


@bp.route("/umowa/postanowienia", methods=["GET", "POST"])
@allows(Permission.NEGOTIATE_INITIATIVES)
def terms(initiative_id: int) -> ResponseReturnValue:
    """Write down the terms."""
    found = _desk(initiative_id)
    form = desk.terms_form(found)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                services.prepare(initiative_id, require_actor().person_id, form.draft(), clock.now())
                return found.to("paper", gettext("Postanowienia zapisane. Tak wygląda umowa."))
            except Refused as no:
                form.form_errors = [*form.form_errors, messages.words(no)]
    return found.render("terms", status, form=form, annex=len(found.table.signed))


@bp.post("/umowa/podpisz")
@allows(Permission.SIGN_INITIATIVES)
def sign(initiative_id: int) -> ResponseReturnValue:
    """Sign for the city."""
    found, form = _desk(initiative_id), SignForm()
    if not form.validate_on_submit() or form.signed_on.data is None:
        return desk.paper(found, sign=form)
    try:
        number = services.sign(
            initiative_id, require_actor().person_id, Way(form.way.data),
            signed_on=form.signed_on.data, applicant_on=form.applicant_on.data, now=clock.now(),
        )  # fmt: skip
    except Refused as no:
        return desk.paper(_desk(initiative_id), sign=form, refused=no)
    return found.to("paper", gettext("Podpisano: %(number)s.", number=number))


@bp.post("/umowa/skan")
@allows(Permission.NEGOTIATE_INITIATIVES)
def scan(initiative_id: int) -> ResponseReturnValue:
    """Attach a scan of the signed paper."""
    found, form = _desk(initiative_id), ScanForm()
    if not form.validate_on_submit() or not form.scan.data:
        return desk.paper(found, refused=gettext("Wybierz plik ze skanem."))
    try:
        services.keep_scan(initiative_id, require_actor().person_id, form.scan.data)
    except Refused as no:
        said = (
            str(FILE_REFUSED[no.reason]) % no.facts
            if isinstance(no.reason, FileRefusal)
            else messages.words(no)
        )
        return desk.paper(_desk(initiative_id), refused=said)
    return found.to("paper", gettext("Skan dołączony."))


@bp.get("/rozpocznij")
@bp.get("/potwierdz")
@bp.get("/potwierdz-papier")
@bp.get("/wiadomosc")
@allows(Permission.OFFICE)
def back(initiative_id: int) -> ResponseReturnValue:
    """A refused verb looked at again is the table."""
    return redirect(url_for(".show", initiative_id=initiative_id), 303)


@bp.get("/umowa/podpisz")
@bp.get("/umowa/skan")
@allows(Permission.OFFICE)
def back_to_paper(initiative_id: int) -> ResponseReturnValue:
    """A refused signature looked at again is the text."""
    return redirect(url_for(".paper", initiative_id=initiative_id), 303)


def _desk(initiative_id: int) -> desk.Desk:
    return desk.desk(Side.CITY, initiative_id)


def _reader(initiative_id: int) -> desk.Desk:
    """The table for those whose work it is: the text names people."""
    who = require_actor()
    if not any(who.may(each) for each in READERS):
        abort(403)
    return _desk(initiative_id)
