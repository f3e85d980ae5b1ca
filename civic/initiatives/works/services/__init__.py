"""Everything done in the works. One function, one verb, one transaction."""

from civic.initiatives.works.services import retention as _retention  # noqa: F401 - registers itself
from civic.initiatives.works.services.settling import accept, save_report, send_back, submit_report
from civic.initiatives.works.services.work import (
    add_photo,
    finish,
    hand_over,
    log_hours,
    remove_photo,
    start,
    strike_hours,
    take_back,
    terminate,
)

__all__ = [
    "accept", "add_photo", "finish", "hand_over", "log_hours", "remove_photo", "save_report", "send_back", "start",
    "strike_hours", "submit_report", "take_back", "terminate",
]  # fmt: skip
