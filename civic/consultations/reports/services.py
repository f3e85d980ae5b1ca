"""Everything done with a report. One function, one verb, one transaction; each locks the consultation first, so that a
remark that arrives meanwhile is either in the report or not taken any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from civic.consultations.answers.queries import bodies
from civic.consultations.answers.services import queue_telling
from civic.consultations.notices import queries as notices
from civic.consultations.notices.models import Consultation
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.notices.rules import EDGES, Action
from civic.consultations.reports import queries, rules
from civic.consultations.reports.events import (
    ReportFilesMade,
    ReportHandedOver,
    ReportMakingRestarted,
    ReportPublished,
    ReportSaved,
)
from civic.consultations.reports.models import Report, ReportFile, ReportMaking, ReportRemark
from civic.consultations.reports.queries import Contents, Draft
from civic.consultations.reports.rules import Finding, Making, Parts, State
from civic.core import files, jobs, publications
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.publications import Channel
from civic.core.web import address

DOCUMENT = "REPORT"
FILES = "report-file"
MAKE = "reports.make"


def save_parts(consultation_id: int, officer_id: int, parts: Parts, expected: int, now: datetime) -> int:
    """Keep what people write. ``expected``: the version that was looked at, 0 for none. Gives the new version."""
    with transaction():
        found = notices.locked(consultation_id)
        version = queries.draft(consultation_id).version
        if no := rules.why_not_save(found.standing, parts, version, expected):
            raise no
        values: dict[str, Any] = {
            **_parts(parts),
            "version": version + 1,
            "saved_by_id": officer_id,
            "saved_at": now,
        }
        row = insert(Report).values(consultation_id=consultation_id, document_number="", **values)
        db.session.execute(row.on_conflict_do_update(index_elements=["consultation_id"], set_=values))
        record(ReportSaved(subject=_subject(consultation_id), actor_id=officer_id, version=version + 1))
        return version + 1


def hand_over(consultation_id: int, officer_id: int, now: datetime) -> None:
    """Give the report to the executive for approval."""
    with transaction():
        found = notices.locked(consultation_id)
        if no := rules.why_not_hand_over(_state(found, queries.draft(consultation_id), now), now):
            raise no
        to = _move(found, Action.DRAFT_REPORT)
        record(
            ReportHandedOver(
                subject=_subject(consultation_id), actor_id=officer_id, from_status=found.status, to_status=to
            )
        )


def publish(consultation_id: int, officer_id: int, document_number: str, now: datetime) -> None:
    """Approve and publish: everything is asked again with the consultation locked, then nothing changes any more.

    Authors are told of the answers, and the files are made, in the background.
    """
    with transaction():
        found = notices.locked(consultation_id)
        draft = queries.draft(consultation_id)
        contents = queries.gathered(consultation_id, draft.parts, now)
        checked = _found(consultation_id, contents, draft)
        if no := rules.why_not_publish(_state(found, draft, now, checked), document_number):
            raise no
        _freeze(consultation_id, contents, officer_id, document_number.strip(), now)
        to = _move(found, Action.PUBLISH_REPORT, report_published_at=now)
        publications.note(
            _subject(consultation_id), DOCUMENT, Channel.WEBSITE, now, officer_id,
            link=address("reports.show", consultation_id=consultation_id),
        )  # fmt: skip
        db.session.add(
            ReportMaking(
                consultation_id=consultation_id, state=Making.WAITING, run=1, done=0, total=0, at=now
            )
        )
        jobs.queue(MAKE, consultation_id=consultation_id, run=1)
        queue_telling(consultation_id)
        record(
            ReportPublished(
                subject=_subject(consultation_id), actor_id=officer_id, document_number=document_number.strip(),
                from_status=found.status, to_status=to, remarks=contents.statistics.remarks,
                late=contents.statistics.late,
            )
        )  # fmt: skip


def check(consultation_id: int, now: datetime) -> list[Finding]:
    """Personal data the report would show now, in every text of it: what must be masked before it is published."""
    draft = queries.draft(consultation_id)
    contents = queries.gathered(consultation_id, draft.parts, now)
    return _found(consultation_id, contents, draft)


def make_again(consultation_id: int, officer_id: int, now: datetime) -> None:
    """Start the making of the files once more, after it failed or stopped moving; what is made already is kept."""
    with transaction():
        found = notices.locked(consultation_id)
        row = _making(consultation_id)
        state, at = (Making(row.state), row.at) if row is not None else (None, None)
        if no := rules.why_not_make(found.standing, state, at, now):
            raise no
        assert row is not None  # a published report has one
        row.state, row.run, row.at = Making.WAITING, row.run + 1, now
        jobs.queue(MAKE, consultation_id=consultation_id, run=row.run)
        record(ReportMakingRestarted(subject=_subject(consultation_id), actor_id=officer_id, run=row.run))


@dataclass(frozen=True)
class MadeFile:
    """A file on the disk that belongs to the report."""

    path: Path
    name: str
    media_type: str
    format: str
    part: str
    first: int | None = None
    last: int | None = None


def making_moved(consultation_id: int, run: int, done: int, total: int, now: datetime) -> bool:
    """Note how far the job is; False when it must stop: it was started anew, or the files are there."""
    with transaction():
        row = _making(consultation_id)
        if row is None or row.run != run or row.state == Making.DONE:
            return False
        row.state, row.done, row.total, row.at = Making.RUNNING, done, total, now
        return True


def making_failed(consultation_id: int, run: int, now: datetime) -> None:
    """Note that the job failed; the page says so and lets somebody start it again."""
    with transaction():
        row = _making(consultation_id)
        if row is not None and row.run == run and row.state != Making.DONE:
            row.state, row.at = Making.FAILED, now


def show_files(consultation_id: int, run: int, made: Sequence[MadeFile], now: datetime) -> bool:
    """Let all the files appear at once; False when another run has done it."""
    with transaction():
        row = _making(consultation_id)
        if row is None or row.run != run or row.state == Making.DONE:
            return False
        for place, file in enumerate(made, 1):
            kept = files.keep_made(
                file.path, kind=FILES, name=file.name, media_type=file.media_type, subject_id=consultation_id, public=True
            )  # fmt: skip
            db.session.add(
                ReportFile(
                    consultation_id=consultation_id, place=place, format=file.format, part=file.part, first=file.first,
                    last=file.last, file_id=kept.id,
                )
            )  # fmt: skip
        row.state, row.done, row.total, row.at = Making.DONE, len(made), len(made), now
        record(ReportFilesMade(subject=_subject(consultation_id), files=len(made)))
        return True


@files.readable(FILES)
def _readable(_file: files.StoredFile, _who: object) -> bool:
    return True


def _found(consultation_id: int, contents: Contents, draft: Draft) -> list[Finding]:
    """Each place once, although an author's name may be found there in two ways."""
    return list(
        dict.fromkeys(
            [
                *queries.findings(consultation_id),
                *queries.said_by_office(consultation_id),
                *queries.findings_in(consultation_id, contents, draft.parts),
            ]
        )
    )


