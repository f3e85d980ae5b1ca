"""The list of consultations with what each waits for, and the case of one."""

from flask import render_template
from flask.typing import ResponseReturnValue

from civic.consultations.notices import queries
from civic.consultations.notices.office.blueprint import bp
from civic.core.access import Permission, allows


@bp.get("")
@allows(Permission.OFFICE)
def index() -> ResponseReturnValue:
    """Every consultation and what it waits for."""
    return render_template("consultations/notices/office_index.html")


@bp.get("/<int:consultation_id>")
@allows(Permission.OFFICE)
def show(consultation_id: int) -> ResponseReturnValue:
    """One consultation, where it stands and what can be done."""
    found = queries.consultation(consultation_id)
    return render_template("consultations/notices/office_show.html", consultation=found)
