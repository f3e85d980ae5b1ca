"""Residents' pages of voting: the booth, the receipt, the box."""

from civic.budget.voting.views import booth, box
from civic.budget.voting.views.blueprint import bp

__all__ = ["booth", "box", "bp"]
