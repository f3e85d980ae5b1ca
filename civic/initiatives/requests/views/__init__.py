"""Residents' pages of requests: writing and sending one, my initiatives, the group, the page for everybody."""

from civic.initiatives.requests.views import group, mine, public, send, write
from civic.initiatives.requests.views.blueprint import bp

__all__ = ["bp", "group", "mine", "public", "send", "write"]
