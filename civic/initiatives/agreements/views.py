"""The residents' side of the table: the leader or a confirmed representative."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import NoResultFound

from civic.core import clock
from civic.core.access import Actor, Permission, allows, require_actor
from civic.core.fields import Form
from civic.core.files import StoredFile, readable
from civic.core.refusal import Refused
from civic.initiatives.agreements import desk, queries, services
from civic.initiatives.agreements.services.signing import SCAN
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Side

bp = Blueprint("agreements", __name__, url_prefix="/inicjatywy/<int:initiative_id>/uzgodnienia")


@bp.get("")
@allows(Permission.SIGNED_IN)
def show(initiative_id: int) -> ResponseReturnValue:
    """Where the negotiation stands; others go to the public page."""
    try:
        found = _desk(initiative_id)
    except NoResultFound:
        return redirect(url_for("initiatives.show", initiative_id=initiative_id), 303)
    return desk.show(found)


@bp.route("/zmien", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def edit(initiative_id: int) -> ResponseReturnValue:
    """Write the next version."""
    return desk.edit(_desk(initiative_id))


@bp.post("/potwierdz")
@allows(Permission.SIGNED_IN)
def confirm(initiative_id: int) -> ResponseReturnValue:
    """Confirm the version read."""
    return desk.confirm(_desk(initiative_id))


@bp.post("/wiadomosc")
@allows(Permission.SIGNED_IN)
def send_message(initiative_id: int) -> ResponseReturnValue:
    """Write to the office."""
    return desk.send_message(_desk(initiative_id))


@bp.get("/umowa")
@allows(Permission.SIGNED_IN)
def paper(initiative_id: int) -> ResponseReturnValue:
    """The text of the agreement."""
    return desk.paper(_desk(initiative_id))


@bp.get("/umowa.pdf")
@allows(Permission.SIGNED_IN)
def paper_pdf(initiative_id: int) -> ResponseReturnValue:
    """The text as a PDF."""
    return desk.paper_pdf(_desk(initiative_id))


@bp.post("/umowa/podpisz")
@allows(Permission.SIGNED_IN)
def accept_text(initiative_id: int) -> ResponseReturnValue:
    """Sign the text electronically, for the residents."""
    found = _desk(initiative_id)
    if not Form().validate_on_submit():
        return desk.paper(found)
    try:
        services.accept_text(initiative_id, require_actor().person_id, clock.now())
    except Refused as no:
        return desk.paper(_desk(initiative_id), refused=no)
    return found.to("paper", gettext("Umowa podpisana przez was. Teraz kolej miasta."))


@bp.get("/potwierdz")
@bp.get("/wiadomosc")
@allows(Permission.SIGNED_IN)
def back(initiative_id: int) -> ResponseReturnValue:
    """A refused verb looked at again is the table."""
    return redirect(url_for(".show", initiative_id=initiative_id), 303)


@bp.get("/umowa/podpisz")
@allows(Permission.SIGNED_IN)
def back_to_paper(initiative_id: int) -> ResponseReturnValue:
    """A refused signature looked at again is the text."""
    return redirect(url_for(".paper", initiative_id=initiative_id), 303)


@readable(SCAN)
def _reads_scan(row: StoredFile, actor: Actor | None) -> bool:
    """Both sides of the table."""
    if actor is None or row.subject_id is None:
        return False
    if any(actor.may(each) for each in (Permission.NEGOTIATE_INITIATIVES, Permission.SIGN_INITIATIVES)):
        return True
    return queries.speaks(requests.initiative(row.subject_id), actor.person_id)


def _desk(initiative_id: int) -> desk.Desk:
    return desk.desk(Side.RESIDENTS, initiative_id)
