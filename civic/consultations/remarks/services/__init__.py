"""Everything done with remarks. Without HTTP: ``submit`` sends an opinion, ``enter`` writes one down for the office."""

from civic.consultations.remarks.services.drafts import (
    Writer,
    add,
    adopt,
    attach,
    change,
    discard,
    remove,
    say_who,
    supplement,
)
from civic.consultations.remarks.services.sending import Entry, Given, author_of, enter, send, submit
from civic.consultations.remarks.services.upkeep import erase_authors, mask, purge_drafts, unmask

__all__ = [
    "Entry", "Given", "Writer", "add", "adopt", "attach", "author_of", "change", "discard", "enter", "erase_authors",
    "mask", "purge_drafts", "remove", "say_who", "send", "submit", "supplement", "unmask",
]  # fmt: skip
