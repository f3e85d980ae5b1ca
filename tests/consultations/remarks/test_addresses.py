"""Addresses nobody's page leads to: numbers without end and characters no database takes are no server errors."""

import pytest
import time_machine

from civic.core.access import Role
from tests.consultations.answers.case import NOW, closed_consultation, make_remark
from tests.consultations.reports.case import published
from tests.factories import make_person
from tests.page import Page

HUGE = (2**31, 2**63, 10**20)
PAGED = ("uwagi", "dyskusja", "raport", "raport?termin=tak")
PAGED_OFFICE = ("uwagi", "odpowiedzi", "raport/podglad")


@pytest.fixture
def case(app):
    with time_machine.travel(NOW, tick=False):
        yield closed_consultation(has_discussion=True)


@pytest.mark.parametrize("number", HUGE)
def test_a_page_far_behind_the_last(app, case, number):
    officer = Page(app, person_id=make_person([Role.COORDINATOR]))
    for path in PAGED_OFFICE:
        officer.get(f"/urzad/konsultacje/{case}/{path}?page={number}")
    published(case)
    for path in PAGED:
        Page(app).get(f"/konsultacje/{case}/{path}{'&' if '?' in path else '?'}page={number}")


@pytest.mark.parametrize("typed", ["1:%00", "%00", "%ED%A0%80", "1:par%00-1"])
def test_characters_no_database_takes(app, case, typed):
    make_remark(case)
    Page(app).get(f"/konsultacje/{case}/uwagi?czesc={typed}")
    Page(app, person_id=make_person([Role.COORDINATOR])).get(f"/urzad/konsultacje/{case}/uwagi?czesc={typed}")
    Page(app).get(f"/konsultacje/{case}/uwagi/napisz?dokument=1&wersja={10**20}&miejsce={typed}")
