"""The formal check and what may follow it: completion, leaving unconsidered, forwarding, a later date."""

from datetime import date, datetime

from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.deadlines import in_poland
from civic.core.refusal import Refused
from civic.initiatives.assessment import events, queries, rules
from civic.initiatives.assessment.models import Assessment, Kind
from civic.initiatives.assessment.rules import Outcome, Refusal, Verdict
from civic.initiatives.assessment.services import acts, letters
from civic.initiatives.assessment.services.criteria import version_in_force
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import Action, Land, Status, forward_by
from civic.initiatives.requests.services import ON_COMPLETED, move, reopen


def check_formally(initiative_id: int, officer_id: int, verdict: Verdict, now: datetime) -> Status:
    """End the formal check with a verdict; gives the request's new status. The applicant is told."""
    with transaction():
        about, case = requests.locked(initiative_id), queries.case(initiative_id, officer_id)
        asks = case.request(requests.settings_of(initiative_id).document)
        if no := rules.why_not_verdict(asks, verdict, party=case.party):
            raise no
        does = {Outcome.OK: _accept, Outcome.CALL: _call, Outcome.REJECT: _reject}[verdict.outcome]
        return does(about, officer_id, verdict, now)


def _answers(verdict: Verdict) -> dict[str, dict[str, str]]:
    return {
        point.value: {"met": answer.met.value, "note": answer.note}
        for point, answer in verdict.answers.items()
    }


def _accept(about: InitiativeFacts, officer_id: int, verdict: Verdict, now: datetime) -> Status:
    version = version_in_force(now)
    to = move(about.id, Action.ACCEPT_FORMAL, now)
    acts.add(about.id, Kind.FORMAL_OK, officer_id, now, reason=verdict.reason, answers=_answers(verdict))
    db.session.add(Assessment(initiative_id=about.id, criteria_version=version, opened_at=now))
    record(
        events.InitiativeFormallyAccepted(
            subject=f"initiative:{about.id}", actor_id=officer_id, criteria_version=version
        )
    )
    due_on = queries.case(about.id).due_on
    letters.to_applicant(about, "complete", due_on=due_on)
    letters.to_team(about, due_on)
    return to


def _call(about: InitiativeFacts, officer_id: int, verdict: Verdict, now: datetime) -> Status:
    due_on = rules.complete_by(in_poland(now), verdict.days)
    to = move(about.id, Action.CALL_TO_COMPLETE, now)
    reopen(about.id, verdict.reopened, due_on)
    acts.add(
        about.id, Kind.CALLED, officer_id, now, reason=verdict.reason, due_on=due_on, answers=_answers(verdict)
    )  # fmt: skip
    record(
        events.InitiativeCalledToComplete(
            subject=f"initiative:{about.id}", actor_id=officer_id, due_on=due_on.isoformat()
        )
    )
    letters.to_applicant(about, "called", what=verdict.reason, due_on=due_on)
    return to


def _reject(about: InitiativeFacts, officer_id: int, verdict: Verdict, now: datetime) -> Status:
    to = move(about.id, Action.REJECT, now)
    acts.add(
        about.id, Kind.FORMAL_REJECTED, officer_id, now, reason=verdict.reason, answers=_answers(verdict)
    )
    record(
        events.InitiativeFormallyRejected(
            subject=f"initiative:{about.id}", actor_id=officer_id, reason=verdict.reason
        )
    )
    letters.to_applicant(about, "rejected", reason=verdict.reason)
    return to


def set_land(initiative_id: int, officer_id: int, land: Land, reason: str, now: datetime) -> None:
    """Write down whose the place is, as the office found out; ``reason``: from what (a register, a map)."""
    with transaction():
        requests.locked(initiative_id)
        case = queries.case(initiative_id, officer_id)
        asks = case.request(requests.settings_of(initiative_id).document)
        if no := rules.why_not_set_land(asks, land, reason, party=case.party):
            raise no
        acts.row(initiative_id).land = land
        acts.add(initiative_id, Kind.LAND_SET, officer_id, now, body=land.value, reason=reason)
        record(
            events.InitiativeLandEstablished(
                subject=f"initiative:{initiative_id}",
                actor_id=officer_id,
                from_land=case.land,
                to_land=land,
                reason=reason,
            )
        )


