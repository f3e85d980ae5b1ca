"""Everything read about negotiations and agreements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from civic.core.db import db
from civic.initiatives.agreements import document
from civic.initiatives.agreements.models import (
    Agreement,
    NegotiationRow,
    PlanConfirmation,
    PlanMessage,
    PlanVersion,
)
from civic.initiatives.agreements.rules import Draft, Line, Negotiation, Plan, Step, number_words
from civic.initiatives.agreements.rules.contract import Contract
from civic.initiatives.assessment.models import Act
from civic.initiatives.assessment.models import Kind as ActKind
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.models import Initiative, InitiativeLine, InitiativeStep, Member
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import InitiativeSettings, LineKind, Side, Who
from civic.organisations.models import Representative
from civic.people.models import Person
from civic.places.models import Area


@dataclass(frozen=True)
class Version:
    """A version without what is in it. ``confirmed``: by which sides, and when."""

    number: int
    side: Side
    at: datetime
    note: str
    confirmed: dict[Side, datetime]


@dataclass(frozen=True)
class Message:
    """A message of one side. No names: sides talk, not persons."""

    version: int
    side: Side
    at: datetime
    text: str


@dataclass(frozen=True)
class Paper:
    """An agreement (``annex`` 0) or annex: a draft, or signed. ``number``: UIL/2026/0003; "" while a draft."""

    annex: int
    number: str
    draft: Draft
    version: int | None
    way: str | None
    applicant_signed_on: date | None
    signed_on: date | None
    snapshot: Contract | None
    prepared_at: datetime


@dataclass(frozen=True)
class Table:
    """All that lies on the table of one initiative. ``settings``: the city's, by which the request is judged."""

    initiative: InitiativeFacts
    settings: InitiativeSettings
    versions: tuple[Version, ...]
    papers: tuple[Paper, ...]

    @property
    def negotiation(self) -> Negotiation:
        """Where it stands, for the rules."""
        last = self.versions[-1] if self.versions else None
        return Negotiation(
            status=self.initiative.status,
            newest=last.number if last else 0,
            confirmed=frozenset(last.confirmed) if last else frozenset(),
            in_force=max((paper.version or 0 for paper in self.papers), default=0),
            settings=self.settings,
        )

    @property
    def signed(self) -> tuple[Paper, ...]:
        """The agreement and its annexes, signed ones alone."""
        return tuple(paper for paper in self.papers if paper.number)

    @property
    def draft(self) -> Paper | None:
        """What waits for signatures."""
        return next((paper for paper in self.papers if not paper.number), None)


def table(initiative: InitiativeFacts) -> Table:
    """Versions, confirmations and papers, as they are now: after ``requests.queries.locked`` nobody changes them."""
    settings = requests.settings_of(initiative.id).document
    return Table(initiative, settings, tuple(_versions(initiative.id)), tuple(_papers(initiative.id)))


def _versions(initiative_id: int) -> list[Version]:
    at_sides = func.coalesce(
        func.jsonb_object_agg(PlanConfirmation.side, PlanConfirmation.at).filter(
            PlanConfirmation.side.is_not(None)
        ),
        cast({}, JSONB),
    )
    rows = db.session.execute(
        select(PlanVersion.number, PlanVersion.side, PlanVersion.at, PlanVersion.note, at_sides.label("confirmed"))
        .outerjoin(
            PlanConfirmation,
            and_(
                PlanConfirmation.initiative_id == PlanVersion.initiative_id,
                PlanConfirmation.version == PlanVersion.number,
            ),
        )
        .where(PlanVersion.initiative_id == initiative_id)
        .group_by(PlanVersion.initiative_id, PlanVersion.number)
        .order_by(PlanVersion.number)
    )  # fmt: skip
    return [
        Version(
            row.number,
            Side(row.side),
            row.at,
            row.note,
            {Side(side): datetime.fromisoformat(at) for side, at in row.confirmed.items()},
        )
        for row in rows
    ]


def _papers(initiative_id: int) -> list[Paper]:
    rows = db.session.scalars(
        select(Agreement).filter_by(initiative_id=initiative_id).order_by(Agreement.annex)
        .execution_options(populate_existing=True)
    )  # fmt: skip
    return [
        Paper(
            annex=row.annex,
            number=number_words(row.year, row.number, row.annex),
            draft=Draft(document.terms(row.terms), row.applicant_party),
            version=row.version,
            way=row.way,
            applicant_signed_on=row.applicant_signed_on,
            signed_on=row.signed_on,
            snapshot=document.contract(row.snapshot) if row.snapshot else None,
            prepared_at=row.prepared_at,
        )
        for row in rows
    ]


