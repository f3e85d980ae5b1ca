"""What somebody writes: remarks, who they are, when it came; and what may not be sent so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from civic.consultations.notices.rules import Regime, Standing, Status
from civic.consultations.remarks.rules.kinds import NAMES_ORGANISATION, SENT_BY_POST, AuthorKind, Channel
from civic.consultations.remarks.rules.refusals import Refusal
from civic.core import deadlines
from civic.core.deadlines import PostalRule
from civic.core.refusal import Refused

TEXT_MAX = 10_000
MOST_REMARKS = 400
MOST_FILES = 20
SHORT_MAX = 200
"""Of names and titles."""
ADDRESS_MAX = 300


@dataclass(frozen=True, kw_only=True)
class Written:
    """One remark as its author writes it. ``proposed``: the wording wanted instead of ``quote``, None when none is.

    A place in a document is ``document_id``, ``version_id``, ``anchor`` together, or ``unit_text`` alone.
    """

    text: str = ""
    proposed: str | None = None
    document_id: int | None = None
    version_id: int | None = None
    anchor: str | None = None
    quote: str = ""
    unit_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who writes. ``organisation_id``: an organisation in whose name the account may speak."""

    kind: AuthorKind = AuthorKind.RESIDENT
    person_id: int | None = None
    organisation_id: int | None = None
    organisation_name: str = ""
    krs: str = ""
    name: str = ""
    address: str = ""
    email: str = ""
    name_public: bool = False
    owner: bool | None = None


@dataclass(frozen=True)
class Wanted:
    """What the author has to say about themselves."""

    name: bool
    address: bool
    owner: bool
    organisation: bool


def wanted(regime: Regime, anonymous: bool) -> Wanted:
    """What the regime asks of an author; the rest is never asked for.

    PLANNING: name, address, and whether they own or hold the land in perpetual usufruct (u.p.z.p. art. 8g); people from
    13 to 17 act alone (art. 8e(3)). NGO_ACT: the organisation and who speaks for it. Else a name only where the city
    does not take remarks without one.
    """
    planning, organisations = regime is Regime.PLANNING, regime in NAMES_ORGANISATION
    return Wanted(
        name=planning or organisations or not anonymous,
        address=planning,
        owner=planning,
        organisation=organisations,
    )


def why_not_author(author: Author, regime: Regime, *, anonymous: bool) -> tuple[Refused, ...]:
    """What the author still has to say, in the order of the page. An organisation we know speaks without further words."""
    asked, known = wanted(regime, anonymous), author.organisation_id is not None
    speaks = author.kind in {AuthorKind.NGO, AuthorKind.BUSINESS, AuthorKind.UNIT, AuthorKind.OTHER}
    lacking = (
        (Refusal.ORGANISATION_MISSING, (speaks or asked.organisation) and not author.organisation_name and not known),
        (Refusal.NAME_MISSING, (speaks or asked.name) and not author.name and not known),
        (Refusal.ADDRESS_MISSING, asked.address and not author.address),
        (Refusal.OWNER_MISSING, asked.owner and author.owner is None),
    )  # fmt: skip
    return tuple(Refused(reason) for reason, lacks in lacking if lacks)


def why_not_send(standing: Standing, now: datetime) -> Refused | None:
    """Whether remarks are taken at that moment. After the end they still are, as late ones, until the report is out."""
    if standing.status is Status.CANCELLED:
        return Refused(Refusal.CANCELLED)
    if standing.status in {Status.REPORT_PUBLISHED, Status.DECIDED, Status.ARCHIVED}:
        return Refused(Refusal.REPORTED)
    announced = standing.status in {Status.ANNOUNCED, Status.REPORT_DRAFT}
    if not announced or standing.opens is None or now < standing.opens:
        return Refused(Refusal.NOT_OPEN_YET, opened=standing.opens)
    return None


def why_not_remark(remark: Written) -> Refused | None:
    """What is wrong with one remark."""
    if not remark.text.strip() and not (remark.proposed or "").strip():
        return Refused(Refusal.NOTHING_WRITTEN)
    if len(remark.text) > TEXT_MAX:
        return Refused(Refusal.TEXT_TOO_LONG, max=TEXT_MAX)
    if len(remark.proposed or "") > TEXT_MAX:
        return Refused(Refusal.PROPOSED_TOO_LONG, max=TEXT_MAX)
    return None


def why_not_remarks(remarks: Sequence[Written]) -> Refused | None:
    """What is wrong with an opinion's remarks, all together."""
    if not remarks:
        return Refused(Refusal.NO_REMARKS)
    if len(remarks) > MOST_REMARKS:
        return Refused(Refusal.TOO_MANY_REMARKS, max=MOST_REMARKS)
    return next((no for remark in remarks if (no := why_not_remark(remark)) is not None), None)


def is_late(standing: Standing, received: datetime) -> bool:
    """Whether it came after the end: the moment of closing itself is already after it."""
    return standing.closes is not None and received >= standing.closes


@dataclass(frozen=True)
class Arrival:
    """How something came to the office: ``at`` where the hour is known; ``posted_on``: where the day of sending decides."""

    channel: Channel
    on: date
    at: time | None = None
    posted_on: date | None = None


def why_not_arrived(arrival: Arrival, now: datetime) -> Refused | None:
    """Nothing comes tomorrow, and nothing comes before it is sent."""
    tomorrow = arrival.on > deadlines.in_poland(now)
    if tomorrow or (arrival.at is not None and deadlines.opens_at(arrival.on, arrival.at) > now):
        return Refused(Refusal.RECEIVED_IN_FUTURE)
    if arrival.posted_on is not None and arrival.posted_on > arrival.on:
        return Refused(Refusal.POSTED_AFTER_RECEIVED)
    return None


def received(arrival: Arrival, closes: datetime | None) -> datetime:
    """The moment it came. Without an hour: noon, and on the last day the last second before the end, for the author."""
    if arrival.at is not None:
        return deadlines.opens_at(arrival.on, arrival.at)
    noon = deadlines.opens_at(arrival.on, time(12))
    if (
        closes is not None
        and noon >= closes
        and arrival.on <= deadlines.in_poland(deadlines.closing_shown(closes))
    ):
        return closes - timedelta(seconds=1)
    return noon


def arrived_late(arrival: Arrival, standing: Standing) -> bool:
    """Whether what came to the office is late. A letter sent on the last day is in time whenever it comes."""
    closes = standing.closes
    if closes is None:
        return False
    if arrival.channel in SENT_BY_POST and arrival.posted_on is not None:
        last = deadlines.in_poland(deadlines.closing_shown(closes))
        return not deadlines.in_time(
            PostalRule.DISPATCH_DATE, last, received=arrival.on, dispatched=arrival.posted_on
        )
    return is_late(standing, received(arrival, closes))


def erased_on(published_on: date) -> date:
    """The day authors' data goes: a year after the report was published (polish-rules 1.6)."""
    return deadlines.add_months(published_on, 12)
