"""Facts about the machine, read once, and the user under whom the database runs."""

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from civic.setup.progress import answer

IGNORE = (
    "CIVIC_SETUP_IGNORE"  # names of things to treat as missing, separated by commas: forces another route
)

# The prefix of a command that the kernel tells to stop when the process that started it is gone, however that ended.
LIVES_WITH_US = ("setpriv", "--pdeathsig=INT") if shutil.which("setpriv") else ()


@dataclass(frozen=True)
class Machine:
    """`becomes_root` is the prefix that runs a command as root: empty for root, None when there is no way."""

    uid: int
    becomes_root: tuple[str, ...] | None
    has_apt: bool
    ignored: frozenset[str]

    @property
    def is_root(self) -> bool:
        return self.uid == 0


def look_around() -> Machine:
    """Ask the system; starts nothing but `sudo -n true`."""
    ignored = frozenset(filter(None, os.environ.get(IGNORE, "").split(",")))
    becomes_root: tuple[str, ...] | None = None
    if os.geteuid() == 0:
        becomes_root = ()
    elif "sudo" not in ignored and shutil.which("sudo") and answer(["sudo", "-n", "true"]) is not None:
        becomes_root = ("sudo", "-n")
    has_apt = "apt" not in ignored and all(shutil.which(name) for name in ("apt-get", "apt-cache", "dpkg"))
    return Machine(os.geteuid(), becomes_root, has_apt, ignored)


def database_user(machine: Machine) -> pwd.struct_passwd:
    """Who runs PostgreSQL: ourselves, or as root `postgres`, or `nobody` where there is no such user."""
    if not machine.is_root:
        return pwd.getpwuid(machine.uid)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise KeyError("neither postgres nor nobody is a user of this machine")


def as_user(user: pwd.struct_passwd) -> list[str]:
    """The prefix that runs a command as `user`; empty when we already are that user."""
    if user.pw_uid == os.geteuid():
        return []
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--reset-env"]


def can_enter(user: pwd.struct_passwd, folder: Path) -> bool:
    """Whether that user may walk into the folder (of a home closed to others it may not)."""
    return answer([*as_user(user), "test", "-x", str(folder)]) is not None
