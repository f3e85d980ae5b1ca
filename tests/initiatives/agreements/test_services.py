"""Verbs of the negotiation against PostgreSQL."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import NoResultFound, ProgrammingError

from civic.core import clock
from civic.core.access import Role
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.refusal import Refused
from civic.initiatives.agreements import papers, queries, services
from civic.initiatives.agreements.models import Agreement, PlanConfirmation, PlanVersion
from civic.initiatives.agreements.rules import Refusal, Way
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Side, Status
from tests.factories import make_person
from tests.initiatives.agreements import steps
from tests.work import letters


def refused(verb) -> Refusal:
    """Why it was refused."""
    with pytest.raises(Refused) as no:
        verb()
    return no.value.reason


def table(initiative_id: int) -> queries.Table:
    return queries.table(requests.initiative(initiative_id))


def test_the_first_version_is_what_the_request_asked_for(app):
    initiative_id, _leader, officer = steps.negotiated()
    plan = steps.plan_of(initiative_id)
    assert [(line.name, line.total) for line in plan.lines] == [
        ("Kopanie i sadzenie", 120_000),
        ("Sadzonki", 100_000),
    ]
    assert [step.what for step in plan.steps] == ["Sadzenie krzewów"]
    assert table(initiative_id).versions[0].side is Side.RESIDENTS
    assert refused(lambda: services.begin(initiative_id, officer, clock.now())) is Refusal.ALREADY_BEGUN


def test_a_newer_version_voids_earlier_confirmations(app):
    initiative_id, leader, officer = steps.negotiated()
    steps.agree(initiative_id, leader, officer)
    assert steps.rules_agreed(initiative_id) == 1
    steps.write(initiative_id, leader, Side.RESIDENTS, quantity=41)
    assert steps.rules_agreed(initiative_id) is None
    services.confirm(initiative_id, leader, Side.RESIDENTS, 2, clock.now())
    assert steps.rules_agreed(initiative_id) is None
    assert services.confirm(initiative_id, officer, Side.CITY, 2, clock.now()) is True


def test_strangers_and_leaders_on_the_other_side_are_refused(app):
    initiative_id, leader, officer = steps.negotiated()
    with pytest.raises(NoResultFound):
        services.confirm(initiative_id, make_person(), Side.RESIDENTS, 1, clock.now())
    with pytest.raises(NoResultFound):
        services.confirm(initiative_id, officer, Side.RESIDENTS, 1, clock.now())
    assert (
        refused(lambda: services.confirm(initiative_id, leader, Side.CITY, 1, clock.now()))
        is Refusal.OWN_INITIATIVE
    )


def test_residents_without_an_account_confirm_on_paper(app):
    officer = make_person([Role.COORDINATOR])
    initiative_id, _, _ = steps.negotiated(leader_id=None, entered_by_id=officer, channel="PAPER")
    assert services.confirm_on_paper(initiative_id, officer, 1, clock.now()) is False
    assert services.confirm(initiative_id, officer, Side.CITY, 1, clock.now()) is True
    other, _, clerk = steps.negotiated()
    assert (
        refused(lambda: services.confirm_on_paper(other, clerk, 1, clock.now())) is Refusal.LEADER_HAS_ACCOUNT
    )


def test_versions_and_confirmations_are_for_ever(app):
    initiative_id, leader, officer = steps.negotiated()
    steps.agree(initiative_id, leader, officer)
    for statement in (
        update(PlanVersion).values(note="x"), delete(PlanVersion), update(PlanConfirmation).values(side="CITY"),
        delete(PlanConfirmation),
    ):  # fmt: skip
        with pytest.raises(ProgrammingError) as no, transaction():
            db.session.execute(statement)
        assert isinstance(no.value.orig, psycopg.errors.InsufficientPrivilege)


def test_accepted_without_a_schedule_cannot_be_signed(app):
    """4.6 (7): Given ACCEPTED, when the user tries to sign without a schedule, then blocked."""
    initiative_id, _, _ = steps.accepted(steps=())
    executive = make_person([Role.EXECUTIVE])

    def sign():
        services.sign(
            initiative_id,
            executive,
            Way.PAPER,
            signed_on=steps.today(),
            applicant_on=steps.today(),
            now=clock.now(),
        )

    assert refused(sign) is Refusal.NO_SCHEDULE
    assert requests.initiative(initiative_id).status is Status.ACCEPTED


def test_a_signed_agreement_never_changes(app):
    initiative_id, _leader, _officer = steps.signed()
    for statement in (
        update(Agreement).values(terms={}), update(Agreement).values(applicant_party="Kto inny"),
        update(Agreement).values(signed_on=steps.today() - timedelta(days=1)), delete(Agreement),
    ):  # fmt: skip
        with pytest.raises(ProgrammingError), transaction():
            db.session.execute(statement)
    with transaction():
        db.session.execute(update(Agreement).values(applicant_party="", erased_at=clock.now()))
    assert table(initiative_id).signed[0].draft.applicant_party == ""


def test_numbers_follow_each_other_within_a_year(app):
    year = steps.today().year
    for number in (1, 2):
        initiative_id, leader, officer = steps.negotiated()
        steps.agree(initiative_id, leader, officer)
        assert steps.sign(initiative_id, officer) == f"UIL/{year}/{number:04}"
    past = steps.today() - timedelta(days=366)
    initiative_id, leader, officer = steps.negotiated(received_on=past)
    steps.agree(initiative_id, leader, officer)
    assert steps.sign(initiative_id, officer, signed_on=past, applicant_on=past) == f"UIL/{past.year}/0001"


def test_changed_terms_or_a_new_version_void_the_applicants_signature(app):
    initiative_id, leader, officer = steps.negotiated()
    steps.agree(initiative_id, leader, officer)
    services.prepare(initiative_id, officer, steps.draft(), clock.now())
    services.accept_text(initiative_id, leader, clock.now())
    services.prepare(initiative_id, officer, steps.draft(), clock.now())
    assert table(initiative_id).draft.applicant_signed_on == steps.today()
    services.prepare(initiative_id, officer, steps.draft(tasks="Co innego"), clock.now())
    assert table(initiative_id).draft.applicant_signed_on is None
    services.accept_text(initiative_id, leader, clock.now())
    steps.write(initiative_id, leader, Side.RESIDENTS, quantity=41)
    assert table(initiative_id).draft.applicant_signed_on is None


def test_an_annex_is_a_new_confirmed_version_signed_once_more(app):
    initiative_id, leader, officer = steps.signed()
    executive = make_person([Role.EXECUTIVE])
    day = {"signed_on": steps.today(), "applicant_on": steps.today(), "now": clock.now()}
    assert (
        refused(lambda: services.sign(initiative_id, executive, Way.PAPER, **day)) is Refusal.NOTHING_TO_SIGN
    )
    version = steps.write(initiative_id, officer, Side.CITY, quantity=50)
    assert refused(lambda: services.sign(initiative_id, executive, Way.PAPER, **day)) is Refusal.NOT_AGREED
    steps.agree(initiative_id, leader, officer)
    assert refused(lambda: services.sign(initiative_id, executive, Way.PAPER, **day)) is Refusal.TERMS_MISSING
    number = steps.sign(initiative_id, officer)
    assert number == f"UIL/{steps.today().year}/0001/A1"
    assert requests.initiative(initiative_id).status is Status.CONTRACTED
    assert queries.plan_in_force(initiative_id).lines[0].quantity == 50
    first, annex = table(initiative_id).signed
    assert (first.version, annex.version) == (1, version)
    assert "Reszta umowy nr" in annex.snapshot.sections[1].points[0]
    assert papers.document(table(initiative_id), 0).plan.lines[0].quantity == 40


def test_both_sides_hear_of_every_step_and_it_leaves_its_trace(app):
    initiative_id, leader, officer = steps.negotiated()
    to_leader, to_officer = (
        db.session.scalar(text(f"SELECT email FROM person WHERE id = {n}")) for n in (leader, officer)
    )
    steps.write(initiative_id, officer, Side.CITY, quantity=41)
    services.send_message(initiative_id, leader, Side.RESIDENTS, "Dobrze", clock.now())
    steps.agree(initiative_id, leader, officer)
    steps.sign(initiative_id, officer)
    assert [to for to, _, _ in letters(app)] == [
        to_leader, to_leader, to_officer, to_officer, *sorted((to_leader, to_officer), key=(to_leader, to_officer).index),
        to_leader, to_leader, to_officer,
    ]  # fmt: skip
    kinds = db.session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all()
    assert [kind for kind in kinds if not kind.startswith("Person")] == [
        "NegotiationBegun", "PlanWritten", "PlanWritten", "PlanMessageWritten", "PlanConfirmed", "PlanConfirmed",
        "AgreementPrepared", "AgreementSigned",
    ]  # fmt: skip
    stored = " ".join(str(row.data) for row in db.session.scalars(select(AuditEvent)))
    assert "Zofia" not in stored
    assert "@" not in stored


def test_the_agreement_is_a_tagged_pdf_with_both_annexes(app):
    initiative_id, _, _ = steps.signed()
    made = papers.made_pdf(papers.document(table(initiative_id), 0), "IL/2026/0001")
    assert b"StructTreeRoot" in made or b"/MarkInfo" in made
