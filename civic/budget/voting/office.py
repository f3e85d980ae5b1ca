"""The office's pages of voting."""

from flask import Blueprint

bp = Blueprint("voting_office", __name__)
