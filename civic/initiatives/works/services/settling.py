"""The settlement: written by the residents' side or a clerk, checked and accepted by somebody else."""

from datetime import datetime

from sqlalchemy import select

from civic.core.audit import record
from civic.core.db import db, transaction
from civic.initiatives.agreements.services.common import move
from civic.initiatives.assessment import queries as assessment
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Action, Side
from civic.initiatives.works import document, queries, rules
from civic.initiatives.works.events import SettlementAccepted, SettlementSentBack, SettlementSubmitted
from civic.initiatives.works.models import Settlement
from civic.initiatives.works.rules import Report, ReportStatus
from civic.initiatives.works.services.common import Case, locked_case, tell


def save_report(initiative_id: int, person_id: int, side: Side, report: Report, now: datetime) -> None:
    """Keep the report as it is so far."""
    with transaction():
        case = locked_case(initiative_id, person_id, side)
        if no := rules.why_not_save(case.work, report):
            raise no
        _write(case, person_id, report, now)


def submit_report(initiative_id: int, person_id: int, side: Side, report: Report, now: datetime) -> None:
    """Send the report to be checked."""
    with transaction():
        case = locked_case(initiative_id, person_id, side)
        if no := rules.why_not_submit(case.work, report):
            raise no
        row = _write(case, person_id, report, now)
        row.status, row.submitted_at = ReportStatus.SUBMITTED.value, now
        summed = rules.settled(report)
        record(
            SettlementSubmitted(
                subject=case.subject,
                actor_id=person_id,
                residents_value=summed.residents,
                city_value=summed.city,
            )
        )
        tell(case.initiative, tuple(Side), "submitted")


def send_back(initiative_id: int, officer_id: int, note: str, now: datetime) -> None:
    """Send the report back to its writer, saying what is wrong."""
    with transaction():
        case = _checked(initiative_id)
        party = assessment.is_party(initiative_id, officer_id)
        if no := rules.why_not_send_back(case.work, officer_id, note, party=party):
            raise no
        row = _row(initiative_id)
        row.status, row.sent_back_note, row.saved_at = ReportStatus.SENT_BACK.value, note.strip(), now
        record(SettlementSentBack(subject=case.subject, actor_id=officer_id, reason=note.strip()))
        tell(case.initiative, (Side.RESIDENTS,), "sent-back", note=note.strip())


def accept(initiative_id: int, officer_id: int, now: datetime) -> None:
    """Accept the report: the initiative is settled, and the report stays as it is."""
    with transaction():
        case = _checked(initiative_id)
        party = assessment.is_party(initiative_id, officer_id)
        if no := rules.why_not_accept(case.work, officer_id, party=party):
            raise no
        move(case.initiative, Action.SETTLE, now)
        row = _row(initiative_id)
        row.status, row.accepted_by_id, row.accepted_at = ReportStatus.ACCEPTED.value, officer_id, now
        residents = row.work_value + row.things_value + row.money_value
        record(
            SettlementAccepted(
                subject=case.subject,
                actor_id=officer_id,
                residents_value=residents,
                city_value=row.city_value,
            )
        )
        tell(case.initiative, tuple(Side), "accepted")


def _checked(initiative_id: int) -> Case:
    initiative = requests.locked(initiative_id)
    return Case(initiative, queries.work_of(initiative))


def _row(initiative_id: int) -> Settlement:
    one = select(Settlement).filter_by(initiative_id=initiative_id)
    return db.session.execute(one.execution_options(populate_existing=True)).scalar_one()


def _write(case: Case, person_id: int, report: Report, now: datetime) -> Settlement:
    row = db.session.get(Settlement, case.initiative.id, populate_existing=True)
    if row is None:
        row = Settlement(initiative_id=case.initiative.id, status=ReportStatus.DRAFT.value)
        db.session.add(row)
    summed = rules.settled(report)
    row.document = document.to_json(report)
    row.work_hours, row.work_value = summed.hours, summed.work
    row.things_value, row.money_value, row.city_value = summed.things, summed.money, summed.city
    row.written_by_id, row.saved_at = person_id, now
    return row
