"""The schema's migrations: where they are, the newest one, and running them."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_PACKAGE = Path(__file__).parent.parent


def config(owner_url: str = "") -> Config:
    """Alembic's configuration, from the checkout or the installed wheel."""
    inside = _PACKAGE / "_migrations"
    folder = inside if inside.is_dir() else _PACKAGE.parent / "migrations"
    made = Config()
    made.set_main_option("script_location", str(folder).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["owner_url"] = owner_url
    return made


@cache
def head() -> str:
    """The newest revision this code knows."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Bring the database up to the revision, as its owner."""
    command.upgrade(config(owner_url), revision)


def downgrade(owner_url: str, revision: str) -> None:
    """Take the database down to the revision, as its owner."""
    command.downgrade(config(owner_url), revision)
