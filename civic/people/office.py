"""The office's pages about people: units, roles."""

from flask import Blueprint

bp = Blueprint("people_office", __name__)
