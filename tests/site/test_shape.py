"""The shape of the code: imports go down, nothing is too long, one commit point, no import inside a function."""

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.site.source import ROOT, functions, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

LONGER_FILES: dict[str, str] = {}
"""Files that may be longer, each with the reason."""

IMPORTS_WITHIN = {
    "civic/cli.py": "`civic recount` and `civic pabulib verify` run without the application and its settings",
}
"""Files that may import inside a function, each with the reason."""


def too_long(sources: dict[str, ast.Module]) -> Iterator[str]:
    """Functions over the limit, as path:line name."""
    for path, tree in sources.items():
        for function in functions(tree):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{path}:{function.lineno} {function.name} has {length} lines"


def imports_within(sources: dict[str, ast.Module]) -> Iterator[str]:
    """Imports that stand inside a function."""
    for path, tree in sources.items():
        for function in functions(tree):
            if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function)):
                yield path


def commits(sources: dict[str, ast.Module]) -> Iterator[str]:
    """Calls of .commit() outside the one place."""
    for path, tree in sources.items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "commit"
            ):
                yield f"{path}:{node.lineno}"


def clocks(sources: dict[str, ast.Module]) -> Iterator[str]:
    """Places that ask the machine what time it is."""
    for path, tree in sources.items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"now", "utcnow", "today"}
            ):
                owner = ast.unparse(node.func.value)
                if owner in {"datetime", "date", "datetime.datetime"}:
                    yield f"{path}:{node.lineno}"


def test_imports_keep_the_contracts():
    done = subprocess.run(
        [f"{sys.prefix}/bin/lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_functions_fit_a_screen():
    assert list(too_long(modules())) == []


def test_files_stay_short():
    long = {path for path in modules() if len((ROOT / path).read_text().splitlines()) > LONGEST_FILE}
    assert long == set(LONGER_FILES)


def test_imports_stand_at_the_top():
    assert set(imports_within(modules())) <= set(IMPORTS_WITHIN)


def test_there_is_one_commit_point():
    assert {place.partition(":")[0] for place in commits(modules())} == {"civic/core/db.py"}


def test_one_place_asks_the_time():
    assert {place.partition(":")[0] for place in clocks(modules())} == {"civic/core/clock.py"}


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (too_long, "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION),
        (imports_within, "def f():\n    import os"),
        (commits, "session.commit()"),
        (clocks, "datetime.now(UTC)"),
    ],
)
def test_the_checks_see_what_they_look_for(check, source):
    assert list(check({"civic/x.py": ast.parse(source)}))
