"""The import contracts bite: each is broken once, in a copy, and must say so."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.source import ROOT

BREAKS = {
    "Inside a feature, imports go down only": ("civic/people/models.py", "import civic.people.views"),
    "The budget is a chain": ("civic/budget/editions/queries.py", "import civic.budget.voting.queries"),
    "A consultation is a chain": (
        "civic/consultations/texts/queries.py",
        "import civic.consultations.reports.queries",
    ),
    "A local initiative is a chain": (
        "civic/initiatives/requests/queries/__init__.py",
        "import civic.initiatives.works.models",
    ),
    "Features never import each other": ("civic/consultations/__init__.py", "import civic.initiatives"),
    "Rules are plain Python": ("civic/people/rules.py", "import sqlalchemy"),
}


@pytest.mark.parametrize(("contract", "change"), BREAKS.items())
def test_a_broken_contract_is_named(contract, change, tmp_path: Path):
    path, line = change
    shutil.copytree(
        ROOT / "civic", tmp_path / "civic", ignore=shutil.ignore_patterns("static", "translations")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / path).open("a") as file:
        file.write(f"\n{line}\n")
    done = subprocess.run(
        [f"{sys.prefix}/bin/lint-imports", "--no-cache"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    broken = [row for row in done.stdout.splitlines() if "BROKEN" in row]
    assert done.returncode == 1
    assert any(row.startswith(contract) for row in broken), done.stdout
