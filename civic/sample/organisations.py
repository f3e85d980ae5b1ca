"""The organisations of Miłogród that somebody may speak for; one declaration still waits for the office."""

from collections.abc import Mapping

from civic.organisations import services
from civic.organisations.rules import Kind
from civic.organisations.services import Declared
from civic.sample import people

BARRIERS, RIVER, CLUB = "Stowarzyszenie Miłogród bez Barier", "Fundacja Czysta Miła", "Klub Sportowy Podlesie"


def enter(ids: Mapping[str, int]) -> Mapping[str, int]:
    """Declared by their representatives, two of them confirmed; ids by name."""
    officer = ids[people.ANSWERING.key]
    made = {}
    for name, kind, krs, member, function in (
        (BARRIERS, Kind.ASSOCIATION, "0000123456", people.ASSOCIATION, "prezeska zarządu"),
        (RIVER, Kind.FOUNDATION, "0000234567", people.NEIGHBOURS[0], "członek zarządu"),
        (CLUB, Kind.SPORTS_CLUB, "0000345678", people.LEADERS[0], "skarbnik"),
    ):
        said = Declared(name=name, kind=kind, krs=krs, register_number="", seat="Miłogród", function=function)
        made[name] = services.declare(ids[member.key], said)
        if name != CLUB:
            services.confirm(made[name], ids[member.key], officer, name=name, seat="Miłogród")
    return made
