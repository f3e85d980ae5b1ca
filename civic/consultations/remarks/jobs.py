"""What happens to drafts and to authors' data when their time is over."""

from civic.consultations.remarks import services
from civic.core import clock, jobs


@jobs.task("remarks.purge_drafts", cron="17 2 * * *")
def purge_drafts() -> None:
    """Delete drafts nobody has sent."""
    services.purge_drafts(clock.now())


@jobs.task("remarks.erase_authors", cron="27 2 * * *")
def erase_authors() -> None:
    """Erase the data of authors a year after the report."""
    services.erase_authors(clock.now())
