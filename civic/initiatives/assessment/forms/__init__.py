"""What the office, the Team and the executive send about a request."""

from civic.initiatives.assessment.forms.criteria import CriteriaForm, criteria_form
from civic.initiatives.assessment.forms.deed import Deed
from civic.initiatives.assessment.forms.office import (
    CompletionForm,
    ExtendForm,
    FormalForm,
    ForwardForm,
    LandForm,
    LeaveForm,
)
from civic.initiatives.assessment.forms.team import (
    CardForm,
    CloseForm,
    ConflictForm,
    DecisionForm,
    card_form,
)

__all__ = [
    "CardForm",
    "CloseForm",
    "CompletionForm",
    "ConflictForm",
    "CriteriaForm",
    "DecisionForm",
    "Deed",
    "ExtendForm",
    "FormalForm",
    "ForwardForm",
    "LandForm",
    "LeaveForm",
    "card_form",
    "criteria_form",
]
