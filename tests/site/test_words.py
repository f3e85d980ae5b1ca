"""Every refusal has words, and every word is in both languages."""

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import civic
from tests.site.source import ROOT

TRANSLATIONS = ROOT / "civic" / "translations"


def loaded(last: str) -> Iterator[ModuleType]:
    """Every module whose last name is the given one, packages of that name included."""
    for found in pkgutil.walk_packages(civic.__path__, "civic."):
        if found.name.rpartition(".")[2] == last:
            yield importlib.import_module(found.name)


def refusals() -> Iterator[tuple[str, type[StrEnum]]]:
    """Every enum of refusals, with its feature."""
    for module in loaded("rules"):
        feature = module.__name__.removesuffix(".rules")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and "Refusal" in value.__name__:
                yield feature, value


@pytest.mark.parametrize(("feature", "reasons"), list(refusals()), ids=str)
def test_every_refusal_has_words(feature: str, reasons: type[StrEnum]):
    messages = importlib.import_module(f"{feature}.messages")
    worded = set()
    for value in vars(messages).values():
        if isinstance(value, dict):
            worded |= {key for key in value if isinstance(key, reasons)}
    assert worded == set(reasons)


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every sentence of the program and its templates."""
    target: Path = tmp_path_factory.mktemp("words") / "messages.pot"
    subprocess.run(
        [f"{sys.prefix}/bin/pybabel", "-q", "extract", "-F", "babel.cfg", "-k", "lazy_gettext", "-k", "_l", "-o", str(target), "."],
        cwd=ROOT, check=True,
    )  # fmt: skip
    with target.open("rb") as file:
        return read_po(file)


def catalogue(language: str) -> Catalog:
    """The catalogue as committed."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def ids(catalog: Catalog) -> dict[object, object]:
    """Message by id, without the header."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalog
        if message.id
    }


def test_english_is_complete(extracted):
    english = ids(catalogue("en"))
    missing = [key for key in ids(extracted) if key not in english or not _filled(english[key].string)]
    assert missing == []


def test_polish_has_all_three_forms_of_every_number(extracted):
    polish = ids(catalogue("pl"))
    plural = [key for key, message in ids(extracted).items() if not isinstance(message.id, str)]
    assert [
        key
        for key in plural
        if key not in polish or len(polish[key].string) != 3 or not _filled(polish[key].string)
    ] == []


@pytest.mark.parametrize("language", ["pl", "en"])
def test_no_translation_is_guessed_or_loses_a_placeholder(language):
    for key, message in ids(catalogue(language)).items():
        assert not message.fuzzy, key
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        for text in texts:
            if text:
                assert _placeholders(text) <= _placeholders(str(message.id)), key


def _filled(text: object) -> bool:
    return bool(text) and (isinstance(text, str) or all(text))


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))
