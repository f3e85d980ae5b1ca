"""Residents' pages of editions."""

from flask import Blueprint

bp = Blueprint("editions", __name__)
