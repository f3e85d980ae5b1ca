"""The list of consultations for everybody, and the page of one."""

from flask import render_template
from flask.typing import ResponseReturnValue

from civic.consultations.notices import queries
from civic.consultations.notices.views.blueprint import bp
from civic.core.access import Permission, allows


@bp.get("")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """The list first, the map beside it."""
    return render_template("consultations/notices/index.html")


@bp.get("/<int:consultation_id>")
@allows(Permission.ANYONE)
def show(consultation_id: int) -> ResponseReturnValue:
    """Everything public about one consultation."""
    found = queries.public_consultation(consultation_id)
    return render_template("consultations/notices/show.html", consultation=found)
