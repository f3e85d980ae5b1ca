"""The pattern page: every component in every state."""

from flask import Blueprint

bp = Blueprint("design", __name__)
