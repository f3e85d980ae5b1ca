"""The core on a real database: migrations, rights, one commit point, jobs and mail in the transaction."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ProgrammingError

from civic.core import jobs, mail, migrations
from civic.core.audit import AuditEvent, Event, record
from civic.core.db import all_or_nothing, db, transaction
from civic.models import metadata
from tests.conftest import clone, connect


@dataclass(frozen=True, kw_only=True)
class Tried(Event):
    """An event of this test."""

    to: str


def stored(table: str) -> int:
    return db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_an_event_is_kept_with_its_action_or_not_at_all(app):
    with transaction():
        record(Tried(subject="thing:1", to="done", reason="because"))
    with pytest.raises(ZeroDivisionError), transaction():
        record(Tried(subject="thing:2", to="done"))
        raise ZeroDivisionError
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.kind, event.subject, event.data) == (
        "Tried",
        "thing:1",
        {"to": "done", "reason": "because"},
    )


def test_many_verbs_are_kept_together_or_not_at_all(app):
    with all_or_nothing():
        for number in range(2):
            with transaction():
                record(Tried(subject=f"thing:{number}", to="done"))
    assert stored("audit_event") == 2
    with pytest.raises(ZeroDivisionError), all_or_nothing():
        with transaction():
            record(Tried(subject="thing:2", to="done"))
        raise ZeroDivisionError
    assert stored("audit_event") == 2
    with transaction():
        record(Tried(subject="thing:3", to="done"))
    db.session.rollback()
    assert stored("audit_event") == 3


def test_a_verb_that_failed_undoes_all_even_if_somebody_caught_it(app):
    with pytest.raises(RuntimeError, match="nothing was kept"), all_or_nothing():
        with transaction():
            record(Tried(subject="thing:1", to="done"))
        with contextlib.suppress(ZeroDivisionError), transaction():
            raise ZeroDivisionError
        with transaction():
            record(Tried(subject="thing:2", to="done"))
    assert stored("audit_event") == 0


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET kind = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"]
)
@pytest.mark.parametrize("role", ["civic_app", "civic_owner"])
def test_nobody_changes_the_audit_trail(app, database: URL, role: str, statement: str):
    with transaction():
        record(Tried(subject="thing:1", to="done"))
    db.session.remove()
    with (
        connect(database.set(username=role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_the_read_only_role_reads_no_mail(app, database: URL):
    with connect(database.set(username="civic_read")) as connection:
        connection.execute("SELECT * FROM audit_event")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM outgoing_mail")


def test_transactions_do_not_nest(app):
    with pytest.raises(RuntimeError), transaction(), transaction():
        pass


def test_a_mail_waits_in_the_transaction_and_is_forgotten_once_sent(app):
    with pytest.raises(ZeroDivisionError), transaction():
        mail.queue_mail("a@example.org", "test", name="Żółć")
        raise ZeroDivisionError
    assert stored("outgoing_mail") == stored("procrastinate_jobs") == 0
    with transaction():
        mail.queue_mail("a@example.org", "test", name="Żółć")
    (mail_id,) = db.session.scalars(select(mail.OutgoingMail.id))
    db.session.remove()
    jobs.TASKS["mail.send"](mail_id=mail_id)
    (sent,) = Path(app.config["CIVIC"].var, "mail").glob("*.eml")
    assert "a@example.org" in sent.read_text()
    assert stored("outgoing_mail") == 0
    sent.unlink()


def test_a_job_for_nobody_is_refused(app):
    with pytest.raises(KeyError), transaction():
        jobs.queue("no.such.task")


def test_migrations_go_up_and_down_and_equal_the_models(template):
    url = clone(template, "civic_test_migrations")
    owner = url.set(username="civic_owner").render_as_string(hide_password=False)
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _, name, kind, reflected, other: (
                    not (kind == "table" and reflected and other is None and name not in metadata.tables)
                ),
            },
        )
        assert compare_metadata(context, metadata) == []
    migrations.downgrade(owner, "base")
    migrations.upgrade(owner)
    with engine.connect() as connection, pytest.raises(ProgrammingError):
        connection.execute(text("SELECT * FROM never_existed"))
    engine.dispose()
    with connect(template[0]) as admin:
        admin.execute('DROP DATABASE "civic_test_migrations" WITH (FORCE)')
