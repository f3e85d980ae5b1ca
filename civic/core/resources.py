"""Where the folders are that stand beside the package in a checkout and inside it in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def resource(name: str) -> Path:
    """The folder ``templates`` or ``migrations``."""
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name
