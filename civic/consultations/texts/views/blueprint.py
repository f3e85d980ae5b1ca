"""The blueprint of the residents' pages of consulted documents."""

from flask import Blueprint

bp = Blueprint("consulted_texts", __name__, url_prefix="/konsultacje")
