"""The commission's evening: commitment, count, ties, approvals, publication."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update

from civic.budget.counting import queries, rules
from civic.budget.counting.bundle import write
from civic.budget.counting.bundle.contents import to_json
from civic.budget.counting.events import (
    CountApproved,
    DrawCommitted,
    EditionCounted,
    LotsDrawn,
    ProjectDecided,
    TieRuled,
)
from civic.budget.counting.models import Count, CountApproval, TieDraw, TieRuling
from civic.budget.counting.tally.edition import EditionResult
from civic.budget.counting.tally.inputs import TieStep
from civic.budget.counting.tally.results import Decision, ProjectResult, Reason
from civic.budget.editions import services as editions
from civic.budget.editions.models import Edition
from civic.budget.editions.rules import Action
from civic.budget.projects.models import Project
from civic.budget.projects.rules import Status
from civic.core import clock
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused


def commit_draw(edition_id: int, actor_id: int | None, now: datetime | None = None) -> str:
    """Make the secret seed of a draw and give its public commitment (SHA-256), before the box is opened."""
    with transaction():
        evening = _locked(edition_id)
        if reason := rules.why_not_commit_draw(evening):
            raise Refused(reason)
        seed = secrets.token_hex(32)
        commitment = sha256(seed.encode()).hexdigest()
        db.session.add(
            TieDraw(edition_id=edition_id, seed=seed, commitment=commitment, committed_at=now or clock.now())
        )
        record(DrawCommitted(subject=f"edition:{edition_id}", actor_id=actor_id, commitment=commitment))
        return commitment


def count(edition_id: int, actor_id: int | None, now: datetime | None = None) -> int:
    """Count the opened ballots by the frozen rules; gives the number of the count."""
    with transaction():
        evening = _locked(edition_id)
        if reason := rules.why_not_count(evening):
            raise Refused(reason)
        case = queries.case(edition_id)
        result = write.count(case.rules, case.ballots)
        raw = to_json(result)
        number = evening.counts + 1
        db.session.add(
            Count(
                edition_id=edition_id, number=number, counted_at=now or clock.now(), counted_by=actor_id, state=result.state,
                rules_hash=case.edition.rules_hash, results=raw.decode(), statistics=case.statistics,
            )
        )  # fmt: skip
        record(
            EditionCounted(
                subject=f"edition:{edition_id}", actor_id=actor_id, number=number, state=result.state,
                results_hash=sha256(raw).hexdigest(),
            )
        )  # fmt: skip
        return number


def draw_lots(
    edition_id: int,
    public_part: str,
    witnesses: Sequence[str],
    actor_id: int | None,
    now: datetime | None = None,
) -> None:
    """Draw the lots of a pending tie: what was rolled in public joins the committed seed. Then count again."""
    with transaction():
        if reason := rules.why_not_draw(_locked(edition_id), public_part, witnesses):
            raise Refused(reason)
        draw = db.session.get_one(TieDraw, edition_id)
        draw.public_part, draw.drawn_at = public_part.strip(), now or clock.now()
        draw.witnesses = "; ".join(each.strip() for each in witnesses if each.strip())
        record(
            LotsDrawn(
                subject=f"edition:{edition_id}",
                actor_id=actor_id,
                seed=draw.seed,
                public_part=draw.public_part,
            )
        )


def rule_on_tie(
    edition_id: int,
    step: TieStep,
    order: Sequence[str],
    protocol: str,
    actor_id: int,
    now: datetime | None = None,
) -> None:
    """Record the executive's decision, or the result of a run-off, about the pending tie. Then count again."""
    with transaction():
        evening = _locked(edition_id)
        if reason := rules.why_not_rule(evening, step, order, protocol):
            raise Refused(reason)
        db.session.add(
            TieRuling(
                edition_id=edition_id, step=step, projects=list(order), protocol=protocol.strip(), by_id=actor_id,
                at=now or clock.now(),
            )
        )  # fmt: skip
        record(
            TieRuled(
                subject=f"edition:{edition_id}", actor_id=actor_id, step=step, order=tuple(order),
                document_number=protocol.strip(),
            )
        )  # fmt: skip


def approve(
    edition_id: int, number: int, actor_id: int, document_number: str = "", now: datetime | None = None
) -> bool:
    """Stand by a count; gives whether it is public now, which the second approval makes it."""
    with transaction():
        evening = _locked(edition_id)
        counted = queries.last_count(edition_id)
        approved = list(counted.approved_by) if counted else []
        if reason := rules.why_not_approve(evening, number, approved, actor_id):
            raise Refused(reason)
        count_id = counted.id if counted else 0
        db.session.add(CountApproval(count_id=count_id, person_id=actor_id, at=now or clock.now()))
        record(CountApproved(subject=f"edition:{edition_id}", actor_id=actor_id, number=number))
        if counted is None or len(approved) + 1 < rules.APPROVALS:
            return False
        settle(edition_id, counted.result, actor_id)
        editions.advance(
            edition_id, Action.APPROVE_RESULTS, actor_id=actor_id, document_number=document_number
        )
        return True


def settle(edition_id: int, result: EditionResult, actor_id: int | None) -> None:
    """Write to every project what became of it, in the transaction under way."""
    for pool in result.pools:
        for row in pool.rows:
            status = _status(row)
            where = (
                Project.edition_id == edition_id,
                Project.number == int(row.id),
                Project.status == Status.ADMITTED,
            )
            project_id = db.session.scalar(
                update(Project).where(*where).values(status=status).returning(Project.id)
            )
            if project_id is not None:
                record(
                    ProjectDecided(
                        subject=f"project:{project_id}",
                        actor_id=actor_id,
                        before=Status.ADMITTED,
                        after=status,
                    )
                )


def _status(row: ProjectResult) -> Status:
    if row.decision is Decision.FUNDED_EXTRA:
        return Status.FUNDED_EXTRA
    if row.decision is Decision.SELECTED:
        return Status.SELECTED
    lost = {Reason.BELOW_THRESHOLD: Status.BELOW_THRESHOLD, Reason.CONFLICT: Status.EXCLUDED_BY_CONFLICT}
    return lost.get(row.reason, Status.NOT_SELECTED)


def _locked(edition_id: int) -> rules.Evening:
    """Where the evening stands, with the edition locked: two people at once go one after the other."""
    db.session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update()).one()
    return queries.evening(edition_id)
