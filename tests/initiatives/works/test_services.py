"""Verbs of the works against PostgreSQL."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image
from sqlalchemy import delete, select, update
from sqlalchemy.exc import NoResultFound, ProgrammingError
from werkzeug.datastructures import FileStorage

from civic.core import clock
from civic.core.access import Role
from civic.core.audit import AuditEvent
from civic.core.db import db, transaction
from civic.core.files import StoredFile
from civic.core.refusal import Refused
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Status
from civic.initiatives.works import protocol, queries, services
from civic.initiatives.works.models import Settlement
from civic.initiatives.works.rules import Outcome, Refusal, Report, Termination
from tests.factories import make_person
from tests.initiatives.works import steps
from tests.initiatives.works.steps import C, R
from tests.work import letters


def refused(verb) -> Refused:
    """The refusal."""
    with pytest.raises(Refused) as no:
        verb()
    return no.value


def status(initiative_id: int) -> Status:
    db.session.rollback()
    return requests.initiative(initiative_id).status


def photo(colour: str = "green") -> FileStorage:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(file, "JPEG")
    file.seek(0)
    return FileStorage(file, "skwer.jpg")


def test_from_the_agreement_to_the_settlement(app):
    initiative_id, _, _ = steps.signed()
    assert status(initiative_id) is Status.CONTRACTED
    initiative_id, _leader, _ = steps.submitted()
    assert status(initiative_id) is Status.COMPLETED
    letters(app)
    services.accept(initiative_id, make_person([Role.FINANCE]), clock.now())
    assert status(initiative_id) is Status.SETTLED
    assert [subject for _, subject, _ in letters(app)] == [
        "Inicjatywa „Zielony skwer przy Lipowej” jest rozliczona"
    ] * 2
    row = db.session.get(Settlement, initiative_id)
    assert (row.work_hours, row.work_value, row.city_value) == (Decimal(40), 120_000, 100_000)


def test_a_lent_thing_holds_the_settlement_up(app):
    """4.6 (9): Given lent tools, when settling, then a return protocol or a damage note is required for each."""
    initiative_id, leader, officer = steps.started()
    things = [steps.lend(initiative_id, officer, name) for name in ("Glebogryzarka", "Taczka", "Sekator")]
    steps.log(initiative_id, leader)
    services.finish(initiative_id, leader, R, steps.ago(1), clock.now())
    report = steps.report_of(initiative_id)

    def submit():
        services.submit_report(initiative_id, leader, R, report, clock.now())

    no = refused(submit)
    assert (no.reason, no.facts["things"]) == (
        Refusal.THINGS_NOT_BACK,
        ("Glebogryzarka", "Taczka", "Sekator"),
    )
    steps.back(initiative_id, officer, things[0])
    steps.back(initiative_id, officer, things[1], Outcome.DAMAGED)
    assert refused(submit).facts["things"] == ("Sekator",)
    steps.back(initiative_id, officer, things[2], Outcome.LOST)
    submit()
    services.accept(initiative_id, make_person(), clock.now())
    assert status(initiative_id) is Status.SETTLED


def test_a_thing_is_closed_once_and_by_its_own_initiative(app):
    initiative_id, _, officer = steps.started()
    other, _, _ = steps.started()
    thing = steps.lend(initiative_id, officer)
    with pytest.raises(NoResultFound):
        steps.back(other, officer, thing)
    steps.back(initiative_id, officer, thing)
    assert refused(lambda: steps.back(initiative_id, officer, thing)).reason is Refusal.ALREADY_BACK


def test_the_one_who_wrote_the_report_does_not_accept_it(app):
    clerk = make_person([Role.COORDINATOR])
    initiative_id, leader, _ = steps.finished()
    services.submit_report(initiative_id, clerk, C, steps.report_of(initiative_id), clock.now())
    assert refused(lambda: services.accept(initiative_id, clerk, clock.now())).reason is Refusal.SAME_PERSON
    assert (
        refused(lambda: services.accept(initiative_id, leader, clock.now())).reason is Refusal.OWN_INITIATIVE
    )
    services.accept(initiative_id, make_person(), clock.now())


def test_a_report_sent_back_can_be_corrected(app):
    initiative_id, leader, officer = steps.submitted()
    assert (
        refused(lambda: services.send_back(initiative_id, officer, " ", clock.now())).reason
        is Refusal.NOTE_MISSING
    )
    services.send_back(initiative_id, officer, "Dopisz, ile sadzonek się przyjęło.", clock.now())
    to = letters(app)[-1]
    assert "Dopisz, ile sadzonek się przyjęło." in to[2]
    assert (
        refused(lambda: services.accept(initiative_id, officer, clock.now())).reason is Refusal.NOT_SUBMITTED
    )
    services.submit_report(initiative_id, leader, R, steps.report_of(initiative_id), clock.now())
    services.accept(initiative_id, officer, clock.now())


def test_every_difference_is_explained(app):
    initiative_id, leader, _ = steps.started()
    steps.log(initiative_id, leader, people=8)
    services.finish(initiative_id, leader, R, steps.ago(1), clock.now())
    report = steps.report_of(initiative_id)
    no = refused(lambda: services.submit_report(initiative_id, leader, R, report, clock.now()))
    assert (no.reason, no.facts["lines"]) == (Refusal.DIFFERENCE_UNEXPLAINED, ("Kopanie i sadzenie",))
    explained = steps.report_of(initiative_id, reason="Dwie osoby zachorowały")
    silent = replace(explained, summary=" ")
    no = refused(lambda: services.submit_report(initiative_id, leader, R, silent, clock.now()))
    assert no.reason is Refusal.SUMMARY_MISSING
    services.submit_report(initiative_id, leader, R, explained, clock.now())
    assert queries.settlement(initiative_id).report.rows[0].difference == -24_000


def test_an_accepted_settlement_never_changes(app):
    initiative_id, leader, _ = steps.settled()
    for statement in (update(Settlement).values(work_value=0), delete(Settlement)):
        with pytest.raises(ProgrammingError), transaction():
            db.session.execute(statement)
    assert refused(lambda: services.save_report(initiative_id, leader, R, Report(), clock.now())).reason is (
        Refusal.NOT_COMPLETED
    )


def test_termination_waits_for_every_thing(app):
    initiative_id, _, officer = steps.started()
    thing = steps.lend(initiative_id, officer)

    def end(reason: str = "Grupa się rozpadła."):
        services.terminate(initiative_id, officer, Termination.AGREEMENT, reason, steps.ago(), clock.now())

    assert refused(lambda: end(" ")).reason is Refusal.REASON_MISSING
    assert refused(end).facts["things"] == ("Glebogryzarka",)
    steps.back(initiative_id, officer, thing)
    end()
    assert status(initiative_id) is Status.TERMINATED
    assert queries.dates(initiative_id).reason == "Grupa się rozpadła."


def test_photos_are_public_with_consent_alone(app):
    initiative_id, leader, _ = steps.started()
    shown = services.add_photo(initiative_id, leader, R, photo(), "Krzewy", agreed=True, now=clock.now())
    hidden = services.add_photo(
        initiative_id, leader, R, photo("red"), "Sąsiedzi", agreed=False, now=clock.now()
    )
    public = dict(db.session.execute(select(StoredFile.id, StoredFile.public)).all())
    assert public == {shown: True, hidden: False}
    assert [each.file_id for each in queries.photos(initiative_id, public=True)] == [shown]
    with pytest.raises(NoResultFound):
        services.remove_photo(steps.started()[0], make_person(), R, shown)
    services.remove_photo(initiative_id, leader, R, shown)
    assert queries.photos(initiative_id, public=True) == []
    assert db.session.get(StoredFile, shown) is None


def test_entries_are_struck_while_the_work_goes_on(app):
    initiative_id, leader, officer = steps.started()
    entry = steps.log(initiative_id, leader)
    services.strike_hours(initiative_id, officer, C, entry)
    assert queries.log(initiative_id) == []
    entry = steps.log(initiative_id, leader)
    services.finish(initiative_id, leader, R, steps.ago(1), clock.now())
    assert (
        refused(lambda: services.strike_hours(initiative_id, leader, R, entry)).reason is Refusal.NOT_STARTED
    )


def test_strangers_do_not_work_here(app):
    initiative_id, _, officer = steps.signed()
    with pytest.raises(NoResultFound):
        services.start(initiative_id, make_person(), R, steps.ago(1), clock.now())
    with pytest.raises(NoResultFound):
        services.start(initiative_id, officer, R, steps.ago(1), clock.now())


def test_everything_leaves_its_trace_without_a_name(app):
    _initiative_id, _, _officer = steps.settled()
    kinds = set(db.session.scalars(select(AuditEvent.kind)))
    assert {
        "WorkStarted",
        "HoursLogged",
        "WorkFinished",
        "SettlementSubmitted",
        "SettlementAccepted",
    } <= kinds
    stored = " ".join(str(row.data) for row in db.session.scalars(select(AuditEvent)))
    assert "Zofia" not in stored
    assert "@" not in stored


def test_the_protocol_is_a_tagged_pdf(app):
    initiative_id, _, officer = steps.started()
    steps.back(initiative_id, officer, steps.lend(initiative_id, officer))
    steps.lend(initiative_id, officer, "Taczka")
    rows = protocol.rows(queries.lent(initiative_id))
    assert [row[0] for row in rows] == ["Glebogryzarka", "Taczka"]
    assert rows[0][3].startswith("zwrot, ")
    assert rows[1][3] == ""
    made = protocol.made_pdf(
        requests.initiative(initiative_id), queries.dates(initiative_id), queries.lent(initiative_id)
    )
    assert made.startswith(b"%PDF-")
