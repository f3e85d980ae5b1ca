"""The office's pages of requests: the queue, entering one from paper, the city's settings."""

from civic.initiatives.requests.office import desk
from civic.initiatives.requests.office.blueprint import bp

__all__ = ["bp", "desk"]
