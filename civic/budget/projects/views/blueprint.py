"""The blueprint of the residents' pages of projects."""

from flask import Blueprint

bp = Blueprint("projects", __name__, url_prefix="/budzet/<edition>")
