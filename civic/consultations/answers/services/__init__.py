"""Everything done with answers. One function, one verb, one transaction; each locks the consultation first."""

from civic.consultations.answers.services.asking import ask_body, enter_opinion
from civic.consultations.answers.services.deciding import (
    approve,
    approve_many,
    publish_answers,
    queue_telling,
    send_back,
    set_custom,
    tell_authors,
    withdraw,
)
from civic.consultations.answers.services.sorting import add_topic, merge_topics, rename_topic, sort
from civic.consultations.answers.services.writing import Saved, hand_over_many, save, take_out

__all__ = [
    "Saved",
    "add_topic",
    "approve",
    "approve_many",
    "ask_body",
    "enter_opinion",
    "hand_over_many",
    "merge_topics",
    "publish_answers",
    "queue_telling",
    "rename_topic",
    "save",
    "send_back",
    "set_custom",
    "sort",
    "take_out",
    "tell_authors",
    "withdraw",
]
