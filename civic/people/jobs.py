"""What happens to people later, or when a day has passed."""

from civic.core import jobs
from civic.people.services import mailbox


@jobs.task("people.answer")
def answer(request_id: int) -> None:
    """Send what was asked for by mail, when it is due."""
    mailbox.answer(request_id)


@jobs.task("people.forget")
def forget(request_id: int) -> None:
    """Forget what was asked for a day ago."""
    mailbox.forget(request_id)
