"""`make test`: the linters and the whole suite, on a database of its own."""

import os
import subprocess
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from civic.setup import browser
from civic.setup.parts import Checkout, alone, prepare_code, throw_away_cluster
from civic.setup.progress import SetupError, end_group, explain, run, say, step

# What must not reach the tests: a real site's settings.
SETTINGS = ("DATABASE_", "CIVIC_", "FLASK_", "PYTEST_ADDOPTS")

LINTERS = {
    "ruff": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "--output-format", "concise", "."],
    "mypy": ["mypy"],
    "Import contracts": ["lint-imports", "--no-cache"],
    "djlint": ["djlint", "--lint", "--quiet", "templates"],
}


def check_everything(here: Checkout) -> int:
    """Run all of it, also when something failed before; pytest's summary comes last. The exit status."""
    prepare_code(here)
    chromium = find_chromium(here)
    given = os.environ.get("CIVIC_TEST_DATABASE")
    with nullcontext(given) if given else throw_away_cluster(here, "test") as database:
        env = test_environment(os.environ, database, chromium)
        failed = [name for name, command in LINTERS.items() if not passes(here, name, command, env)]
        say(f"\n{', '.join(failed)} found something: see above, mend it.\n" if failed else "")
        status = in_front([here.program("python"), "-m", "pytest", "-n", "2"], env, here.root)
    return status or len(failed)


def find_chromium(here: Checkout) -> Path | None:
    """The browser; without one the browser tests fail and say so, the others still run."""
    try:
        with alone(here, "setup"), step("Chromium") as note:
            program, route = browser.prepare(here.root, here.machine, here.log("debian"))
            note(route.value)
            return program
    except SetupError as error:
        say(explain(error))
        return None


def test_environment(environ: Mapping[str, str], database: str, chromium: Path | None) -> dict[str, str]:
    """The environment of the linters and tests: nothing of a real site, the database's superuser URL, the browser."""
    env = {name: value for name, value in environ.items() if not name.startswith(SETTINGS)}
    return {**env, "CIVIC_TEST_DATABASE": database, **({"CIVIC_CHROMIUM": str(chromium)} if chromium else {})}


def passes(here: Checkout, name: str, command: list[str], env: Mapping[str, str]) -> bool:
    """Run a linter; what it found is printed."""
    program, *arguments = command
    log = here.log(program)
    log.unlink(missing_ok=True)
    try:
        with step(name):
            run([here.program(program), *arguments], log, f"{name} failed.", env=env, cwd=here.root)
    except SetupError:
        say(log.read_text())
        return False
    return True


def in_front(command: list[str | Path], env: Mapping[str, str], cwd: Path) -> int:
    """Run a command that talks to the terminal itself; its exit status."""
    process = subprocess.Popen(
        [str(part) for part in command],
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        return process.wait()
    except BaseException:
        end_group(process)
        raise
