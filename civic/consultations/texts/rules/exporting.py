"""A version as Markdown or plain text, to take away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_BEGINS = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-+\s*$|\d+(?=[.)](?:\s|$)))")
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s)")


@dataclass(frozen=True)
class Part:
    """A paragraph, as kept. ``bullet``: an item the text gives no number."""

    kind: str
    level: int
    text: str
    bullet: bool = False


def plain_text(title: str, parts: Iterable[Part]) -> str:
    """The words, paragraphs parted by an empty line."""
    return "\n\n".join([title, *(f"• {part.text}" if part.bullet else part.text for part in parts)]) + "\n"


def markdown(title: str, parts: Iterable[Part]) -> str:
    """Markdown that reads back as the same paragraphs; nothing in the words is markup."""
    return "\n\n".join([f"# {_escaped(title)}", *map(_part, parts)]) + "\n"


def _part(part: Part) -> str:
    if part.kind == "TABLE":
        return _table(part.text)
    if part.kind == "HEADING":
        return f"{'#' * min(part.level + 1, 6)} {_escaped(part.text.replace(chr(10), ' '))}"
    lines = [_escaped(line) for line in part.text.split("\n")]
    if part.kind == "QUOTE":
        return "> " + "\\\n> ".join(lines)
    if part.bullet:
        return "- " + "\\\n  ".join(lines)
    return "\\\n".join([_NUMBER.sub(r"\1\\\2", lines[0]), *lines[1:]])


def _table(text: str) -> str:
    lines = [line.split(" | ") for line in text.split("\n")]
    caption = (
        [] if len(lines) < 2 or len(lines[0]) == len(lines[1]) else [_escaped(" ".join(lines.pop(0))), ""]
    )
    width = max(len(line) for line in lines)
    rows = [[_escaped(cell) for cell in line] + [""] * (width - len(line)) for line in lines]
    drawn = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*caption, drawn[0], f"|{' --- |' * width}", *drawn[1:]])


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;")
    return _BEGINS.sub(lambda found: f"{found[1]}" if found[1].isdigit() else f"\\{found[1]}", escaped)
