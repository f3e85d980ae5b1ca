"""Everything that changes voting. One verb, one transaction; ``now`` defaults to the clock, for casting to the database's."""

from civic.budget.voting.services.bulk import MadeUp, cast_many
from civic.budget.voting.services.casting import Receipt, already, cast
from civic.budget.voting.services.doubtful import confirm, find_by_data, propose, put_aside
from civic.budget.voting.services.keys import Ceremony, destroy_key, make_key, open_voting, rehearse
from civic.budget.voting.services.links import read_link, send_link
from civic.budget.voting.services.opening import open_envelopes
from civic.budget.voting.services.routes import ROUTES, Claim, Identity, Route, identify

__all__ = [
    "ROUTES", "Ceremony", "Claim", "Identity", "MadeUp", "Receipt", "Route",
    "already", "cast", "cast_many", "confirm", "destroy_key", "find_by_data", "identify", "make_key", "open_envelopes", "open_voting", "propose", "put_aside",
    "read_link", "rehearse", "send_link",
]  # fmt: skip
