"""How a rule says no."""

from enum import StrEnum


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised by a service when a rule gives a reason; the transaction rolls back.

    ``facts`` fill the placeholders of the sentence in the feature's ``messages.py``; never personal data.
    """

    def __init__(self, reason: StrEnum, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
