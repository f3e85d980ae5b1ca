"""The blueprint of the residents' pages of projects, and a filter of theirs."""

from decimal import Decimal

from flask import Blueprint

bp = Blueprint("projects", __name__, url_prefix="/budzet/<edition>")


@bp.app_template_filter("quantity")
def quantity(value: Decimal) -> str:
    """A quantity as people write it: "2,5", without zeros at the end."""
    return f"{value.normalize():f}".replace(".", ",")