def enter_completion(initiative_id: int, officer_id: int, note: str, now: datetime) -> None:
    """Write down that what was missing has come past the form; the formal check goes on."""
    with transaction():
        about, case = requests.locked(initiative_id), queries.case(initiative_id, officer_id)
        if no := rules.why_not_complete(about.status, note, party=case.party):
            raise no
        initiative = acts.row(initiative_id)
        initiative.fix_until, initiative.reopened = None, []
        move(initiative_id, Action.COMPLETE, now)
        acts.add(initiative_id, Kind.COMPLETED, officer_id, now, reason=note)
        record(events.InitiativeCompletionEntered(subject=f"initiative:{initiative_id}", actor_id=officer_id))
        letters.to_applicant(about, "completed")


def leave_unconsidered(
    initiative_id: int, officer_id: int, reason: str, now: datetime, *, confirmed: bool
) -> None:
    """Leave a request that nobody completed in time (KPA art. 64(2)): an officer's act, never done by the clock."""
    with transaction():
        about, case = requests.locked(initiative_id), queries.case(initiative_id, officer_id)
        today = in_poland(now)
        if no := rules.why_not_leave(
            about.status, case.fix_until, today, confirmed=confirmed, party=case.party
        ):
            raise no
        if no := rules.why_not_reason(reason):
            raise no
        move(initiative_id, Action.LEAVE_UNCONSIDERED, now)
        acts.add(initiative_id, Kind.LEFT, officer_id, now, reason=reason)
        record(
            events.InitiativeLeftUnconsidered(
                subject=f"initiative:{initiative_id}", actor_id=officer_id, reason=reason
            )
        )
        letters.to_applicant(about, "left", reason=reason)


def forward(
    initiative_id: int, officer_id: int, body: str, reason: str, now: datetime, *, document_number: str = ""
) -> date:
    """Send the request to the body whose business it is (KPA art. 243); gives the day it had to be done by."""
    with transaction():
        about, case = requests.locked(initiative_id), queries.case(initiative_id, officer_id)
        if no := rules.why_not_forward(about.status, body, reason, party=case.party):
            raise no
        due_on = forward_by(case.received_on)
        late = in_poland(now) > due_on
        move(initiative_id, Action.FORWARD, now)
        acts.add(
            initiative_id, Kind.FORWARDED, officer_id, now, body=body, reason=reason, due_on=due_on, late=late,
            document_number=document_number,
        )  # fmt: skip
        record(
            events.InitiativeForwarded(
                subject=f"initiative:{initiative_id}",
                actor_id=officer_id,
                body=body,
                due_on=due_on.isoformat(),
                late=late,
                reason=reason,
                document_number=document_number,
            )
        )
        letters.to_applicant(about, "forwarded", body=body, reason=reason)
        return due_on


def extend(initiative_id: int, officer_id: int, new: date | None, reason: str, now: datetime) -> date:
    """Tell the applicant why it takes longer and until when (KPA art. 245); gives that day. The old term stays in the history."""
    with transaction():
        about, case = requests.locked(initiative_id), queries.case(initiative_id, officer_id)
        if no := rules.why_not_extend(
            about.status, case.due_on, new, reason, in_poland(now), party=case.party
        ):
            raise no
        if new is None:
            raise Refused(Refusal.NEW_DATE_MISSING)
        acts.row(initiative_id).due_on = new
        acts.add(
            initiative_id, Kind.EXTENDED, officer_id, now, due_on=new, old_due_on=case.due_on, reason=reason
        )
        record(
            events.InitiativeTermExtended(
                subject=f"initiative:{initiative_id}",
                actor_id=officer_id,
                old_due_on=case.due_on.isoformat(),
                due_on=new.isoformat(),
                reason=reason,
            )
        )
        letters.to_applicant(about, "extended", old_due_on=case.due_on, due_on=new, reason=reason)
        return new


def _came_back(initiative_id: int, leader_id: int, now: datetime) -> None:
    """Inside the transaction in which the leader completed the request: tell the officer who called."""
    called = queries.newest(queries.acts(initiative_id), Kind.CALLED)
    if called is not None:
        letters.to_officer(called.by_id, requests.initiative(initiative_id), "back")


ON_COMPLETED.append(_came_back)
