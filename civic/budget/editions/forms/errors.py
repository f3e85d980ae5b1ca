"""Findings beside the fields they are about."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from civic.budget.editions.forms.builder import IN_FORM
from civic.budget.editions.messages import place, sentence
from civic.budget.editions.rules import Finding, Rules

Line = tuple[str, str | None]
"""A sentence, and the address of its field on the page."""


def leaves(form: Any) -> Iterator[Any]:
    """Every field that is drawn, however deep."""
    for field in form:
        if getattr(field, "entries", None) is not None:
            for entry in field.entries:
                yield from leaves(entry.form) if hasattr(entry, "form") else [entry]
        elif hasattr(field, "form"):
            yield from leaves(field.form)
        else:
            yield field


def grow(form: Any, name: str) -> None:
    """One empty row more in the rows with this id; unknown ids change nothing."""
    for field in form:
        if getattr(field, "entries", None) is not None:
            if field.id == name and len(field.entries) < (field.max_entries or 0):
                field.append_entry()
        elif hasattr(field, "form"):
            grow(field.form, name)


def attach(
    form: Any, findings: Iterable[Finding], rules: Rules | None = None, inside: str = ""
) -> list[Line]:
    """Put each finding at its field; gives those that have no field here. ``inside``: the path the form
    stands for.
    """
    drawn = {field.id: field for field in leaves(form)}
    elsewhere: list[Line] = []
    for finding in findings:
        field = _field(drawn, finding.path.removeprefix(inside))
        if field is None:
            elsewhere.append((f"{place(finding.path, rules)}. {sentence(finding)}", None))
        else:
            field.errors = [*field.errors, sentence(finding)]
    return elsewhere


def _field(drawn: dict[str, Any], path: str) -> Any:
    """The field a path leads to, or the first one inside it."""
    first, *inner = re.sub(r"\[(\w+)\]", r".\1", path).split(".")
    name = "-".join((IN_FORM.get(first, first), *inner)).strip("-")
    for wanted in (name, f"{name}_day"):
        if wanted in drawn:
            return drawn[wanted]
    return next((field for id_, field in drawn.items() if name and id_.startswith(f"{name}-")), None)
