"""An edition whose ballots are opened, ready to be counted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from civic.budget.counting import services
from civic.budget.editions.rules import BallotOrder, Counting, Rules
from civic.budget.voting import queries as voting
from civic.budget.voting import services as voting_services
from civic.budget.voting.rules import Choice
from civic.budget.voting.services import MadeUp
from tests.budget.editions.sample_rules import RULES
from tests.budget.voting.city import ACCOUNT, DAY, EMAIL, make_edition, project_ids, voting_at

NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def past(counting: Counting | None = None, **changes: object) -> Rules:
    """The sample rules with a vote that closed five days ago and results due tomorrow."""
    ordinary = {
        "identity": (ACCOUNT, EMAIL),
        "ballot_order": BallotOrder.NUMBER,
        "counting": counting or Counting(),
    }
    rules = replace(RULES, **{**ordinary, **changes})  # type: ignore[arg-type]
    moved = voting_at(rules, NOW - 20 * DAY)
    results = (NOW + DAY).date()
    return replace(moved, calendar=replace(moved.calendar, results=results))


def opened(
    votes: Sequence[Sequence[int]], rules: Rules | None = None, *, commit: bool = True, each: int = 4
) -> int:
    """An edition after the opening. ``votes``: the places of citywide projects each voter chose."""
    rules = rules or past()
    edition_id = make_edition(rules, each=each)
    made = voting_services.make_key(edition_id, 1, ["Komisja"], now=NOW - 25 * DAY)
    voting_services.open_voting(edition_id, now=NOW - 21 * DAY)
    paper = voting.paper(edition_id)
    ids = project_ids("citywide", paper)
    at = rules.calendar.voting.opens + timedelta(hours=3)
    voting_services.cast_many(
        paper,
        [
            MadeUp(
                f"{number}",
                Choice({"citywide": {ids[place]: 1 for place in places}}, "stare-miasto", "35-44"),
                at,
            )
            for number, places in enumerate(votes)
        ],
    )
    if commit:
        services.commit_draw(edition_id, None, now=NOW - 4 * DAY)
    voting_services.open_envelopes(
        edition_id, [share for _, share in made.shares], now=NOW - 4 * DAY + timedelta(hours=1)
    )
    return edition_id
