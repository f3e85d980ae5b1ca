"""What decides about a discussion, in plain Python: who may write, change, report, moderate and object, and when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from civic.consultations.notices.rules import Phase

TEXT_MAX = 2000
WORDS_MAX = 500
REASON_MAX = 1000
LINKS_MAX = 2
EDIT_WINDOW = timedelta(minutes=15)
PAGE = 20
"""Threads, or answers to one comment, on a page."""
ANSWERS_SHOWN = 3
"""Answers shown below each of them; the rest is a link away."""


class Stance(StrEnum):
    """What the author thinks of what is consulted."""

    FOR = "FOR"
    AGAINST = "AGAINST"
    NEUTRAL = "NEUTRAL"


class Shown(StrEnum):
    """How the author is shown."""

    INITIALS = "INITIALS"
    NAME = "NAME"


class Standing(StrEnum):
    """What can be read of a comment: all, all but masked parts, nothing (hidden by the office or removed by its author)."""

    SHOWN = "SHOWN"
    MASKED = "MASKED"
    HIDDEN = "HIDDEN"
    REMOVED = "REMOVED"


class Rule(StrEnum):
    """The only rules for which the office touches a comment (polish-rules 3.7)."""

    OFFENSIVE = "OFFENSIVE"
    PERSONAL_DATA = "PERSONAL_DATA"
    UNLAWFUL = "UNLAWFUL"


class Ground(StrEnum):
    """Why somebody reports a comment."""

    OFFENSIVE = "OFFENSIVE"
    PERSONAL_DATA = "PERSONAL_DATA"
    UNLAWFUL = "UNLAWFUL"
    OTHER = "OTHER"


class Verdict(StrEnum):
    """What a moderator decided; UPHOLD and RESTORE answer an objection or undo an earlier decision."""

    LEAVE = "LEAVE"
    MASK = "MASK"
    HIDE = "HIDE"
    UPHOLD = "UPHOLD"
    RESTORE = "RESTORE"


class Order(StrEnum):
    """In which order comments stand. SHUFFLED favours neither the first nor the loudest."""

    SHUFFLED = "SHUFFLED"
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"


class Only(StrEnum):
    """Which threads are shown."""

    ALL = "ALL"
    UNANSWERED = "UNANSWERED"
    OFFICE = "OFFICE"
    FOR = "FOR"
    AGAINST = "AGAINST"


class Refusal(StrEnum):
    """Why something is not done in a discussion."""

    NOT_SIGNED_IN = "not-signed-in"
    NO_DISCUSSION = "no-discussion"
    NOT_OPEN_YET = "not-open-yet"
    CLOSED = "closed"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    TOO_MANY_LINKS = "too-many-links"
    SAID_ALREADY = "said-already"
    TOO_FAST = "too-fast"
    TOO_MANY_TODAY = "too-many-today"
    GONE = "gone"
    NOT_YOURS = "not-yours"
    TOO_LATE_TO_EDIT = "too-late-to-edit"
    ANSWERED_BY_OFFICE = "answered-by-office"
    OFFICE_STAYS = "office-stays"
    OWN_REPORT = "own-report"
    ALREADY_REPORTED = "already-reported"
    OWN_COMMENT = "own-comment"
    REASON_MISSING = "reason-missing"
    RULE_MISSING = "rule-missing"
    NOTHING_MASKED = "nothing-masked"
    ONLY_MASKS = "only-masks"
    ALREADY_DECIDED = "already-decided"
    OBJECTION_WAITS = "objection-waits"
    NOTHING_TO_OBJECT = "nothing-to-object"
    ALREADY_OBJECTED = "already-objected"
    FOUR_EYES = "four-eyes"


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


GONE = frozenset({Standing.HIDDEN, Standing.REMOVED})
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


def why_not_text(text: str) -> Refusal | None:
    """Something is said, not too long, with few links."""
    if not text.strip():
        return Refusal.EMPTY
    if len(text) > TEXT_MAX:
        return Refusal.TOO_LONG
    return Refusal.TOO_MANY_LINKS if len(_LINK.findall(text)) > LINKS_MAX else None


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


MASK = "[…]"
"""Stands where a moderator took something out."""


def why_not_mask(text: str, masked: str) -> Refusal | None:
    """Masking takes parts out and puts ``MASK`` in their place; it changes nothing and adds nothing."""
    kept = masked.split(MASK)
    if len(kept) < 2:
        return Refusal.NOTHING_MASKED
    pattern = ".+?".join(re.escape(part) for part in _joined(kept))
    return None if re.fullmatch(pattern, text, re.DOTALL) else Refusal.ONLY_MASKS


def _joined(parts: list[str]) -> Iterable[str]:
    """The parts between marks; marks beside each other are one."""
    first, *middle, last = parts
    return [first, *[part for part in middle if part.strip()], last]


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
    if found.author_id == officer_id:
        return Refusal.OWN_COMMENT
    if moderator_id == officer_id:
        return Refusal.FOUR_EYES
    return None if reason.strip() else Refusal.REASON_MISSING


_LINK = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.)")


def fingerprint(text: str) -> str:
    """The same for texts that say the same in the same words, whatever the case, spaces and signs between."""
    plain = "".join(sign for sign in text.casefold() if sign.isalnum()) or text.strip()
    return sha256(plain.encode()).hexdigest()


def initials(name: str) -> str:
    """ "Anna Nowak-Lis" is "A. N."; "" for a closed account."""
    return " ".join(f"{word[0].upper()}." for word in name.split()[:3] if word[0].isalpha())


def seed(reader: str, day: date) -> int:
    """What shuffles comments for this reader on this day: a signed 64-bit number."""
    return int.from_bytes(sha256(f"{day.isoformat()}|{reader}".encode()).digest()[:8], "big", signed=True)
