"""Runs migrations so that they cannot stop the site: short lock waits, one runner at a time, PostGIS's tables left alone."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, text

from civic.models import metadata

LOCK = 4927001  # one migration at a time, whichever machine starts it


def include_object(thing, name, kind, reflected, compare_to):
    """Only our own tables."""
    if kind == "table" and (reflected and compare_to is None) and name not in metadata.tables:
        return False
    return alembic_helpers.include_object(thing, name, kind, reflected, compare_to)


def run() -> None:
    """Migrate over one connection of the owner."""
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    engine = create_engine(context.config.attributes["owner_url"])
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text("SET statement_timeout = '10min'"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        connection.commit()
        migrate(connection)
    engine.dispose()


def migrate(connection) -> None:
    """All pending migrations, each in its own transaction."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=include_object,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
