"""The residents' side: the leader or a confirmed representative."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from civic.core.access import Permission, allows
from civic.initiatives.requests.rules import Side
from civic.initiatives.works import desk, report_page
from civic.initiatives.works.views.blueprint import bp


@bp.get("")
@allows(Permission.SIGNED_IN)
def show(initiative_id: int) -> ResponseReturnValue:
    """The works; others go to the public page."""
    try:
        found = _desk(initiative_id)
    except NoResultFound:
        return redirect(url_for("initiatives.show", initiative_id=initiative_id), 303)
    return desk.show(found)


@bp.post("/zacznij")
@allows(Permission.SIGNED_IN)
def start(initiative_id: int) -> ResponseReturnValue:
    """The work begins."""
    return desk.start(_desk(initiative_id))


@bp.post("/zakoncz")
@allows(Permission.SIGNED_IN)
def finish(initiative_id: int) -> ResponseReturnValue:
    """The work is done."""
    return desk.finish(_desk(initiative_id))


@bp.post("/godziny")
@allows(Permission.SIGNED_IN)
def log_hours(initiative_id: int) -> ResponseReturnValue:
    """A day of work."""
    return desk.log_hours(_desk(initiative_id))


@bp.post("/godziny/<int:entry_id>/usun")
@allows(Permission.SIGNED_IN)
def strike_hours(initiative_id: int, entry_id: int) -> ResponseReturnValue:
    """Take an entry out of the log."""
    return desk.strike_hours(_desk(initiative_id), entry_id)


@bp.post("/zdjecia")
@allows(Permission.SIGNED_IN)
def add_photo(initiative_id: int) -> ResponseReturnValue:
    """A photo."""
    return desk.add_photo(_desk(initiative_id))


@bp.post("/zdjecia/<uuid:file_id>/usun")
@allows(Permission.SIGNED_IN)
def remove_photo(initiative_id: int, file_id: uuid.UUID) -> ResponseReturnValue:
    """Take a photo away."""
    return desk.remove_photo(_desk(initiative_id), file_id)


@bp.route("/rozliczenie", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def report(initiative_id: int) -> ResponseReturnValue:
    """The settlement report."""
    return report_page.report(_desk(initiative_id))


@bp.get("/protokol")
@allows(Permission.SIGNED_IN)
def protocol(initiative_id: int) -> ResponseReturnValue:
    """The protocol of things lent."""
    return desk.protocol_page(_desk(initiative_id))


@bp.get("/protokol.pdf")
@allows(Permission.SIGNED_IN)
def protocol_pdf(initiative_id: int) -> ResponseReturnValue:
    """The protocol as a PDF."""
    return desk.protocol_pdf(_desk(initiative_id))


@bp.get("/zacznij")
@bp.get("/zakoncz")
@bp.get("/godziny")
@bp.get("/godziny/<int:entry_id>/usun")
@bp.get("/zdjecia")
@bp.get("/zdjecia/<uuid:file_id>/usun")
@allows(Permission.SIGNED_IN)
def back(initiative_id: int, entry_id: int = 0, file_id: uuid.UUID | None = None) -> ResponseReturnValue:
    """A refused verb looked at again is the page of the works."""
    return redirect(url_for(".show", initiative_id=initiative_id), 303)


def _desk(initiative_id: int) -> desk.Desk:
    return desk.desk(Side.RESIDENTS, initiative_id)
