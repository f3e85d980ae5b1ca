"""`make run`: database, schema, sample city, web server and job worker, until somebody stops it."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from civic.setup import cluster
from civic.setup.parts import Checkout, alone, prepare_code, site_cluster, site_database
from civic.setup.progress import SetupError, run, say, step
from civic.setup.settings import HOST, application_environment, reserve, wanted_ports
from civic.setup.supervisor import Supervisor

READY_WITHIN = 60  # seconds
WEB = [
    "--workers",
    "2",
    "--threads",
    "4",
    "--worker-class",
    "gthread",
    "--no-control-socket",
    "civic.app:create_app()",
]


def serve(here: Checkout) -> None:
    """Set up what is missing, serve, and return only by an exception."""
    ports = wanted_ports(os.environ)
    running_already = "Civic runs from this clone already: `make stop` stops it."
    with alone(here, "run", refusal=running_already), Supervisor() as running:
        reserve(ports).close()  # says now, not in two minutes, that the wanted port is taken
        prepare_code(here)
        database = start_database(here, running)
        with reserve(ports) as listener:
            address = f"http://{HOST}:{listener.getsockname()[1]}"
            env = application_environment(os.environ, here.root, database, address)
            civic_step(here, "Schema", ["db", "upgrade"], env)
            civic_step(here, "Sample city", ["sample"], env)
            start_site(here, running, listener, env)
        say_where(here, address, env)
        running.watch()


def start_database(here: Checkout, running: Supervisor) -> tuple[str, str]:
    """The database named by DATABASE_URL, or our own one: (URL as the application, URL as the owner)."""
    if given := os.environ.get("DATABASE_URL"):
        with step("Database") as note:
            note("the one that DATABASE_URL names")
        return given, os.environ.get("DATABASE_OWNER_URL") or given
    site = site_cluster(here)
    with step("Database") as note:
        if cluster.create(site):
            note(f"new, in {site.data}")
        if cluster.is_running(site):  # from `make db`, or left by a killed run
            cluster.stop(site)
        running.adopt("PostgreSQL", site.log, cluster.start(site))
        return site_database(site)


def civic_step(here: Checkout, name: str, words: list[str], env: Mapping[str, str]) -> None:
    """Run `civic ...` as a step."""
    with step(name):
        run(
            [here.program("civic"), *words],
            here.log(words[0]),
            f"`civic {' '.join(words)}` failed.",
            env=env,
            cwd=here.root,
        )


def start_site(here: Checkout, running: Supervisor, listener: socket.socket, env: Mapping[str, str]) -> None:
    """Web server and job worker; returns when a page can be fetched."""
    with step("Web server and job worker"):
        web: list[str | Path] = [here.program("gunicorn"), "--bind", f"fd://{listener.fileno()}", *WEB]
        running.start(
            "The web server", web, here.log("web"), env=env, cwd=here.root, keep=[listener.fileno()]
        )
        running.start(
            "The job worker", [here.program("civic"), "worker"], here.log("worker"), env=env, cwd=here.root
        )
        deadline = time.monotonic() + READY_WITHIN
        while not is_ready(f"{env['CIVIC_BASE_URL']}/readyz"):
            running.check()
            if time.monotonic() > deadline:
                raise SetupError(f"The site did not answer within {READY_WITHIN} s.", here.log("web"))
            time.sleep(0.1)


def is_ready(address: str) -> bool:
    """Whether the site says that it can serve."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(address, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def say_where(here: Checkout, address: str, env: Mapping[str, str]) -> None:
    """The address and the sample's accounts."""
    accounts = subprocess.run(
        [here.program("civic"), "sample", "accounts"],
        env=dict(env),
        cwd=here.root,
        capture_output=True,
        text=True,
        check=False,
    )
    say("")
    if accounts.returncode == 0:
        say(accounts.stdout.rstrip() + "\n")
    say(f"Civic: {address}   (logs: {here.var / 'log'}; mails: {here.var / 'mail'}; Ctrl-C stops everything)")
