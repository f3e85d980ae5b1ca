"""5,000 remarks on 400 paragraphs: pages of answers and of the report need at most 8 statements and 80 ms of processor time."""

import time

import pytest
import time_machine
from sqlalchemy import text

from civic.consultations.answers import queries as answers
from civic.core.access import Role
from civic.core.db import db
from tests.conftest import connect
from tests.consultations.answers.case import NOW, closed_consultation, coordinator, make_remark, writer
from tests.consultations.answers.many import many, statements
from tests.consultations.reports.case import published
from tests.factories import make_person
from tests.page import Page

CPU = 0.080
"""Seconds; the best of three counts: other work on the machine only adds."""


@pytest.fixture
def large(app, database) -> int:
    """All that, answered."""
    with time_machine.travel(NOW, tick=False):
        case = closed_consultation()
        many(case, writer(), coordinator())
        db.session.remove()
        with connect(database) as admin:
            admin.execute("ANALYZE")
        return case


def cost(page: Page, path: str) -> tuple[int, float]:
    """Statements, and the processor time of the best of three."""
    page.get(path)
    with statements() as seen:
        page.get(path)
    times = []
    for _ in range(3):
        began = time.process_time()
        page.client.get(path)
        times.append(time.process_time() - began)
    return len(seen), min(times)


def test_pages_of_the_office(app, large):
    page = Page(app, person_id=make_person([Role.COORDINATOR]))
    base = f"/urzad/konsultacje/{large}"
    for path in (
        f"{base}/odpowiedzi",
        f"{base}/odpowiedzi?page=80",
        f"{base}/odpowiedzi?q=fontanna+rower&stan=APPROVED",
        f"{base}/odpowiedzi/2500",
        f"{base}/odpowiedzi/2500?stan=APPROVED&q=park",
        f"{base}/odpowiedzi/tematy",
        f"{base}/odpowiedzi/opinie",
        f"{base}/raport",
        f"{base}/raport/podglad?page=100",
    ):
        count, seconds = cost(page, path)
        assert count <= 8, (path, count)
        assert seconds <= CPU, (path, seconds)


def test_pages_of_residents(app, large):
    with time_machine.travel(NOW, tick=False):
        published(large)
    for page in (Page(app), Page(app, person_id=make_person())):
        for query in ("", "?page=250", "?wynik=PARTLY", "?termin=tak"):
            count, seconds = cost(page, f"/konsultacje/{large}/raport{query}")
            assert count <= 8, (query, count)
            assert seconds <= CPU, (query, seconds)


def test_similar_remarks_are_found_by_the_index(app, large):
    number = make_remark(large, "Fontanna na rynku i cień pod drzewami.")
    near = make_remark(large, "Fontanna na rynku i więcej cienia pod drzewami.")
    with statements() as seen:
        found = answers.similar(answers.card(large, number).remark_id)
    assert [each.number for each in found] == [near]
    plan = db.session.execute(
        text(
            "EXPLAIN SELECT r.id FROM remark me JOIN remark r ON r.words % me.words"
            " WHERE me.number = :number AND r.consultation_id = me.consultation_id"
        ),
        {"number": number},
    ).scalars()
    assert "ix_remark_words" in " ".join(plan)
    assert len(seen) == 2
