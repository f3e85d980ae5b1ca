"""Sending: where remarks get their numbers. The consultation is locked first, so that numbers follow each other without
gaps, and a report is never published while a remark arrives."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.remarks import queries, rules
from civic.consultations.remarks.events import OpinionSent, RemarksEntered
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.rules import (
    MOST_FILES,
    Arrival,
    Author,
    AuthorKind,
    Channel,
    MaskReason,
    Refusal,
    Written,
)
from civic.consultations.remarks.services.drafts import Writer, check_author, set_author
from civic.core import clock, files, web
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.mail import queue_mail
from civic.core.refusal import Refused
from civic.organisations.queries import by_krs, organisation

_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _IN_GROUP = 4, 4


@dataclass(frozen=True)
class Given:
    """What was sent: the code of the author's page and the numbers of the remarks."""

    receipt: str
    numbers: tuple[int, ...]
    late: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a clerk enters. ``again``: it is another remark, although the same words of the same author are here."""

    arrival: Arrival
    author: Author
    remarks: Sequence[Written]
    case_number: str = ""
    uploads: Sequence[FileStorage] = ()
    again: bool = False


def send(consultation_id: int, writer: Writer, *, now: Callable[[], datetime] = clock.now) -> Given:
    """Send the writer's draft, all of it. What time it is is asked while nobody else can number or close anything."""
    with transaction():
        facts = notices.locked(consultation_id)
        moment = now()
        draft = queries.draft(consultation_id, writer.person_id, writer.key)
        mine = select(Opinion).where(Opinion.id == (draft.id if draft else 0), Opinion.sent_at.is_(None))
        opinion = db.session.scalars(
            mine.with_for_update().execution_options(populate_existing=True)
        ).one_or_none()
        if opinion is None:
            raise Refused(Refusal.DRAFT_GONE)
        check_author(consultation_id, author_of(opinion), opinion.person_id)
        if opinion.organisation_id is not None:
            opinion.organisation_name = organisation(opinion.organisation_id).name
        return _sent(facts, opinion, moment)


def submit(
    consultation_id: int,
    author: Author,
    remarks: Sequence[Written],
    *,
    now: Callable[[], datetime] = clock.now,
    lang: str = "pl",
) -> Given:
    """A draft and its sending as one, for a sample city or a bulk import of what was written in the form."""
    with transaction():
        facts = notices.locked(consultation_id)
        moment = now()
        check_author(consultation_id, author, author.person_id)
        opinion = _opinion(consultation_id, Channel.FORM, author, moment)
        opinion.lang, opinion.person_id, opinion.who_said = lang, author.person_id, True
        if author.organisation_id is not None:
            opinion.organisation_name = organisation(author.organisation_id).name
        _add(opinion, remarks)
        return _sent(facts, opinion, moment)


def enter(
    consultation_id: int, entry: Entry, clerk_id: int, *, now: Callable[[], datetime] = clock.now
) -> Given:
    """Write down what came on paper, by mail or by word of mouth. When it came decides whether it is late.

    What the form asks of an author nobody can ask of a letter: it is taken as it is.
    """
    with transaction():
        facts = notices.locked(consultation_id)
        moment = now()
        if no := rules.why_not_arrived(entry.arrival, moment):
            raise no
        if not entry.again and (number := _same(consultation_id, entry)) is not None:
            raise Refused(Refusal.ENTERED_ALREADY, number=rules.signature(facts.signature, number))
        known = by_krs(entry.author.krs) if entry.author.krs else None
        opinion = _opinion(consultation_id, entry.arrival.channel, entry.author, moment)
        if known is not None:
            opinion.organisation_id, opinion.organisation_name = known.id, known.name
        opinion.entered_by_id, opinion.case_number = clerk_id, entry.case_number
        opinion.posted_on = entry.arrival.posted_on
        _add(opinion, entry.remarks)
        files.attach(
            entry.uploads, kind=queries.FILES, subject_id=opinion.id, kept_by=clerk_id, most=MOST_FILES
        )
        return _sent(facts, opinion, moment, entry.arrival)


def author_of(opinion: Opinion) -> Author:
    """What an opinion says of its author."""
    return Author(
        kind=AuthorKind(opinion.author_kind),
        person_id=opinion.person_id,
        organisation_id=opinion.organisation_id,
        organisation_name=opinion.organisation_name,
        krs=opinion.krs,
        name=opinion.name,
        address=opinion.address,
        email=opinion.email,
        name_public=opinion.name_public,
        owner=opinion.owner,
    )


def _opinion(consultation_id: int, channel: Channel, author: Author, now: datetime) -> Opinion:
    opinion = Opinion(
        consultation_id=consultation_id,
        channel=channel,
        author_kind=author.kind,
        created_at=now,
        saved_at=now,
    )
    set_author(opinion, author)
    db.session.add(opinion)
    return opinion


