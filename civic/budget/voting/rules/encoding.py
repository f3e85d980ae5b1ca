"""A choice as bytes: one form only for one choice, the same length for all once padded.

Version 1 is JSON with sorted keys and no spaces: ``{"a": area, "b": age band, "c": channel, "l": {list: [...]}, "s": sex,
"v": 1}``. On a list stands the project's number where it got one vote or point, ``[project, points]`` where it got more;
ascending by project. Lists without a choice are left out. Anything that does not encode back to the same bytes is refused.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from civic.budget.voting.rules.paper import Choice, Paper, PaperList
from civic.budget.voting.rules.voter import AGE_BANDS

VERSION = 1
HEADER = 4
"""Bytes that core.seal adds for the length."""
STEP = 64
LONGEST_FIELDS = 4096
"""The most choices a browser may send; no paper needs more."""


class EncodingError(ValueError):
    """Bytes that are no choice, or not in their one form."""


def encode(choice: Choice) -> bytes:
    """The one form of a choice; equal choices give equal bytes."""
    lists = {
        list_id: [project if points == 1 else [project, points] for project, points in sorted(chosen.items())]
        for list_id, chosen in choice.lists.items()
        if chosen
    }
    content = {
        "a": choice.area, "b": choice.age_band, "c": choice.channel, "l": lists, "s": choice.sex, "v": VERSION,
    }  # fmt: skip
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decode(content: bytes) -> Choice:
    """The choice; EncodingError where the bytes are not exactly what ``encode`` gives."""
    try:
        read = json.loads(content)
        if read["v"] != VERSION:
            raise EncodingError("an unknown version")
        lists = {list_id: dict(map(_entry, entries)) for list_id, entries in read["l"].items()}
        choice = Choice(lists, read["a"], read["b"], read["s"], read["c"])
        if encode(choice) != content:
            raise EncodingError("not in its one form")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EncodingError("these bytes are not a choice") from error
    return choice


def box_size(paper: Paper) -> int:
    """Bytes every choice on this paper is padded to, from the longest one possible."""
    lists = {each.id: _longest(each) for each in paper.lists}
    areas = [area.code for area in paper.areas] + [
        code for each in paper.lists for pool in each.pools for code in pool.covers
    ]
    area = max(areas, key=lambda code: len(code.encode()), default="")
    worst = Choice(lists, area, max(AGE_BANDS.values(), key=len), "X", "ONLINE")
    return -(-(len(encode(worst)) + HEADER) // STEP) * STEP


def choice_to_fields(lists: Mapping[str, Mapping[int, int]]) -> list[str]:
    """Choices as the hidden fields of a form carry them: "list:project:points"."""
    return [
        f"{list_id}:{project}:{points}"
        for list_id, chosen in lists.items()
        for project, points in sorted(chosen.items())
    ]


def choice_from_fields(values: Iterable[str]) -> dict[str, dict[int, int]]:
    """What a browser sent; a value that makes no sense is left out, a project named twice keeps its last points."""
    lists: dict[str, dict[int, int]] = {}
    for value in list(values)[:LONGEST_FIELDS]:
        list_id, _, rest = value.partition(":")
        project, _, points = rest.partition(":")
        if list_id and _is_number(project) and _is_number(points) and int(points):
            lists.setdefault(list_id, {})[int(project)] = int(points)
    return lists


def _entry(entry: Any) -> tuple[int, int]:
    project, points = entry if isinstance(entry, list) else (entry, 1)
    if type(project) is not int or type(points) is not int:
        raise EncodingError("a project and its points are whole numbers")
    return project, points


def _longest(each: PaperList) -> dict[int, int]:
    by_length = sorted((project.id for project in each.projects), key=lambda project: -len(str(project)))
    return dict.fromkeys(by_length[: each.most()], max(each.rules.max_points_per_project, 1))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9
