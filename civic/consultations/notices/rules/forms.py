"""Forms of consultation (formy konsultacji): kinds, and the groups the statutes speak of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FormKind(StrEnum):
    """How people are asked (polish-rules 3.4)."""

    REMARKS_FORM = "REMARKS_FORM"
    MEETING = "MEETING"
    OUTDOOR_MEETING = "OUTDOOR_MEETING"
    DEBATE = "DEBATE"
    WORKSHOP = "WORKSHOP"
    STUDY_WALK = "STUDY_WALK"
    EXPERT_PANEL = "EXPERT_PANEL"
    SURVEY = "SURVEY"
    GEO_SURVEY = "GEO_SURVEY"
    INTERVIEWS = "INTERVIEWS"
    CONSULTATION_POINT = "CONSULTATION_POINT"
    DESIGNER_DUTY = "DESIGNER_DUTY"
    ORAL_REMARKS = "ORAL_REMARKS"
    REPRESENTATIVE_GROUP = "REPRESENTATIVE_GROUP"
    CITIZENS_PANEL = "CITIZENS_PANEL"
    CITIZENS_JURY = "CITIZENS_JURY"
    CIVIC_CAFE = "CIVIC_CAFE"
    CIVIC_BREAKFAST = "CIVIC_BREAKFAST"
    WORLD_CAFE = "WORLD_CAFE"
    FUTURE_CITY_GAME = "FUTURE_CITY_GAME"
    DELIBERATIVE_POLL = "DELIBERATIVE_POLL"
    ONLINE_DISCUSSION = "ONLINE_DISCUSSION"
    ADVISORY_OPINION = "ADVISORY_OPINION"


_K = FormKind

SURVEYS = frozenset({_K.SURVEY, _K.GEO_SURVEY})
POINTS = frozenset({_K.INTERVIEWS, _K.CONSULTATION_POINT, _K.DESIGNER_DUTY})
"""Those that stay open for hours rather than begin at one."""

OPEN_MEETINGS = frozenset({_K.MEETING, _K.EXPERT_PANEL, _K.WORKSHOP})
"""Planning act, art. 8i(1)(2): each preceded by a presentation of the draft."""

OUTDOOR = frozenset({_K.OUTDOOR_MEETING, _K.STUDY_WALK})
"""Planning act, art. 8i(1)(3)."""

REVITALISATION_FORMS = frozenset(
    {
        _K.MEETING, _K.OUTDOOR_MEETING, _K.DEBATE, _K.WORKSHOP, _K.STUDY_WALK, _K.SURVEY, _K.GEO_SURVEY, _K.INTERVIEWS,
        _K.REPRESENTATIVE_GROUP, _K.CITIZENS_PANEL, _K.CITIZENS_JURY, _K.ORAL_REMARKS,
    }
)  # fmt: skip
"""Revitalisation act, art. 6(3)(2)."""

LASTING = frozenset({_K.REMARKS_FORM, _K.SURVEY, _K.GEO_SURVEY, _K.ONLINE_DISCUSSION, _K.ADVISORY_OPINION})
"""Those that need no day of their own: without one they last as long as the consultation."""

FAMILY = {_K.OUTDOOR_MEETING: _K.MEETING, _K.GEO_SURVEY: _K.SURVEY, _K.DESIGNER_DUTY: _K.CONSULTATION_POINT}
"""Kinds that are one form where a statute counts different forms: a meeting outdoors is a meeting."""


class Access(StrEnum):
    """What makes a place or a meeting accessible."""

    STEP_FREE = "STEP_FREE"
    LIFT = "LIFT"
    LOOP = "LOOP"
    PJM = "PJM"
    CAPTIONS = "CAPTIONS"
    EASY_TEXT = "EASY_TEXT"
    CHILDCARE = "CHILDCARE"


@dataclass(frozen=True, kw_only=True)
class PlannedForm:
    """A form as planned. Without ``starts`` it has no date yet, or (LASTING) needs none. Moments are aware."""

    kind: FormKind
    id: int = 0
    title: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    online: bool = False
    place: str = ""
    accessible: tuple[Access, ...] = ()
    presents_draft: bool = False
