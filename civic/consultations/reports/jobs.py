"""Making a report's files in the background."""

from civic.consultations.reports import services
from civic.consultations.reports.making import make
from civic.core import clock, jobs
from civic.core.db import db


@jobs.task("reports.make")
def make_files(consultation_id: int, run: int) -> None:
    """Make them; a failure leaves a sentence on the office's page, and the worker tries again by itself."""
    try:
        make(consultation_id, run, clock.now)
    except BaseException:
        db.session.rollback()
        services.making_failed(consultation_id, run, clock.now())
        raise
