"""What a request may be and what may be done to it, without a database, a clock or a page."""

from civic.initiatives.requests.rules.statuses import (
    BEFORE_CONTRACT,
    EDGES,
    PUBLIC,
    Action,
    Status,
    signature,
)

__all__ = ["BEFORE_CONTRACT", "EDGES", "PUBLIC", "Action", "Status", "signature"]
