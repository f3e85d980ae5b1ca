"""Rules and profiles as text: JSON for the database and the public bundle, YAML for people.

In JSON money is whole grosz and moments are UTC. In YAML money is "6 172 839,46 zł" and moments are
Polish time, "2026-09-30 23:59"; a period that closes at 23:59 lasts to the end of that day. Reading is
strict: an unknown or missing field, a wrong kind of value or an impossible one is a DocumentError that
says where.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
import yaml

from civic.budget.editions import plain
from civic.budget.editions.plain import DocumentError, Problem
from civic.budget.editions.rules import Rules

LARGEST = 300_000
"""Characters of YAML read at most."""
DEEPEST = 20

Document = TypeVar("Document")

_WRONG = re.compile(r"(?P<what>.*?)(?: - at `\$?\.?(?P<path>.*)`)?", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_CHOICE = re.compile(r"Invalid enum value '?(.*?)'?")
_KIND = re.compile(r"Expected `(.+?)`, got `(.+?)`")


def to_json(rules: Rules) -> dict[str, Any]:
    """The document as plain JSON values, every field present."""
    data: dict[str, Any] = msgspec.to_builtins(rules, builtin_types=(Decimal,))
    plain_data: dict[str, Any] = _without_decimals(data)
    return plain_data


def from_json(data: Mapping[str, Any]) -> Rules:
    """The rules in plain JSON values."""
    plain.refuse_unknown(data, Rules)
    return _convert(data, Rules)


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one spelling of plain JSON values: keys sorted, no spaces, UTF-8."""
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def rules_hash(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical spelling, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def to_yaml(rules: Rules) -> str:
    """The document for people; what equals the default is left out."""
    shown = plain.for_people(rules)
    return yaml.safe_dump(shown, sort_keys=False, allow_unicode=True, width=110)


def from_yaml(text: str) -> Rules:
    """The rules in a document written by people."""
    return read_yaml(text, Rules)


def read_yaml(text: str, kind: type[Document]) -> Document:
    """Any of our documents from YAML. One document, no aliases, no key twice, of sensible size and depth."""
    if len(text) > LARGEST:
        raise DocumentError(Problem.TOO_LARGE, "", limit=LARGEST)
    try:
        _refuse_tricks(text)
        data = yaml.load(text, _StrictLoader)  # noqa: S506 - a SafeLoader that also refuses repeated keys
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DocumentError(Problem.SYNTAX, "", line=line) from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(Problem.SYNTAX, "", line=0) from None
    return _convert(plain.from_people(data, kind), kind)


def _convert(data: object, kind: type[Document]) -> Document:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise _explained(str(error)) from None


def _explained(message: str) -> DocumentError:
    """Our words for what the decoder found."""
    found = _WRONG.fullmatch(message)
    what, path = (found["what"], found["path"] or "") if found else (message, "")
    if missing := _MISSING.fullmatch(what):
        return DocumentError(Problem.MISSING_FIELD, f"{path}.{missing[1]}".lstrip("."))
    if choice := _CHOICE.fullmatch(what):
        return DocumentError(Problem.BAD_CHOICE, path, value=choice[1])
    if kind := _KIND.fullmatch(what):
        return DocumentError(Problem.WRONG_KIND, path, expected=kind[1].split(" | ")[0], got=kind[2])
    return DocumentError(Problem.BAD_VALUE, path)


def _without_decimals(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain.decimal_text(value)
    if isinstance(value, dict):
        return {key: _without_decimals(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_decimals(each) for each in value]
    return value


class _StrictLoader(yaml.SafeLoader):
    """Plain values only; a key written twice is a mistake, not a choice."""


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise DocumentError(Problem.SYNTAX, "", line=key.start_mark.line + 1)
        if key.value in seen:
            raise DocumentError(Problem.REPEATED_KEY, "", key=key.value, line=key.start_mark.line + 1)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


def _understand(tag: str, pattern: str, first: str) -> None:
    _StrictLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


# What YAML 1.1 also takes for numbers and truth ("12:00", "no", "010") are plain words here.
_StrictLoader.yaml_implicit_resolvers = {}
_understand("null", r"(?:~|null)?$", "~n\0")
_understand("bool", r"(?:true|false)$", "tf")
_understand("int", r"-?(?:0|[1-9][0-9]{0,17})$", "-0123456789")
_understand("float", r"-?[0-9]{1,18}\.[0-9]{1,18}$", "-0123456789")
_understand("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789")
_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _refuse_tricks(text: str) -> None:
    """Aliases and deep nesting make a small text a large one."""
    depth = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            raise DocumentError(Problem.SYNTAX, "", line=mark.line + 1 if mark else 0)
