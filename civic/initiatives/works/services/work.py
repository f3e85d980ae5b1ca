"""Start, things lent, hours, photos, finish, termination."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from civic.core import files
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.deadlines import in_poland
from civic.initiatives.agreements.services.common import move
from civic.initiatives.requests.rules import Action, Side
from civic.initiatives.works import queries, rules
from civic.initiatives.works.events import (
    AgreementTerminated,
    HoursLogged,
    HoursStruck,
    PhotoAdded,
    PhotoRemoved,
    ThingBack,
    ThingHanded,
    WorkFinished,
    WorkStarted,
)
from civic.initiatives.works.models import LentThing, Photo, Progress, WorkEntry
from civic.initiatives.works.queries.work import work_lines
from civic.initiatives.works.rules import Entry, Outcome, Termination, Thing
from civic.initiatives.works.services.common import locked_case, tell

PHOTO = "initiative-photo"
"""The kind of file of a photo; its subject is the initiative."""


def start(initiative_id: int, person_id: int, side: Side, day: date, now: datetime) -> None:
    """The work begins; either side says so."""
    with transaction():
        case = locked_case(initiative_id, person_id, side)
        if no := rules.why_not_start(case.work, day, in_poland(now)):
            raise no
        move(case.initiative, Action.START, now)
        db.session.add(Progress(initiative_id=initiative_id, started_on=day))
        record(WorkStarted(subject=case.subject, actor_id=person_id, on=day.isoformat()))
        tell(case.initiative, tuple(Side), "started", day=day)


def finish(initiative_id: int, person_id: int, side: Side, day: date, now: datetime) -> date:
    """The work is done; gives until when it is to be settled."""
    with transaction():
        case = locked_case(initiative_id, person_id, side)
        if no := rules.why_not_finish(case.work, day, in_poland(now)):
            raise no
        move(case.initiative, Action.FINISH, now)
        due = rules.settle_by(day, queries.dates(initiative_id).settlement_days)
        row = db.session.get_one(Progress, initiative_id)
        row.finished_on, row.settle_by = day, due
        record(
            WorkFinished(
                subject=case.subject, actor_id=person_id, on=day.isoformat(), settle_by=due.isoformat()
            )
        )
        tell(case.initiative, tuple(Side), "finished", day=day, due=due)
        return due


def hand_over(
    initiative_id: int,
    officer_id: int,
    name: str,
    quantity: Decimal | None,
    unit: str,
    condition: str,
    day: date,
    now: datetime,
) -> int:
    """The city hands a thing over by protocol (art. 19f); gives its number."""
    with transaction():
        case = locked_case(initiative_id, officer_id, Side.CITY)
        no = rules.why_not_hand(case.work, name, quantity, condition, day, in_poland(now))
        if no or quantity is None:
            raise no or AssertionError(quantity)
        row = LentThing(
            initiative_id=initiative_id,
            name=name.strip(),
            quantity=quantity,
            unit=unit.strip(),
            condition=condition.strip(),
            handed_on=day,
            handed_by_id=officer_id,
        )
        db.session.add(row)
        db.session.flush()
        record(ThingHanded(subject=case.subject, actor_id=officer_id, thing=row.id))
        return row.id


def take_back(
    initiative_id: int, officer_id: int, thing_id: int, outcome: Outcome, note: str, day: date, now: datetime
) -> None:
    """A thing is back by protocol, or it is noted that it is damaged or lost. NoResultFound for another's thing."""
    with transaction():
        case = locked_case(initiative_id, officer_id, Side.CITY)
        one = select(LentThing).filter_by(id=thing_id, initiative_id=initiative_id)
        row = db.session.execute(one.execution_options(populate_existing=True)).scalar_one()
        thing = Thing(row.id, row.name, row.handed_on, Outcome(row.outcome) if row.outcome else None)
        if no := rules.why_not_return(case.work, thing, note, day, in_poland(now)):
            raise no
        row.outcome, row.outcome_on, row.outcome_note = outcome.value, day, note.strip()
        row.outcome_by_id = officer_id
        record(ThingBack(subject=case.subject, actor_id=officer_id, thing=thing_id, outcome=outcome.value))


