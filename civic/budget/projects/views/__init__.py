"""Residents' pages of projects: writing and sending one, my projects, the list and the page for everybody."""

from civic.budget.projects.views import files, mine, public, send, write
from civic.budget.projects.views.blueprint import bp

__all__ = ["bp", "files", "mine", "public", "send", "write"]
