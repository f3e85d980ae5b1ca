"""Everything the office does with a consultation. One function, one verb, one transaction."""

from civic.consultations.notices.services.after import archive, decide, summarise
from civic.consultations.notices.services.deciding import cancel, correct, extend, order
from civic.consultations.notices.services.drafting import (
    Calendar,
    Contact,
    FormText,
    Territory,
    Texts,
    create,
    remove_form,
    save,
    save_form,
)
from civic.consultations.notices.services.publishing import announce, publish, withdraw
from civic.consultations.notices.services.requests import Asked, answer, ask, fix

__all__ = [
    "Asked",
    "Calendar",
    "Contact",
    "FormText",
    "Territory",
    "Texts",
    "announce",
    "answer",
    "archive",
    "ask",
    "cancel",
    "correct",
    "create",
    "decide",
    "extend",
    "fix",
    "order",
    "publish",
    "remove_form",
    "save",
    "save_form",
    "summarise",
    "withdraw",
]
