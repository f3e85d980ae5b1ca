"""Many envelopes at once, for the sample city and for load: sealed as any other, written by COPY."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from civic.budget.voting import queries
from civic.budget.voting.rules import Choice, EnvelopeStatus, Paper, Refusal, box_size, encode, problems
from civic.budget.voting.services import secrets
from civic.budget.voting.services.copying import copy_rows
from civic.core import seal
from civic.core.audit import Event, record
from civic.core.db import transaction
from civic.core.refusal import Refused

_COLUMNS = (
    "edition_id, voter_key, sealed, tracker, route, channel, status, doubt, idempotency_key, contact_key, contact_slot,"
    " network_key, cast_at, changes"
)


@dataclass(frozen=True, kw_only=True)
class EnvelopesMade(Event):
    """Made-up envelopes were put into a sample edition's box."""

    envelopes: int


@dataclass(frozen=True)
class MadeUp:
    """One made-up voter: any text that names them, the choice, when it was cast, and on which route."""

    identity: str
    choice: Choice
    at: datetime
    route: str = "sample"


def cast_many(paper: Paper, voters: Iterable[MadeUp]) -> int:
    """Seal and keep many made-up ballots; how many there were. Any invalid one is refused and stores nothing.

    The moment each was cast is taken as given, whatever the clock says; an identity twice breaks the unique constraint.
    """
    key = queries.key(paper.edition_id)
    if key is None or key.voter_secret is None:
        raise Refused(Refusal.NO_KEY)
    size, count = key.box_size or box_size(paper), 0
    keyed = secrets.VoterKeys(key.voter_secret)

    def rows() -> Iterable[tuple[object, ...]]:
        nonlocal count
        for voter in voters:
            if found := problems(paper, voter.choice):
                raise Refused(found[0].reason, **found[0].facts)
            sealed = seal.seal(key.public_key, encode(voter.choice), size)
            tracker = seal.tracker(sealed)
            hour = voter.at.replace(minute=0, second=0, microsecond=0)
            count += 1
            yield (
                paper.edition_id, keyed.of(voter.identity), sealed, tracker, voter.route, voter.choice.channel,
                EnvelopeStatus.VALID.value, None, tracker, None, None, None, hour, 0,
            )  # fmt: skip

    with transaction():
        copy_rows(f"envelope ({_COLUMNS})", rows())
        record(EnvelopesMade(subject=f"edition:{paper.edition_id}", envelopes=count))
    return count
