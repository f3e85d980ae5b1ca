"""The named cast of Miłogród: residents, leaders of projects, the office. None of them exists; one password opens all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from civic.core.access import Role
from civic.core.db import db
from civic.people.models import Person
from civic.people.services import made_up, office

HOST = "milogrod.example"
PASSWORD = "most-nad-Mila-1904"  # noqa: S105 - printed by `civic sample accounts`; the sample is refused in production
ROADS, GREENERY, BUDGET_TEAM = "Wydział Dróg", "Wydział Zieleni", "Biuro Budżetu Obywatelskiego"
DIALOGUE = "Biuro Konsultacji i Inicjatyw"


@dataclass(frozen=True)
class Member:
    """Somebody of the cast. ``who``: in a few Polish words, for the list of accounts; ``unit``: where they work."""

    key: str
    name: str
    who: str
    roles: tuple[Role, ...] = ()
    unit: str | None = None
    lang: str = "pl"

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.key}@{HOST}"


RESIDENTS = (
    Member("maria.wisniewska", "Maria Wiśniewska", "mieszkanka, 78 lat, głosuje raz w roku"),
    Member("joanna.kowalczyk", "Joanna Kowalczyk", "mama dwunastoletniej Zosi"),
    Member("tomasz.zielinski", "Tomasz Zieliński", "dojeżdża do pracy, ma cztery minuty"),
    Member("oksana.bondarenko", "Oksana Bondarenko", "mieszkanka bez numeru PESEL"),
)
ASSOCIATION = Member("elzbieta.dolna", "Elżbieta Dolna", "prezeska Stowarzyszenia Miłogród bez Barier")
NEIGHBOURS = (
    Member("bogdan.kurek", "Bogdan Kurek", "prowadzi inicjatywy lokalne"),
    Member("danuta.sroka", "Danuta Sroka", "dołącza do inicjatyw sąsiadów"),
    Member("henryk.bober", "Henryk Bober", "dołącza do inicjatyw sąsiadów"),
)
LEADERS = (
    Member("jan.lipinski", "Jan Lipiński", "pisze projekty, ma szkic"),
    Member("ewa.sadowska", "Ewa Sadowska", "pisze projekty"),
    Member("piotr.mazurek", "Piotr Mazurek", "pisze projekty"),
    Member("hanna.borkowska", "Hanna Borkowska", "pisze projekty"),
    Member("michal.stachura", "Michał Stachura", "pisze projekty"),
    Member("agnieszka.wrona", "Agnieszka Wrona", "pisze projekty"),
    Member("krzysztof.pawlak", "Krzysztof Pawlak", "pisze projekty"),
    Member("natalia.gil", "Natalia Gil", "pisze projekty"),
)
_FIRST = (
    "Adam", "Alicja", "Bartosz", "Beata", "Cezary", "Dorota", "Filip", "Grażyna", "Henryk", "Iwona", "Jacek", "Julia", "Kamil",
    "Lidia", "Łukasz", "Małgorzata", "Norbert", "Olga", "Paulina", "Rafał", "Sylwia", "Teresa", "Urszula", "Wojciech",
)  # fmt: skip
_LAST = (
    "Bąk", "Cieślak", "Duda", "Fijał", "Gołąb", "Jasiak", "Klimek", "Lis", "Marzec", "Nawrot", "Orzech", "Pietras", "Rogala",
    "Serafin", "Tkacz", "Urban", "Wilk", "Zaremba", "Żak",
)  # fmt: skip
OTHERS = tuple(
    Member(
        f"autor-{number + 1}",
        f"{_FIRST[number % len(_FIRST)]} {_LAST[number * 5 % len(_LAST)]}",
        "pisze projekty",
    )
    for number in range(48)
)
"""More leaders, so that nobody has twenty projects; not on the list of accounts."""
COORDINATOR = Member(
    "barbara.krol", "Barbara Król", "koordynatorka budżetu", (Role.COORDINATOR,), BUDGET_TEAM
)
VERIFIERS = (
    Member("pawel.drogosz", "Paweł Drogosz", "ocenia projekty", (Role.VERIFIER,), ROADS),
    Member("zofia.lasota", "Zofia Lasota", "ocenia projekty", (Role.VERIFIER,), GREENERY),
)
COMMITTEE = (
    Member("halina.wojcik", "Halina Wójcik", "komisja, przewodnicząca", (Role.COMMITTEE_MEMBER,)),
    Member("adam.nowicki", "Adam Nowicki", "komisja", (Role.COMMITTEE_MEMBER,)),
    Member("irena.czajka", "Irena Czajka", "komisja", (Role.COMMITTEE_MEMBER,)),
)
EXECUTIVE = Member("robert.majewski", "Robert Majewski", "zastępca prezydenta miasta", (Role.EXECUTIVE,))
TEAM = (
    Member("grzegorz.pilch", "Grzegorz Pilch", "zespół do spraw inicjatyw", (Role.TEAM_MEMBER,), DIALOGUE),
    Member("lucyna.madej", "Lucyna Madej", "zespół do spraw inicjatyw", (Role.TEAM_MEMBER,), DIALOGUE),
    Member("stefan.rybak", "Stefan Rybak", "zespół do spraw inicjatyw", (Role.TEAM_MEMBER,), DIALOGUE),
)
CLERK = Member(
    "teresa.bury", "Teresa Bury", "wpisuje uwagi i wnioski z papieru", (Role.POINT_CLERK,), DIALOGUE
)
ANSWERING = Member(
    "artur.wilczek",
    "Artur Wilczek",
    "odpowiada na uwagi, prowadzi inicjatywy",
    (Role.VERIFIER, Role.COORDINATOR),
    DIALOGUE,
)
BIP = Member("ilona.kruk", "Ilona Kruk", "redaguje BIP", (Role.BIP_EDITOR,))
COUNCIL = Member("wanda.rosa", "Wanda Rosa", "biuro rady miasta", (Role.COUNCIL_CLERK,))
FINANCE = Member("edward.grosik", "Edward Grosik", "rozlicza inicjatywy", (Role.FINANCE,))
AUDITOR = Member("danuta.bielska", "Danuta Bielska", "kontrola, czyta dziennik", (Role.AUDITOR,))
ADMIN = Member("marek.sowa", "Marek Sowa", "administrator, nadaje role", (Role.ADMIN,))
OFFICE = (
    COORDINATOR, *VERIFIERS, *COMMITTEE, EXECUTIVE, ANSWERING, CLERK, *TEAM, BIP, COUNCIL, FINANCE, AUDITOR, ADMIN,
)  # fmt: skip
CAST = (*RESIDENTS, ASSOCIATION, *NEIGHBOURS, *LEADERS, *OFFICE)

_REASON = "Zakres obowiązków w sprawach budżetu obywatelskiego"


def settle(at: datetime) -> Mapping[str, int]:
    """Give everybody an account, and the office its units and roles; numbers of people by the cast's key."""
    made = made_up.make_accounts(
        (made_up.MadeUp(member.name, member.email, member.lang) for member in (*CAST, *OTHERS)), PASSWORD, at
    )
    ids = {member.key: made[member.email] for member in (*CAST, *OTHERS)}
    office.grant(None, ADMIN.email, Role.ADMIN, reason=_REASON)
    admin_id = ids[ADMIN.key]
    units = {name: office.add_unit(admin_id, name, None) for name in (BUDGET_TEAM, ROADS, GREENERY, DIALOGUE)}
    for member, role in _granted():
        unit_id = units[member.unit] if member.unit else None
        office.grant(admin_id, member.email, role, unit_id=unit_id, reason=_REASON)
    return ids


def ids() -> Mapping[str, int]:
    """Numbers of the sample's people who are here, by key."""
    everyone = {member.email: member.key for member in (*CAST, *OTHERS)}
    found = db.session.execute(select(Person.email, Person.id).where(Person.email.in_(everyone)))
    return {everyone[email]: person_id for email, person_id in found if email is not None}


def are_here() -> bool:
    """Whether everybody of the cast has an account."""
    return len(ids()) == len(CAST) + len(OTHERS)


def _granted() -> Iterator[tuple[Member, Role]]:
    return ((member, role) for member in OFFICE for role in member.roles if role is not Role.ADMIN)
