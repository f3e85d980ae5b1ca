"""The blueprint of the residents' pages of local initiatives."""

from flask import Blueprint

bp = Blueprint("initiatives", __name__, url_prefix="/inicjatywy")
