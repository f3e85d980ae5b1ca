"""What later features tell about remarks, without being known here.

The feature of answers registers how published answers are found: ``ANSWERS.answers = function`` (once, when its module is
imported). Pages of remarks then show the answer beside the remark. The function gets remark ids and gives, in one
statement, what is published of them: a remark whose answer nobody may see yet is simply missing.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString


@dataclass(frozen=True)
class PublishedAnswer:
    """An answer everybody may read. ``result``: in words ("Uwzględniona"); ``kind``: of the component ``tag``
    ("won", "wait", "lost", "closed", "plain"). ``unit``: who answers; ``change``: an address where the change shows, or "".
    """

    result: str | LazyString
    kind: str
    reasons: str
    unit: str
    published_at: datetime
    change: str = ""


FindAnswers = Callable[[Collection[int]], Mapping[int, PublishedAnswer]]


class Registry:
    """The one place where the function stands."""

    def __init__(self) -> None:
        self.answers: FindAnswers | None = None

    def answers_of(self, remark_ids: Collection[int]) -> Mapping[int, PublishedAnswer]:
        """Published answers by remark; nothing while nobody registered."""
        return self.answers(remark_ids) if self.answers is not None and remark_ids else {}


ANSWERS = Registry()
