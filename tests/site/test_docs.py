"""What the documents name exists."""

import re
from pathlib import Path

import click
import pytest

from civic.cli import main
from tests.site.source import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path):
    for target in re.findall(r"\]\(([^)#]+)", document.read_text()):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_commands_of_the_readme_exist():
    text = (ROOT / "README.md").read_text()
    found = re.findall(r"^\s+civic ([a-z][a-z -]*?)(?=\s+[A-Z-]|\s*#|$)", text, re.MULTILINE)
    assert len(found) >= 8
    for words in found:
        command: click.Command | None = main
        for word in words.split():
            assert isinstance(command, click.Group), words
            command = command.get_command(click.Context(command), word)
            assert command is not None, words


def test_make_targets_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"^\s+make ([a-z-]+)", (ROOT / "README.md").read_text(), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_paths_of_the_readme_exist():
    text = (ROOT / "README.md").read_text()
    for path in re.findall(r"(?:civic|docs|tests|templates|bench|migrations)/[\w/.-]*", text):
        assert list(ROOT.glob(path.rstrip("/.") + "*")), path
