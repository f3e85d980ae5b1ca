"""What decides about consulted texts, in plain Python: names and addresses of paragraphs, comparison, who may change what."""

from civic.consultations.texts.rules.anchors import Known, Placed, placed
from civic.consultations.texts.rules.comparing import Change, Row, Run, Side, compare, folded
from civic.consultations.texts.rules.exporting import Part, markdown, plain_text
from civic.consultations.texts.rules.labels import is_bullet, short_name
from civic.consultations.texts.rules.refusals import (
    MAX_NOTE,
    MAX_TITLE,
    Refusal,
    why_not_add,
    why_not_change,
    why_not_note,
    why_not_settle,
    why_not_title,
    why_not_version,
)

__all__ = [
    "MAX_NOTE",
    "MAX_TITLE",
    "Change",
    "Known",
    "Part",
    "Placed",
    "Refusal",
    "Row",
    "Run",
    "Side",
    "compare",
    "folded",
    "is_bullet",
    "markdown",
    "placed",
    "plain_text",
    "short_name",
    "why_not_add",
    "why_not_change",
    "why_not_note",
    "why_not_settle",
    "why_not_title",
    "why_not_version",
]
