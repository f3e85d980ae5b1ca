"""The office's pages of editions."""

from flask import Blueprint

bp = Blueprint("editions_office", __name__)
