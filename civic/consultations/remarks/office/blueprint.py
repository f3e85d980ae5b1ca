"""The blueprint of the office's pages of remarks."""

from flask import Blueprint

bp = Blueprint("remarks_office", __name__, url_prefix="/urzad/konsultacje/<int:consultation_id>/uwagi")
