"""PostgreSQL with PostGIS on this machine: where the programs are."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from civic.setup.machine import Machine
from civic.setup.progress import answer

OLDEST = 15


@dataclass(frozen=True)
class Server:
    """The programs of one PostgreSQL that has PostGIS; `env` is what they need to find their libraries."""

    version: int
    bin: Path
    env: dict[str, str] = field(default_factory=dict)

    def program(self, name: str) -> Path:
        return self.bin / name


def major_version(text: str | None) -> int | None:
    """The major version in what `postgres --version` prints: "postgres (PostgreSQL) 15.18 (Debian ...)" is 15."""
    found = re.search(r"\(PostgreSQL\) (\d+)", text or "")
    return int(found.group(1)) if found else None


def choose(servers: Iterable[Server], data_version: int | None) -> Server | None:
    """The newest server that is new enough; when a cluster exists already, only one of its own version can open it."""
    fitting = [s for s in servers if s.version >= OLDEST and data_version in (None, s.version)]
    return max(fitting, key=lambda s: s.version, default=None)


def installed(machine: Machine) -> list[Server]:
    """Every PostgreSQL with PostGIS in the usual places and on the PATH."""
    if "postgresql" in machine.ignored:
        return []
    folders = {folder.resolve() for folder in Path("/usr/lib/postgresql").glob("*/bin")}
    if on_path := shutil.which("postgres"):
        folders.add(Path(on_path).resolve().parent)
    return [server for folder in sorted(folders) if (server := server_in(folder))]


def server_in(folder: Path) -> Server | None:
    """The server whose programs are in `folder`, if it is one and has PostGIS."""
    version = major_version(answer([folder / "postgres", "--version"]))
    shared = answer([folder / "pg_config", "--sharedir"]) or f"/usr/share/postgresql/{version}"
    if version is None or not Path(shared, "extension", "postgis.control").exists():
        return None
    return Server(version, folder)
