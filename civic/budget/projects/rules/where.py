"""Where a project may be, and whose money it may ask for there."""

from collections.abc import Sequence

from civic.budget.editions.rules import Pool, Rules
from civic.budget.projects.rules.facts import Draft
from civic.budget.projects.rules.refusals import Refusal
from civic.core.refusal import Refused
from civic.places.rules import Kind as AreaKind
from civic.places.rules.location import AreaName, Located, Verdict

_R = Refusal


def why_not_place(located: Located) -> Refused | None:
    """Why a point cannot be a project's place. A point inside overlapping areas can: ``chain`` is its defined answer."""
    match located.verdict:
        case Verdict.INSIDE | Verdict.OVERLAP:
            return None
        case Verdict.BORDER:
            return Refused(_R.PLACE_ON_BORDER, areas=tuple(area.name for area in located.rivals))
        case Verdict.SWAPPED:
            return Refused(_R.PLACE_SWAPPED)
        case Verdict.NO_AREAS:
            return Refused(_R.PLACE_UNKNOWN)
        case Verdict.OUTSIDE | Verdict.ABROAD | Verdict.NOT_A_PLACE:
            return Refused(_R.PLACE_OUTSIDE_CITY)


def shown_area(areas: Sequence[AreaName], rules: Rules) -> AreaName:
    """Of the areas a point lies in, the one that matters: the smallest that a pool is for, else the district, else
    the smallest.
    """
    with_pool = {code for pool in rules.pools for code in pool.areas}

    def rank(area: AreaName) -> tuple[bool, bool, int]:
        plain = area.code not in with_pool
        return plain, plain and area.kind is not AreaKind.DISTRICT, -area.kind.depth

    return min(areas, key=rank)


def why_not_pool(draft: Draft, pool: Pool) -> Refused | None:
    """Why a project at this place cannot ask for money of this pool."""
    if not pool.areas:
        return None
    if draft.citywide or not draft.area_codes:
        return Refused(_R.POOL_NEEDS_PLACE, pool=pool.name)
    if draft.area_codes.isdisjoint(pool.areas):
        return Refused(_R.POOL_ELSEWHERE, pool=pool.name, area=draft.area_name)
    return None


def pools_for(draft: Draft, rules: Rules) -> tuple[Pool, ...]:
    """The pools open to a project at this place, in the order of the edition."""
    return tuple(pool for pool in rules.pools if why_not_pool(draft, pool) is None)
