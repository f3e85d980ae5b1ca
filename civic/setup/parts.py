"""The steps that several commands share, each with its line on the screen."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from civic.setup import assets, cluster, databases, postgres, python_env
from civic.setup.machine import Machine, look_around
from civic.setup.progress import SetupError, run, say, step
from civic.setup.stamps import fingerprint, is_done, mark_done
from civic.setup.supervisor import Supervisor

POSTGRES = "postgres"  # the site's cluster, below var
POSTGRES_TEST = "postgres-test"  # a cluster for tests that stays until `make stop`


@dataclass(frozen=True)
class Checkout:
    """One clone of the project on one machine."""

    root: Path
    machine: Machine

    @property
    def var(self) -> Path:
        return self.root / "var"

    def log(self, name: str) -> Path:
        """The file with the details of a step or a process."""
        return self.var / "log" / f"{name}.log"

    def program(self, name: str) -> Path:
        """A program of the Python environment."""
        return python_env.program(self.root, name)


def checkout(root: Path) -> Checkout:
    """This clone, with the facts of this machine."""
    (root / "var/log").mkdir(parents=True, exist_ok=True)
    return Checkout(root, look_around())


@contextmanager
def alone(here: Checkout, name: str, refusal: str = "") -> Iterator[None]:
    """Hold a lock of this clone; while another process holds it, wait, or refuse when there are words for it."""
    with (here.var / f"{name}.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if refusal:
                raise SetupError(refusal) from None
            say("           waiting for another set-up of this clone ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(here: Checkout, name: str) -> int | None:
    """The process that holds a lock of this clone."""
    file = here.var / f"{name}.lock"
    if not file.exists():
        return None
    with file.open() as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(opened.read())
    return None


def prepare_code(here: Checkout) -> None:
    """Python environment, front-end files and translations."""
    with alone(here, "setup"):
        with step("Python environment") as note:
            note(
                "made from the lock"
                if python_env.prepare(here.root, here.machine, here.log("python"))
                else "as in the lock"
            )
        with step("Front-end files") as note:
            note(
                "fetched" if assets.prepare(here.root, here.machine, here.log("assets")) else "as in the lock"
            )
        with step("Translations") as note:
            note("compiled" if compile_translations(here) else "up to date")


def compile_translations(here: Checkout) -> bool:
    """Make the .mo files unless they are up to date; True when something was done."""
    folder, stamp = here.root / "civic/translations", here.var / "made/translations"
    catalogues = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    made_from = fingerprint(catalogues)
    if not catalogues or (
        is_done(stamp, made_from) and all(po.with_suffix(".mo").exists() for po in catalogues)
    ):
        return False
    log = here.log("translations")
    run(
        [here.program("pybabel"), "compile", "-d", folder],
        log,
        "A translation file has a mistake: mend the line named above.",
        cwd=here.root,
    )
    mark_done(stamp, made_from)
    return True


def find_server(here: Checkout, data: int | None = None) -> postgres.Server:
    """PostgreSQL with PostGIS; installs or unpacks it when there is none."""
    with alone(here, "setup"), step("PostgreSQL with PostGIS") as note:
        server, route = postgres.prepare(here.root, here.machine, data, here.log("debian"))
        note(f"version {server.version}, {route.value}")
        return server


def site_cluster(here: Checkout) -> cluster.Cluster:
    """The cluster of the site; not started, perhaps not even made."""
    home = here.var / POSTGRES
    server = find_server(here, cluster.version_of_data(home, here.machine))
    return cluster.locate(home, here.machine, server, here.log(POSTGRES))


def site_database(site: cluster.Cluster) -> tuple[str, str]:
    """Roles and database in the running cluster; (URL as the application, URL as the owner)."""
    cluster.execute(site, databases.ROLES + databases.DATABASE_SQL)
    cluster.execute(site, databases.EXTENSION, databases.DATABASE)
    return site.url(databases.APP, databases.DATABASE), site.url(databases.OWNER, databases.DATABASE)


@contextmanager
def throw_away_cluster(here: Checkout, name: str, *, durable: bool = False) -> Iterator[str]:
    """A new cluster for this process alone, gone afterwards; its superuser's URL. What a killed process left is removed."""
    server = find_server(here)
    for left in here.var.glob(f"{name}-*"):
        if not Path("/proc", left.name.rpartition("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    made = cluster.locate(
        here.var / f"{name}-{os.getpid()}", here.machine, server, here.log(name), throw_away=not durable
    )
    try:
        with Supervisor() as running:
            with step("Database for this run"):
                cluster.create(made)
                running.adopt("PostgreSQL", made.log, cluster.start(made))
                cluster.execute(made, databases.ROLES)
            yield made.url(cluster.SUPERUSER, "postgres")
    finally:
        cluster.remove(made)
