"""What several pages of remarks need: whose draft it is, whether remarks are taken, a remark ready to be drawn."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import session

from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.remarks import messages, queries, rules, services
from civic.consultations.remarks.models import Opinion
from civic.consultations.remarks.queries import Shown
from civic.consultations.remarks.registry import ANSWERS, PublishedAnswer
from civic.consultations.remarks.services import Writer
from civic.core import clock, differences, files, limits
from civic.core.access import Actor, Permission, actor
from civic.core.differences import Piece
from civic.core.files import StoredFile
from civic.core.limits import Limit
from civic.core.refusal import Refused

DRAFTS, RECEIPTS = "remark_drafts", "remark_receipts"
MOST_RECEIPTS = 20
LONG = 900
COMPARED = 4_000
"""Together, what is compared on a list: longer texts are compared on the remark's own page."""


@dataclass(frozen=True)
class Taking:
    """Whether remarks are taken now. ``late``: they are, but too late to count. ``no``: the words why not."""

    no: str
    late: bool


@dataclass(frozen=True)
class Card:
    """A remark ready to be drawn. ``pieces``: the difference, () when nothing is proposed or it is too long for a list."""

    remark: Shown
    author: str
    text: str
    shortened: bool
    pieces: tuple[Piece, ...]
    answer: PublishedAnswer | None


def taking(consultation: ConsultationFacts) -> Taking:
    """Whether remarks are taken at this moment."""
    now = clock.now()
    no = rules.why_not_send(consultation.standing, now)
    return Taking(messages.words(no) if no else "", no is None and rules.is_late(consultation.standing, now))


def writer(consultation_id: int) -> Writer:
    """Who writes: the account, or this browser. What a browser began before signing in goes to the account."""
    kept: dict[str, str] = session.get(DRAFTS, {})
    key = _uuid(kept.get(str(consultation_id)))
    who = actor()
    if who is None:
        if key is not None:
            session.modified = True  # the draft is at hand for another twelve hours
        return Writer(None, key)
    if key is not None:
        services.adopt(consultation_id, who.person_id, key)
        remember_draft(consultation_id, None)
    return Writer(who.person_id)


def waiting(consultation_id: int) -> list[tuple[int | None, str | None]]:
    """Where the remarks of the own draft stand: document and anchor each."""
    kept: dict[str, str] = session.get(DRAFTS, {})
    who = actor()
    key = _uuid(kept.get(str(consultation_id)))
    return queries.waiting(consultation_id, who.person_id if who else None, key)


def remember_draft(consultation_id: int, key: uuid.UUID | None) -> None:
    """This browser holds the key of the draft, or no longer does."""
    kept = {name: value for name, value in session.get(DRAFTS, {}).items() if name != str(consultation_id)}
    if key is not None:
        kept[str(consultation_id)] = key.hex
    session[DRAFTS] = kept


def remember_receipt(receipt: str) -> None:
    """This browser has seen the code: it may open the files sent with it."""
    kept = [each for each in session.get(RECEIPTS, []) if each != receipt]
    session[RECEIPTS] = [*kept, receipt][-MOST_RECEIPTS:]


def limited(limit: Limit) -> Refused | None:
    """Count a try of whoever writes; a reason when it is one too many."""
    who = actor()
    name = ("person", str(who.person_id)) if who else ("network", limits.network())
    return None if limits.take(limit, *name) else Refused(rules.Refusal.TOO_MANY_TRIES)


def cards(remarks: Sequence[Shown], *, whole: bool = False) -> list[Card]:
    """Remarks ready to be drawn, with their published answers: one statement for all. ``whole``: nothing is cut."""
    answers = ANSWERS.answers_of([each.id for each in remarks])
    return [card(each, answers.get(each.id), whole=whole) for each in remarks]


def card(remark: Shown, answer: PublishedAnswer | None = None, *, whole: bool = True) -> Card:
    """One remark ready to be drawn."""
    long = not whole and len(remark.text) > LONG
    author = messages.author_words(
        remark.kind, remark.organisation, remark.name, name_public=remark.name_public
    )
    return Card(
        remark=remark,
        author=author,
        text=remark.text[:LONG].rsplit(" ", 1)[0] + "…" if long else remark.text,
        shortened=long or (not whole and remark.proposed is not None and not _comparable(remark)),
        pieces=_pieces(remark) if whole or _comparable(remark) else (),
        answer=answer,
    )


def pages_of(total: int, size: int) -> int:
    """How many pages; at least one."""
    return max(1, -(-total // size))


def filters_shown(form: Any, spots: Iterable[queries.Spot], address: Any) -> list[tuple[str, str]]:
    """The filters that are on, each with the address without it."""
    named = {each.unit: each.name for each in spots}
    on = [
        ("q", f"„{form.q.data}”" if form.q.data else ""),
        ("czesc", named.get(form.czesc.data or "", form.czesc.data or "")),
        ("kto", str(messages.KIND[rules.AuthorKind(form.kind)]) if form.kind else ""),
        ("spoznione", str(form.spoznione.label.text) if form.spoznione.data else ""),
    ]
    return [(words, address(name)) for name, words in on if words]


@files.readable(queries.FILES)
def _may_read(file: StoredFile, who: Actor | None) -> bool:
    """Files of an opinion: the office, the author's account, the browser of the draft, whoever has the receipt."""
    if who is not None and who.may(Permission.READ_REMARKS):
        return True
    opinion: Opinion | None = queries.opinion(file.subject_id or 0)
    if opinion is None:
        return False
    if who is not None and opinion.person_id == who.person_id:
        return True
    keys = {_uuid(key) for key in session.get(DRAFTS, {}).values()}
    return (opinion.draft_key is not None and opinion.draft_key in keys) or (
        opinion.receipt is not None and opinion.receipt in session.get(RECEIPTS, [])
    )


def _comparable(remark: Shown) -> bool:
    return len(remark.quote) + len(remark.proposed or "") <= COMPARED


def _pieces(remark: Shown) -> tuple[Piece, ...]:
    return differences.words(remark.quote, remark.proposed) if remark.proposed is not None else ()


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
