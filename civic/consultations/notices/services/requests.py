"""Asking the city for a consultation, completing the request, answering it (polish-rules 3.2)."""

from dataclasses import dataclass
from datetime import datetime

from civic.consultations.notices.events import ConsultationRequested, RequestAnswered, RequestFixed
from civic.consultations.notices.models import Consultation, ConsultationForm, ConsultationRequest
from civic.consultations.notices.rules import (
    Action,
    FormKind,
    Initiator,
    Refusal,
    Regime,
    Status,
    usual_terms,
)
from civic.consultations.notices.rules.requests import BIALYSTOK, RequestRules, judge, why_not_ask
from civic.consultations.notices.rules.status import EDGES
from civic.consultations.notices.rules.why_not import why_not
from civic.consultations.notices.services.common import locked, subject
from civic.core import web
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.deadlines import Term, in_poland
from civic.core.mail import queue_mail
from civic.core.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a request says. ``contact_name`` and ``contact_email`` are never public."""

    initiator: Initiator
    title: str
    justification: str
    place: str
    proposal: str
    supporters: int
    contact_name: str
    contact_email: str


def ask(asked: Asked, person_id: int, now: datetime, rules: RequestRules = BIALYSTOK) -> int:
    """Send a request; gives the id of the consultation to be. With too few supporters it waits to be completed."""
    if no := why_not_ask(asked.title, asked.justification, asked.contact_name, asked.contact_email):
        raise no
    judged, today = judge(rules, asked.initiator, asked.supporters), in_poland(now)
    with transaction():
        row = _begun(asked, judged.status, person_id, now)
        request = ConsultationRequest(
            consultation_id=row.id,
            person_id=person_id,
            contact_name=asked.contact_name,
            contact_email=asked.contact_email,
            place=asked.place,
            proposal=asked.proposal,
            supporters=asked.supporters,
            received_at=now,
            fix_until=Term(rules.fix_days).ends(today) if judged.missing else None,
            answer_due=Term(rules.answer_days).ends(today),
        )
        db.session.add(request)
        record(
            ConsultationRequested(
                subject=subject(row.id),
                actor_id=person_id,
                initiator=asked.initiator.value,
                supporters=asked.supporters,
                missing=judged.missing,
            )
        )
        _tell(row, request, "received", missing=judged.missing)
        return row.id


def _begun(asked: Asked, status: Status, person_id: int, now: datetime) -> Consultation:
    """The consultation to be, with the general regime's usual terms and remarks in writing."""
    terms = usual_terms(Regime.GENERAL)
    row = Consultation(
        status=status.value, regime=Regime.GENERAL.value, title=asked.title, justification=asked.justification,
        initiator=asked.initiator.value, lead_days=terms.lead_days, min_days=terms.min_days,
        report_days=terms.report_days, channels=[channel.value for channel in terms.channels],
        created_by_id=person_id, created_at=now, saved_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.add(ConsultationForm(consultation_id=row.id, kind=FormKind.REMARKS_FORM.value))
    return row


def fix(
    consultation_id: int, person_id: int, supporters: int, now: datetime, rules: RequestRules = BIALYSTOK
) -> None:
    """Say how many support it now; refused while they are still too few. NoResultFound for somebody else's request."""
    with transaction():
        row = locked(consultation_id)
        request = _own(consultation_id, person_id)
        if no := why_not(Status(row.status), Action.FIX):
            raise no
        judged = judge(rules, Initiator(row.initiator), supporters)
        if judged.missing:
            raise Refused(Refusal.SUPPORTERS_MISSING, missing=judged.missing)
        row.status, request.supporters, row.saved_at = judged.status.value, supporters, now
        record(RequestFixed(subject=subject(row.id), actor_id=person_id, supporters=supporters, missing=0))


def answer(consultation_id: int, by_id: int, text: str, now: datetime, *, accept: bool) -> None:
    """Accept the request, which makes it a draft, or refuse it; with reasons either way."""
    action = Action.ACCEPT if accept else Action.REFUSE
    with transaction():
        row = locked(consultation_id)
        if no := why_not(Status(row.status), action):
            raise no
        if not text.strip():
            raise Refused(Refusal.REASON_MISSING)
        following = EDGES.after(Status(row.status), action)
        assert following is not None  # the rule asked
        request = db.session.get_one(ConsultationRequest, consultation_id)
        row.status, row.saved_at = following.value, now
        request.answer, request.answered_at = text.strip(), now
        record(RequestAnswered(subject=subject(row.id), actor_id=by_id, accepted=accept, reason=text.strip()))
        _tell(row, request, "accepted" if accept else "refused")


def _own(consultation_id: int, person_id: int) -> ConsultationRequest:
    return (
        db.session.query(ConsultationRequest)
        .filter_by(consultation_id=consultation_id, person_id=person_id)
        .one()
    )


def _tell(row: Consultation, request: ConsultationRequest, what: str, *, missing: int = 0) -> None:
    queue_mail(
        request.contact_email,
        "consultations/request",
        what=what,
        title=row.title,
        missing=missing,
        fix_until=request.fix_until,
        answer_due=request.answer_due,
        answer=request.answer,
        url=web.address("consultations.request_shown", consultation_id=row.id),
    )
