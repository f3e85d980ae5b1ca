"""Residents' pages of a discussion: reading, writing, reporting, objecting."""

from civic.consultations.discussion.views import own, public, write
from civic.consultations.discussion.views.blueprint import bp

__all__ = ["bp", "own", "public", "write"]
