"""The office's pages of assessment."""

from flask import Blueprint

bp = Blueprint("assessment_office", __name__)
