"""What is written to the audit trail about places."""

from dataclasses import dataclass

from civic.core.audit import Event


@dataclass(frozen=True, kw_only=True)
class AreasImported(Event):
    """Boundaries were stored; ``changed`` and ``removed`` are codes. ``parent``: the code of the area they lie in."""

    parent: str | None
    added: int
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AddressesImported(Event):
    """Address points were stored."""

    added: int
    changed: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class PopulationSet(Event):
    """The number of residents of an area was set."""

    before: int | None
    after: int
