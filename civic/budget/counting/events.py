"""What counting leaves in the audit trail."""

from dataclasses import dataclass

from civic.core.audit import Event


@dataclass(frozen=True, kw_only=True)
class DrawCommitted(Event):
    """The commitment to the seed of the draw was made and is public."""

    commitment: str


@dataclass(frozen=True, kw_only=True)
class LotsDrawn(Event):
    """The lots were drawn in public: from here the seed is public too."""

    seed: str
    public_part: str


@dataclass(frozen=True, kw_only=True)
class TieRuled(Event):
    """A tie was decided by a person or a run-off; ``order`` names the tied projects by their numbers."""

    step: str
    order: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class EditionCounted(Event):
    """A count was made."""

    number: int
    state: str
    results_hash: str


@dataclass(frozen=True, kw_only=True)
class CountApproved(Event):
    """Somebody stands by a count."""

    number: int


@dataclass(frozen=True, kw_only=True)
class ProjectDecided(Event):
    """What the published result says of a project."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ElectionImported(Event):
    """An election was brought in from a Pabulib file."""

    file_hash: str
    ballots: int