def _subject(consultation_id: int) -> str:
    return f"consultation:{consultation_id}"


def _parts(parts: Parts) -> dict[str, str]:
    return {name: getattr(parts, name).strip() for name in Parts.__dataclass_fields__}


def _state(found: ConsultationFacts, draft: Draft, now: datetime, findings: Sequence[Finding] = ()) -> State:
    unanswered, unapproved = queries.lacking(found.id)
    waiting = [(body.name, body.asked.last_day) for body in bodies(found.id) if body.outcome(now) is None]
    return State(found.standing, unanswered, unapproved, waiting, findings, draft.parts.changes)


def _move(found: ConsultationFacts, action: Action, **more: Any) -> str:
    to = EDGES.after(found.status, action)
    assert to is not None  # the rule asked
    db.session.execute(
        update(Consultation).where(Consultation.id == found.id).values(status=to.value, **more)
    )
    return to.value


def _freeze(consultation_id: int, contents: Contents, officer_id: int, number: str, now: datetime) -> None:
    """Copy the remarks as they are, then close the report: from there triggers refuse every change."""
    values = {
        "published_at": now,
        "published_by_id": officer_id,
        "document_number": number,
        "contents": msgspec.to_builtins(contents),
    }
    covered = queries.to_cover(consultation_id)
    inner = queries.rows(consultation_id).subquery()
    columns = [inner.c[name] for name in queries.COLUMNS]
    plain = select(*columns).where(inner.c.number.not_in(covered)) if covered else select(*columns)
    db.session.execute(insert(ReportRemark).from_select(list(queries.COLUMNS), plain))
    if covered:
        rest = db.session.execute(select(*columns).where(inner.c.number.in_(covered))).mappings()
        db.session.execute(insert(ReportRemark), [{**row, **covered[row["number"]]} for row in rest])
    db.session.execute(update(Report).filter_by(consultation_id=consultation_id).values(**values))


def _making(consultation_id: int) -> ReportMaking | None:
    one = select(ReportMaking).filter_by(consultation_id=consultation_id).with_for_update()
    return db.session.execute(one.execution_options(populate_existing=True)).scalar_one_or_none()
