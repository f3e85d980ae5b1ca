"""An installed wheel has everything: templates, styles, migrations, profiles."""

import subprocess
import sys
import zipfile

import pytest

from tests.site.source import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("civic-*.whl")
    return made


def test_templates_styles_and_migrations_are_in_the_wheel(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    for folder, inside in (("templates", "_templates"), ("migrations/versions", "_migrations/versions")):
        wanted = {
            str(p.relative_to(ROOT / folder))
            for p in (ROOT / folder).rglob("*")
            if p.suffix in {".html", ".txt", ".py"}
        }
        there = {
            str(p.relative_to(tmp_path / "civic" / inside)) for p in (tmp_path / "civic" / inside).rglob("*")
        }
        assert wanted <= there
    assert (tmp_path / "civic" / "static" / "css" / "civic.css").exists()
    program = (
        "from civic.app import resource; from civic.core.migrations import head;"
        " print(resource('templates').name, (resource('templates') / 'base.html').exists(), head() != '')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout.split() == ["_templates", "True", "True"]
