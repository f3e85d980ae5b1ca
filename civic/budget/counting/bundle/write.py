"""Writing a bundle. The same edition gives the same bytes, whenever and wherever it is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from civic.budget.counting.tally.edition import EditionResult, count_edition
from civic.budget.counting.tally.results import State

from .contents import PoolPart, ProtocolFile, PublishedBallot, RulesFile, pool_count, to_json
from .sums import sealed
from .tables import arranged, csv_file, pb_file

RULES, RESULTS, PROTOCOL, DOCUMENT = "rules.json", "results.json", "protocol.json", "edition.json"
SAFE_ID = re.compile(r"[^\s,;\"|]+")
SAFE_FILE = re.compile(r"[a-z0-9][a-z0-9-]*")


def render(
    rules: RulesFile,
    ballots: Mapping[str, Iterable[PublishedBallot]],
    protocol: ProtocolFile,
    document: bytes | None = None,
) -> dict[str, bytes]:
    """Every file of the bundle, by its path inside the folder.

    ``ballots`` by pool id; ``document`` is the edition's frozen rules as published before voting. Raises ValueError if a
    tie is still pending, or if an id could not be written so that everybody reads it back alike.
    """
    _check(rules)
    cast = {part.rules.pool: arranged(ballots[part.rules.pool]) for part in rules.pools}
    result = count(rules, cast)
    if result.state is not State.COUNTED:
        raise ValueError("a bundle is written when every tie is settled")
    files = {RULES: to_json(rules), RESULTS: to_json(result), PROTOCOL: to_json(protocol)}
    if document is not None:
        files[DOCUMENT] = document
    for part, pool in zip(rules.pools, result.pools, strict=True):
        mine = cast[part.rules.pool]
        files[pb_name(part)] = pb_file(part, mine, pool)
        files[csv_name(part)] = csv_file(mine)
    return sealed(files)


def count(rules: RulesFile, ballots: Mapping[str, Sequence[PublishedBallot]]) -> EditionResult:
    """Count what the bundle holds."""
    pools = [pool_count(part, list(ballots[part.rules.pool])) for part in rules.pools]
    return count_edition(rules.rules, pools)


def save(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files below a folder that is new or empty."""
    if folder.exists() and any(folder.iterdir()):
        raise ValueError("the folder is not empty")
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def pb_name(part: PoolPart) -> str:
    return f"ballots/{part.file}.pb"


def csv_name(part: PoolPart) -> str:
    return f"ballots/{part.file}.csv"


def _check(rules: RulesFile) -> None:
    names = [part.file for part in rules.pools]
    if len(set(names)) < len(names) or not all(SAFE_FILE.fullmatch(name) for name in names):
        raise ValueError("names of ballot files must differ and be of a-z, 0-9 and -")
    for part in rules.pools:
        for project in part.projects:
            if not SAFE_ID.fullmatch(project.id):
                raise ValueError(
                    f"a project id may not hold spaces, commas, semicolons or quotes: {project.id!r}"
                )
