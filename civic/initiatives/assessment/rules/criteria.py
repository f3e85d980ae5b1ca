"""The city's criteria for local initiatives: community work above all (UDPPiW art. 19c), versions, what they start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from civic.core.refusal import Refused
from civic.core.scores import Criterion, How
from civic.initiatives.assessment.rules.refusals import Refusal

WORK = "work"
"""The key of the criterion of community work (praca społeczna): each set has it, it cannot be left out."""

MAX_CRITERIA = 10
MAX_WEIGHT = 100
MAX_POINTS = 10
MAX_MEMBERS = 30
NAME_MAX = 120
GUIDANCE_MAX = 500
_R = Refusal


@dataclass(frozen=True, kw_only=True)
class CriteriaSet:
    """One version of how requests are scored. ``threshold`` in percent; ``members``: the fewest cards that make a result."""

    criteria: tuple[Criterion, ...]
    how: How = How.MEAN
    threshold: int = 50
    members: int = 3


DEFAULT = CriteriaSet(
    criteria=(
        Criterion(
            key=WORK, name="Wkład pracy społecznej", weight=6, max_points=5,
            guidance="Ile pracy dadzą mieszkańcy w stosunku do całej wartości: 0 to brak, 5 to ponad połowa.",
        ),
        Criterion(
            key="purpose", name="Celowość", weight=4, max_points=5,
            guidance="Na ile zadanie odpowiada na potrzebę, którą widać w tym miejscu.",
        ),
        Criterion(
            key="readiness", name="Stan przygotowania", weight=2, max_points=5,
            guidance="Czy są projekt, zgody i uzgodnienia: 0 to sam pomysł, 5 to wszystko gotowe.",
        ),
        Criterion(
            key="city", name="Zaangażowanie środków miasta", weight=3, max_points=5,
            guidance="Im mniejszy udział miasta w kosztach, tym więcej punktów.",
        ),
        Criterion(
            key="access", name="Dostępność dla wszystkich", weight=3, max_points=5,
            guidance="Czy z efektu skorzysta każdy: 0 to wąska grupa, 5 to wszyscy, bez barier.",
        ),
        Criterion(
            key="people", name="Liczba zaangażowanych mieszkańców", weight=2, max_points=5,
            guidance="Ilu mieszkańców bierze udział i ilu popiera wniosek.",
        ),
    ),
)  # fmt: skip
"""Six criteria as Warsaw names them, until the city writes its own."""


def why_not_save(new: CriteriaSet, newest: CriteriaSet | None) -> Refused | None:
    """Why this cannot become the city's next version. Community work must weigh most: ``weight`` and share of the score."""
    if len(new.criteria) > MAX_CRITERIA:
        return Refused(_R.CRITERIA_TOO_MANY, max=MAX_CRITERIA)
    for each in new.criteria:
        if no := _why_not_criterion(each):
            return no
    names = [each.name.casefold() for each in new.criteria]
    if len(set(names)) < len(names):
        return Refused(_R.CRITERION_TWICE)
    if no := _why_not_numbers(new) or why_work_is_not_first(new.criteria):
        return no
    return Refused(_R.CRITERIA_SAME) if new == newest else None


def _why_not_numbers(new: CriteriaSet) -> Refused | None:
    if not 0 <= new.threshold <= 100:
        return Refused(_R.THRESHOLD_OUT_OF_RANGE)
    if not 1 <= new.members <= MAX_MEMBERS:
        return Refused(_R.MEMBERS_OUT_OF_RANGE, max=MAX_MEMBERS)
    return None


def _why_not_criterion(each: Criterion) -> Refused | None:
    if not each.name.strip():
        return Refused(_R.CRITERION_UNNAMED)
    if len(each.name) > NAME_MAX or len(each.guidance) > GUIDANCE_MAX:
        return Refused(_R.CRITERION_TOO_LONG, name=each.name, max=NAME_MAX, guidance=GUIDANCE_MAX)
    if each.weight > MAX_WEIGHT:
        return Refused(_R.WEIGHT_OUT_OF_RANGE, name=each.name, max=MAX_WEIGHT)
    if each.max_points > MAX_POINTS:
        return Refused(_R.MOST_OUT_OF_RANGE, name=each.name, max=MAX_POINTS)
    return None


def why_work_is_not_first(criteria: Sequence[Criterion]) -> Refused | None:
    """Why these criteria do not take community work into account above all.

    Both its weight and the most it adds to a score must be larger than any other criterion's: otherwise ten points of
    something else would outweigh one heavy point of work.
    """
    work = next((each for each in criteria if each.key == WORK), None)
    if work is None or not work.weight:
        return Refused(_R.WORK_WEIGHS_NOTHING)
    for each in criteria:
        if each is not work and (each.weight >= work.weight or each.most >= work.most):
            return Refused(_R.WORK_NOT_FIRST, name=each.name)
    return None


def share(each: Criterion, criteria: Sequence[Criterion]) -> Fraction:
    """How many percent of a whole score come from this criterion at most."""
    return Fraction(100 * each.most, sum(one.most for one in criteria) or 1)


def ties(work_value: int, participants: int | None, received_on: date) -> tuple[int, int, int]:
    """What decides between equal scores: more community work (grosz), then more participants, then the earlier one."""
    return work_value, participants or 0, -received_on.toordinal()
