"""The front page, search, what somebody has under way, and the pages about the platform: reads of several features, no writes."""

from civic.home.links import init_app
from civic.home.views import bp

__all__ = ["bp", "init_app"]
