"""What either side sends while negotiating and signing. Shape only; what may be done is in the rules."""

from civic.initiatives.agreements.forms.papers import MessageForm, ScanForm, SignForm, TermsForm, VersionForm
from civic.initiatives.agreements.forms.plan import PlanForm, plan_data

__all__ = [
    "MessageForm",
    "PlanForm",
    "ScanForm",
    "SignForm",
    "TermsForm",
    "VersionForm",
    "plan_data",
]
