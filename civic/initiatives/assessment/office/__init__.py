"""The office's, the Team's and the executive's pages of assessment."""

from civic.initiatives.assessment import public
from civic.initiatives.assessment.office import card, criteria, deciding, formal, minutes, team
from civic.initiatives.assessment.office.blueprint import bp

__all__ = ["bp", "card", "criteria", "deciding", "formal", "minutes", "public", "team"]
