"""Checksums that also say where: ``SHA256SUMS`` per file (for ``sha256sum -c``) and ``BLOCKS`` per kilobyte."""

from collections.abc import Mapping
from hashlib import sha256

SUMS, BLOCKS = "SHA256SUMS", "BLOCKS"
BLOCK = 1024


def sums_file(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def blocks_file(files: Mapping[str, bytes]) -> bytes:
    """One line per block: the first 16 digits of its hash, its offset, the file."""
    lines = []
    for name in sorted(files):
        data = files[name]
        for offset in range(0, len(data), BLOCK):
            digest = sha256(data[offset : offset + BLOCK]).hexdigest()[:16]
            lines.append(f"{digest} {offset:>10}  {name}\n")
    return "".join(lines).encode()


def sealed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with both lists of checksums."""
    with_blocks = {**files, BLOCKS: blocks_file(files)}
    return {**with_blocks, SUMS: sums_file(with_blocks)}


def read_sums(raw: bytes) -> dict[str, str]:
    """File name -> hash; lines that are not of the form are left out (the comparison of the list itself finds them)."""
    found = {}
    for line in raw.decode("utf-8", "replace").splitlines():
        digest, gap, name = line[:64], line[64:66], line[66:]
        if gap == "  " and name:
            found[name] = digest
    return found


def damaged_blocks(name: str, data: bytes, blocks: bytes) -> list[int]:
    """Offsets of the blocks of a file that are not as listed, and of those that are missing or added."""
    listed = {}
    for line in blocks.decode("utf-8", "replace").splitlines():
        digest, _, rest = line.partition(" ")
        offset, _, listed_name = rest.strip().partition("  ")
        if listed_name == name and offset.isdecimal():
            listed[int(offset)] = digest
    actual = {
        offset: sha256(data[offset : offset + BLOCK]).hexdigest()[:16]
        for offset in range(0, len(data), BLOCK)
    }
    return sorted(o for o in listed.keys() | actual.keys() if listed.get(o) != actual.get(o))


def first_difference(one: bytes, other: bytes) -> int | None:
    """Offset of the first byte that differs, or None."""
    if one == other:
        return None
    for offset, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return offset
    return min(len(one), len(other))


def line_of(data: bytes, offset: int) -> int:
    """The line, counted from 1, on which a byte lies."""
    return data.count(b"\n", 0, offset) + 1
