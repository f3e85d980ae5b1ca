"""The blueprint of the office's pages of consultations."""

from flask import Blueprint

bp = Blueprint("consultations_office", __name__, url_prefix="/urzad/konsultacje")
