"""Ballot papers of several cities, small enough to see through."""

from datetime import UTC, datetime, timedelta

from civic.budget.editions.rules import AreaChoice, BallotList, Method, Params, PartialBallot
from civic.budget.voting.rules import Paper, PaperArea, PaperList, PaperPool, PaperProject

NOON = datetime(2026, 9, 14, 10, tzinfo=UTC)
CITY = PaperPool("cw", "Ogólnomiejska", 1_000_000_00)
OLD_TOWN = PaperPool(
    "d1", "Stare Miasto", 520_000_000, ("stare-miasto",), frozenset({"stare-miasto", "podzamcze"})
)
HARBOUR = PaperPool("d2", "Port", 400_000_00, ("port",), frozenset({"port"}))
DISTRICTS = (OLD_TOWN, HARBOUR)
FIVE = Params(max=5)
AREAS = (PaperArea("stare-miasto", "Stare Miasto"), PaperArea("port", "Port"))


def projects(pool: str, first: int, costs: list[int]) -> tuple[PaperProject, ...]:
    return tuple(
        PaperProject(first + at, f"{pool}-{at + 1}", f"Projekt {first + at}", cost, pool)
        for at, cost in enumerate(costs)
    )


def city_list(method: Method = Method.APPROVAL, params: Params = FIVE, **rules: object) -> PaperList:
    """The citywide list: projects 1-6, 100,000 zł each."""
    made = BallotList(id="cw", name="Ogólnomiejskie", pools=("cw",), method=method, params=params, **rules)  # type: ignore[arg-type]
    return PaperList(made, (CITY,), projects("cw", 1, [100_000_00] * 6))


def district_list(method: Method = Method.APPROVAL, params: Params = FIVE, **rules: object) -> PaperList:
    """The districts' list: projects 11-16 in Stare Miasto, 21-23 in Port."""
    rules.setdefault("area_choice", AreaChoice.ANY_ONE)
    made = BallotList(id="d", name="Dzielnicowe", pools=("d1", "d2"), method=method, params=params, **rules)  # type: ignore[arg-type]
    return PaperList(
        made, DISTRICTS, projects("d1", 11, [50_000_00] * 6) + projects("d2", 21, [40_000_00] * 3)
    )


def paper(*lists: PaperList, **changes: object) -> Paper:
    values: dict[str, object] = {
        "edition_id": 1, "slug": "2026", "name": "Budżet 2026", "lists": lists, "areas": AREAS,
        "opens": NOON - timedelta(days=1), "closes": NOON + timedelta(days=7),
    }  # fmt: skip
    return Paper(**{**values, **changes})  # type: ignore[arg-type]


KRAKOW = paper(
    district_list(Method.RANK_POINTS, Params(points=(3, 2, 1), exact=True), area_choice=AreaChoice.OWN,
                  partial_ballot=PartialBallot.BALLOT_INVALID, may_be_empty=False),
    city_list(Method.RANK_POINTS, Params(points=(3, 2, 1), exact=True),
              partial_ballot=PartialBallot.BALLOT_INVALID, may_be_empty=False),
)  # fmt: skip
WARSAW = paper(district_list(), city_list())
