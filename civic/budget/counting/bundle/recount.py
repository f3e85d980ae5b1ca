"""Repeating the count from a bundle alone, and saying what is wrong with it and where.

First the checksums, so that accidental damage is named by its place; then everything that follows from rules and
ballots is made again and compared byte for byte, so that a forger who also mended the checksums is found too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import msgspec

from civic.budget.counting.pabulib.election import PabulibError
from civic.budget.counting.pabulib.reader import read_lines

from .contents import ProtocolFile, PublishedBallot, RulesFile, from_json
from .sums import (
    BLOCK,
    BLOCKS,
    SUMS,
    blocks_file,
    damaged_blocks,
    first_difference,
    line_of,
    read_sums,
    sums_file,
)
from .tables import read_csv, read_pb
from .write import DOCUMENT, PROTOCOL, RULES, csv_name, pb_name, render

UNREADABLE = (ValueError, KeyError, IndexError, TypeError, ZeroDivisionError, msgspec.MsgspecError)


class Fault(StrEnum):
    """What is wrong; the words are in ``counting/messages.py``."""

    NO_BUNDLE = "NO_BUNDLE"
    MISSING_FILE = "MISSING_FILE"
    UNKNOWN_FILE = "UNKNOWN_FILE"
    CHANGED_AT = "CHANGED_AT"
    CHANGED_NEAR = "CHANGED_NEAR"
    NOT_READABLE = "NOT_READABLE"
    WRONG_DOCUMENT = "WRONG_DOCUMENT"
    COUNTED_DIFFERENTLY = "COUNTED_DIFFERENTLY"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. ``offset`` in bytes from 0 and ``line`` from 1, where they are known; ``end`` closes a range."""

    fault: Fault
    file: str = ""
    offset: int | None = None
    end: int | None = None
    line: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Recount:
    """``findings`` empty: the bundle is whole and its results follow from its rules and ballots.

    ``seal`` is the SHA-256 of ``SHA256SUMS``; if it is the one in the signed protocol, nothing was exchanged.
    """

    findings: tuple[Finding, ...]
    seal: str = ""
    pools: int = 0
    ballots: int = 0


def recount(folder: Path) -> Recount:
    """Check and repeat a bundle."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    if SUMS not in files:
        return Recount((Finding(Fault.NO_BUNDLE, SUMS),))
    findings = tuple(_checksums(files))
    if findings:
        return Recount(findings)
    return _repeat(files)


def _checksums(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Files that are not as listed; if all of them agree with BLOCKS, it is the list that was changed."""
    others = {name: data for name, data in files.items() if name != SUMS}
    right = sums_file(others)
    if right == files[SUMS]:
        return
    contents = {name: data for name, data in others.items() if name != BLOCKS}
    if others.get(BLOCKS) == blocks_file(contents):
        offset = first_difference(files[SUMS], right) or 0
        yield Finding(Fault.CHANGED_AT, SUMS, offset, line=line_of(right, offset))
        return
    listed = read_sums(files[SUMS])
    for name in sorted(others.keys() | listed.keys()):
        if name not in others:
            yield Finding(Fault.MISSING_FILE, name)
        elif name not in listed:
            yield Finding(Fault.UNKNOWN_FILE, name)
        elif sha256(others[name]).hexdigest() != listed[name]:
            yield from _places(name, files)


def _places(name: str, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Where a file was changed: the very byte if another file tells it, else the kilobyte."""
    data = files[name]
    if name == BLOCKS:
        right = blocks_file({n: d for n, d in files.items() if n not in (SUMS, BLOCKS)})
        offset = first_difference(data, right)
        if offset is not None:
            yield Finding(Fault.CHANGED_AT, name, offset, line=line_of(right, offset))
        return
    near = damaged_blocks(name, data, files.get(BLOCKS, b""))
    twin = _made_again(name, files) if near else None
    exact = None if twin is None else first_difference(data, twin)
    if twin is not None and exact is not None:
        yield Finding(Fault.CHANGED_AT, name, exact, line=line_of(twin, exact))
        return
    for offset in near:
        yield Finding(Fault.CHANGED_NEAR, name, offset, offset + BLOCK - 1, line_of(data, offset))


def _made_again(name: str, files: Mapping[str, bytes]) -> bytes | None:
    """The file as it follows from the others, if it does and they are sound."""
    try:
        rules = from_json(files[RULES], RulesFile)
        again = _render(rules, files, prefer_csv=name.endswith(".pb"))
    except UNREADABLE:
        return None
    return again.get(name) if name not in (RULES, PROTOCOL, DOCUMENT) else None


def _ballots(
    rules: RulesFile, files: Mapping[str, bytes], prefer_csv: bool
) -> dict[str, list[PublishedBallot]]:
    if prefer_csv:
        return {part.rules.pool: read_csv(files[csv_name(part)]) for part in rules.pools}
    return {
        part.rules.pool: read_pb(read_lines(files[pb_name(part)].splitlines(keepends=True)))
        for part in rules.pools
    }


def _render(rules: RulesFile, files: Mapping[str, bytes], prefer_csv: bool = False) -> dict[str, bytes]:
    protocol = from_json(files[PROTOCOL], ProtocolFile)
    return render(rules, _ballots(rules, files, prefer_csv), protocol, files.get(DOCUMENT))


def _repeat(files: Mapping[str, bytes]) -> Recount:
    """Make everything again from rules and ballots."""
    seal = sha256(files[SUMS]).hexdigest()
    try:
        rules = from_json(files[RULES], RulesFile)
    except UNREADABLE as error:
        return Recount((Finding(Fault.NOT_READABLE, RULES, why=str(error)),), seal)
    try:
        again = _render(rules, files)
    except PabulibError as error:
        return Recount((Finding(Fault.NOT_READABLE, "ballots", line=error.line, why=str(error)),), seal)
    except UNREADABLE as error:
        return Recount((Finding(Fault.NOT_READABLE, "ballots", why=str(error)),), seal)
    ballots = sum(max(files[csv_name(part)].count(b"\n") - 1, 0) for part in rules.pools)
    findings = (*_differences(files, again), *_document(rules, files))
    return Recount(findings, seal, len(rules.pools), ballots)


def _differences(files: Mapping[str, bytes], again: Mapping[str, bytes]) -> Iterator[Finding]:
    for name in sorted(files.keys() | again.keys()):
        if name not in again:
            yield Finding(Fault.UNKNOWN_FILE, name)
        elif name not in files:
            yield Finding(Fault.MISSING_FILE, name)
        else:
            offset = first_difference(files[name], again[name])
            if offset is not None and name not in (SUMS, BLOCKS):
                yield Finding(Fault.COUNTED_DIFFERENTLY, name, offset, line=line_of(again[name], offset))


def _document(rules: RulesFile, files: Mapping[str, bytes]) -> Sequence[Finding]:
    document = files.get(DOCUMENT)
    if document is not None and sha256(document).hexdigest() != rules.rules_hash:
        return (Finding(Fault.WRONG_DOCUMENT, DOCUMENT),)
    return ()
