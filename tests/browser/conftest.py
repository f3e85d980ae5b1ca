"""A real server with the sample city, and Chromium in front of it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from sqlalchemy.engine import URL

from civic.app import create_app
from civic.core import clock
from civic.core.db import db
from civic.sample import accounts
from civic.sample.city import build
from tests.browser.acts import Watch, sign_in
from tests.conftest import ROOT, clone, connect, newest_migration, settings_for

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 10_000
SAMPLES = ROOT / "var" / "test-sample"


def chromium() -> str:
    """The machine's Chromium."""
    found = os.environ.get("CIVIC_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail("There is no Chromium; `make test` installs it.")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, quiet."""
    return {"executable_path": chromium(), "args": FLAGS, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args(site: str) -> dict[str, object]:
    """A phone, in Polish; pages are named by their path."""
    return {"viewport": PHONE, "locale": "pl-PL", "timezone_id": "Europe/Warsaw", "base_url": site}


@pytest.fixture(scope="session")
def sample_template(template: tuple[URL, str]) -> tuple[URL, str]:
    """A database with the sample city, built once for all workers."""
    url, migrated = template
    day = clock.now().strftime("%Y%m%d")
    name = f"civic_sample_{newest_migration()}_{sample_state()}_{day}"
    with connect(url) as admin:
        admin.execute("SELECT pg_advisory_lock(4927003)")
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            fresh = clone((url, migrated), f"{name}_new")
            app = create_app(settings_for(fresh, SAMPLES / name))
            with app.app_context():
                build(clock.now())
                db.session.remove()
                db.engine.dispose()
            admin.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return url, name


@pytest.fixture(scope="session")
def shares(sample_template: tuple[URL, str]) -> dict[str, str]:
    """What opens the sample's boxes, by the edition's slug: from the file of accounts, as the commission finds it."""
    lines = accounts.path(settings_for(sample_template[0], SAMPLES / sample_template[1])).read_text()
    return dict(re.findall(r"^ +(\S+) +([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)$", lines, re.MULTILINE))


def sample_state() -> str:
    """Changes with the program, so that a stale sample is not reused."""
    return str(hash(tuple(p.stat().st_mtime_ns for p in sorted((ROOT / "civic").rglob("*.py")))) & 0xFFFFFF)


@pytest.fixture(scope="session")
def sample_database(sample_template: tuple[URL, str], worker_id: str) -> Iterator[URL]:
    """This worker's own copy of the sample city."""
    name = f"civic_browser_{worker_id}_{os.getpid()}"
    yield clone(sample_template, name)
    with connect(sample_template[0]) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def site(sample_database: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site, as `make run` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    var = tmp_path_factory.mktemp("site")
    settings = settings_for(sample_database, var)
    env = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "CIVIC_SECRET_KEY": settings.secret_key,
        "CIVIC_VAR": str(var),
        "CIVIC_BASE_URL": address,
        "CIVIC_ENV": "development",
    }
    command = [
        f"{sys.prefix}/bin/gunicorn",
        "-w",
        "2",
        "--threads",
        "4",
        "-b",
        f"127.0.0.1:{port}",
        "civic.app:create_app()",
    ]
    with (var / "web.log").open("w") as log:
        server = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
        worker = subprocess.Popen(
            [f"{sys.prefix}/bin/civic", "worker"], env=env, cwd=ROOT, stdout=log, stderr=log
        )
    try:
        wait_until_ready(f"{address}/readyz", var / "web.log")
        yield address
    finally:
        for process in (server, worker):
            process.terminate()
        for process in (server, worker):
            process.wait(20)


def wait_until_ready(url: str, log: Path) -> None:
    """Half a minute for the server to come up."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:  # refused, reset or not answered yet
            pass
        time.sleep(0.2)
    pytest.fail(log.read_text()[-3000:])


@pytest.fixture
def page(page: Page, site: str) -> Iterator[Page]:
    """A page that must ask no foreign host, log no error, and be refused nothing by its own policy."""
    watch = Watch(page, site)
    page.set_default_timeout(PATIENCE)
    yield page
    watch.check()


@pytest.fixture(scope="session")
def everybody(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[dict[str, Page]]:
    """The pages of people who are signed in already, by the key of their account: signing in costs half a second."""
    pages: dict[str, Page] = {}
    yield pages
    for each in pages.values():
        each.context.close()


@pytest.fixture
def as_somebody(
    browser: Browser, browser_context_args: dict[str, Any], everybody: dict[str, Page], site: str
) -> Iterator[Callable[[str], Page]]:
    """The phone of somebody of the sample's cast; "" is a visitor without an account. Watched like ``page``."""
    watched: dict[str, Watch] = {}

    def page_of(key: str) -> Page:
        if key not in everybody:
            everybody[key] = browser.new_context(**browser_context_args).new_page()
            everybody[key].set_default_timeout(PATIENCE)
            if key:
                sign_in(everybody[key], key)
        if key not in watched:
            watched[key] = Watch(everybody[key], site)
        everybody[key].set_viewport_size(PHONE)
        return everybody[key]

    yield page_of
    for each in watched.values():
        each.check()
