"""What each city sets for local initiatives, as one frozen document kept in versions."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from civic.core.money import Grosz

RATES_MAX = 10


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What an hour of community work of one kind is worth. ``id`` never changes its meaning."""

    id: str
    name: str
    hourly: Grosz


@dataclass(frozen=True, kw_only=True)
class InitiativeSettings:
    """Rates and limits of the council's resolution.

    ``max_city_share``: percent of the whole value, None for no limit; ``max_city_amount``: grosz, None for no limit.
    ``members_needed``: how many besides the leader must have confirmed before a group's request is sent. ``fix_days``:
    to complete a request when called; ``settlement_days``: to settle finished work. ``retention_years``: after the end
    personal data is erased. ``basis``: the resolution, in words.
    """

    basis: str = ""
    rates: tuple[Rate, ...] = (
        Rate(id="ordinary", name="praca zwykła", hourly=3_000),
        Rate(id="qualified", name="praca fachowa", hourly=6_000),
    )
    max_city_share: Decimal | None = None
    max_city_amount: Grosz | None = None
    members_needed: int = 2
    fix_days: int = 7
    settlement_days: int = 30
    retention_years: int = 5

    def rate(self, rate_id: str | None) -> Rate | None:
        """The rate with this id."""
        return next((rate for rate in self.rates if rate.id == rate_id), None)


DEFAULT = InitiativeSettings()


def least_own_share(settings: InitiativeSettings) -> Fraction:
    """What part of the whole residents must bring at least."""
    if settings.max_city_share is None:
        return Fraction(0)
    return 1 - Fraction(settings.max_city_share) / 100
