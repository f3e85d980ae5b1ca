"""Everything done with a request. One function, one verb, one transaction; ``reopen`` and ``move`` stand inside another's."""

from civic.initiatives.requests.services.drafts import attach, discard, save, start
from civic.initiatives.requests.services.members import Invited, answer, invite, remind, remove
from civic.initiatives.requests.services.retention import ON_ERASED, erase, to_erase
from civic.initiatives.requests.services.sending import (
    ON_COMPLETED,
    Paper,
    Person,
    complete,
    enter,
    move,
    reopen,
    submit,
    withdraw,
)
from civic.initiatives.requests.services.settings import save_settings

__all__ = [
    "ON_COMPLETED",
    "ON_ERASED",
    "Invited",
    "Paper",
    "Person",
    "answer",
    "attach",
    "complete",
    "discard",
    "enter",
    "erase",
    "invite",
    "move",
    "remind",
    "remove",
    "reopen",
    "save",
    "save_settings",
    "start",
    "submit",
    "to_erase",
    "withdraw",
]
