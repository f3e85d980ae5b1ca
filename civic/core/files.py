"""Files people send: one place."""

from flask import Blueprint

bp = Blueprint("files", __name__)
