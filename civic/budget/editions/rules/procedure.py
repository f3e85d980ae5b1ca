"""The procedure around the vote: terms, publication, retention, legal basis."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActKind(StrEnum):
    RESOLUTION = "RESOLUTION"
    ORDER = "ORDER"


@dataclass(frozen=True, kw_only=True)
class Act:
    """A local act the edition stands on: the council's resolution or the executive's order."""

    kind: ActKind
    number: str
    date: date
    journal: str = ""
    """Position in the voivodeship's official journal, e.g. "Dz. Urz. Woj. Maz. z 2025 r. poz. 1234"."""


class AppealBody(StrEnum):
    EXECUTIVE = "EXECUTIVE"
    BO_COUNCIL = "BO_COUNCIL"
    COMMITTEE = "COMMITTEE"


@dataclass(frozen=True, kw_only=True)
class Process:
    """Terms are in days and end by core.deadlines; ``withdraw_until`` is the last day to withdraw a
    project.
    """

    formal_fix_days: int = 7
    appeal_days: int = 7
    appeal_body: AppealBody = AppealBody.EXECUTIVE
    consult_changes_days: int = 7
    withdraw_until: date | None = None
    min_voting_days: int = 7


class PublicationChannel(StrEnum):
    BIP = "BIP"
    WEBSITE = "WEBSITE"
    NOTICE_BOARD = "NOTICE_BOARD"
    PRESS = "PRESS"
    CUSTOMARY = "CUSTOMARY"
    OFFICIAL_JOURNAL = "OFFICIAL_JOURNAL"


class OpenData(StrEnum):
    CSV = "csv"
    PB = "pb"
    JSON = "json"


class BallotField(StrEnum):
    """What a published anonymous ballot may say besides its choices."""

    AREA = "AREA"
    AGE_BAND = "AGE_BAND"
    SEX = "SEX"
    CHANNEL = "CHANNEL"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """``suppress_below``: a table cell with fewer people is not shown."""

    channels: tuple[PublicationChannel, ...] = (PublicationChannel.BIP, PublicationChannel.WEBSITE)
    open_data: tuple[OpenData, ...] = (OpenData.CSV, OpenData.PB, OpenData.JSON)
    fields: tuple[BallotField, ...] = (BallotField.AREA, BallotField.AGE_BAND, BallotField.CHANNEL)
    suppress_below: int = 5


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long data are kept after their trigger; the city's own file plan prevails."""

    voter_identity_days: int = 90
    paper_ballots_months: int = 12
    applications_years: int = 5
    security_logs_months: int = 12
