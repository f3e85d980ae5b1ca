"""What the office sends about editions. Shape only; the checks of the rules decide."""

from civic.budget.editions.forms.errors import Line, attach, grow, leaves
from civic.budget.editions.forms.fields import options
from civic.budget.editions.forms.other import (
    DecisionForm,
    DocumentForm,
    NewDocumentForm,
    NewEditionForm,
    RemovalForm,
)
from civic.budget.editions.forms.sections import (
    SECTIONS,
    FundsForm,
    list_form,
    list_made,
    list_removed,
    pool_added,
    pool_changed,
    pool_form,
    pool_removed,
    section_form,
    section_made,
    slug_of,
)

__all__ = [
    "SECTIONS", "DecisionForm", "DocumentForm", "FundsForm", "Line", "NewDocumentForm", "NewEditionForm",
    "RemovalForm", "attach", "grow", "leaves", "list_form", "list_made", "list_removed", "options", "pool_added", "pool_changed",
    "pool_form", "pool_removed", "section_form", "section_made", "slug_of",
]  # fmt: skip
