"""What every test stands on: an application on its own PostGIS database, cloned from a migrated template."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from flask import Flask
from sqlalchemy.engine import URL, make_url

from civic.app import create_app
from civic.config import Settings
from civic.core import migrations
from civic.core.db import conninfo
from civic.core.db import db as _db
from tests.page import Browser, Page

# Shared machines pause: how long one example takes says nothing.
hypothesis.settings.register_profile("civic", deadline=None)
hypothesis.settings.load_profile("civic")

ROOT = Path(__file__).parent.parent
TEMPLATE = "civic_template"


def server() -> URL:
    """The throw-away cluster, as its superuser."""
    written = ROOT / "var" / "test-database-url"
    url = os.environ.get("CIVIC_TEST_DATABASE") or (written.read_text().strip() if written.exists() else "")
    if not url:
        pytest.exit("Set CIVIC_TEST_DATABASE, or run `make test`, which starts a cluster.", 2)
    return make_url(url)


def connect(url: URL) -> psycopg.Connection:
    """A plain connection that commits each statement."""
    return psycopg.connect(conninfo(url), autocommit=True)


def newest_migration() -> str:
    """A name that changes whenever a migration changes, so that a stale template is not reused."""
    folder = ROOT / "migrations" / "versions"
    state = repr([(p.name, p.stat().st_mtime_ns) for p in sorted(folder.glob("*.py"))])
    return hashlib.sha256(state.encode()).hexdigest()[:12]


def make_template(url: URL) -> str:
    """The migrated template database, made once per state of the migrations; one process makes it, the others wait."""
    name = f"{TEMPLATE}_{newest_migration()}"
    with connect(url) as admin:
        admin.execute("SELECT pg_advisory_lock(4927002)")
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            for role in ("civic_owner", "civic_app", "civic_read"):
                if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
                    admin.execute(f"CREATE ROLE {role} LOGIN")
            admin.execute(f'CREATE DATABASE "{name}_new" OWNER civic_owner')
            with connect(url.set(database=f"{name}_new")) as fresh:
                fresh.execute("CREATE EXTENSION postgis")
            owner = url.set(database=f"{name}_new", username="civic_owner")
            migrations.upgrade(owner.render_as_string(hide_password=False))
            admin.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return name


@pytest.fixture(scope="session")
def template() -> tuple[URL, str]:
    """The cluster and the name of its migrated template."""
    url = server()
    return url, make_template(url)


def clone(template: tuple[URL, str], name: str) -> URL:
    """A fresh database with the whole schema, as the superuser."""
    url, source = template
    with connect(url) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" OWNER civic_owner TEMPLATE "{source}"')
    return url.set(database=name)


@pytest.fixture(scope="session")
def database(template: tuple[URL, str], worker_id: str) -> Iterator[URL]:
    """This worker's own database, as the superuser."""
    name = f"civic_test_{worker_id}_{os.getpid()}"
    url = clone(template, name)
    yield url
    with connect(template[0]) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def settings_for(url: URL, var: Path, **changes: object) -> Settings:
    """Settings of a test installation."""
    values: dict[str, object] = {
        "database_url": url.set(username="civic_app").render_as_string(hide_password=False),
        "owner_database_url": url.set(username="civic_owner").render_as_string(hide_password=False),
        "secret_key": "test-secret-key-of-at-least-32-characters",
        "var": var,
        "base_url": "http://localhost",
        "environment": "test",
        "city": "Miłogród",
        "city_locative": "w Miłogrodzie",
        "contact_email": "budzet@milogrod.example",
        "contact_phone": "+48 22 555 01 00",
        "smtp_url": "",
        "tile_url": "",
        "source_url": "",
    }
    return Settings(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def _application(database: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(settings_for(database, tmp_path_factory.mktemp("var")))
    app.config["TESTING"] = True
    app.test_client_class = Browser
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        _db.engine.dispose()


@pytest.fixture
def app(_application: Flask, database: URL) -> Iterator[Flask]:
    """The application inside its context, on empty tables."""
    empty(database)
    with _application.app_context():
        yield _application
        _db.session.remove()


EMPTY = """
DO $$ DECLARE name text; filled boolean; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT format('%I', tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT IN ('spatial_ref_sys', 'alembic_version') LOOP
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO filled;
    IF filled THEN EXECUTE 'DELETE FROM ' || name; END IF;
  END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$"""
"""Cheaper than TRUNCATE, which makes new files for every table: most tests fill a few rows of a few tables."""


def empty(url: URL) -> None:
    """Empty every table of ours, the append-only ones too: as the superuser, past the triggers."""
    with connect(url) as admin:
        admin.execute(EMPTY)


@pytest.fixture
def visitor(app: Flask) -> Page:
    """A visitor who is not signed in; every page fetched is checked."""
    return Page(app)
