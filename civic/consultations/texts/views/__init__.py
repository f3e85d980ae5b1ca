"""Residents' pages of consulted documents: reading, older versions, comparing two, taking one away."""

from civic.consultations.texts.views import compare, read
from civic.consultations.texts.views.blueprint import bp

__all__ = ["bp", "compare", "read"]
