"""How the pages of remarks find published answers: importing this module registers it there."""

from collections.abc import Collection

from flask import current_app, url_for

from civic.consultations.answers import messages, queries
from civic.consultations.answers.queries import AnswerShown
from civic.consultations.remarks.registry import ANSWERS, PublishedAnswer

TEXT_PAGE = "consulted_texts.show"


def published(remark_ids: Collection[int]) -> dict[int, PublishedAnswer]:
    """Answers residents may read, by the remark's id. One statement."""
    return {remark_id: _shown(answer) for remark_id, answer in queries.answers_to(remark_ids).items()}


def change_address(consultation_id: int, document_id: int, version: int, anchor: str) -> str:
    """Where the changed paragraph can be read; "" while the text has no page."""
    if TEXT_PAGE not in current_app.view_functions:
        return ""
    return url_for(
        TEXT_PAGE,
        consultation_id=consultation_id,
        dokument=document_id,
        wersja=version,
        _anchor=anchor or None,
    )


def _shown(answer: AnswerShown) -> PublishedAnswer:
    reasons = answer.reasons
    if answer.change:
        reasons = f"{reasons}\n\n{answer.change}".strip()
    return PublishedAnswer(
        result=messages.DECISION[answer.decision],
        kind=messages.DECISION_TAG[answer.decision],
        reasons=reasons,
        unit=answer.unit,
        published_at=answer.shown_at,
        change=change_address(answer.consultation_id, *answer.link) if answer.link else "",
    )


ANSWERS.answers = published
