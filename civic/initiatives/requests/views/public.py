"""The page of one initiative for everybody."""

from flask import render_template
from flask.typing import ResponseReturnValue

from civic.core.access import Permission, allows
from civic.initiatives.requests import queries
from civic.initiatives.requests.views.blueprint import bp


@bp.get("/<int:initiative_id>")
@allows(Permission.ANYONE)
def show(initiative_id: int) -> ResponseReturnValue:
    """Everything public about one initiative."""
    found = queries.public_initiative(initiative_id)
    return render_template("initiatives/requests/show.html", initiative=found)
