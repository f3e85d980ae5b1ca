"""What happens to a project, for the audit trail. Ids, statuses, amounts and public reasons; never a person's data."""

from dataclasses import dataclass

from civic.core.audit import Event


@dataclass(frozen=True, kw_only=True)
class DraftStarted(Event):
    """Somebody began to write a project."""

    edition_id: int


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(Event):
    """The leader threw a draft away; nothing of it is kept."""


@dataclass(frozen=True, kw_only=True)
class ProjectSubmitted(Event):
    """The leader sent the project. ``cost`` is grosz."""

    number: int
    pool: str
    cost: int
    area: str


@dataclass(frozen=True, kw_only=True)
class ProjectWithdrawn(Event):
    """The leader took the project back, for good."""

    from_status: str


@dataclass(frozen=True, kw_only=True)
class CardDecided(Event):
    """An officer assessed a stage of the project; ``reason`` is public. ``verified_cost`` is grosz."""

    stage: str
    outcome: str
    from_status: str
    to_status: str
    verified_cost: int | None = None


@dataclass(frozen=True, kw_only=True)
class ConflictGroupSet(Event):
    """The office said which projects exclude each other; an empty group is none."""

    from_group: str = ""
    to_group: str = ""


@dataclass(frozen=True, kw_only=True)
class ProjectAdmitted(Event):
    """The project is on the list of the vote. ``position`` is its place on its ballot list."""

    number: int
    from_status: str
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class AssessmentPublished(Event):
    """The results of the assessment were announced; terms of appeal run from here."""

    positive: int
    negative: int


@dataclass(frozen=True, kw_only=True)
class ListFixed(Event):
    """The list of the vote was fixed. ``seed``: of the draw; with it anybody repeats the order."""

    ballot_order: str
    admitted: int
    seed: str | None = None