def plans(initiative_id: int, *numbers: int) -> dict[int, Plan]:
    """What is in these versions; those that are not there are left out."""
    rows = db.session.execute(
        select(PlanVersion.number, PlanVersion.document).where(
            PlanVersion.initiative_id == initiative_id, PlanVersion.number.in_(numbers)
        )
    )
    return {row.number: document.plan(row.document) for row in rows}


def newest_plan(found: Table) -> Plan:
    """The newest version's content; empty where there is none."""
    number = found.negotiation.newest
    return plans(found.initiative.id, number).get(number, Plan())


def plan_in_force(initiative_id: int) -> Plan:
    """The plan of the agreement or of its last annex; empty while nothing is signed."""
    row = db.session.scalar(
        select(PlanVersion.document)
        .join(
            Agreement,
            and_(
                Agreement.initiative_id == PlanVersion.initiative_id, Agreement.version == PlanVersion.number
            ),
        )
        .where(PlanVersion.initiative_id == initiative_id)
        .order_by(Agreement.annex.desc())
        .limit(1)
    )
    return document.plan(row) if row else Plan()


def requested_plan(initiative_id: int) -> Plan:
    """What the request asked for, as a plan."""
    lines = db.session.scalars(
        select(InitiativeLine).filter_by(initiative_id=initiative_id).order_by(InitiativeLine.place)
    )
    steps = db.session.scalars(
        select(InitiativeStep).filter_by(initiative_id=initiative_id).order_by(InitiativeStep.place)
    )
    return Plan(
        tuple(
            Line(
                line.place, Side(line.side), LineKind(line.kind), line.name, line.quantity, line.unit, line.unit_cost,
                line.people,
            )
            for line in lines
        ),
        tuple(Step(each.place, each.what, Who(each.side), each.starts_on, each.ends_on) for each in steps),
    )  # fmt: skip


def messages(initiative_id: int) -> Sequence[Message]:
    """What the sides wrote to each other, oldest first."""
    rows = db.session.execute(
        select(PlanMessage.version, PlanMessage.side, PlanMessage.at, PlanMessage.text)
        .where(PlanMessage.initiative_id == initiative_id)
        .order_by(PlanMessage.id)
    )
    return [Message(row.version, Side(row.side), row.at, row.text) for row in rows]


def _acts(initiative: InitiativeFacts) -> ColumnElement[bool]:
    """Whether Person acts for the residents. Through an organisation: whoever represents it now, not who once did."""
    of_group = select(Member.id).where(
        Member.initiative_id == initiative.id,
        Member.role == "REPRESENTATIVE",
        Member.confirmed_at.is_not(None),
        Member.email != "",
        func.lower(Member.email) == func.lower(Person.email),
    )
    if initiative.organisation_id is None:
        return or_(Person.id == initiative.leader_id, of_group.exists())
    of_organisation = select(Representative.person_id).where(
        Representative.organisation_id == initiative.organisation_id,
        Representative.person_id == Person.id,
        Representative.confirmed_at.is_not(None),
        Representative.ended_at.is_(None),
    )
    return or_(of_organisation.exists(), of_group.exists())


def speaks(initiative: InitiativeFacts, person_id: int) -> bool:
    """Whether this person acts for the residents: the leader, or a representative who confirmed with the account's e-mail.

    Through an organisation, the leader does as long as the right to represent it lasts; so does whoever else has it.
    """
    if initiative.organisation_id is None and initiative.leader_id == person_id:
        return True
    found = select(Person.id).where(Person.id == person_id, _acts(initiative))
    return db.session.scalar(select(found.exists())) or False


def speak_online(initiative: InitiativeFacts) -> bool:
    """Whether anybody of the residents can act for them here: somebody with an open account."""
    return (initiative.organisation_id is None and initiative.leader_open) or bool(residents_mail(initiative))


def residents_mail(initiative: InitiativeFacts) -> list[str]:
    """Addresses of those who act for the residents and have an account; only a closed one has none."""
    rows = db.session.scalars(select(Person.email).where(Person.email.is_not(None), _acts(initiative)))
    return sorted({address for address in rows if address})


def office_mail(initiative_id: int) -> list[str]:
    """The address of the officer who leads the negotiation."""
    row = db.session.scalar(
        select(Person.email)
        .join(NegotiationRow, NegotiationRow.officer_id == Person.id)
        .where(NegotiationRow.initiative_id == initiative_id)
    )
    return [row] if row else []


def accepted_on(initiative_id: int) -> date | None:
    """The day of the positive decision."""
    return db.session.scalar(
        select(Act.on).filter_by(initiative_id=initiative_id, kind=ActKind.ACCEPTED.value)
    )


def place_words(initiative_id: int) -> str:
    """Where it is, in words."""
    row = db.session.execute(
        select(Initiative.location_text, Area.name)
        .outerjoin(Area, Area.id == Initiative.area_id)
        .where(Initiative.id == initiative_id)
    ).one()
    return ", ".join(filter(None, (row.name, row.location_text)))
