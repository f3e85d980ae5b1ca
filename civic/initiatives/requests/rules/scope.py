"""What a local initiative may be about: the list of UDPPiW art. 19b(1), and the property it may touch.

A local initiative is not a grant: the city does its share itself and hands no money to the applicant (art. 19b-19h).
"""

from collections.abc import Mapping
from enum import StrEnum


class Scope(StrEnum):
    """The statute's list. The words are in messages.py."""

    INFRASTRUCTURE = "INFRASTRUCTURE"
    COMMUNITY = "COMMUNITY"
    GREENERY = "GREENERY"
    CULTURE = "CULTURE"
    SPORT = "SPORT"
    TOURISM = "TOURISM"
    EDUCATION = "EDUCATION"
    SAFETY = "SAFETY"
    CHARITY = "CHARITY"
    TRADITION = "TRADITION"
    MINORITIES = "MINORITIES"
    VOLUNTEERING = "VOLUNTEERING"
    REVITALISATION = "REVITALISATION"


_S = Scope

ITEM: Mapping[Scope, str] = {
    _S.INFRASTRUCTURE: "13", _S.COMMUNITY: "13", _S.CHARITY: "3", _S.TRADITION: "4", _S.MINORITIES: "5", _S.CULTURE: "16",
    _S.VOLUNTEERING: "27", _S.EDUCATION: "14", _S.SPORT: "17", _S.TOURISM: "19", _S.GREENERY: "18", _S.SAFETY: "20",
    _S.REVITALISATION: "32a",
}  # fmt: skip
"""The item (punkt) of UDPPiW art. 4(1) that art. 19b(1) names."""


class PropertyProblem(StrEnum):
    """What the formal check says about the place of a request (4.6 (1))."""

    NOT_CITY_PROPERTY = "not-city-property"
    PERHAPS_ANOTHER_BODY = "perhaps-another-body"


def needs_city_property(scope: Scope | None) -> bool:
    """Roads, sewers, water mains, buildings and small architecture must be owned by local government (art. 19b(1)(1))."""
    return scope is Scope.INFRASTRUCTURE


def property_problem(scope: Scope | None, land: str) -> PropertyProblem | None:
    """What stands in the way of such a request on such land; a warning to those who write, a reason for the office.

    Private: only property of local government. Another public owner: perhaps another body is competent (forward it).
    """
    if not needs_city_property(scope):
        return None
    if land == "PRIVATE":
        return PropertyProblem.NOT_CITY_PROPERTY
    return PropertyProblem.PERHAPS_ANOTHER_BODY if land == "OTHER_PUBLIC" else None
