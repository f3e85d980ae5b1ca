"""Real elections lie beside the checkout and are never committed; without them these tests are skipped."""

from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def pabulib_files() -> list[Path]:
    files = sorted((DATA / "pabulib").glob("*.pb"))
    if not files:
        pytest.skip(f"the published elections are not at {DATA / 'pabulib'}")
    return files


@pytest.fixture(scope="session")
def elections(pabulib_files: list[Path]) -> dict[str, Path]:
    """By file name."""
    return {path.name: path for path in pabulib_files}
