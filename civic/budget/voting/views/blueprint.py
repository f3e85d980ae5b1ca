"""The blueprint of residents' pages of voting."""

from flask import Blueprint

bp = Blueprint("voting", __name__)
