"""The Python environment `.venv`, with exactly what requirements.lock names."""

import ast
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from civic.setup.debian import Route, choose_route, install, unpack
from civic.setup.machine import Machine
from civic.setup.progress import SetupError, answer, run
from civic.setup.stamps import fingerprint, is_done, mark_done

# What a machine may say about how the index is reached. Anything else (constraints, find-links, user installs ...) would change
# what gets installed, which the lock alone decides.
REACHING_THE_INDEX = {
    "index-url",
    "proxy",
    "cert",
    "client-cert",
    "trusted-host",
    "timeout",
    "default-timeout",
    "retries",
}


def program(root: Path, name: str) -> Path:
    """A program of the environment."""
    return root / ".venv/bin" / name


def outside(root: Path, prefix: str = sys.prefix, base: str = sys.base_prefix) -> Path | None:
    """The Python to run instead, when this one belongs to the environment that may have to be made anew; else None."""
    if Path(prefix).resolve() != (root / ".venv").resolve():
        return None
    return Path(base) / f"bin/python{sys.version_info.major}.{sys.version_info.minor}"


def prepare(root: Path, machine: Machine, log: Path) -> bool:
    """Make the environment unless it is as the lock says; True when something was done."""
    lock, stamp = root / "requirements.lock", root / ".venv/made-from"
    made_from = fingerprint(
        [lock, root / "pyproject.toml", platform.python_version(), sys.executable, str(root)]
    )
    if is_done(stamp, made_from):
        return False
    if not lock.exists():
        raise SetupError(
            "requirements.lock is missing: `git checkout requirements.lock`, or `make lock` makes it."
        )
    make(root, machine, log)
    install_locked(root, lock, log)
    pip_install(
        root, ["--no-deps", "--no-build-isolation", "-e", root], log, "Civic itself could not be installed."
    )
    mark_done(stamp, made_from)
    return True


def install_locked(root: Path, lock: Path, log: Path) -> None:
    """Install what a lock names; every file must have a hash that stands there."""
    failed = (
        "The Python packages could not be installed: is the package index reachable? Run the command again."
    )
    pip_install(root, ["--require-hashes", "--only-binary=:all:", "-r", lock], log, failed)


def pip_install(root: Path, what: list[str | Path], log: Path, failed: str) -> None:
    """Run `pip install` in the environment, apart from the machine's own pip settings."""
    pip = _pip(root)
    printed = answer([*pip, "config", "list"]) or ""
    env = pip_environment(os.environ, dict(parse_pip_settings(printed)))
    run([*pip, "install", "--disable-pip-version-check", "--no-input", *what], log, failed, env=env)


def make(root: Path, machine: Machine, log: Path) -> None:
    """Make an empty environment, with pip in it or beside it."""
    folder = root / ".venv"
    failed = f"{sys.executable} could not make the environment {folder}."
    shutil.rmtree(folder, ignore_errors=True)
    has_ensurepip = (
        "ensurepip" not in machine.ignored
        and answer([sys.executable, "-c", "import ensurepip, venv"]) is not None
    )
    match choose_route(machine, found=has_ensurepip):
        case Route.FOUND:
            run([sys.executable, "-m", "venv", folder], log, failed)
        case Route.INSTALL:
            install(machine, [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"], log)
            run([sys.executable, "-m", "venv", folder], log, failed)
        case Route.UNPACK:
            run([sys.executable, "-m", "venv", "--without-pip", folder], log, failed)
            unpack(["python3-pip-whl"], _unpacked_pip(root), log)
        case Route.NONE:
            raise SetupError(
                "Python's venv is incomplete: install it (Debian: python3-venv) and run the command again."
            )


def _unpacked_pip(root: Path) -> Path:
    return root / "var/debian/pip"


def _pip(root: Path) -> list[str | Path]:
    """The environment's pip, or the one in Debian's package: Python runs a wheel from where it lies."""
    python = program(root, "python")
    if program(root, "pip").exists():
        return [python, "-m", "pip"]
    wheels = sorted(_unpacked_pip(root).glob("usr/share/python-wheels/pip-*.whl"))
    if not wheels:
        raise SetupError("The environment .venv has no pip: `make clean` and run the command again.")
    return [python, wheels[-1] / "pip"]


def pip_environment(environ: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    """The environment for pip: of the machine's settings (by option name) only how the index is reached."""
    clean = {
        name: value
        for name, value in environ.items()
        if not name.startswith(("PIP_", "PYTHONPATH", "VIRTUAL_ENV"))
    }
    for option in REACHING_THE_INDEX & settings.keys():
        clean["PIP_" + option.upper().replace("-", "_")] = settings[option]
    clean["PIP_CONFIG_FILE"] = os.devnull
    return clean


def parse_pip_settings(printed: str) -> Iterator[tuple[str, str]]:
    """(option, value) from `pip config list`, whose lines are like "global.cert='/etc/ssl/ca.crt'".

    What the environment says (":env:.cert=...") stands first there but wins, so it comes last.
    """
    lines = [line.split("=", 1) for line in printed.splitlines() if "=" in line]
    for name, value in sorted(lines, key=lambda pair: pair[0].startswith(":env:")):
        try:
            yield name.rpartition(".")[2], str(ast.literal_eval(value))
        except (SyntaxError, ValueError):
            continue
