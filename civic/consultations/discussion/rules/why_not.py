"""Who may write, change, report, moderate and object, and when: the first reason against it, or None."""

from dataclasses import dataclass
from datetime import datetime

from civic.consultations.discussion.rules.names import EDIT_WINDOW, GONE, Refusal, Rule, Standing, Verdict
from civic.consultations.discussion.rules.text import why_not_mask
from civic.consultations.notices.rules import Phase


@dataclass(frozen=True)
class Terms:
    """Where the consultation is, and whether it has a discussion at all."""

    phase: Phase
    has_discussion: bool


@dataclass(frozen=True)
class CommentFacts:
    """A comment as the rules see it. ``office``: an answer of the office; ``answered``: the office has answered it."""

    author_id: int
    office: bool
    standing: Standing
    created_at: datetime
    answered: bool = False


_ANSWERING = frozenset({Phase.OPEN, Phase.ANSWERING})


def why_not_comment(terms: Terms) -> Refusal | None:
    """Residents write while the consultation is open."""
    if not terms.has_discussion:
        return Refusal.NO_DISCUSSION
    if terms.phase in {Phase.PREPARED, Phase.UPCOMING}:
        return Refusal.NOT_OPEN_YET
    return Refusal.CLOSED if terms.phase is not Phase.OPEN else None


def why_not_answer(terms: Terms, asked: CommentFacts) -> Refusal | None:
    """The office answers also after the end, until the report is out."""
    if not terms.has_discussion:
        return Refusal.NO_DISCUSSION
    if terms.phase not in _ANSWERING:
        return Refusal.NOT_OPEN_YET if terms.phase in {Phase.PREPARED, Phase.UPCOMING} else Refusal.CLOSED
    return why_not_reply(asked)


def why_not_reply(to: CommentFacts) -> Refusal | None:
    """What cannot be read cannot be answered."""
    return Refusal.GONE if to.standing in GONE else None


def why_not_edit(found: CommentFacts, person_id: int, terms: Terms, now: datetime) -> Refusal | None:
    """The author changes the own words for a quarter of an hour, unless the office has answered them meanwhile."""
    if found.author_id != person_id:
        return Refusal.NOT_YOURS
    if found.standing is not Standing.SHOWN:
        return Refusal.GONE
    if now >= found.created_at + EDIT_WINDOW:
        return Refusal.TOO_LATE_TO_EDIT
    if found.answered:
        return Refusal.ANSWERED_BY_OFFICE
    return None if found.office else why_not_comment(terms)


def why_not_remove(found: CommentFacts, person_id: int) -> Refusal | None:
    """The author takes the own words back at any time; the office stands by its answers."""
    if found.author_id != person_id:
        return Refusal.NOT_YOURS
    if found.office:
        return Refusal.OFFICE_STAYS
    return Refusal.GONE if found.standing in GONE else None


def why_not_report(found: CommentFacts, person_id: int, *, already: bool) -> Refusal | None:
    """One report per person and comment, not of the own one."""
    if found.author_id == person_id:
        return Refusal.OWN_REPORT
    if already:
        return Refusal.ALREADY_REPORTED
    return Refusal.GONE if found.standing in GONE else None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a moderator wants. ``rule``: the one broken, for MASK and HIDE; ``masked``: the text as it is to be read."""

    verdict: Verdict
    rule: Rule | None = None
    reason: str = ""
    masked: str = ""


def why_not_moderate(
    found: CommentFacts, officer_id: int, *, decided: bool, objected: bool
) -> Refusal | None:
    """Decide about somebody else's comment. ``decided``: somebody did since the page was opened; ``objected``: an objection waits."""
    if found.author_id == officer_id:
        return Refusal.OWN_COMMENT
    if found.standing is Standing.REMOVED:
        return Refusal.GONE
    if decided:
        return Refusal.ALREADY_DECIDED
    return Refusal.OBJECTION_WAITS if objected else None


def why_not_decision(wanted: Decision, standing: Standing, text: str) -> Refusal | None:
    """To mask and to hide one names the rule and the reason; to show again, the reason. ``text``: as written."""
    touches = wanted.verdict is not Verdict.LEAVE
    if touches and wanted.rule is None:
        return Refusal.RULE_MISSING
    if (touches or standing is not Standing.SHOWN) and not wanted.reason.strip():
        return Refusal.REASON_MISSING
    return why_not_mask(text, wanted.masked) if wanted.verdict is Verdict.MASK else None


def why_not_object(
    found: CommentFacts, person_id: int, in_force: Verdict | None, *, already: bool
) -> Refusal | None:
    """The author objects once to what was done to the comment."""
    if found.author_id != person_id:
        return Refusal.NOT_YOURS
    if already:
        return Refusal.ALREADY_OBJECTED
    return None if in_force in {Verdict.MASK, Verdict.HIDE} else Refusal.NOTHING_TO_OBJECT


def why_not_decide_objection(
    found: CommentFacts, moderator_id: int, officer_id: int, reason: str, *, decided: bool
) -> Refusal | None:
    """Four eyes: not who moderated, not the author. ``moderator_id``: who did."""
    if decided:
        return Refusal.ALREADY_DECIDED
    if found.standing is Standing.REMOVED:
        return Refusal.GONE
    if found.author_id == officer_id:
        return Refusal.OWN_COMMENT
    if moderator_id == officer_id:
        return Refusal.FOUR_EYES
    return None if reason.strip() else Refusal.REASON_MISSING
