"""Every reason to refuse, in one enum, and the section of the draft where it is mended.

Facts that go with them: ``earliest``, ``latest`` are days; ``days``, ``count`` numbers; ``source`` a ``regime.Source`` or None
for the city's own resolution; ``form`` a kind, ``title`` its title; ``channels`` a tuple of channels; ``kinds`` of form kinds.
"""

from collections.abc import Mapping
from enum import StrEnum


class Section(StrEnum):
    """The parts in which the office writes a consultation."""

    SUBJECT = "SUBJECT"
    TERRITORY = "TERRITORY"
    FORMS = "FORMS"
    CALENDAR = "CALENDAR"
    CONTACT = "CONTACT"
    CHANNELS = "CHANNELS"


class Refusal(StrEnum):
    """Why not. The words are in messages.py."""

    # what is asked
    TITLE_MISSING = "title-missing"
    SUMMARY_MISSING = "summary-missing"
    GOAL_MISSING = "goal-missing"
    SUBJECT_MISSING = "subject-missing"
    JUSTIFICATION_MISSING = "justification-missing"
    INFLUENCE_MISSING = "influence-missing"
    BASIS_MISSING = "basis-missing"
    # where
    TERRITORY_OUTSIDE = "territory-outside"
    AREA_UNKNOWN = "area-unknown"
    # forms
    FORMS_MISSING = "forms-missing"
    FORM_UNDATED = "form-undated"
    FORM_WITHOUT_PLACE = "form-without-place"
    FORM_ENDS_BEFORE = "form-ends-before"
    FORM_TOO_EARLY = "form-too-early"
    FORM_TOO_LATE = "form-too-late"
    AFTER_HOURS_REQUIRED = "after-hours-required"
    SURVEY_TOO_SHORT = "survey-too-short"
    DRAFT_NOT_PRESENTED = "draft-not-presented"
    PLACE_NOT_ACCESSIBLE = "place-not-accessible"
    # the calendar
    NOTICE_DAY_MISSING = "notice-day-missing"
    OPENS_MISSING = "opens-missing"
    CLOSES_MISSING = "closes-missing"
    CLOSES_BEFORE_OPENS = "closes-before-opens"
    OPENS_TOO_EARLY = "opens-too-early"
    REMARKS_TOO_SHORT = "remarks-too-short"
    # the city's own terms
    LEAD_SHORTER_THAN_LAW = "lead-shorter-than-law"
    TIME_SHORTER_THAN_LAW = "time-shorter-than-law"
    REPORT_LATER_THAN_LAW = "report-later-than-law"
    CHANNELS_REQUIRED = "channels-required"
    CHANNELS_MISSING = "channels-missing"
    # contact
    UNIT_MISSING = "unit-missing"
    CONTACT_MISSING = "contact-missing"
    # statuses and moments
    NOT_NOW = "not-now"
    NOT_A_DRAFT = "not-a-draft"
    INCOMPLETE = "incomplete"
    ORDER_NUMBER_MISSING = "order-number-missing"
    ORDER_DAY_MISSING = "order-day-missing"
    ORDER_IN_FUTURE = "order-in-future"
    NOTICE_NOT_PUBLISHED = "notice-not-published"
    NOTICE_TOO_LATE = "notice-too-late"
    PUBLISHED_IN_FUTURE = "published-in-future"
    PUBLISHED_BEFORE_ORDER = "published-before-order"
    EVIDENCE_MISSING = "evidence-missing"
    ALREADY_PUBLISHED = "already-published"
    ALREADY_WITHDRAWN = "already-withdrawn"
    ALREADY_CLOSED = "already-closed"
    NOT_LONGER = "not-longer"
    REASON_MISSING = "reason-missing"
    FORM_NOT_YET = "form-not-yet"
    FORM_SUMMARY_MISSING = "form-summary-missing"
    ACT_MISSING = "act-missing"
    CHANGES_MISSING = "changes-missing"
    # requests of residents
    SUPPORTERS_MISSING = "supporters-missing"
    REQUEST_CONTACT_MISSING = "request-contact-missing"


_R, _S = Refusal, Section

SECTION_OF: Mapping[Refusal, Section] = {
    **dict.fromkeys(
        (
            _R.TITLE_MISSING, _R.SUMMARY_MISSING, _R.GOAL_MISSING, _R.SUBJECT_MISSING, _R.JUSTIFICATION_MISSING,
            _R.INFLUENCE_MISSING, _R.BASIS_MISSING,
        ),
        _S.SUBJECT,
    ),
    **dict.fromkeys((_R.TERRITORY_OUTSIDE, _R.AREA_UNKNOWN), _S.TERRITORY),
    **dict.fromkeys(
        (
            _R.FORMS_MISSING, _R.FORM_UNDATED, _R.FORM_WITHOUT_PLACE, _R.FORM_ENDS_BEFORE, _R.FORM_TOO_EARLY,
            _R.FORM_TOO_LATE, _R.AFTER_HOURS_REQUIRED, _R.SURVEY_TOO_SHORT, _R.DRAFT_NOT_PRESENTED,
            _R.PLACE_NOT_ACCESSIBLE,
        ),
        _S.FORMS,
    ),
    **dict.fromkeys(
        (
            _R.NOTICE_DAY_MISSING, _R.OPENS_MISSING, _R.CLOSES_MISSING, _R.CLOSES_BEFORE_OPENS, _R.OPENS_TOO_EARLY,
            _R.REMARKS_TOO_SHORT,
        ),
        _S.CALENDAR,
    ),
    **dict.fromkeys((_R.UNIT_MISSING, _R.CONTACT_MISSING), _S.CONTACT),
    **dict.fromkeys(
        (
            _R.LEAD_SHORTER_THAN_LAW, _R.TIME_SHORTER_THAN_LAW, _R.REPORT_LATER_THAN_LAW, _R.CHANNELS_REQUIRED,
            _R.CHANNELS_MISSING,
        ),
        _S.CHANNELS,
    ),
}  # fmt: skip
"""Where it is mended. A refusal that is not here is about status, moment or evidence."""
