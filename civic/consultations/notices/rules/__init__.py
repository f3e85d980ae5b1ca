"""What decides about a consultation: its statuses, its regime, its calendar."""

from civic.consultations.notices.rules.regime import Regime
from civic.consultations.notices.rules.status import EDGES, PUBLIC, Action, Phase, Standing, Status

__all__ = ["EDGES", "PUBLIC", "Action", "Phase", "Regime", "Standing", "Status", "signature"]


def signature(year: int | None, number: int | None) -> str:
    """The consultation's signature, K/2026/014; "" before it is ordered."""
    return f"K/{year}/{number:03}" if year is not None and number is not None else ""
