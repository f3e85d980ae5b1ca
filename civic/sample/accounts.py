"""The list of the sample's accounts, with what opens its boxes: a file only its owner may read, never the database."""

import os
from collections.abc import Mapping
from pathlib import Path

from civic.config import Settings
from civic.sample import people

_SHARES = "Udziały kluczy, którymi komisja otwiera urny:"
_OPEN = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def path(settings: Settings) -> Path:
    """Where the list is."""
    return settings.var / "sample-accounts.txt"


def write(settings: Settings, opening: Mapping[str, str]) -> None:
    """Write the list. ``opening``: the shares of the editions' keys, by slug."""
    file = path(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, _OPEN, 0o600), "w", encoding="utf-8") as out:
        out.write(text(opening))


def add_share(settings: Settings, slug: str, share: str) -> None:
    """Add the share of one more key."""
    write(settings, {**shares(settings), slug: share})


def shares(settings: Settings) -> dict[str, str]:
    """The shares in the list, by the slug of the edition whose box they open."""
    _, _, below = read(settings).partition(_SHARES)
    return dict(line.split() for line in below.splitlines() if line.strip())


def read(settings: Settings) -> str:
    """The list as it was written; without the file, the accounts alone."""
    file = path(settings)
    return file.read_text(encoding="utf-8") if file.exists() else text({})


def text(opening: Mapping[str, str]) -> str:
    """The list in words."""
    width = max(len(member.email) for member in people.CAST)
    lines = [f"Konta przykładowego miasta (hasło do każdego: {people.PASSWORD})", ""]
    lines += [f"  {member.email:<{width}}  {member.name}, {member.who}" for member in people.CAST]
    if opening:
        lines += ["", _SHARES, ""]
        lines += [f"  {slug:<{width}}  {share}" for slug, share in opening.items()]
    return "\n".join(lines) + "\n"
