"""What the office and the clock do with remarks that were sent: covering, showing again, forgetting."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import String, and_, cast, func, literal, or_, select, update

from civic.consultations.notices import queries as notices
from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import Status
from civic.consultations.remarks import rules
from civic.consultations.remarks.events import AuthorsErased, DraftsPurged, RemarkMasked, RemarkUnmasked
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.rules import MaskReason, Refusal
from civic.consultations.remarks.services.drafts import delete_draft
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.deadlines import in_poland
from civic.core.publications import Publication
from civic.core.refusal import Refused

DRAFT_LIVES = timedelta(days=7)
DRAFT_OF_ACCOUNT_LIVES = timedelta(days=365)
AT_ONCE = 500


def mask(
    remark_id: int, fragments: Sequence[str], reason: MaskReason, moderator_id: int, why: str = ""
) -> None:
    """Cover these fragments of a sent remark, besides what is covered already. The original stays in the file."""
    with transaction():
        row = _locked(remark_id)
        shown = (row.masked or row.text, row.masked_proposed or row.proposed or "")
        text, proposed = rules.cover(shown, fragments, reason)
        row.masked = text if text != row.text else None
        row.masked_proposed = proposed if proposed != (row.proposed or "") else None
        row.mask_reason = reason
        record(
            RemarkMasked(
                subject=f"remark:{row.id}",
                actor_id=moderator_id,
                fragments=len(fragments),
                kind=reason,
                reason=why,
            )
        )


def unmask(remark_id: int, why: str, moderator_id: int) -> None:
    """Show again everything that was covered; the reason is kept."""
    with transaction():
        row = _locked(remark_id)
        if not why.strip():
            raise Refused(Refusal.REASON_MISSING)
        if row.masked is None and row.masked_proposed is None:
            raise Refused(Refusal.NOT_MASKED)
        row.masked = row.masked_proposed = None
        row.mask_reason = ""
        record(RemarkUnmasked(subject=f"remark:{row.id}", actor_id=moderator_id, reason=why))


def purge_drafts(now: datetime) -> int:
    """Delete drafts nobody has touched: of browsers after 7 days, of accounts after a year. Gives how many."""
    stale = or_(
        and_(Opinion.person_id.is_(None), Opinion.saved_at < now - DRAFT_LIVES),
        Opinion.saved_at < now - DRAFT_OF_ACCOUNT_LIVES,
    )
    query = select(Opinion).where(Opinion.sent_at.is_(None), stale).order_by(Opinion.id).limit(AT_ONCE)
    gone = 0
    while True:
        with transaction():
            rows = db.session.scalars(query.with_for_update(skip_locked=True)).all()
            for row in rows:
                delete_draft(row)
            if rows:
                record(DraftsPurged(subject="opinion:0", drafts=len(rows)))
        gone += len(rows)
        if len(rows) < AT_ONCE:
            return gone


def erase_authors(now: datetime) -> int:
    """Erase authors' data a year after the report was first published; names of organisations stay. Gives how many opinions."""
    published = func.min(Publication.published_at)
    query = (
        select(Consultation.id, published)
        .join(Publication, Publication.subject == literal("consultation:") + cast(Consultation.id, String))
        .where(
            Publication.document == "REPORT",
            Publication.withdrawn_at.is_(None),
            Consultation.status.in_([Status.REPORT_PUBLISHED, Status.DECIDED, Status.ARCHIVED]),
            select(Opinion.id).where(Opinion.consultation_id == Consultation.id, Opinion.erased_at.is_(None)).exists(),
        )
        .group_by(Consultation.id)
        .order_by(Consultation.id)
    )  # fmt: skip
    erased = 0
    for consultation_id, published_at in db.session.execute(query).all():
        if rules.erased_on(in_poland(published_at)) <= in_poland(now):
            erased += _erase(consultation_id, published_at, now)
    return erased


def _erase(consultation_id: int, published_at: datetime, now: datetime) -> int:
    with transaction():
        notices.locked(consultation_id)
        query = (
            update(Opinion)
            .where(Opinion.consultation_id == consultation_id, Opinion.erased_at.is_(None))
            .values(
                name="",
                address="",
                email="",
                person_id=None,
                name_public=False,
                draft_key=None,
                erased_at=now,
            )
            .returning(Opinion.id)
        )
        number = len(db.session.scalars(query).all())
        record(
            AuthorsErased(
                subject=f"consultation:{consultation_id}",
                opinions=number,
                published_on=in_poland(published_at).isoformat(),
            )
        )
        return number


def _locked(remark_id: int) -> Remark:
    """A sent remark, its consultation locked before it, as everywhere where both are."""
    sent = select(Remark.consultation_id).where(Remark.id == remark_id, Remark.number.is_not(None))
    notices.locked(db.session.execute(sent).scalar_one())
    found = select(Remark).where(Remark.id == remark_id).with_for_update()
    return db.session.scalars(found.execution_options(populate_existing=True)).one()
