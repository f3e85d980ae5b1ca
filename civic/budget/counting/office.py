"""The office's pages of counting."""

from flask import Blueprint

bp = Blueprint("counting_office", __name__)
