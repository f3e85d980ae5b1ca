"""What the audit trail says about editions."""

from dataclasses import dataclass

from civic.core.audit import Event


@dataclass(frozen=True, kw_only=True)
class EditionCreated(Event):
    """A draft, from a city's profile or from a document."""

    slug: str
    rules_hash: str
    profile: str = ""


@dataclass(frozen=True, kw_only=True)
class RulesSaved(Event):
    """A new version of the rules; ``changed`` are the paths that differ from the one before."""

    version: int
    rules_hash: str
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RulesFrozen(Event):
    """Voting was opened; these rules decide it."""

    version: int
    rules_hash: str


@dataclass(frozen=True, kw_only=True)
class EditionMoved(Event):
    """A decision moved the edition to another status."""

    action: str
    before: str
    after: str
