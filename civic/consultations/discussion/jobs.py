"""Work of discussions done later."""

from civic.consultations.discussion import services
from civic.core import jobs


@jobs.task(services.TELL_REPORTERS)
def tell_reporters(moderation_id: int) -> None:
    """Tell everybody whose report a decision settled what was decided."""
    services.tell_reporters(moderation_id)
