"""Topics and units of remarks."""

from collections.abc import Collection

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from civic.consultations.answers import queries, rules
from civic.consultations.answers.events import RemarksSorted, TopicChanged
from civic.consultations.answers.models import Sorting, Topic
from civic.consultations.answers.rules import Refusal
from civic.consultations.answers.services._common import opened
from civic.consultations.answers.services.writing import ids_of
from civic.core.audit import record
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.people.models import OfficeUnit


def add_topic(consultation_id: int, officer_id: int, name: str) -> int:
    """Add a topic; gives its id."""
    name = " ".join(name.split())
    with transaction():
        opened(consultation_id)
        if no := rules.why_not_topic(name, [other for _, other, _ in queries.topics(consultation_id)]):
            raise no
        topic = Topic(consultation_id=consultation_id, name=name)
        db.session.add(topic)
        record(TopicChanged(subject=f"consultation:{consultation_id}", actor_id=officer_id, to_topic=name))
        return topic.id


def rename_topic(consultation_id: int, officer_id: int, topic_id: int, name: str) -> None:
    """Give a topic another name."""
    name = " ".join(name.split())
    with transaction():
        opened(consultation_id)
        names = {found: other for found, other, _ in queries.topics(consultation_id)}
        if topic_id not in names:
            raise Refused(Refusal.TOPIC_UNKNOWN)
        before = names.pop(topic_id)
        if no := rules.why_not_topic(name, names.values()):
            raise no
        if name == before:
            return
        db.session.execute(update(Topic).filter_by(id=topic_id).values(name=name))
        subject = f"consultation:{consultation_id}"
        record(TopicChanged(subject=subject, actor_id=officer_id, from_topic=before, to_topic=name))


def merge_topics(consultation_id: int, officer_id: int, from_id: int, to_id: int) -> int:
    """Give the remarks of one topic another one and drop the first; says how many remarks moved."""
    with transaction():
        opened(consultation_id)
        names = {found: name for found, name, _ in queries.topics(consultation_id)}
        if from_id not in names or to_id not in names or from_id == to_id:
            raise Refused(Refusal.TOPIC_UNKNOWN)
        count = db.session.execute(
            select(func.count()).select_from(Sorting).filter_by(topic_id=from_id)
        ).scalar_one()
        db.session.execute(update(Sorting).filter_by(topic_id=from_id).values(topic_id=to_id))
        db.session.execute(delete(Topic).filter_by(id=from_id))
        subject = f"consultation:{consultation_id}"
        record(
            TopicChanged(
                subject=subject, actor_id=officer_id, from_topic=names[from_id], to_topic=names[to_id], count=count
            )
        )  # fmt: skip
        return count


def sort(
    consultation_id: int,
    officer_id: int,
    numbers: Collection[int],
    *,
    topic_id: int | None = None,
    unit_id: int | None = None,
) -> int:
    """Give remarks a topic, a unit or both; None leaves what is there, 0 takes it away. Says how many remarks."""
    with transaction():
        opened(consultation_id)
        remarks = ids_of(consultation_id, numbers)
        names = {found: name for found, name, _ in queries.topics(consultation_id)} if topic_id else {}
        if topic_id and topic_id not in names:
            raise Refused(Refusal.TOPIC_UNKNOWN)
        if unit_id and not _is_open(unit_id):
            raise Refused(Refusal.UNIT_UNKNOWN)
        values = {
            name: value or None
            for name, value in (("topic_id", topic_id), ("unit_id", unit_id))
            if value is not None
        }
        if not values:
            return 0
        rows = [{"remark_id": remark_id, **values} for remark_id in remarks.values()]
        kept = insert(Sorting).values(rows)
        db.session.execute(kept.on_conflict_do_update(index_elements=["remark_id"], set_=values))
        record(
            RemarksSorted(
                subject=f"consultation:{consultation_id}", actor_id=officer_id, numbers=tuple(sorted(remarks)),
                topic=names.get(topic_id or 0, ""), unit_id=unit_id or None,
            )
        )  # fmt: skip
        return len(remarks)


def _is_open(unit_id: int) -> bool:
    there = exists().where(OfficeUnit.id == unit_id, OfficeUnit.closed_at.is_(None))
    return bool(db.session.execute(select(there)).scalar_one())
