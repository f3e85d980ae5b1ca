"""The office's pages of requests: the queue, one request, entering one from paper, the city's settings."""

from civic.initiatives.requests.office import desk, paper, settings
from civic.initiatives.requests.office.blueprint import bp

__all__ = ["bp", "desk", "paper", "settings"]
