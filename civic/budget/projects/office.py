"""The office's pages of projects."""

from flask import Blueprint

bp = Blueprint("projects_office", __name__)
