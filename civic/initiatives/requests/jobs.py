"""What happens to requests by the clock."""

from civic.core import clock, jobs
from civic.initiatives.requests import services


@jobs.task("initiatives.erase", cron="20 2 * * *")
def erase() -> None:
    """Every night: forget people of requests that ended too long ago. What was done already is not done twice."""
    now = clock.now()
    for initiative_id in services.to_erase(now):
        services.erase(initiative_id, now)
