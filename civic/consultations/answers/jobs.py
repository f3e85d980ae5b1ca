"""Telling authors, in the background and in batches: each batch is a transaction, so a stopped job goes on where it was."""

from civic.consultations.answers import messages, services
from civic.core import clock, jobs


@jobs.task("answers.tell")
def tell(consultation_id: int) -> None:
    """Mail every author who waits for answers that residents may see."""
    while services.tell_authors(consultation_id, messages.DECISION, clock.now()):
        continue
