"""Residents' pages of projects."""

from civic.budget.projects.views.blueprint import bp

__all__ = ["bp"]
