"""The office's pages of editions: a new one, its rules section by section, versions, decisions."""

from civic.budget.editions.office import create, decisions, history, overview, parts, sections
from civic.budget.editions.office.blueprint import bp

__all__ = ["bp", "create", "decisions", "history", "overview", "parts", "sections"]
