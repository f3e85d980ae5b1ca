"""Everything an author does before sending. One function, one verb, one transaction."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from werkzeug.datastructures import FileStorage

from civic.consultations.notices import queries as notices
from civic.consultations.remarks import queries, rules
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.rules import MOST_FILES, MOST_REMARKS, Author, Channel, Refusal, Written
from civic.core import clock, files
from civic.core.db import db, transaction
from civic.core.files import StoredFile
from civic.core.refusal import Refused
from civic.organisations.queries import represented_by


@dataclass(frozen=True)
class Writer:
    """Whose draft it is: an account's, or of the browser that holds the key."""

    person_id: int | None = None
    key: uuid.UUID | None = None


def add(consultation_id: int, writer: Writer, remark: Written, *, lang: str = "pl") -> uuid.UUID | None:
    """Put a remark into the writer's draft, beginning one if there is none; gives the key of a browser's draft.

    Refused before the opening, after the report, for a remark that cannot be sent so, and when there are too many.
    """
    with transaction():
        now = clock.now()
        if no := _not_now(consultation_id, now) or rules.why_not_remark(remark):
            raise no
        opinion = _begun(consultation_id, writer, now, lang)
        counted = select(func.count(), func.max(Remark.place)).filter_by(opinion_id=opinion.id)
        number, last = db.session.execute(counted).one()
        if number >= MOST_REMARKS:
            raise Refused(Refusal.TOO_MANY_REMARKS, max=MOST_REMARKS)
        row = Remark(
            opinion_id=opinion.id, consultation_id=consultation_id, place=(last or 0) + 1, text=remark.text
        )
        _set(row, remark)
        db.session.add(row)
        opinion.saved_at = now
        return opinion.draft_key


def change(consultation_id: int, writer: Writer, remark_id: int, remark: Written) -> None:
    """Write one remark of the draft anew; NoResultFound when it is not there."""
    with transaction():
        if no := rules.why_not_remark(remark):
            raise no
        opinion = _own(consultation_id, writer)
        row = db.session.scalars(select(Remark).filter_by(id=remark_id, opinion_id=opinion.id)).one()
        _set(row, remark)
        opinion.saved_at = clock.now()


def remove(consultation_id: int, writer: Writer, remark_id: int) -> None:
    """Take one remark out of the draft; nothing happens when it is gone already."""
    with transaction():
        opinion = _own(consultation_id, writer)
        row = db.session.scalars(select(Remark).filter_by(id=remark_id, opinion_id=opinion.id)).one_or_none()
        if row is not None:
            db.session.delete(row)
        opinion.saved_at = clock.now()


def say_who(consultation_id: int, writer: Writer, author: Author) -> None:
    """Write down who the author is. What the regime asks for must be there; a represented organisation must be confirmed."""
    with transaction():
        opinion = _own(consultation_id, writer)
        check_author(consultation_id, author, writer.person_id)
        set_author(opinion, author)
        opinion.who_said, opinion.saved_at = True, clock.now()


def attach(
    consultation_id: int, writer: Writer, uploads: Sequence[FileStorage], removed: Collection[uuid.UUID] = ()
) -> None:
    """Keep files with the draft, forget others. Refused as ``core.files`` refuses."""
    with transaction():
        opinion = _own(consultation_id, writer)
        files.attach(
            uploads,
            kind=queries.FILES,
            subject_id=opinion.id,
            removed=removed,
            kept_by=writer.person_id,
            most=MOST_FILES,
        )
        opinion.saved_at = clock.now()


def discard(consultation_id: int, writer: Writer) -> None:
    """Throw the draft away with its files."""
    with transaction():
        delete_draft(_own(consultation_id, writer))


def adopt(consultation_id: int, person_id: int, key: uuid.UUID) -> None:
    """The browser's draft becomes the account's, behind what the account's draft holds already. Nothing without a draft."""
    with transaction():
        free = _locked(queries.draft(consultation_id, None, key))
        if free is None:
            return
        mine = _locked(queries.draft(consultation_id, person_id, None))
        if mine is None:
            free.person_id, free.draft_key = person_id, None
            return
        last = db.session.scalar(select(func.max(Remark.place)).filter_by(opinion_id=mine.id)) or 0
        moved = update(Remark).filter_by(opinion_id=free.id)
        db.session.execute(moved.values(opinion_id=mine.id, place=Remark.place + last))
        attached = update(StoredFile).filter_by(kind=queries.FILES, subject_id=free.id)
        db.session.execute(attached.values(subject_id=mine.id))
        db.session.delete(free)


