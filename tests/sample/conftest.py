"""The sample city, built once; each worker looks at its own copy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from civic.app import create_app
from civic.core.db import db
from tests.browser.conftest import SAMPLES, sample_template
from tests.conftest import clone, connect, settings_for
from tests.page import Browser

__all__ = ["sample_template"]


@contextmanager
def running(url: URL, var: Path, **changes: object) -> Iterator[Flask]:
    """An application on that database, its connections closed at the end."""
    app = create_app(settings_for(url, var, **changes))
    app.config["TESTING"] = True
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def _milogrod(sample_template: tuple[URL, str], worker_id: str) -> Iterator[Flask]:
    name = f"civic_milogrod_{worker_id}_{os.getpid()}"
    with running(clone(sample_template, name), SAMPLES / sample_template[1]) as app:
        yield app
    with connect(sample_template[0]) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def milogrod(_milogrod: Flask) -> Iterator[Flask]:
    """The sample city, to look at only."""
    with _milogrod.app_context():
        yield _milogrod
        db.session.remove()


@pytest.fixture
def fresh(template: tuple[URL, str], worker_id: str) -> Iterator[URL]:
    """A database of its own with the schema and nothing in it."""
    name = f"civic_fresh_{worker_id}_{os.getpid()}"
    yield clone(template, name)
    with connect(template[0]) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def copied(sample_template: tuple[URL, str], worker_id: str) -> Iterator[URL]:
    """A copy of the sample city to work on."""
    name = f"civic_copied_{worker_id}_{os.getpid()}"
    yield clone(sample_template, name)
    with connect(sample_template[0]) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
