"""Reports ready to be handed over and published."""

from civic.consultations.reports import queries, services
from civic.consultations.reports.rules import Parts
from civic.core import clock
from tests.consultations.answers.case import answer, coordinator, executive, make_remark, writer

CHANGES = "Dodamy dwanaście ławek. Rada zdecyduje w czerwcu."
ORDER = "Zarządzenie nr 120/2026"


def answered(consultation_id: int, remarks: int) -> None:
    """So many remarks, all answered and approved in one answer."""
    numbers = [make_remark(consultation_id, f"Więcej ławek, miejsce {place}.") for place in range(remarks)]
    if numbers:
        answer(consultation_id, *numbers, by=writer(), approved_by=coordinator())


def written(consultation_id: int, **parts: str) -> None:
    """The parts people write, what changes among them."""
    version = queries.draft(consultation_id).version
    services.save_parts(
        consultation_id, coordinator(), Parts(**{"changes": CHANGES, **parts}), version, clock.now()
    )


def handed_over(consultation_id: int, **parts: str) -> None:
    """Written and given to the executive."""
    written(consultation_id, **parts)
    services.hand_over(consultation_id, coordinator(), clock.now())


def published(consultation_id: int, **parts: str) -> None:
    """The whole way."""
    handed_over(consultation_id, **parts)
    services.publish(consultation_id, executive(), ORDER, clock.now())
