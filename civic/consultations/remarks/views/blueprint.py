"""The blueprint of the residents' pages of remarks."""

from flask import Blueprint

bp = Blueprint("remarks", __name__, url_prefix="/konsultacje")
