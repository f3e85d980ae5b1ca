"""What a leader does, on PostGIS: drafts, places, numbers, withdrawing; many at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound

from civic.budget.projects import queries, services
from civic.budget.projects.models import CostLineRow, Project
from civic.budget.projects.rules import CostLine, Refusal, Status, answers
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.geo import from_db
from civic.core.refusal import Refused
from tests.budget.projects.city import (
    IN_OLD_TOWN,
    IN_PORT,
    ON_BORDER,
    OUTSIDE,
    make_draft,
    make_edition,
    make_project,
)
from tests.budget.projects.examples import DRAFT, IN_AUGUST, IN_MARCH, IN_MAY, RULES, ZLOTY
from tests.factories import make_person


def project(project_id):
    return db.session.execute(
        select(Project).filter_by(id=project_id).execution_options(populate_existing=True)
    ).scalar_one()


def events():
    """Kinds and data of the projects' events, the oldest first."""
    found = select(AuditEvent.kind, AuditEvent.data).where(AuditEvent.subject.like("project:%"))
    return [tuple(row) for row in db.session.execute(found.order_by(AuditEvent.id))]


def test_a_draft_is_saved_step_by_step_and_read_back(edition_id):
    leader_id = make_person()
    draft_id = make_draft(edition_id, leader_id, cost=9_000 * ZLOTY)
    found = queries.draft_of(project(draft_id))
    lines = (CostLine(name="Ławka", quantity=Decimal(1), unit="szt.", unit_cost=9_000 * ZLOTY),)
    assert found == replace(DRAFT, costs=lines, area_codes=frozenset({"milogrod", "stare-miasto"}))
    assert from_db(project(draft_id).point) == IN_OLD_TOWN
    assert project(draft_id).cost == 9_000 * ZLOTY


def test_sending_gives_a_number_and_leaves_a_trace(edition_id):
    leader_id = make_person()
    assert services.submit(make_draft(edition_id, leader_id), leader_id, IN_MARCH) == 1
    assert services.submit(make_draft(edition_id, leader_id), leader_id, IN_MARCH) == 2
    sent = events()[-1]
    assert sent == (
        "ProjectSubmitted",
        {"number": 2, "pool": "stare-miasto", "cost": 9_000 * ZLOTY, "area": "stare-miasto"},
    )


def test_numbers_begin_anew_in_every_edition(edition_id):
    leader_id, other_id = make_person(), make_edition(slug="2027")
    make_project(edition_id, leader_id)
    assert project(make_project(other_id, leader_id)).number == 1


def test_an_unfinished_draft_is_kept_but_not_sent(edition_id):
    leader_id = make_person()
    draft_id = services.create_draft(edition_id, leader_id, answers.Idea(title="Ławki", summary=""), IN_MARCH)
    with pytest.raises(Refused) as refused:
        services.submit(draft_id, leader_id, IN_MARCH)
    assert refused.value.reason is Refusal.SUMMARY_MISSING
    assert project(draft_id).status == Status.DRAFT


@pytest.mark.parametrize(
    ("point", "reason"), [(OUTSIDE, Refusal.PLACE_OUTSIDE_CITY), (ON_BORDER, Refusal.PLACE_ON_BORDER)]
)
def test_a_place_outside_or_on_a_border_is_refused_and_the_one_before_stays(edition_id, point, reason):
    leader_id = make_person()
    draft_id = make_draft(edition_id, leader_id)
    with pytest.raises(Refused) as refused:
        services.save(draft_id, leader_id, answers.Place(citywide=False, point=point), IN_MARCH)
    assert refused.value.reason is reason
    assert from_db(project(draft_id).point) == IN_OLD_TOWN


def test_moving_the_place_to_another_district_shows_at_once_that_the_pool_does_not_fit(edition_id):
    leader_id = make_person()
    draft_id = make_draft(edition_id, leader_id)
    services.save(draft_id, leader_id, answers.Place(citywide=False, point=IN_PORT), IN_MARCH)
    with pytest.raises(Refused) as refused:
        services.submit(draft_id, leader_id, IN_MARCH)
    assert refused.value.reason is Refusal.POOL_ELSEWHERE
    assert refused.value.facts == {"pool": "Stare Miasto", "area": "Port"}


def test_a_citywide_project_has_no_place(edition_id):
    leader_id = make_person()
    sent = project(make_project(edition_id, leader_id, place=None))
    assert (sent.point, sent.area_id, sent.pool, sent.citywide) == (None, None, "miasto", True)


def test_saving_costs_again_replaces_the_table(edition_id):
    leader_id = make_person()
    draft_id = make_draft(edition_id, leader_id)
    lines = tuple(CostLine(name=name, quantity=Decimal("2.5"), unit_cost=333) for name in "ab")
    services.save(draft_id, leader_id, answers.Costs(lines=lines), IN_MARCH)
    assert queries.cost_lines(draft_id) == lines
    assert project(draft_id).cost == 2 * 833


def test_nobody_else_touches_a_project(edition_id):
    leader_id, stranger_id = make_person(), make_person()
    draft_id = make_draft(edition_id, leader_id)
    for deed in (
        lambda: services.save(draft_id, stranger_id, answers.PoolChoice(pool="miasto"), IN_MARCH),
        lambda: services.submit(draft_id, stranger_id, IN_MARCH),
        lambda: services.withdraw(draft_id, stranger_id, IN_MARCH),
        lambda: services.discard(draft_id, stranger_id),
        lambda: queries.own_project(edition_id, draft_id, stranger_id),
    ):
        with pytest.raises(NoResultFound):
            deed()
    assert project(draft_id).pool == "stare-miasto"


