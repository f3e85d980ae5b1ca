"""Residents' pages of requests: writing and sending one, my initiatives, the page for everybody."""

from civic.initiatives.requests.views import public
from civic.initiatives.requests.views.blueprint import bp

__all__ = ["bp", "public"]
