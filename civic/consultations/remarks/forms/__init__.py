"""What a browser sends about remarks. Shape only; what may be sent is in the rules."""

from civic.consultations.remarks.forms.base import RefusableForm
from civic.consultations.remarks.forms.office import EntryForm, MaskForm, OfficeListForm, UnmaskForm
from civic.consultations.remarks.forms.resident import (
    FilesForm,
    ListForm,
    OrganisationForm,
    PersonForm,
    ReceiptForm,
    RemarkForm,
)

__all__ = [
    "EntryForm",
    "FilesForm",
    "ListForm",
    "MaskForm",
    "OfficeListForm",
    "OrganisationForm",
    "PersonForm",
    "ReceiptForm",
    "RefusableForm",
    "RemarkForm",
    "UnmaskForm",
]
