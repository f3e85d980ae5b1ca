"""Everything that counting writes. One verb, one transaction."""

from civic.budget.counting.services.evening import approve, commit_draw, count, draw_lots, rule_on_tie
from civic.budget.counting.services.importing import Imported, import_election

__all__ = ["Imported", "approve", "commit_draw", "count", "draw_lots", "import_election", "rule_on_tie"]
