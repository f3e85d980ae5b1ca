"""What each command does, step by step."""

import argparse
import sys
from pathlib import Path

from civic.setup import cluster, databases, postgres
from civic.setup.machine import look_around
from civic.setup.progress import SetupFailed, explain, say, step


def main(root: Path, arguments: list[str]) -> int:
    """Run one command; the exit status for the shell."""
    parser = argparse.ArgumentParser(prog="python3 civic/setup", description="Set up and run Civic.")
    parser.add_argument("command", choices=sorted(COMMANDS))
    if sys.version_info < (3, 11):
        say("Civic needs Python 3.11 or newer: run `make PYTHON=python3.11 ...`.")
        return 1
    try:
        return COMMANDS[parser.parse_args(arguments).command](root) or 0
    except SetupFailed as error:
        say(explain(error))
        return 1
    except KeyboardInterrupt:
        return 130


def _cluster(root: Path, name: str, *, throw_away: bool) -> cluster.Cluster:
    machine = look_around()
    server = postgres.choose(postgres.installed(machine), None)
    if server is None:
        raise SetupFailed("There is no PostgreSQL with PostGIS here.")
    return cluster.locate(root / "var" / name, machine, server, root / "var/log" / f"{name}.log", throw_away=throw_away)


def db(root: Path) -> None:
    """Start the site's cluster in the background."""
    with step("PostgreSQL") as note:
        found = _cluster(root, "postgres", throw_away=False)
        cluster.create(found)
        cluster.start(found, background=True)
        cluster.execute(found, databases.ROLES + databases.DATABASE_SQL)
        cluster.execute(found, databases.EXTENSION, databases.DATABASE)
        note("running until `make stop`")
    say(f"DATABASE_URL='{found.url(databases.APP, databases.DATABASE)}'")
    say(f"DATABASE_OWNER_URL='{found.url(databases.OWNER, databases.DATABASE)}'")


def db_test(root: Path) -> None:
    """Start a cluster for tests in the background; its address goes to var/test-database-url."""
    with step("PostgreSQL for tests") as note:
        found = _cluster(root, "postgres-test", throw_away=True)
        cluster.create(found)
        cluster.start(found, background=True)
        cluster.execute(found, databases.ROLES)
        (root / "var/test-database-url").write_text(found.url(cluster.SUPERUSER, "postgres") + "\n")
        note("running until `make stop`")
    say(f"CIVIC_TEST_DATABASE='{found.url(cluster.SUPERUSER, 'postgres')}'")


def stop(root: Path) -> None:
    """Stop the clusters that run in the background."""
    for name in ("postgres", "postgres-test"):
        found = _cluster(root, name, throw_away=False)
        if cluster.is_running(found):
            cluster.stop(found)


COMMANDS = {"db": db, "db-test": db_test, "stop": stop}