def test_a_sent_project_cannot_be_changed_sent_again_or_thrown_away(edition_id):
    leader_id = make_person()
    sent_id = make_project(edition_id, leader_id)
    for deed in (
        lambda: services.save(sent_id, leader_id, answers.PoolChoice(pool="miasto"), IN_MARCH),
        lambda: services.submit(sent_id, leader_id, IN_MARCH),
        lambda: services.discard(sent_id, leader_id),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.reason is Refusal.ALREADY_SUBMITTED


def test_after_the_deadline_nothing_is_saved_or_sent_but_a_draft_may_be_thrown_away(edition_id):
    leader_id = make_person()
    draft_id = make_draft(edition_id, leader_id)
    for deed in (
        lambda: services.create_draft(edition_id, leader_id, answers.Idea(title="Nowy", summary="x"), IN_MAY),
        lambda: services.save(draft_id, leader_id, answers.PoolChoice(pool="miasto"), IN_MAY),
        lambda: services.submit(draft_id, leader_id, IN_MAY),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.reason is Refusal.SUBMISSION_CLOSED
    services.discard(draft_id, leader_id)
    assert db.session.scalars(select(Project.id)).all() == []
    assert db.session.scalars(select(CostLineRow.name)).all() == []
    assert events()[-1][0] == "DraftDiscarded"


def test_a_withdrawn_project_makes_room_for_another_and_never_comes_back(edition_id):
    leader_id = make_person()
    first, _ = make_project(edition_id, leader_id), make_project(edition_id, leader_id)
    third = make_draft(edition_id, leader_id)
    with pytest.raises(Refused) as refused:
        services.submit(third, leader_id, IN_MARCH)
    assert refused.value.reason is Refusal.TOO_MANY_PROJECTS
    services.withdraw(first, leader_id, IN_MARCH)
    assert services.submit(third, leader_id, IN_MARCH) == 3
    with pytest.raises(Refused) as refused:
        services.withdraw(first, leader_id, IN_AUGUST)
    assert refused.value.reason is Refusal.ALREADY_WITHDRAWN
    assert (project(first).status, project(first).number) == (Status.WITHDRAWN, 1)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"status": Status.SUBMITTED, "submitted_at": IN_MARCH}, "numbered_once_submitted"),
        ({"status": Status.SUBMITTED, "number": 1}, "dated_once_submitted"),
        ({"number": 5}, "numbered_once_submitted"),
        ({"status": "LOST", "number": 1, "submitted_at": IN_MARCH}, "status_known"),
        ({"leader_id": None}, "draft_has_leader"),
        ({"ballot_position": 1}, "position_only_on_the_list"),
        ({"citywide": True}, "citywide_has_no_point"),
        ({"verified_cost": 0}, "verified_cost_positive"),
        ({"withdrawn_at": IN_MARCH}, "dated_once_withdrawn"),
    ],
)
def test_the_database_itself_keeps_what_a_status_means(edition_id, changes, constraint):
    draft_id = make_draft(edition_id, make_person())
    with pytest.raises(IntegrityError, match=constraint), transaction():
        draft = project(draft_id)
        for name, value in changes.items():
            setattr(draft, name, value)


def test_a_total_that_is_not_the_product_is_refused_by_the_database(edition_id):
    draft_id = make_draft(edition_id, make_person())
    with pytest.raises(IntegrityError, match="total_is_the_product"), transaction():
        db.session.add(
            CostLineRow(
                project_id=draft_id, place=9, name="x", quantity=Decimal("2.5"), unit_cost=333, total=832
            )
        )


def test_similar_and_near_ones_are_found(edition_id):
    leader_id = make_person()
    make_project(edition_id, leader_id, "Ławki i stoliki nad stawem w parku")
    make_project(
        edition_id,
        leader_id,
        "Warsztaty szycia",
        summary="Co tydzień w bibliotece.",
        place=IN_PORT,
        pool="miasto",
    )
    mine = make_draft(edition_id, make_person(), "Nowe ławki nad stawem w parku")
    assert [each.title for each in queries.similar(edition_id, mine)] == [
        "Ławki i stoliki nad stawem w parku"
    ]
    assert [each.number for each in queries.nearby(edition_id, mine, IN_PORT)] == [2]
    assert queries.nearby(edition_id, mine, OUTSIDE) == []


@pytest.mark.race
def test_many_sent_at_once_get_different_numbers_and_keep_the_limit(app):
    edition_id = make_edition(replace(RULES, projects=replace(RULES.projects, max_per_leader=3)))
    leaders = [make_person() for _ in range(3)]
    drafts = [(make_draft(edition_id, leader_id), leader_id) for leader_id in leaders for _ in range(4)]
    gate = Barrier(len(drafts))

    def send(one):
        with app.app_context():
            gate.wait()
            try:
                return services.submit(*one, IN_MARCH)
            except Refused as refused:
                return refused.reason
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(len(drafts)) as pool:
        answers_ = list(pool.map(send, drafts))
    assert sorted(answer for answer in answers_ if isinstance(answer, int)) == list(range(1, 10))
    assert answers_.count(Refusal.TOO_MANY_PROJECTS) == 3
