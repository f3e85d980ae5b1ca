"""Where the pages stand."""

from flask import Blueprint

bp = Blueprint("answers_office", __name__, url_prefix="/urzad/konsultacje/<int:consultation_id>/odpowiedzi")
