"""Who may vote, by which channel, and how one shows who one is."""

from dataclasses import dataclass
from enum import StrEnum

from civic.core.deadlines import PostalRule


class Channel(StrEnum):
    ONLINE = "ONLINE"
    PAPER = "PAPER"
    POINT = "POINT"
    POST = "POST"
    HOME = "HOME"


class IdentityMethod(StrEnum):
    """What a route asks for; a route may combine several, and then all are needed."""

    DECLARATION_ONLY = "DECLARATION_ONLY"
    EMAIL_LINK = "EMAIL_LINK"
    SMS_CODE = "SMS_CODE"
    PESEL_FULL = "PESEL_FULL"
    PESEL_LAST4 = "PESEL_LAST4"
    PESEL_LAST3_MOTHER_NAME = "PESEL_LAST3_MOTHER_NAME"
    PESEL_FATHER_NAME = "PESEL_FATHER_NAME"
    PESEL_MOTHER_MAIDEN_NAME = "PESEL_MOTHER_MAIDEN_NAME"
    OTHER_DOCUMENT = "OTHER_DOCUMENT"
    """The number of a passport or another document, for those without PESEL."""
    RESIDENT_CARD = "RESIDENT_CARD"
    REGISTER_MATCH = "REGISTER_MATCH"
    DOCUMENT_AT_DESK = "DOCUMENT_AT_DESK"
    SIGNATURE = "SIGNATURE"
    LETTER_CODE = "LETTER_CODE"
    WK_LOGIN = "WK_LOGIN"
    ACCOUNT = "ACCOUNT"
    NUMBERED_BALLOT = "NUMBERED_BALLOT"


NEEDS_PESEL = frozenset(
    {
        IdentityMethod.PESEL_FULL,
        IdentityMethod.PESEL_LAST4,
        IdentityMethod.PESEL_LAST3_MOTHER_NAME,
        IdentityMethod.PESEL_FATHER_NAME,
        IdentityMethod.PESEL_MOTHER_MAIDEN_NAME,
        IdentityMethod.WK_LOGIN,
    }
)
"""The national login needs PESEL too: who has none cannot get a trusted profile."""


class Asked(StrEnum):
    """Further facts a route asks the voter for. Only what the city's rules need."""

    NAME = "NAME"
    ADDRESS = "ADDRESS"
    AGE = "AGE"
    BIRTH_DATE = "BIRTH_DATE"
    SEX = "SEX"


class Residence(StrEnum):
    """Residence is declared, never proved by registration alone (Civil Code art. 25)."""

    DECLARATION = "DECLARATION"


class Duplicates(StrEnum):
    """What happens to several ballots of one person."""

    ALL_INVALID = "ALL_INVALID"
    FIRST_VALID = "FIRST_VALID"
    LAST_VALID = "LAST_VALID"
    PAPER_OVER_ONLINE = "PAPER_OVER_ONLINE"


@dataclass(frozen=True, kw_only=True)
class Minors:
    """Below ``guardian_below`` a guardian votes for the child; below ``consent_below`` a guardian
    consents.
    """

    guardian_below: int = 13
    consent_below: int = 13


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """``min_age`` exists to be refused: courts void every age limit."""

    residence: Residence = Residence.DECLARATION
    min_age: int | None = None
    minors: Minors = Minors()


@dataclass(frozen=True, kw_only=True)
class IdentityRoute:
    """One way to vote: a channel and what it asks for. Limits per contact: None is no limit."""

    id: str
    name: str
    channel: Channel
    methods: tuple[IdentityMethod, ...]
    asks: tuple[Asked, ...] = ()
    max_per_email: int | None = None
    max_per_phone: int | None = None

    @property
    def needs_pesel(self) -> bool:
        return not NEEDS_PESEL.isdisjoint(self.methods)


@dataclass(frozen=True, kw_only=True)
class PaperVoting:
    """Voting on paper. The last moment to enter ballots into the system is ``calendar.paper_entry``."""

    points: int | None = None
    numbered: bool = False
    home_pickup: bool = False
    post: bool = False
    postal_rule: PostalRule = PostalRule.RECEIPT_DATE
    double_entry: bool = True


@dataclass(frozen=True, kw_only=True)
class Channels:
    """``paper`` None: no paper ballots. ``help_at_points``: one may vote online at a point, with help."""

    paper: PaperVoting | None = None
    help_at_points: bool = False
    change_until_close: bool = False
    """A voter may replace an online vote until the close, by the same route."""
