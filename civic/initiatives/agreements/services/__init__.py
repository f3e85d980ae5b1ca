"""Everything done in negotiating and signing. One function, one verb, one transaction."""

from civic.initiatives.agreements.services import retention as _retention  # noqa: F401 - registers itself
from civic.initiatives.agreements.services.plan import (
    begin,
    confirm,
    confirm_on_paper,
    send_message,
    write_version,
)
from civic.initiatives.agreements.services.signing import accept_text, keep_scan, prepare, sign

__all__ = [
    "accept_text", "begin", "confirm", "confirm_on_paper", "keep_scan", "prepare", "send_message", "sign", "write_version",
]  # fmt: skip
