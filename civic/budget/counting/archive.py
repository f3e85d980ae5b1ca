"""The public bundle as one file: made once per count, kept under var/bundles, the same bytes on every machine."""

import os
import zipfile
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import current_app

from civic.budget.counting import queries
from civic.budget.counting.bundle import write
from civic.budget.counting.queries import Counted
from civic.budget.editions.queries import EditionFacts

EPOCH = (1980, 1, 1, 0, 0, 0)


class WrongResultsError(Exception):
    """The ballots no longer give the published results: nothing is handed out."""


def bundle(edition: EditionFacts, counted: Counted) -> Path:
    """The zip of the edition's last count. Raises WrongResultsError when the stored ballots tell another story."""
    folder: Path = current_app.config["CIVIC"].var / "bundles"
    path = folder / f"{edition.slug}-{counted.number}-{edition.rules_hash[:16]}.zip"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        files = contents(edition.id)
        if files[write.RESULTS] != counted.raw.encode():
            raise WrongResultsError(edition.slug)
        with NamedTemporaryFile(dir=folder, delete=False) as made:
            pack(files, Path(made.name))
        os.replace(made.name, path)
    return path


def contents(edition_id: int) -> dict[str, bytes]:
    """The files of the bundle, made from the database."""
    case = queries.case(edition_id)
    return write.render(case.rules, case.ballots, case.protocol, case.document)


def pack(files: dict[str, bytes], path: Path) -> None:
    """A zip without times, owners or chance in it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = (
                zipfile.ZIP_DEFLATED,
                0o644 << 16,
                3,
            )
            archive.writestr(entry, files[name], compresslevel=6)
