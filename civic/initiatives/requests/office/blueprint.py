"""The blueprint of the office's pages of requests."""

from flask import Blueprint

bp = Blueprint("initiatives_office", __name__, url_prefix="/urzad/inicjatywy")
