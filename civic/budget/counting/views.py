"""Residents' pages of counting."""

from flask import Blueprint

bp = Blueprint("counting", __name__)
