"""The kinds of things: ways a remark came, who wrote it, why a part of it is covered."""

from enum import StrEnum

from civic.consultations.notices.rules import Regime


class Channel(StrEnum):
    """How a remark came to the city."""

    FORM = "FORM"
    EMAIL = "EMAIL"
    PAPER = "PAPER"
    ORAL = "ORAL"
    EDELIVERY = "EDELIVERY"


TO_THE_OFFICE = (Channel.PAPER, Channel.EMAIL, Channel.ORAL, Channel.EDELIVERY)
"""The ways a clerk enters, the most frequent first."""
SENT_BY_POST = frozenset({Channel.PAPER, Channel.EDELIVERY})
"""Where the day of sending decides, not the day of coming (KPA art. 57(5))."""


class AuthorKind(StrEnum):
    """Who wrote it, as the report counts them (polish-rules 3.4)."""

    RESIDENT = "RESIDENT"
    NGO = "NGO"
    BUSINESS = "BUSINESS"
    UNIT = "UNIT"
    COUNCILLOR = "COUNCILLOR"
    OTHER = "OTHER"
    ANONYMOUS = "ANONYMOUS"


NATURAL = frozenset({AuthorKind.RESIDENT, AuthorKind.COUNCILLOR, AuthorKind.ANONYMOUS})
"""People in their own name: never named to the public unless they agreed. The others are named by their organisation."""


class MaskReason(StrEnum):
    """Why a part of a remark is covered (polish-rules 3.7)."""

    PERSONAL = "PERSONAL"
    UNLAWFUL = "UNLAWFUL"
    OFFENSIVE = "OFFENSIVE"


MARK = {
    MaskReason.PERSONAL: "[zakryto: dane osobowe]",
    MaskReason.UNLAWFUL: "[zakryto: treść bezprawna]",
    MaskReason.OFFENSIVE: "[zakryto: treść obraźliwa]",
}
"""What stands in place of a covered part. It goes into the report as it is, so it is not translated."""

NAMES_ORGANISATION = frozenset({Regime.NGO_ACT})
"""Regimes in which organisations are asked, and nobody else (UDPPiW art. 5(2)(3))."""
