"""Which steps are done: a file holding the fingerprint of everything the step was made from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(parts: Iterable[Path | str]) -> str:
    """A hash of the files' contents and the given words, in order; a missing file differs from an empty one."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            data = b"word " + part.encode()
        else:
            data = b"file " + part.read_bytes() if part.exists() else b"none"
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def is_done(stamp: Path, made_from: str) -> bool:
    """Whether the step was finished from the very same things."""
    return stamp.exists() and stamp.read_text() == made_from


def mark_done(stamp: Path, made_from: str) -> None:
    """Remember that the step is finished. Call it last: a step cut short is then done again."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)
