"""The front page and what joins the features: reads only."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from civic.core.access import Permission, allows

bp = Blueprint("home", __name__)


@bp.get("/")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """What is on now, until when, and one button."""
    return render_template("home/index.html")
