"""The queue of requests: what waits, until when, what is late."""

from flask import render_template
from flask.typing import ResponseReturnValue

from civic.core.access import Permission, allows
from civic.initiatives.requests.office.blueprint import bp


@bp.get("")
@allows(Permission.OFFICE)
def index() -> ResponseReturnValue:
    """Every request with its deadline."""
    return render_template("initiatives/requests/office_index.html")