def log_hours(initiative_id: int, person_id: int, side: Side, entry: Entry, now: datetime) -> int:
    """Write down a day of community work; gives the entry's number. The clerk does it for a group without an account."""
    with transaction():
        case = locked_case(initiative_id, person_id, side)
        lines = [line.key for line in work_lines(queries.planned(initiative_id))]
        if no := rules.why_not_log(case.work, entry, lines, in_poland(now)):
            raise no
        row = WorkEntry(
            initiative_id=initiative_id,
            line_key=entry.line,
            day=entry.day,
            people=entry.people,
            hours_each=entry.hours_each,
            what=entry.what.strip(),
            by_id=person_id,
            at=now,
        )
        db.session.add(row)
        db.session.flush()
        record(HoursLogged(subject=case.subject, actor_id=person_id, entry=row.id, hours=str(entry.hours)))
        return row.id


def strike_hours(initiative_id: int, person_id: int, side: Side, entry_id: int) -> None:
    """Take an entry out of the log, while the work goes on. NoResultFound for another's entry."""
    with transaction():
        case = locked_case(initiative_id, person_id, side)
        if no := rules.why_not_strike(case.work):
            raise no
        row = db.session.execute(
            select(WorkEntry).filter_by(id=entry_id, initiative_id=initiative_id)
        ).scalar_one()
        hours = str(row.people * row.hours_each)
        db.session.delete(row)
        record(HoursStruck(subject=case.subject, actor_id=person_id, entry=entry_id, hours=hours))


def add_photo(
    initiative_id: int,
    person_id: int,
    side: Side,
    upload: FileStorage,
    caption: str,
    *,
    agreed: bool,
    now: datetime,
) -> uuid.UUID:
    """Add a photo; public at once where those in it agreed. FileRefusal for what is no picture."""
    with transaction():
        case = locked_case(initiative_id, person_id, side)
        if no := rules.why_not_photo(case.work, caption):
            raise no
        kept = files.keep(upload, kind=PHOTO, subject_id=initiative_id, kept_by=person_id, public=agreed)
        db.session.add(
            Photo(
                file_id=kept.id,
                initiative_id=initiative_id,
                caption=caption.strip(),
                agreed=agreed,
                by_id=person_id,
                at=now,
            )
        )
        record(PhotoAdded(subject=case.subject, actor_id=person_id, public=agreed))
        return kept.id


def remove_photo(initiative_id: int, person_id: int, side: Side, file_id: uuid.UUID) -> None:
    """Take a photo away, at any time: somebody in it changed their mind. NoResultFound for another's photo."""
    with transaction():
        case = locked_case(initiative_id, person_id, side)
        row = db.session.execute(
            select(Photo).filter_by(file_id=file_id, initiative_id=initiative_id)
        ).scalar_one()
        db.session.delete(row)
        db.session.flush()
        files.forget(file_id)
        record(PhotoRemoved(subject=case.subject, actor_id=person_id))


def terminate(
    initiative_id: int, officer_id: int, way: Termination, reason: str, day: date, now: datetime
) -> None:
    """End the agreement before the work is done; every thing lent must be back or noted."""
    with transaction():
        case = locked_case(initiative_id, officer_id, Side.CITY)
        if no := rules.why_not_terminate(case.work, reason, day, in_poland(now)):
            raise no
        move(case.initiative, Action.TERMINATE, now)
        row = db.session.get(Progress, initiative_id)
        if row is None:
            row = Progress(initiative_id=initiative_id)
            db.session.add(row)
        row.terminated_on, row.way, row.reason = day, way.value, reason.strip()
        record(
            AgreementTerminated(
                subject=case.subject,
                actor_id=officer_id,
                reason=reason.strip(),
                way=way.value,
                on=day.isoformat(),
            )
        )
        tell(case.initiative, tuple(Side), "terminated", day=day, reason=reason.strip())
