"""Everything that counting writes. One verb, one transaction."""

from civic.budget.counting.services.evening import approve, commit_draw, count, draw_lots, rule_on_tie

__all__ = ["approve", "commit_draw", "count", "draw_lots", "rule_on_tie"]
