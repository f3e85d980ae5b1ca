"""The blueprint of the residents' pages of consultations."""

from flask import Blueprint

bp = Blueprint("consultations", __name__, url_prefix="/konsultacje")
