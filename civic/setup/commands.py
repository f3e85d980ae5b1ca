"""What each command does, step by step."""

import argparse
import os
import shutil
import signal
import time
from pathlib import Path

from civic.setup import cluster, postgres
from civic.setup.checks import check_everything, in_front
from civic.setup.lock import lock
from civic.setup.parts import (
    POSTGRES,
    POSTGRES_TEST,
    Checkout,
    checkout,
    find_server,
    holder,
    prepare_code,
    site_cluster,
    site_database,
    throw_away_cluster,
)  # fmt: skip
from civic.setup.progress import SetupError, explain, say, step
from civic.setup.serve import serve
from civic.setup.supervisor import stoppable

ADDRESS = "test-database-url"  # below var: read by the tests when they are run by hand
MADE_ANEW = (".venv", "node_modules", "civic/static/vendor", "var/debian", "var/cache", "var/made", "var/log", ".mypy_cache",
             ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis")  # fmt: skip


def main(root: Path, arguments: list[str]) -> int:
    """Run one command; the exit status for the shell."""
    parser = argparse.ArgumentParser(prog="python3 -m civic.setup", description="Set up and run Civic.")
    parser.add_argument("command", choices=sorted(COMMANDS))
    command = COMMANDS[parser.parse_args(arguments).command]
    try:
        with stoppable():
            return command(checkout(root)) or 0
    except SetupError as error:
        say(explain(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


def run(here: Checkout) -> int:
    """Serve until somebody stops it; being stopped is no failure."""
    try:
        serve(here)
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


def test(here: Checkout) -> int:
    """Everything that must be green."""
    return check_everything(here)


def bench(here: Checkout) -> int:
    """The benchmarks, on a durable cluster of their own (its superuser's URL in CIVIC_BENCH_DATABASE)."""
    prepare_code(here)
    with throw_away_cluster(here, "bench", durable=True) as database:
        env = {**os.environ, "CIVIC_BENCH_DATABASE": database}
        return in_front([here.program("python"), "-m", "bench"], env, here.root)


def assets(here: Checkout) -> None:
    """Python environment, front-end files and translations, nothing else."""
    prepare_code(here)


def db(here: Checkout) -> None:
    """Start the site's cluster in the background."""
    site = site_cluster(here)
    with step("Database") as note:
        cluster.create(site)
        cluster.start(site, background=True)
        application, owner = site_database(site)
        note("running until `make stop`")
    say(f"DATABASE_URL='{application}'\nDATABASE_OWNER_URL='{owner}'")


def db_test(here: Checkout) -> None:
    """Start a cluster for tests in the background; its superuser's URL goes to var/test-database-url."""
    server = find_server(here)
    with step("Database for tests") as note:
        made = cluster.locate(
            here.var / POSTGRES_TEST, here.machine, server, here.log(POSTGRES_TEST), throw_away=True
        )
        cluster.create(made)
        cluster.start(made, background=True)
        (here.var / ADDRESS).write_text(made.url(cluster.SUPERUSER, "postgres") + "\n")
        note("running until `make stop`")


def stop(here: Checkout) -> None:
    """Stop what runs from this clone: the site, and the databases in the background."""
    if pid := holder(here, "run"):
        with step("Site") as note:
            os.kill(pid, signal.SIGTERM)
            while holder(here, "run"):
                time.sleep(0.2)
            note("stopped")
    (here.var / ADDRESS).unlink(missing_ok=True)
    for server in postgres.present(here.root, here.machine):
        for name in (POSTGRES, POSTGRES_TEST):
            found = cluster.locate(here.var / name, here.machine, server, here.log(name))
            if cluster.is_running(found) and cluster.data_version(found.data) == server.version:
                with step(f"Database in {found.data}") as note:
                    cluster.stop(found)
                    note("stopped")


def clean(here: Checkout) -> None:
    """Remove what can be made anew; the site's data in var stay."""
    stop(here)
    for name in MADE_ANEW:
        shutil.rmtree(here.root / name, ignore_errors=True)


COMMANDS = {
    "run": run,
    "test": test,
    "bench": bench,
    "assets": assets,
    "db": db,
    "db-test": db_test,
    "stop": stop,
    "clean": clean,
    "lock": lock,
}