def supplement(consultation_id: int, writer: Writer, receipt: str, *, lang: str = "pl") -> uuid.UUID | None:
    """Begin a draft that adds to what was sent with this receipt: the author is the same, no need to say it again.

    A draft already under way becomes that. Gives the key of a browser's draft.
    """
    with transaction():
        now, sent = clock.now(), queries.by_receipt(consultation_id, receipt)
        if no := _not_now(consultation_id, now):
            raise no
        opinion = _begun(consultation_id, writer, now, lang)
        opinion.supplements_id = sent.id
        if not opinion.who_said:
            for name in ("author_kind", "organisation_name", "krs", "name", "address", "email"):
                setattr(opinion, name, getattr(sent, name))
            same = writer.person_id is not None and writer.person_id == sent.person_id
            opinion.organisation_id = sent.organisation_id if same else None
            opinion.name_public, opinion.owner = sent.name_public, sent.owner
            opinion.who_said = sent.erased_at is None
        return opinion.draft_key


def check_author(consultation_id: int, author: Author, person_id: int | None) -> None:
    """Refuse an author who has not said enough, or speaks for an organisation that has not been confirmed."""
    facts = notices.consultation(consultation_id)
    missing = rules.why_not_author(author, facts.regime, anonymous=facts.anonymous)
    if missing:
        raise missing[0]
    if author.organisation_id is not None and person_id is not None:
        if author.organisation_id not in {each.id for each in represented_by(person_id)}:
            raise Refused(Refusal.NOT_ITS_REPRESENTATIVE)
    elif author.organisation_id is not None:
        raise Refused(Refusal.NOT_ITS_REPRESENTATIVE)


def set_author(opinion: Opinion, author: Author) -> None:
    """The author's words as columns."""
    opinion.author_kind = author.kind
    for name in (
        "organisation_id",
        "organisation_name",
        "krs",
        "name",
        "address",
        "email",
        "name_public",
        "owner",
    ):
        setattr(opinion, name, getattr(author, name))
    opinion.privacy_version = rules.PRIVACY_VERSION


def delete_draft(opinion: Opinion) -> None:
    """A draft with its remarks and files, in the transaction under way."""
    for each in queries.attachments(opinion.id):
        files.forget(each.id)
    db.session.delete(opinion)


def _not_now(consultation_id: int, now: datetime) -> Refused | None:
    return rules.why_not_send(notices.consultation(consultation_id).standing, now)


def _begun(consultation_id: int, writer: Writer, now: datetime, lang: str) -> Opinion:
    """The writer's draft, locked; made when there is none. Two windows at once make one."""
    there = _locked(queries.draft(consultation_id, writer.person_id, writer.key))
    if there is not None:
        return there
    values = {
        "consultation_id": consultation_id, "person_id": writer.person_id, "channel": Channel.FORM.value, "lang": lang,
        "draft_key": uuid.uuid4() if writer.person_id is None else None, "created_at": now, "saved_at": now,
        "author_kind": rules.AuthorKind.RESIDENT.value, "organisation_name": "", "krs": "", "name": "", "address": "",
        "email": "", "name_public": False, "who_said": False, "case_number": "", "privacy_version": "", "late": False,
    }  # fmt: skip
    made = insert(Opinion).values(**values).on_conflict_do_nothing().returning(Opinion.id)
    opinion_id = db.session.scalar(made)
    if opinion_id is not None:
        return db.session.get_one(Opinion, opinion_id)
    found = _locked(queries.draft(consultation_id, writer.person_id, writer.key))
    if found is None:
        raise Refused(Refusal.DRAFT_GONE)
    return found


def _own(consultation_id: int, writer: Writer) -> Opinion:
    found = _locked(queries.draft(consultation_id, writer.person_id, writer.key))
    if found is None:
        raise Refused(Refusal.DRAFT_GONE)
    return found


def _locked(opinion: Opinion | None) -> Opinion | None:
    """The draft as it is now, for this transaction alone; None when it was sent or thrown away meanwhile."""
    if opinion is None:
        return None
    query = select(Opinion).where(Opinion.id == opinion.id, Opinion.sent_at.is_(None))
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _set(row: Remark, remark: Written) -> None:
    row.text, row.proposed, row.quote, row.unit_text = (
        remark.text,
        remark.proposed,
        remark.quote,
        remark.unit_text,
    )
    row.document_id, row.version_id, row.anchor = remark.document_id, remark.version_id, remark.anchor
