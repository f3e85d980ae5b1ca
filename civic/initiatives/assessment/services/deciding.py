"""The executive's decision."""

from datetime import datetime

from civic.core.audit import record
from civic.core.db import transaction
from civic.core.deadlines import in_poland
from civic.initiatives.assessment import events, queries, rules
from civic.initiatives.assessment.models import Kind
from civic.initiatives.assessment.rules import Decision
from civic.initiatives.assessment.services import acts, letters
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Action, Status
from civic.initiatives.requests.services import move


def decide(initiative_id: int, officer_id: int, decision: Decision, now: datetime) -> Status:
    """Accept or reject an assessed request, with public reasons; gives its new status. Late is written down, not refused."""
    with transaction():
        about, case = requests.locked(initiative_id), queries.case(initiative_id, officer_id)
        assessed = queries.assessment(initiative_id)
        passed = assessed is not None and assessed.minutes is not None and assessed.minutes.passed
        if no := rules.why_not_decide(about.status, passed, decision, party=case.party):
            raise no
        late = rules.late(in_poland(now), case.due_on)
        against = decision.against_score.strip() if decision.accepted and not passed else ""
        to = move(initiative_id, Action.ACCEPT if decision.accepted else Action.REJECT, now)
        acts.add(
            initiative_id,
            Kind.ACCEPTED if decision.accepted else Kind.REJECTED,
            officer_id,
            now,
            reason=decision.reason,
            against_score=against,
            document_number=decision.document_number,
            late=late,
        )
        record(
            events.InitiativeDecided(
                subject=f"initiative:{initiative_id}",
                actor_id=officer_id,
                accepted=decision.accepted,
                late=late,
                below_threshold=bool(against),
                reason=decision.reason,
                document_number=decision.document_number,
            )
        )
        letters.to_applicant(
            about, "decided", accepted=decision.accepted, reason=decision.reason, against_score=against,
            document_number=decision.document_number,
        )  # fmt: skip
        return to
