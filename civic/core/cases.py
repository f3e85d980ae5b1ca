"""Cases that move along declared edges: one table says what may follow what (projects, consultations, initiatives)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Status = TypeVar("Status", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


@dataclass(frozen=True)
class Edges(Generic[Status, Action]):
    """``table``: (from, action) -> to. What is not in it cannot happen."""

    table: Mapping[tuple[Status, Action], Status]

    def after(self, status: Status, *actions: Action) -> Status | None:
        """Where the actions lead, one after another; None when one of them is not possible."""
        for action in actions:
            following = self.table.get((status, action))
            if following is None:
                return None
            status = following
        return status

    def open_to(self, status: Status) -> tuple[Action, ...]:
        """The actions possible from a status, in the order of the table."""
        return tuple(action for at, action in self.table if at == status)
