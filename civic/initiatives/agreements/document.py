"""Plans, terms and texts as JSON in the database, read back typed."""

from typing import Any

import msgspec

from civic.initiatives.agreements.rules import Plan, Terms
from civic.initiatives.agreements.rules.contract import Contract


def to_json(value: Plan | Terms | Contract) -> dict[str, Any]:
    """As the database keeps it: decimals and dates are texts."""
    made: dict[str, Any] = msgspec.to_builtins(value)
    return made


def plan(document: dict[str, Any]) -> Plan:
    """A plan as written by ``to_json``; msgspec.ValidationError for anything else."""
    return msgspec.convert(document, Plan)


def terms(document: dict[str, Any]) -> Terms:
    """Terms as written by ``to_json``."""
    return msgspec.convert(document, Terms)


def contract(document: dict[str, Any]) -> Contract:
    """A signed text as written by ``to_json``."""
    return msgspec.convert(document, Contract)
