"""Settlement reports as JSON in the database, read back typed."""

from typing import Any

import msgspec

from civic.initiatives.works.rules import Report


def to_json(report: Report) -> dict[str, Any]:
    """As the database keeps it: decimals are texts."""
    made: dict[str, Any] = msgspec.to_builtins(report)
    return made


def report(document: dict[str, Any]) -> Report:
    """A report as written by ``to_json``."""
    return msgspec.convert(document, Report)
