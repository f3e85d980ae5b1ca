"""The blueprints of the residents' pages and of the public list and register."""

from flask import Blueprint

bp = Blueprint("works", __name__, url_prefix="/inicjatywy/<int:initiative_id>/praca")
register_bp = Blueprint("initiative_register", __name__, url_prefix="/inicjatywy")
