"""What the office does, on PostGIS: verdicts, publishing, the list; two officers at one card."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import ProgrammingError

from civic.budget.assessment import queries, services
from civic.budget.assessment.rules import Refusal, Verdict, draw_key
from civic.budget.editions.queries import edition
from civic.budget.editions.rules import BallotOrder
from civic.budget.editions.rules import Status as EditionStatus
from civic.budget.projects import queries as projects
from civic.budget.projects import services as leaders
from civic.budget.projects.models import Decision, Project
from civic.budget.projects.rules import Outcome, Stage, Status
from civic.core.access import Role
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from tests.budget.projects.city import IN_PORT, make_edition, make_project
from tests.budget.projects.examples import IN_AUGUST, IN_MARCH, IN_MAY, IN_SEPTEMBER, LIMIT, RULES, ZLOTY
from tests.conftest import connect
from tests.factories import make_person

YES = Verdict(stage=Stage.FORMAL, outcome=Outcome.POSITIVE, reason="Dokumenty są kompletne.")
GOOD = Verdict(stage=Stage.MERIT, outcome=Outcome.POSITIVE, reason="Da się to zrobić w rok.")
BAD = Verdict(
    stage=Stage.MERIT,
    outcome=Outcome.NEGATIVE,
    reason="Teren należy do spółdzielni, a ona nie zgodziła się na ławki.",
)


@pytest.fixture
def officer_id(app):
    return make_person([Role.VERIFIER])


def project(project_id):
    return db.session.execute(
        select(Project).filter_by(id=project_id).execution_options(populate_existing=True)
    ).scalar_one()


def assessed(edition_id, officer_id, *verdicts):
    """Projects of one leader each, assessed by these verdicts on the merits; gives their ids."""
    made = []
    for place, verdict in enumerate(verdicts):
        project_id = make_project(edition_id, make_person(), f"Projekt {place}")
        services.decide(project_id, officer_id, YES, IN_MAY)
        services.decide(project_id, officer_id, verdict, IN_MAY)
        made.append(project_id)
    return made


def fixed(edition_id, officer_id, seed=None):
    services.publish_assessment(edition_id, officer_id, IN_MAY)
    return services.fix_list(edition_id, officer_id, IN_AUGUST, seed)


def last_event():
    row = db.session.execute(select(AuditEvent.kind, AuditEvent.data).order_by(AuditEvent.id.desc()).limit(1))
    return tuple(row.one())


def test_two_verdicts_make_an_assessment_with_its_trace(app, officer_id):
    project_id = make_project(make_edition(), make_person())
    assert services.decide(project_id, officer_id, YES, IN_MAY) is Status.FORMAL_OK
    verified = replace(GOOD, verified_cost=12_000 * ZLOTY)
    assert services.decide(project_id, officer_id, verified, IN_MAY) is Status.POSITIVE
    assert (project(project_id).cost, project(project_id).verified_cost) == (9_000 * ZLOTY, 12_000 * ZLOTY)
    assert last_event() == (
        "CardDecided",
        {
            "reason": GOOD.reason,
            "stage": "MERIT",
            "outcome": "POSITIVE",
            "from_status": "FORMAL_OK",
            "to_status": "POSITIVE",
            "verified_cost": 12_000 * ZLOTY,
        },
    )


def test_a_refused_verdict_leaves_nothing(app, officer_id):
    project_id = make_project(make_edition(), make_person())
    services.decide(project_id, officer_id, YES, IN_MAY)
    with pytest.raises(Refused) as refused:
        services.decide(project_id, officer_id, replace(GOOD, verified_cost=LIMIT + 1), IN_MAY)
    assert refused.value.reason is Refusal.VERIFIED_COST_TOO_HIGH
    assert (project(project_id).status, project(project_id).verified_cost) == (Status.FORMAL_OK, None)
    assert len(db.session.scalars(select(Decision.id)).all()) == 1


def test_nobody_verifies_an_own_project(app, officer_id):
    project_id = make_project(make_edition(), officer_id)
    with pytest.raises(Refused) as refused:
        services.decide(project_id, officer_id, YES, IN_MAY)
    assert refused.value.reason is Refusal.OWN_PROJECT


def test_the_application_cannot_rewrite_a_decision(app, officer_id, database):
    assessed(make_edition(), officer_id, GOOD)
    db.session.remove()
    with connect(database.set(username="civic_app")) as connection:
        for statement in (
            "UPDATE decision SET reason = 'x'",
            "DELETE FROM decision",
            "DELETE FROM fixed_list",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_list_holds_what_passed_and_its_order_can_be_repeated(app, officer_id):
    edition_id = make_edition()
    first, second, third, fourth = assessed(edition_id, officer_id, GOOD, BAD, GOOD, GOOD)
    made = fixed(edition_id, officer_id, "kule 7 11 13")
    assert (made.seed, made.admitted, made.ballot_order) == ("kule 7 11 13", 3, "DRAW")
    assert edition(edition_id).status is EditionStatus.LIST_FIXED
    assert [project(each).status for each in (first, second, third, fourth)] == [
        Status.ADMITTED, Status.NEGATIVE, Status.ADMITTED, Status.ADMITTED,
    ]  # fmt: skip
    in_order = sorted(projects.admitted(edition_id), key=lambda each: each.ballot_position)
    assert [each.ballot_position for each in in_order] == [1, 2, 3]
    by_hand = sorted((1, 3, 4), key=lambda number: draw_key("kule 7 11 13", number))
    assert [each.number for each in in_order] == by_hand
    kind, data = last_event()
    assert (kind, data["seed"]) == ("ListFixed", "kule 7 11 13")


def test_without_a_seed_one_is_drawn(app, officer_id):
    edition_id = make_edition()
    assessed(edition_id, officer_id, GOOD)
    assert len(fixed(edition_id, officer_id).seed) == 32


@pytest.mark.parametrize(
    ("order", "positions"), [(BallotOrder.NUMBER, [1, 2]), (BallotOrder.RANDOM_PER_VOTER, [None, None])]
)
def test_other_orders_need_no_seed(app, officer_id, order, positions):
    edition_id = make_edition(replace(RULES, ballot_order=order))
    assessed(edition_id, officer_id, GOOD, GOOD)
    assert fixed(edition_id, officer_id).seed is None
    assert [each.ballot_position for each in projects.admitted(edition_id)] == positions


def test_each_list_counts_its_places_from_one(app, officer_id):
    edition_id = make_edition()
    assessed(edition_id, officer_id, GOOD)
    citywide = make_project(edition_id, make_person(), place=IN_PORT, pool="miasto")
    services.decide(citywide, officer_id, YES, IN_MAY)
    services.decide(citywide, officer_id, GOOD, IN_MAY)
    fixed(edition_id, officer_id)
    found = projects.admitted(edition_id)
    assert [(each.pool, each.ballot_position, each.area_code) for each in found] == [
        ("stare-miasto", 1, "stare-miasto"),
        ("miasto", 1, "port"),
    ]


def test_nothing_is_published_or_fixed_before_all_are_assessed(app, officer_id):
    edition_id = make_edition()
    assessed(edition_id, officer_id, GOOD)
    waiting = make_project(edition_id, make_person())
    with pytest.raises(Refused) as refused:
        services.publish_assessment(edition_id, officer_id, IN_MAY)
    assert refused.value.reason is Refusal.NOT_ALL_ASSESSED
    assert refused.value.facts == {"count": 1, "number": 2}
    services.decide(waiting, officer_id, replace(BAD, stage=Stage.FORMAL), IN_MAY)
    services.publish_assessment(edition_id, officer_id, IN_MAY)
    assert last_event() == ("AssessmentPublished", {"positive": 1, "negative": 1})


def test_a_fixed_list_stays_as_it_is(app, officer_id):
    edition_id = make_edition()
    admitted_id, refused_id = assessed(edition_id, officer_id, GOOD, BAD)
    fixed(edition_id, officer_id)
    for deed in (
        lambda: services.fix_list(edition_id, officer_id, IN_AUGUST),
        lambda: services.decide(refused_id, officer_id, GOOD, IN_AUGUST),
        lambda: services.set_conflict_group(admitted_id, officer_id, "staw", IN_AUGUST),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.reason is Refusal.LIST_ALREADY_FIXED
    with pytest.raises(Refused) as refused:
        services.set_conflict_group(admitted_id, officer_id, "staw", IN_SEPTEMBER)
    assert refused.value.reason is Refusal.VOTING_HAS_OPENED


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Inny"}, {"pool": "miasto"}, {"verified_cost": 1}, {"cost": 1}, {"conflict_group": "x"}, {"point": None},
        {"ballot_position": 7}, {"number": 77}, {"description": ""}, {"categories": []},
    ],
)  # fmt: skip
def test_the_database_itself_keeps_a_fixed_list(app, officer_id, change):
    edition_id = make_edition()
    admitted_id, _ = assessed(edition_id, officer_id, GOOD, BAD)
    fixed(edition_id, officer_id)
    with pytest.raises(ProgrammingError, match="whose list is fixed"), transaction():
        for name, value in change.items():
            setattr(project(admitted_id), name, value)
        db.session.flush()
    with pytest.raises(ProgrammingError, match="whose list is fixed"), transaction():
        db.session.execute(
            delete(Project).where(Project.id == admitted_id).execution_options(synchronize_session=False)
        )


def test_a_leader_may_withdraw_from_the_fixed_list_in_time(app, officer_id):
    edition_id, leader_id = make_edition(), make_person()
    assessed(edition_id, officer_id, GOOD)
    mine = make_project(edition_id, leader_id)
    for verdict in (YES, GOOD):
        services.decide(mine, officer_id, verdict, IN_MAY)
    fixed(edition_id, officer_id)
    leaders.withdraw(mine, leader_id, IN_AUGUST)
    assert [each.number for each in projects.admitted(edition_id)] == [1]


def test_conflict_groups_are_set_and_cleared(app, officer_id):
    edition_id = make_edition()
    (project_id,) = assessed(edition_id, officer_id, GOOD)
    services.set_conflict_group(project_id, officer_id, "  nad   stawem ", IN_MAY)
    assert queries.conflict_groups(edition_id) == ["nad stawem"]
    assert last_event() == ("ConflictGroupSet", {"to_group": "nad stawem"})
    services.set_conflict_group(project_id, officer_id, "", IN_MAY)
    assert project(project_id).conflict_group is None
    assert last_event() == ("ConflictGroupSet", {"from_group": "nad stawem"})


def test_the_queue_says_what_waits_and_since_when(app, officer_id):
    edition_id = make_edition()
    formal = make_project(edition_id, make_person(), "Pierwszy")
    merit = make_project(edition_id, make_person(), "Drugi")
    done = make_project(edition_id, make_person(), "Trzeci")
    services.decide(merit, officer_id, YES, IN_MAY)
    for verdict in (YES, BAD):
        services.decide(done, officer_id, verdict, IN_MAY)

    def titles(**wanted):
        return [card.title for card in queries.queue(edition_id, queries.Wanted(**wanted))]

    assert titles() == ["Pierwszy", "Drugi"]
    assert titles(stage=Stage.FORMAL) == ["Pierwszy"]
    assert titles(stage=Stage.MERIT) == ["Drugi"]
    assert titles(everything=True, text="trzeci") == ["Trzeci"]
    assert titles(area="port") == titles(pool="miasto") == []
    assert queries.queue_length(edition_id, queries.Wanted()) == 2
    since = {card.id: card.since for card in queries.queue(edition_id, queries.Wanted())}
    assert since == {formal: IN_MARCH, merit: IN_MAY}


@pytest.mark.race
def test_of_two_officers_at_one_card_one_decides_and_the_other_is_told(app):
    """Without the lock in ``decide`` the second one runs into the database's UNIQUE instead of an answer."""
    edition_id = make_edition(replace(RULES, projects=replace(RULES.projects, max_per_leader=None)))
    leader_id, officers = make_person(), [make_person([Role.VERIFIER]) for _ in range(2)]
    cards = [make_project(edition_id, leader_id) for _ in range(10)]

    def officer(officer_id, gate, project_id, verdict):
        with app.app_context():
            gate.wait()
            try:
                return services.decide(project_id, officer_id, verdict, IN_MAY)
            except Refused as refused:
                return refused.reason
            finally:
                db.session.remove()

    db.session.remove()
    no = replace(BAD, stage=Stage.FORMAL)
    with ThreadPoolExecutor(2) as pool:
        for project_id in cards:
            gate = Barrier(2)
            said = [
                pool.submit(officer, each, gate, project_id, verdict)
                for each, verdict in zip(officers, (YES, no), strict=True)
            ]
            answers = {future.result() for future in said}
            assert len(answers) == 2
            assert Refusal.ALREADY_DECIDED in answers
            assert {project(project_id).status} | {Refusal.ALREADY_DECIDED} == answers
            db.session.remove()
