"""Small makers of a discussion: each commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select, text

from civic.consultations.discussion import services
from civic.consultations.discussion.rules import Refusal, Stance
from civic.consultations.discussion.services import Said
from civic.core import clock
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from tests.factories import make_person


def refused(reason: Refusal):
    """That a service says no for this reason."""
    return pytest.raises(Refused, check=lambda error: error.reason is reason)


def write(
    consultation_id: int,
    person_id: int,
    words: str,
    stance: Stance = Stance.NEUTRAL,
    to: int | None = None,
    now: datetime | None = None,
    **more,
) -> int:
    """A comment past the limits of speed; gives its id."""
    said = Said(text=words, stance=stance, **more)
    return services.comment(consultation_id, person_id, said, now or clock.now(), to)


def kinds() -> list[str]:
    """What the audit trail holds, in order."""
    db.session.rollback()
    return list(db.session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


MANY = text(
    """
    INSERT INTO comment (consultation_id, parent_id, thread_id, author_id, office, shown_as, stance, text, standing,
                         fingerprint, wants_mail, created_at)
    SELECT :consultation, CAST(:parent AS integer), CAST(:parent AS integer), :author + (n % :authors), false, 'INITIALS',
           (ARRAY['FOR', 'AGAINST', 'NEUTRAL'])[1 + n % 3],
           'Komentarz numer ' || n || '. ' || repeat('Park powinien mieć więcej drzew i ławek. ', 3),
           'SHOWN', :parent || '-' || n, false, CAST(:since AS timestamptz) + n * interval '1 second'
    FROM generate_series(1, :count) AS n
    """
)


def make_people(count: int) -> int:
    """Accounts with numbers one after another; gives the first."""
    first = make_person(name="Osoba Pierwsza")
    for number in range(1, count):
        make_person(name=f"Osoba Numer{number}")
    return first


def write_many(
    consultation_id: int, count: int, author: int, authors: int = 1, parent: int | None = None
) -> None:
    """Very many comments by one statement, their authors in turn."""
    with transaction():
        db.session.execute(
            MANY,
            {
                "consultation": consultation_id, "parent": parent, "author": author, "authors": authors, "count": count,
                "since": clock.now() - timedelta(days=5),
            },
        )  # fmt: skip
    with db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE comment"))


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements sent meanwhile."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
