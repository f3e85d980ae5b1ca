"""Programs from Debian's packages: installed as root, or unpacked into a folder of ours without root."""

import os
import shutil
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from civic.setup.machine import Machine
from civic.setup.progress import answer, run


class Route(Enum):
    """How a program that is needed comes to be there."""

    FOUND = "found on this machine"
    INSTALL = "installed with apt"
    UNPACK = "unpacked from Debian's packages"
    NONE = "no way"


def choose_route(machine: Machine, *, found: bool) -> Route:
    """What is there already comes first, then apt, then the way without root."""
    if found:
        return Route.FOUND
    if not machine.has_apt:
        return Route.NONE
    return Route.UNPACK if machine.becomes_root is None else Route.INSTALL


def install(machine: Machine, packages: Sequence[str], log: Path) -> None:
    """apt-get install, without the extras that Debian only recommends."""
    if machine.becomes_root is None:
        raise ValueError("no way to become root")
    apt = [
        *machine.becomes_root,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-q",
        "-y",
        "-o",
        "DPkg::Lock::Timeout=600",
    ]
    failed = f"apt could not install {' '.join(packages)}: mend what it says above and run the command again."
    run([*apt, "update"], log, failed)
    run([*apt, "install", "--no-install-recommends", *packages], log, failed, finish=True)


def keep_from_making_a_cluster(machine: Machine, log: Path) -> None:
    """Debian's package would make and start a cluster on port 5432; ours is private. Says nothing where a server is already."""
    folder = Path("/etc/postgresql-common/createcluster.d")
    if machine.becomes_root is None or folder.exists():
        return
    script = f"mkdir -p {folder} && echo 'create_main_cluster = false' > {folder}/civic.conf"
    run([*machine.becomes_root, "sh", "-c", script], log, f"{folder} could not be written.")


def unpack(packages: Sequence[str], into: Path, log: Path) -> None:
    """Download the packages and what they need that is not installed, and unpack them below `into`, without root.

    The package lists are fetched into a folder of ours too, since a fresh image has none. An unfinished folder is left beside
    `into`, never at it.
    """
    work = into.with_name(f"{into.name}-unfinished")
    shutil.rmtree(work, ignore_errors=True)
    for folder in ("lists/partial", "archives/partial", "root"):
        (work / folder).mkdir(parents=True)
    apt = ["apt-get", "-q", "-y", "-o", f"Dir::State::lists={work}/lists", "-o", f"Dir::Cache={work}", "-o", "Debug::NoLocking=1",
           "-o", "Acquire::Languages=none"]  # fmt: skip
    failed = f"The Debian packages {' '.join(packages)} could not be downloaded: mend what apt says above and run the command again."
    run([*apt, "update"], log, failed)
    planned = answer([*apt, "-s", "--no-install-recommends", "install", *packages])
    if planned is None:
        run([*apt, "-s", "install", *packages], log, failed)
    run([*apt, "download", *to_download(planned or "")], log, failed, cwd=work / "archives")
    for archive in sorted((work / "archives").glob("*.deb")):
        run(
            ["dpkg", "-x", archive, work / "root"],
            log,
            f"{archive.name} could not be unpacked: is the disk full?",
        )
    shutil.rmtree(into, ignore_errors=True)
    (work / "root").rename(into)
    shutil.rmtree(work)


def to_download(planned: str) -> list[str]:
    """The packages, each with its version, in what `apt-get -s install` prints: "Inst name [old] (new source [arch])"."""
    wanted = []
    for line in planned.splitlines():
        if line.startswith("Inst "):
            name = line.split()[1]
            version = line.split("(", 1)[1].split()[0]
            wanted.append(f"{name}={version}")
    return wanted


def library_path(root: Path) -> str:
    """LD_LIBRARY_PATH for programs unpacked below `root`: its library folders, and those inside them that Debian's set-up scripts
    or absolute paths would point to (BLAS, LAPACK, NSS, PulseAudio)."""
    folders = [folder for lib in ("usr/lib", "lib") for folder in sorted((root / lib).glob("*-linux-gnu*"))]
    inside = {library.parent for folder in folders for library in folder.glob("*/lib*.so*")}
    return os.pathsep.join(str(folder) for folder in [*folders, *sorted(inside)])
