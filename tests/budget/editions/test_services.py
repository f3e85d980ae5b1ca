"""Editions are made, saved, frozen and moved; nobody's work is lost and frozen rules stay."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import select, text, update
from sqlalchemy.exc import ProgrammingError

from civic.budget.editions import document, queries, services
from civic.budget.editions.changes import changes
from civic.budget.editions.models import Edition, EditionVersion
from civic.budget.editions.rules import Action, Code, Phase, Refusal, Status, why_not_open_voting
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.places.models import Area
from tests.budget.editions.sample_rules import CALENDAR, MILLION, RULES
from tests.factories import make_person

SQUARE = "SRID=4326;MULTIPOLYGON(((20 52,20.1 52,20.1 52.1,20 52.1,20 52)))"
BEFORE_VOTING = CALENDAR.voting.opens - timedelta(days=1)


@pytest.fixture
def areas(app):
    with transaction():
        db.session.add(Area(code="miasto", kind="city", name="Miłogród", population=50_000, geom=SQUARE))
        db.session.flush()
        city = db.session.scalar(select(Area.id))
        for code, name, people in (("stare-miasto", "Stare Miasto", 30_000), ("ogrody", "Ogrody", 20_000)):
            db.session.add(
                Area(code=code, kind="district", name=name, population=people, parent_id=city, geom=SQUARE)
            )
    return app


@pytest.fixture
def made(areas):
    return services.create(RULES, slug="2026", actor_id=make_person())


def events(edition_id):
    query = select(AuditEvent.kind, AuditEvent.data).where(AuditEvent.subject == f"edition:{edition_id}")
    return db.session.execute(query.order_by(AuditEvent.id)).all()


def refusal_of(call, *args, **more):
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value


def walk_to(edition_id, status):
    for action in (Action.CONFIGURE, Action.ANNOUNCE, Action.PUBLISH_ASSESSMENT, Action.FIX_LIST):
        if services.decide(edition_id, action) is status:
            return


def frozen(edition_id, now=BEFORE_VOTING):
    walk_to(edition_id, Status.LIST_FIXED)
    with transaction():
        services.freeze(edition_id, has_key=True, now=now)


def test_a_new_edition_is_a_draft_with_its_first_version(made):
    edition = queries.edition(made)
    assert (edition.slug, edition.status, edition.version, edition.frozen_at) == (
        "2026",
        Status.DRAFT,
        1,
        None,
    )
    assert edition.rules == RULES
    assert edition.rules_hash == document.rules_hash(queries.stored_document(made))
    assert queries.id_of_slug("2026") == made
    assert queries.id_of_slug("2027") is None
    assert [each.version for each in queries.versions(made)] == [1]
    assert [kind for kind, _ in events(made)] == ["EditionCreated"]


def test_from_a_citys_profile_over_our_own_areas(areas):
    edition_id = services.create_from_profile(
        "krakow-2024", slug="krakow", year=2027, start=date(2026, 3, 2), expenditure=9_000 * MILLION
    )
    rules = queries.rules(edition_id)
    assert [pool.id for pool in rules.pools] == ["city", "district-ogrody", "district-stare-miasto"]
    assert sum(pool.amount for pool in rules.pools) == 51 * MILLION
    assert events(edition_id)[0].data["profile"] == "krakow-2024"


def test_an_edition_with_errors_is_not_made(areas):
    refused = refusal_of(services.create, replace(RULES, total=1), slug="2026")
    assert refused.reason is Refusal.RULES_HAVE_ERRORS
    assert Code.POOLS_DO_NOT_SUM in {finding.code for finding in refused.facts["findings"]}
    assert db.session.scalar(select(Edition.id)) is None


def test_areas_must_be_ours(app):
    refused = refusal_of(services.create, RULES, slug="2026")
    assert {finding.code for finding in refused.facts["findings"]} == {Code.AREA_UNKNOWN}


def test_two_editions_cannot_share_an_address(made):
    assert refusal_of(services.create, RULES, slug="2026").reason is Refusal.SLUG_TAKEN


def test_saving_makes_a_version_and_says_what_changed(made):
    other = replace(RULES, name="Miłogrodzki budżet obywatelski")
    assert services.save_rules(made, other, based_on=1, actor_id=make_person(name="Jan Kot")) == 2
    edition = queries.edition(made)
    assert (edition.name, edition.version, edition.rules) == (other.name, 2, other)
    assert queries.rules_of_version(made, 1) == RULES
    assert [(each.version, each.saved_by) for each in queries.versions(made)] == [
        (2, "Jan Kot"),
        (1, "Anna Nowak"),
    ]
    saved = events(made)[-1]
    assert (saved.kind, saved.data["changed"]) == ("RulesSaved", ["name"])


def test_saving_the_same_again_makes_no_version(made):
    assert services.save_rules(made, RULES, based_on=1) == 1
    assert len(events(made)) == 1


def test_saving_a_total_below_the_minimum_is_refused(made):
    """2.13 (1): saving the total 6 172 839.45 is refused; the edition stays as it was."""
    pool = replace(RULES.pools[0], amount=RULES.pools[0].amount + 217_283_945)
    wanted = replace(RULES, expenditure=123_456_789_012, total=617_283_945, pools=(pool, *RULES.pools[1:]))
    refused = refusal_of(services.save_rules, made, wanted, based_on=1)
    (finding,) = refused.facts["findings"]
    assert (finding.code, finding.facts["minimum"]) == (Code.TOTAL_BELOW_MINIMUM, 617_283_946)
    assert queries.edition(made).version == 1


def test_saving_too_many_signatures_is_refused(made):
    """2.13 (2): a pool whose limit is 1 cannot ask for 2."""
    small = replace(RULES.pools[2], residents=1_475)
    refused = refusal_of(
        services.save_rules, made, replace(RULES, pools=(*RULES.pools[:2], small)), based_on=1
    )
    assert [finding.facts["maximum"] for finding in refused.facts["findings"]] == [1]


def test_a_second_coordinator_is_told_and_nothing_is_lost(made):
    services.save_rules(made, replace(RULES, year=2027), based_on=1)
    refused = refusal_of(services.save_rules, made, replace(RULES, year=2028), based_on=1)
    assert (refused.reason, refused.facts) == (Refusal.CHANGED_MEANWHILE, {"version": 2})
    assert queries.rules(made).year == 2027


def test_two_coordinators_at_the_same_moment(made, app):
    gate = Barrier(2)

    def save(year):
        with app.app_context():
            gate.wait()
            try:
                return services.save_rules(made, replace(RULES, year=year), based_on=1)
            except Refused as refused:
                return refused.reason
            finally:
                db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        answers = set(pool.map(save, (2027, 2028)))
    assert answers == {2, Refusal.CHANGED_MEANWHILE}
    assert [each.version for each in queries.versions(made)] == [2, 1]


def test_the_way_of_an_edition(made):
    """2.3: DRAFT to CLOSED, each step by a decision that leaves its trace."""
    assert services.decide(made, Action.CONFIGURE) is Status.CONFIGURED
    assert not queries.edition(made).public
    services.decide(made, Action.ANNOUNCE, document_number="Zarządzenie 12/2026")
    assert queries.edition(made).public
    services.decide(made, Action.PUBLISH_ASSESSMENT)
    services.decide(made, Action.FIX_LIST)
    assert refusal_of(services.decide, made, Action.APPROVE_RESULTS).reason is Refusal.NOT_FROZEN
    with transaction():
        services.freeze(made, has_key=True, now=BEFORE_VOTING)
    for action in (Action.APPROVE_RESULTS, Action.TRANSFER_TO_BUDGET, Action.CLOSE):
        services.decide(made, action)
    assert queries.edition(made).status is Status.CLOSED
    moved = [data for kind, data in events(made) if kind == "EditionMoved"]
    assert [each["after"] for each in moved][-1] == "CLOSED"
    assert moved[1]["document_number"] == "Zarządzenie 12/2026"


def test_a_step_cannot_be_skipped_or_repeated(made):
    for action in (Action.ANNOUNCE, Action.FIX_LIST, Action.CLOSE):
        assert refusal_of(services.decide, made, action).reason is Refusal.WRONG_STATUS
    services.decide(made, Action.CONFIGURE)
    assert refusal_of(services.decide, made, Action.CONFIGURE).reason is Refusal.WRONG_STATUS


def test_an_edition_without_expenditure_stays_a_draft(areas):
    made = services.create(replace(RULES, expenditure=None), slug="2026")
    assert refusal_of(services.decide, made, Action.CONFIGURE).reason is Refusal.EXPENDITURE_UNKNOWN


def test_suspending_needs_a_reason_and_comes_back_to_where_it_was(made):
    walk_to(made, Status.ASSESSED)
    assert refusal_of(services.decide, made, Action.SUSPEND, reason=" ").reason is Refusal.REASON_MISSING
    assert services.decide(made, Action.SUSPEND, reason="Powódź") is Status.SUSPENDED
    assert queries.edition(made).suspended_from is Status.ASSESSED
    assert services.decide(made, Action.RESUME) is Status.ASSESSED
    assert queries.edition(made).suspended_from is None
    assert services.decide(made, Action.CANCEL, reason="Uchwała rady") is Status.CANCELLED


def test_opening_voting_freezes_the_rules(made):
    """2.3, 16: everything that affects the vote or the count is frozen and hashed when voting opens."""
    frozen(made)
    edition = queries.edition(made)
    assert edition.frozen_at == BEFORE_VOTING
    assert why_not_open_voting(edition.standing, CALENDAR.voting.opens) is None
    assert events(made)[-1].data == {"version": 1, "rules_hash": edition.rules_hash}
    refused = refusal_of(services.save_rules, made, replace(RULES, year=2027), based_on=1)
    assert refused.reason is Refusal.RULES_FROZEN
    with pytest.raises(Refused), transaction():
        services.freeze(made, has_key=True, now=BEFORE_VOTING)


def test_voting_cannot_be_opened_without_list_or_key(made):
    def reason(**more):
        with pytest.raises(Refused) as refused, transaction():
            services.freeze(made, now=BEFORE_VOTING, **more)
        return refused.value.reason

    assert reason(has_key=True) is Refusal.LIST_NOT_FIXED
    walk_to(made, Status.LIST_FIXED)
    assert reason(has_key=False) is Refusal.NO_KEY
    assert queries.edition(made).frozen_at is None


@pytest.mark.parametrize(
    "change",
    [
        {"rules": {}},
        {"version": 2},
        {"rules_hash": "0" * 64},
        {"name": "Inna"},
        {"year": 2030},
        {"slug": "inna"},
        {"frozen_at": None},
        {"frozen_at": datetime(2030, 1, 1, tzinfo=UTC)},
    ],
    ids=str,
)
def test_the_database_itself_keeps_frozen_rules(made, change):
    frozen(made)
    with pytest.raises(ProgrammingError, match="are frozen"), transaction():
        db.session.execute(update(Edition).where(Edition.id == made).values(**change))


def test_the_database_keeps_frozen_editions_and_old_versions(made):
    frozen(made)
    services.decide(made, Action.APPROVE_RESULTS)  # the status may still move
    for statement, words in (
        ("DELETE FROM edition_version", "permission denied"),
        ("UPDATE edition_version SET version = 9", "permission denied"),
        ("DELETE FROM edition", "are frozen"),
    ):
        with pytest.raises(ProgrammingError, match=words), transaction():
            db.session.execute(text(statement))


def test_even_the_owner_cannot_rewrite_a_version(made, database):
    owner = database.set(username="civic_owner")
    engine = db.create_engine(owner)
    with pytest.raises(ProgrammingError, match="append-only"), engine.begin() as connection:
        connection.execute(text("UPDATE edition_version SET version = 9"))
    engine.dispose()


def test_the_current_edition_is_the_one_with_voting(made, areas):
    later = services.create(replace(RULES, year=2027), slug="2027")
    assert queries.current_edition(CALENDAR.voting.opens) is None  # drafts are nobody's business
    walk_to(made, Status.LIST_FIXED)
    walk_to(later, Status.ANNOUNCED)
    assert queries.current_edition(CALENDAR.voting.opens).slug == "2027"  # the same phase: the newer
    services.decide(later, Action.CANCEL, reason="Błąd")
    assert queries.current_edition(CALENDAR.voting.opens).slug == "2026"
    assert [each.slug for each in queries.editions()] == ["2027", "2026"]


def test_phases_come_from_the_clock(made):
    with time_machine.travel(CALENDAR.voting.opens, tick=False):
        assert queries.edition(made).phase(datetime.now(UTC)) is Phase.VOTING


def test_every_difference_between_versions_is_told():
    pools = (replace(RULES.pools[0], amount=MILLION), RULES.pools[1])
    found = {
        each.path: (each.before, each.after) for each in changes(RULES, replace(RULES, pools=pools, total=1))
    }
    assert found["total"] == ("4 000 000,00 zł", "0,01 zł")
    assert found["pools[city].amount"] == ("2 000 000,00 zł", "1 000 000,00 zł")
    assert found["pools[district-ogrody].name"] == ("Ogrody", None)
    assert changes(RULES, RULES) == ()


def test_a_version_is_stored_for_every_hash(made):
    stored = db.session.execute(select(EditionVersion.rules, EditionVersion.rules_hash)).all()
    assert all(document.rules_hash(rules) == made_hash for rules, made_hash in stored)
