"""PostgreSQL with PostGIS on this machine: where its programs are, or how they come to be there."""

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from civic.setup.debian import Route, choose_route, install, keep_from_making_a_cluster, library_path, unpack
from civic.setup.machine import Machine
from civic.setup.progress import SetupError, answer

OLDEST = 15
PACKAGE = "postgresql-postgis"  # Debian's name for "the PostGIS of this release's PostgreSQL"
UNPACKED = Path("var/debian/postgresql")
ADVICE = "Or set DATABASE_URL to a PostgreSQL 15 or newer with PostGIS 3 of your own."


@dataclass(frozen=True)
class Server:
    """The programs of one PostgreSQL that has PostGIS; `env` is what they need to find their libraries."""

    version: int
    bin: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def command(self, name: str) -> list[str | Path]:
        """The words that start one of its programs."""
        return [*with_env(self.env), self.bin / name]


def with_env(env: Mapping[str, str]) -> list[str]:
    """The prefix that sets variables for one command."""
    return ["env", *(f"{name}={value}" for name, value in env.items())] if env else []


def prepare(root: Path, machine: Machine, data_version: int | None, log: Path) -> tuple[Server, Route]:
    """A server that can open a cluster of `data_version` (None: there is none yet), installed or unpacked when there is none."""
    folder = root / UNPACKED
    there = present(root, machine)
    if server := choose(there, data_version):
        return server, Route.UNPACK if server.bin.is_relative_to(folder) else Route.FOUND
    if there and data_version is not None:
        raise SetupError(
            f"The data in var/postgres were made by PostgreSQL {data_version}, which is not on this machine: install it, "
            "or dump the data where it is and load them into a new database."
        )
    route = choose_route(machine, found=False)
    try:
        return fetch(folder, machine, route, log), route
    except SetupError as error:
        raise SetupError(f"{error.sentence} {ADVICE}", error.log) from error


def fetch(folder: Path, machine: Machine, route: Route, log: Path) -> Server:
    """Install PostgreSQL with PostGIS, or unpack them below `folder`."""
    if route is Route.INSTALL:
        keep_from_making_a_cluster(machine, log)
        install(machine, [PACKAGE], log)
        server = choose(installed(machine), None)
    elif route is Route.UNPACK:
        unpack([PACKAGE], folder, log)
        link_extensions(folder)
        server = choose(unpacked(folder), None)
    else:
        raise SetupError(f"There is no PostgreSQL 15 with PostGIS: install them (Debian: {PACKAGE}).")
    if server is None:
        raise SetupError("This system's packages hold no PostgreSQL 15 with PostGIS.", log)
    return server


def major_version(text: str | None) -> int | None:
    """The major version in what `postgres --version` prints: "postgres (PostgreSQL) 15.18 (Debian ...)" is 15."""
    found = re.search(r"\(PostgreSQL\) (\d+)", text or "")
    return int(found.group(1)) if found else None


def choose(servers: Iterable[Server], data_version: int | None) -> Server | None:
    """The newest server that is new enough; when a cluster exists already, only one of its own version can open it."""
    fitting = [s for s in servers if s.version >= OLDEST and data_version in (None, s.version)]
    return max(fitting, key=lambda s: s.version, default=None)


def present(root: Path, machine: Machine) -> list[Server]:
    """Every server that could be used now."""
    return [*installed(machine), *unpacked(root / UNPACKED)]


def installed(machine: Machine) -> list[Server]:
    """Every PostgreSQL with PostGIS in the usual places and on the PATH."""
    if "postgresql" in machine.ignored:
        return []
    folders = {folder.resolve() for folder in Path("/usr/lib/postgresql").glob("*/bin")}
    if on_path := shutil.which("postgres"):
        folders.add(Path(on_path).resolve().parent)
    return [server for folder in sorted(folders) if (server := server_in(folder, {}))]


def unpacked(root: Path) -> list[Server]:
    """The server unpacked from Debian's packages below `root`, if there is one."""
    proj = str(root / "usr/share/proj")
    env = {"LD_LIBRARY_PATH": library_path(root), "PROJ_DATA": proj, "PROJ_LIB": proj}
    return [server for folder in root.glob("usr/lib/postgresql/*/bin") if (server := server_in(folder, env))]


def server_in(folder: Path, env: Mapping[str, str]) -> Server | None:
    """The server whose programs are in `folder`, if it is one and has PostGIS."""
    version = major_version(answer([*with_env(env), folder / "postgres", "--version"]))
    shared = (
        answer([*with_env(env), folder / "pg_config", "--sharedir"]) or f"/usr/share/postgresql/{version}"
    )
    if version is None or not Path(shared, "extension", "postgis.control").exists():
        return None
    return Server(version, folder, env)


def link_extensions(root: Path) -> None:
    """Give unpacked PostGIS extensions the names that Debian's set-up scripts would: postgis-3.control is postgis.control."""
    for control in root.glob("usr/share/postgresql/*/extension/postgis*-3.control"):
        control.with_name(control.name.replace("-3.control", ".control")).symlink_to(control.name)
