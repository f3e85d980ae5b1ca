"""A complete ballot over HTTP, and the list of projects, against bare Flask on the same server settings."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy.engine import URL, make_url

from bench.load import Load, request, run
from civic.app import create_app
from civic.budget.voting.rules import Paper
from civic.core.db import db
from civic.setup.serve import WEB
from tests.budget.voting.city import DECLARATION, open_edition, open_now, project_ids
from tests.conftest import ROOT, clone, connect, make_template, settings_for

CONNECTIONS = 8
SECONDS = 6
ROUNDS = 3


def main() -> None:
    """Measure each pair side by side, in turns, and print the medians' ratios."""
    server = make_url(os.environ["CIVIC_BENCH_DATABASE"])
    url = clone((server, make_template(server)), "civic_bench_http")
    with connect(url) as admin:
        admin.execute("CREATE TABLE bare_vote (id bigserial PRIMARY KEY, content text)")
        admin.execute("GRANT ALL ON bare_vote, bare_vote_id_seq TO civic_app")
        durable = admin.execute("SHOW synchronous_commit").fetchone()
    var = Path(tempfile.mkdtemp())
    app = create_app(settings_for(url, var))
    with app.app_context():
        rules = open_now()
        paper, _ = open_edition(replace(rules, identity=(DECLARATION, *rules.identity[:2])), each=30)
        db.session.remove()
        db.engine.dispose()
    print(
        f"synchronous_commit = {durable[0] if durable else '?'}, {CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS} s"
    )
    with site(url, var, "civic.app:create_app()") as ours, site(url, var, "bench.bare:app") as bare:
        measure(ours, bare, paper)
    with connect(url) as admin:
        cast = admin.execute("SELECT count(*) FROM envelope").fetchone()
    print(f"envelopes in the box: {cast[0] if cast else '?'}")
    shutil.rmtree(var)


def measure(ours: int, bare: int, paper: Paper) -> None:
    """Take turns, so that a noisy machine is noisy for all."""
    found: dict[str, list[Load]] = {name: [] for name in ("ballot", "projects", "insert", "hello")}
    form = open_form(ours, paper)
    for _ in range(ROUNDS):
        found["hello"].append(load(bare, 200, lambda: request("bare", "GET", "/hello")))
        found["insert"].append(load(bare, 303, lambda: request("bare", "POST", "/insert")))
        found["ballot"].append(load(ours, 303, lambda: ballot(paper, *form)))
        found["projects"].append(
            load(ours, 200, lambda: request("civic", "GET", f"/budzet/{paper.slug}/projekty"))
        )
    middle = {
        name: sorted(loads, key=lambda each: each.per_second)[ROUNDS // 2] for name, loads in found.items()
    }
    for name, each in middle.items():
        print(
            f"{name:>9}: {each.per_second:8.0f} per second, {sum(one.wrong for one in found[name])} wrong answers"
        )
    print(
        f"a complete ballot costs {middle['insert'].per_second / middle['ballot'].per_second:.1f} bare inserts"
    )
    print(
        f"a complete ballot costs {middle['hello'].per_second / middle['ballot'].per_second:.1f} hello worlds"
    )
    print(
        f"a list of projects costs {middle['insert'].per_second / middle['projects'].per_second:.1f} bare inserts"
    )
    print(
        f"a list of projects costs {middle['hello'].per_second / middle['projects'].per_second:.1f} hello worlds"
    )


def load(port: int, wanted: int, make) -> Load:  # type: ignore[no-untyped-def]
    """Requests for some seconds over all connections."""
    end = time.perf_counter() + SECONDS

    def requests() -> Iterator[bytes]:
        while time.perf_counter() < end:
            yield make()

    return run(("127.0.0.1", port), wanted, [requests() for _ in range(CONNECTIONS)])


def open_form(port: int, paper: Paper) -> tuple[str, str]:
    """The session's cookie and the CSRF token of a first page of the ballot."""
    path = f"/budzet/{paper.slug}/glosuj/droga/{DECLARATION.id}"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as got:
        cookie = (got.headers["Set-Cookie"] or "").partition(";")[0]
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', got.read().decode())
    if token is None:
        raise SystemExit("the ballot's first page has no CSRF token")
    return cookie, token[1]


def ballot(paper: Paper, cookie: str, token: str) -> bytes:
    """A new voter's last step: everything at once, with a citywide and a district choice."""
    name = secrets.token_hex(6)
    district = paper.areas[0].code
    fields = [
        ("csrf_token", token),
        ("route", DECLARATION.id),
        ("seen", "1"),
        ("area", district),
        ("once", secrets.token_hex(16)),
    ]
    fields += [
        ("name", f"Jan {name}"),
        ("address", f"ul. Lipowa {name}1"),
        ("age", "42"),
        ("declared", "1"),
        ("at", "check"),
    ]
    fields += [("c", f"citywide:{project}:1") for project in project_ids("citywide", paper)[:3]]
    return request("civic", "POST", f"/budzet/{paper.slug}/glosuj/oddaj", cookie, urlencode(fields).encode())


@contextmanager
def site(url: URL, var: Path, target: str) -> Iterator[int]:
    """A server of ours or of the peer's, with the settings of `make run`."""
    settings = settings_for(url, var)
    port = 18000 + secrets.randbelow(2000)
    env = {
        **os.environ, "DATABASE_URL": settings.database_url, "CIVIC_SECRET_KEY": settings.secret_key, "CIVIC_VAR": str(var),
        "CIVIC_BASE_URL": f"http://127.0.0.1:{port}", "CIVIC_ENV": "production",
    }  # fmt: skip
    web = [str(word) for word in WEB if "create_app" not in str(word)]
    command = [f"{sys.prefix}/bin/gunicorn", "--bind", f"127.0.0.1:{port}", *web, target]
    process = subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        ready("/healthz" if "civic" in target else "/hello", port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def ready(path: str, port: int) -> None:
    """Wait until it answers."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"the server on port {port} does not answer")
