"""An organisation from the declaration to the end of the representation."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from civic.core.audit import AuditEvent
from civic.core.db import db
from civic.core.refusal import Refused
from civic.organisations import queries, services
from civic.organisations.models import Organisation
from civic.organisations.rules import Kind, Refusal, Standing
from civic.organisations.services import PER_PERSON, Declared
from tests.factories import make_person
from tests.work import letters

KRS = "0000123456"


def said(**more) -> Declared:
    return Declared(
        **{
            "name": "Zielony Zakątek",
            "kind": Kind.ASSOCIATION,
            "krs": KRS,
            "seat": "Miłogród",
            "function": "prezeska",
            **more,
        }
    )


def refused(reason: Refusal):
    return pytest.raises(Refused, check=lambda error: error.reason is reason)


@pytest.fixture
def anna(app) -> int:
    return make_person(name="Anna Nowak", email="anna@example.org")


@pytest.fixture
def officer(app) -> int:
    return make_person(name="Olga Urząd")


def kinds() -> Counter[str]:
    db.session.rollback()
    return Counter(db.session.scalars(select(AuditEvent.kind)))


def entered() -> int:
    return db.session.scalars(select(func.count()).select_from(Organisation)).one()


def test_only_confirmed_and_not_ended_ones_count(app, anna, officer):
    made = services.declare(anna, said())
    assert queries.represented_by(anna) == []
    services.confirm(made, anna, officer, name="Stowarzyszenie Zielony Zakątek", seat="Miłogród, Polna 1")
    (found,) = queries.represented_by(anna)
    assert (found.id, found.name, found.kind, found.krs, found.seat) == (
        made, "Stowarzyszenie Zielony Zakątek", Kind.ASSOCIATION, KRS, "Miłogród, Polna 1",
    )  # fmt: skip
    assert queries.organisation(made) == found
    assert queries.organisations([made, 999]) == {made: found}
    services.end(made, anna, officer, "koniec kadencji")
    assert queries.represented_by(anna) == []
    assert kinds() == {
        "OrganisationEntered": 1, "RepresentativeDeclared": 1, "RepresentativeConfirmed": 1, "OrganisationCorrected": 1,
        "RepresentativeEnded": 1,
    }  # fmt: skip
    (_, confirmed, _), (to, ended, body) = letters(app)
    assert "Możesz występować w imieniu organizacji: Stowarzyszenie" in confirmed
    assert to == "anna@example.org"
    assert ended.startswith("Nie reprezentujesz już")
    assert "koniec kadencji" in body


def test_one_krs_is_entered_once(app, anna, officer):
    other = make_person(name="Jan Kowal")
    first = services.declare(anna, said())
    assert services.declare(other, said(name="Inna nazwa")) == first
    assert entered() == 1
    assert queries.organisation(first).name == "Zielony Zakątek"
    services.confirm(first, other, officer, name="Zielony Zakątek", seat="Miłogród")
    assert queries.represented_by(anna) == []
    assert [each.id for each in queries.represented_by(other)] == [first]


def test_without_krs_the_same_number_and_name_is_one(app, anna):
    other = make_person(name="Jan Kowal")
    first = services.declare(anna, said(krs=None, register_number="KS/12", name="Orlik"))
    assert services.declare(other, said(krs=None, register_number="ks/12", name="ORLIK")) == first
    assert services.declare(other, said(krs=None, register_number="KS/12", name="Sokół")) != first


def test_a_name_nobody_stands_for_gives_way(app, anna, officer):
    other = make_person(name="Jan Kowal")
    made = services.declare(anna, said(name="Żart"))
    services.refuse(made, anna, officer, "nie ma takiej osoby w KRS")
    services.declare(other, said(name="Zielony Zakątek"))
    assert queries.organisation(made).name == "Zielony Zakątek"


def test_refused_may_try_again_and_is_told_why(app, anna, officer):
    made = services.declare(anna, said())
    services.refuse(made, anna, officer, "nie ma takiej osoby w KRS")
    ((_, _, body),) = letters(app)
    assert "nie ma takiej osoby w KRS" in body
    (own,) = queries.own(anna)
    assert (own.standing, own.reason) == (Standing.REFUSED, "nie ma takiej osoby w KRS")
    services.declare(anna, said())
    (own,) = queries.own(anna)
    assert (own.standing, own.reason) == (Standing.WAITING, "")


def test_what_is_refused(app, anna, officer):
    made = services.declare(anna, said())
    with refused(Refusal.ALREADY_YOURS):
        services.declare(anna, said())
    with refused(Refusal.NO_NUMBER):
        services.declare(anna, said(krs=None))
    assert entered() == 1
    with refused(Refusal.NOT_BY_ONESELF):
        services.confirm(made, anna, anna, name="A", seat="")
    with refused(Refusal.NOT_BY_ONESELF):
        services.refuse(made, anna, anna, "bo tak")
    with refused(Refusal.REASON_MISSING):
        services.refuse(made, anna, officer, "  ")
    services.confirm(made, anna, officer, name="A", seat="")
    with refused(Refusal.ALREADY_DECIDED):
        services.refuse(made, anna, officer, "jednak nie")
    with refused(Refusal.NOT_BY_ONESELF):
        services.end(made, anna, anna, "bo tak")
    services.leave(made, anna)
    with refused(Refusal.ALREADY_ENDED):
        services.leave(made, anna)


def test_not_without_end_in_a_day(app, anna):
    for number in range(PER_PERSON.tries):
        made = services.declare(anna, said(krs=f"{number + 1:010}"))
        services.leave(made, anna)
    with refused(Refusal.TOO_OFTEN):
        services.declare(anna, said())


@pytest.mark.race
def test_many_declare_the_same_krs_at_once(app):
    people = [make_person(name=f"Osoba {number}") for number in range(8)]
    gate = Barrier(len(people))

    def act(person_id: int) -> int:
        with app.app_context():
            gate.wait(30)
            try:
                return services.declare(person_id, said())
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(people)) as pool:
        made = set(pool.map(act, people))
    assert len(made) == 1
    assert entered() == 1
    assert queries.counts()[Standing.WAITING] == len(people)


@pytest.mark.race
def test_two_officers_decide_at_once_and_one_wins(app, anna):
    made = services.declare(anna, said())
    officers = [make_person(name=f"Urząd {number}") for number in range(4)]
    gate = Barrier(len(officers))

    def act(number: int) -> str:
        with app.app_context():
            gate.wait(30)
            try:
                if number % 2:
                    services.confirm(made, anna, officers[number], name="A", seat="")
                else:
                    services.refuse(made, anna, officers[number], "nie")
            except Refused as no:
                return str(no.reason)
            finally:
                db.session.remove()
            return "done"

    with ThreadPoolExecutor(len(officers)) as pool:
        assert Counter(pool.map(act, range(4))) == {"done": 1, Refusal.ALREADY_DECIDED: 3}
    decided = kinds()
    assert decided["RepresentativeConfirmed"] + decided["RepresentativeRefused"] == 1
