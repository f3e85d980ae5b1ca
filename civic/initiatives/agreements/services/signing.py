"""The agreement and its annexes: prepared by the office, signed by the applicant, then by the city, then frozen."""

import uuid
from datetime import date, datetime

from sqlalchemy import func, select, text
from werkzeug.datastructures import FileStorage

from civic.core import files
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.deadlines import in_poland
from civic.core.refusal import Refused
from civic.initiatives.agreements import document, queries, rules
from civic.initiatives.agreements.events import (
    AgreementAccepted,
    AgreementPrepared,
    AgreementSigned,
    ScanKept,
)
from civic.initiatives.agreements.models import Agreement
from civic.initiatives.agreements.queries import Table
from civic.initiatives.agreements.rules import Draft, Plan, Refusal, Signatures, Way
from civic.initiatives.agreements.rules.contract import Heads, contract
from civic.initiatives.agreements.services.common import locked_table, move, tell
from civic.initiatives.requests.rules import Action, Side, Status

SCAN = "agreement-scan"
"""The kind of file of a scan of the signed paper; its subject is the initiative."""

_NUMBERS = text("SELECT pg_advisory_xact_lock(4927019, :year)")


def prepare(initiative_id: int, officer_id: int, draft: Draft, now: datetime) -> int:
    """Write down the terms of the agreement, or of the next annex; gives which (0: the agreement).

    Changed terms void the applicant's signature under the ones before.
    """
    with transaction():
        found = locked_table(initiative_id, officer_id, Side.CITY)
        if no := rules.why_not_prepare(found.negotiation, draft):
            raise no
        annex, row = _draft_row(found)
        terms = document.to_json(draft.terms)
        if row is None:
            row = Agreement(initiative_id=initiative_id, annex=annex)
            db.session.add(row)
        elif row.terms == terms and row.applicant_party == draft.applicant_party:
            return annex
        row.terms, row.applicant_party = terms, draft.applicant_party
        row.prepared_by_id, row.prepared_at = officer_id, now
        row.applicant_signed_on = row.applicant_signed_by_id = None
        record(AgreementPrepared(subject=f"initiative:{initiative_id}", actor_id=officer_id, annex=annex))
        if not rules.missing_terms(draft):
            tell(found.initiative, (Side.RESIDENTS,), "prepared")
        return annex


def accept_text(initiative_id: int, person_id: int, now: datetime) -> None:
    """The applicant signs the text as it stands, electronically."""
    with transaction():
        found = locked_table(initiative_id, person_id, Side.RESIDENTS)
        _, row = _draft_row(found)
        draft = found.draft.draft if found.draft else None
        accepted = row is not None and row.applicant_signed_on is not None
        no = rules.why_not_accept_text(
            found.negotiation, queries.newest_plan(found), draft, accepted=accepted
        )
        if no or row is None:
            raise no or Refused(Refusal.TERMS_MISSING, fields=("terms",))
        row.applicant_signed_on, row.applicant_signed_by_id = in_poland(now), person_id
        record(
            AgreementAccepted(
                subject=f"initiative:{initiative_id}",
                actor_id=person_id,
                annex=row.annex,
                version=found.negotiation.newest,
            )
        )
        tell(found.initiative, (Side.CITY,), "accepted")


def sign(
    initiative_id: int,
    executive_id: int,
    way: Way,
    *,
    signed_on: date,
    now: datetime,
    applicant_on: date | None = None,
) -> str:
    """The city signs; gives the number. From here the text, its terms and its plan are frozen.

    ``applicant_on``: when the applicant signed the paper; signed electronically, it is known already.
    """
    with transaction():
        found = locked_table(initiative_id, executive_id, Side.CITY)
        annex, row = _draft_row(found)
        plan = queries.newest_plan(found)
        applicant_day = _applicants_day(row, way, applicant_on)
        signatures = Signatures(way, applicant_day, signed_on, found.initiative.received_on)
        draft = found.draft.draft if found.draft else None
        no = rules.why_not_sign(found.negotiation, plan, draft, signatures, in_poland(now))
        if no or row is None or draft is None:
            raise no or Refused(Refusal.TERMS_MISSING, fields=("terms",))
        row.applicant_signed_on = signatures.applicant_on
        number = _freeze(found, row, draft, plan, signatures, now, executive_id)
        if found.initiative.status is Status.NEGOTIATION:
            move(found.initiative, Action.SIGN, now)
        record(
            AgreementSigned(
                subject=f"initiative:{initiative_id}",
                actor_id=executive_id,
                document_number=number,
                annex=annex,
                version=found.negotiation.newest,
                way=way.value,
                signed_on=signed_on.isoformat(),
            )
        )
        tell(found.initiative, tuple(Side), "annexed" if annex else "signed", number=number)
        return number


def _applicants_day(row: Agreement | None, way: Way, on_paper: date | None) -> date | None:
    """When the applicant signed: here, or else on paper."""
    signed_here = row.applicant_signed_on if row is not None else None
    return signed_here or (on_paper if way is Way.PAPER else None)


def _freeze(
    found: Table, row: Agreement, draft: Draft, plan: Plan, signatures: Signatures, now: datetime, by_id: int
) -> str:
    main, version = next(iter(found.signed), None), found.negotiation.newest
    if row.annex:
        of = db.session.execute(
            select(Agreement.year, Agreement.number).filter_by(initiative_id=found.initiative.id, annex=0)
        ).one()
        year, place = of.year, of.number
    else:
        year = signatures.city_on.year
        db.session.execute(_NUMBERS, {"year": year})
        highest = db.session.scalar(select(func.max(Agreement.number)).filter_by(year=year, annex=0))
        place = (highest or 0) + 1
    number = rules.number_words(year, place, row.annex)
    heads = Heads(
        signature=found.initiative.signature,
        title=found.initiative.title,
        place=queries.place_words(found.initiative.id),
        number=number,
        annex=row.annex,
        main_number=main.number if main else "",
        signed_on=signatures.city_on,
    )
    summed = rules.totals(plan.lines)
    row.year, row.number, row.version, row.way = year, place, version, signatures.way.value
    row.signed_on, row.signed_by_id, row.signed_at = signatures.city_on, by_id, now
    row.snapshot = document.to_json(contract(heads, draft.terms, plan, version))
    row.work_hours, row.work_value = summed.hours, summed.work
    row.things_value, row.money_value, row.city_value = summed.things, summed.money, summed.city
    return number


def keep_scan(initiative_id: int, officer_id: int, upload: FileStorage) -> uuid.UUID:
    """Keep a scan of the signed paper. FileRefusal for what is not a PDF or a picture."""
    with transaction():
        found = locked_table(initiative_id, officer_id, Side.CITY)
        if not found.signed:
            raise Refused(Refusal.NOT_AGREED, version=found.negotiation.newest)
        kept = files.keep(upload, kind=SCAN, subject_id=initiative_id, kept_by=officer_id)
        record(ScanKept(subject=f"initiative:{initiative_id}", actor_id=officer_id))
        return kept.id


def _draft_row(found: Table) -> tuple[int, Agreement | None]:
    """Which paper comes next, and its row if it was prepared."""
    annex = len(found.signed)
    return annex, db.session.get(Agreement, (found.initiative.id, annex))
