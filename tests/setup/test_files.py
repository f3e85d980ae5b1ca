"""The files that set-up goes by: locks, Makefile, front-end files."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from civic.setup.assets import PUBLISHED, TRIMMED, VENDOR, copy_published
from civic.setup.checks import test_environment as environment_of_tests
from civic.setup.commands import COMMANDS
from civic.setup.progress import SetupError
from civic.setup.trim import trim

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "civic/setup/node.lock"]


def locked(name: str) -> dict[str, list[str]]:
    """Each package of a lock with its hashes."""
    blocks = re.split(r"^(?=\S)", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]
    return {block.split("==")[0]: re.findall(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks}


def test_set_up_needs_nothing_but_python():
    for file in sorted((ROOT / "civic/setup").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("civic.setup"), (
                    f"{file}: {name}"
                )


def test_set_up_starts_with_a_bare_python():
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import civic.setup.commands"
    assert subprocess.run([sys.executable, "-I", "-S", "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name):
    packages = locked(name)
    assert packages
    assert [package for package, hashes in packages.items() if not hashes] == []
    assert "://" not in (ROOT / name).read_text()


def test_the_lock_holds_every_dependency_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=~! ]", each)[0].lower().replace("_", "-") for each in wanted}
    assert names - locked("requirements.lock").keys() == set()


def test_the_front_end_lock_is_of_package_json_and_has_no_address():
    wanted = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = lock["packages"]
    assert packages[""]["dependencies"] == wanted["dependencies"]
    assert packages[""]["devDependencies"] == wanted["devDependencies"]
    for name, package in packages.items():
        if name:
            assert package["integrity"].startswith("sha512-")
            assert "resolved" not in package


def test_the_front_end_files_are_the_published_ones():
    for source, name in PUBLISHED.items():
        published, ours = ROOT / "node_modules" / source, ROOT / VENDOR / name
        files = (
            [file.relative_to(published) for file in published.rglob("*")] if published.is_dir() else [Path()]
        )
        for file in files:
            assert (ours / file).read_bytes() == (published / file).read_bytes()
    assert (ROOT / VENDOR / TRIMMED[1]).read_text() == trim((ROOT / "node_modules" / TRIMMED[0]).read_text())


def test_a_file_gone_from_a_package_is_named_and_the_old_ones_stay(tmp_path):
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "old.js").touch()
    with pytest.raises(SetupError, match=r"leaflet/dist/leaflet\.js"):
        copy_published(tmp_path / "node_modules", vendor)
    assert (vendor / "old.js").exists()


def test_make_lists_every_target_and_knows_every_command():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    listed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z-]+) ", listed, flags=re.MULTILINE)) == targets
    assert set(re.findall(r"^\t\$\(SETUP\) (\S+)", makefile, flags=re.MULTILINE)) == set(COMMANDS)
    assert set(re.search(r"^\.PHONY: (.*)", makefile, flags=re.MULTILINE)[1].split()) == targets


def test_tests_never_see_a_real_sites_settings():
    environ = {
        "PATH": "/bin",
        "DATABASE_URL": "real",
        "DATABASE_OWNER_URL": "real",
        "CIVIC_SECRET_KEY": "real",
        "CIVIC_SMTP_URL": "smtp://real",
    }
    assert environment_of_tests(environ, "throw-away", Path("/chromium")) == {
        "PATH": "/bin", "CIVIC_TEST_DATABASE": "throw-away", "CIVIC_CHROMIUM": "/chromium",
    }  # fmt: skip
