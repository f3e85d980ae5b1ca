"""Legal regimes of consultations (polish-rules 3.1): what each demands, with the article that says so."""

from enum import StrEnum


class Regime(StrEnum):
    """Under which law the city asks."""

    GENERAL = "GENERAL"
    REVITALISATION = "REVITALISATION"
    PLANNING = "PLANNING"
    STRATEGY = "STRATEGY"
    NGO_ACT = "NGO_ACT"
