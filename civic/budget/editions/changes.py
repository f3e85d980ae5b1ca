"""What differs between two versions of an edition's rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from civic.budget.editions import plain
from civic.budget.editions.rules import Rules


@dataclass(frozen=True)
class Change:
    """``path`` as in findings, but pools, lists and routes by id: ``pools[city].amount``. None: it was
    not there.
    """

    path: str
    before: str | None
    after: str | None


def changes(before: Rules, after: Rules) -> tuple[Change, ...]:
    """Every value that differs, in the order of the document."""
    old, new = _flat(before), _flat(after)
    paths = dict.fromkeys((*old, *new))
    return tuple(
        Change(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path)
    )


def changed_paths(before: Rules, after: Rules) -> tuple[str, ...]:
    """The paths alone."""
    return tuple(change.path for change in changes(before, after))


def _flat(rules: Rules) -> dict[str, str]:
    return dict(_walk(plain.for_people(rules, everything=True), ""))


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _walk(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for place, each in enumerate(value):
            yield from _walk(each, f"{path}[{each.get('id', place)}]")
    elif isinstance(value, list):
        yield path, ", ".join(str(each) for each in value)
    elif value is not None:
        yield path, str(value)
