"""Where an initiative may be."""

from civic.core.refusal import Refused
from civic.initiatives.requests.rules.refusals import Refusal
from civic.places.rules import Kind as AreaKind
from civic.places.rules.location import AreaName, Located, Verdict

_R = Refusal


def why_not_place(located: Located) -> Refused | None:
    """Why a point cannot be the place."""
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


def shown_area(areas: tuple[AreaName, ...]) -> AreaName:
    """Of the areas a point lies in, the district, else the smallest."""
    return min(areas, key=lambda area: (area.kind is not AreaKind.DISTRICT, -area.kind.depth))