def _add(opinion: Opinion, remarks: Sequence[Written]) -> None:
    if no := rules.why_not_remarks(remarks):
        raise no
    db.session.flush()
    for place, each in enumerate(remarks, 1):
        row = Remark(
            opinion_id=opinion.id, consultation_id=opinion.consultation_id, place=place, text=each.text,
            proposed=each.proposed, quote=each.quote, unit_text=each.unit_text, document_id=each.document_id,
            version_id=each.version_id, anchor=each.anchor,
        )  # fmt: skip
        db.session.add(row)
    db.session.flush()


def _sent(facts: ConsultationFacts, opinion: Opinion, now: datetime, arrival: Arrival | None = None) -> Given:
    """Give the opinion its receipt and its remarks their numbers, with the consultation locked."""
    came = min(rules.received(arrival, facts.standing.closes), now) if arrival else now
    opens = facts.standing.opens
    early = arrival is not None and opens is not None and came < opens
    if no := rules.why_not_send(facts.standing, came if early else now):
        raise no
    rows = db.session.scalars(select(Remark).filter_by(opinion_id=opinion.id).order_by(Remark.place)).all()
    if no := rules.why_not_remarks([Written(text=row.text, proposed=row.proposed) for row in rows]):
        raise no
    late = rules.arrived_late(arrival, facts.standing) if arrival else rules.is_late(facts.standing, now)
    opinion.sent_at, opinion.received_at, opinion.late, opinion.draft_key = now, came, late, None
    opinion.receipt = _receipt()
    last = db.session.scalar(select(func.max(Remark.number)).filter_by(consultation_id=facts.id)) or 0
    for number, row in enumerate(rows, last + 1):
        row.number, row.late = number, late
        _cover(row, opinion)
    given = Given(opinion.receipt, tuple(range(last + 1, last + len(rows) + 1)), late)
    _record(opinion, given)
    _mail(facts, opinion, given)
    return given


def _cover(row: Remark, opinion: Opinion) -> None:
    """What looks like personal data is covered before anybody else reads it; a moderator can show it again."""
    own = [opinion.address, opinion.email, *([] if opinion.name_public else [opinion.name])]
    covered = rules.personal_covered(row.text, quote=row.quote, also=own)
    proposed = rules.personal_covered(row.proposed or "", quote=row.quote, also=own)
    row.masked = covered if covered != row.text else None
    row.masked_proposed = proposed if proposed != (row.proposed or "") else None
    if row.masked is not None or row.masked_proposed is not None:
        row.mask_reason = MaskReason.PERSONAL


def _record(opinion: Opinion, given: Given) -> None:
    first, last = given.numbers[0], given.numbers[-1]
    numbers = str(first) if first == last else f"{first}-{last}"
    subject = f"consultation:{opinion.consultation_id}"
    if opinion.entered_by_id is None:
        # no actor: the protocol does not say which account wrote what
        record(
            OpinionSent(
                subject=subject,
                numbers=numbers,
                remarks=len(given.numbers),
                kind=opinion.author_kind,
                late=given.late,
            )
        )
        return
    record(
        RemarksEntered(
            subject=subject, actor_id=opinion.entered_by_id, document_number=opinion.case_number, numbers=numbers,
            remarks=len(given.numbers), kind=opinion.author_kind, channel=opinion.channel, late=given.late,
            received=opinion.received_at.isoformat() if opinion.received_at else "",
        )
    )  # fmt: skip


def _mail(facts: ConsultationFacts, opinion: Opinion, given: Given) -> None:
    if not opinion.email:
        return
    numbers = [rules.signature(facts.signature, number) for number in given.numbers]
    link = web.address("remarks.receipt", consultation_id=facts.id, receipt=given.receipt)
    queue_mail(
        opinion.email, "consultations/remarks_received", consultation=facts, numbers=numbers, late=given.late,
        receipt=given.receipt, link=link, entered=opinion.entered_by_id is not None,
    )  # fmt: skip


def _same(consultation_id: int, entry: Entry) -> int | None:
    """The number of the same words of the same author, when they are here already."""
    for each in entry.remarks:
        query = (
            select(func.min(Remark.number))
            .join(Opinion, Opinion.id == Remark.opinion_id)
            .where(
                Remark.consultation_id == consultation_id,
                func.md5(Remark.text) == func.md5(each.text),
                func.coalesce(Remark.proposed, "") == (each.proposed or ""),
                func.lower(Opinion.name) == entry.author.name.lower(),
                func.lower(Opinion.organisation_name) == entry.author.organisation_name.lower(),
            )
        )
        number = db.session.scalar(query)
        if number is not None:
            return number
    return None


def _receipt() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
