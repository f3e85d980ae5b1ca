"""Residents ask for a consultation (polish-rules 3.2)."""

from datetime import date

import pytest
import time_machine
from sqlalchemy.exc import NoResultFound

from civic.consultations.notices import queries, services
from civic.consultations.notices.rules import Initiator, Refusal, Status
from civic.consultations.notices.services import Asked
from civic.core.access import Role
from civic.core.db import db
from civic.core.mail import OutgoingMail
from civic.core.refusal import Refused
from tests.consultations.notices.cases import NOW, clerk
from tests.factories import make_person
from tests.page import Page

TYPED = {
    "initiator": "RESIDENTS", "title": "Ruch na Długiej", "justification": "Dzieci boją się przejść.", "place": "",
    "proposal": "", "supporters": "499", "contact_name": "Anna Nowak", "contact_email": "anna@example.org",
}  # fmt: skip


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel(NOW, tick=False):
        yield


def asked(supporters: int, **more) -> Asked:
    return Asked(**{**TYPED, "initiator": Initiator.RESIDENTS, "supporters": supporters, **more})


@pytest.mark.parametrize(("supporters", "status"), [(499, Status.FIX_CALLED), (500, Status.REQUESTED)])
def test_a_request_needs_enough_supporters(app, supporters, status):
    """3.9 (10): in Białystok's settings 499 supporters: FIX_CALLED, 500: REQUESTED."""
    made = services.ask(asked(supporters), make_person(), NOW)
    assert queries.consultation(made).status is status
    request = queries.request_made(made)
    assert request.fix_until == (date(2026, 4, 8) if status is Status.FIX_CALLED else None)
    assert request.answer_due == date(2026, 5, 4)  # 1 May and the weekend with 3 May in it


def test_the_page_says_one_is_missing(app):
    """3.9 (10): "missing 1", and 500 makes it whole."""
    person = make_person(name="Anna Nowak", email="anna@example.org")
    page = Page(app, person)
    page.get("/konsultacje/wniosek")
    assert page.doc.get_element_by_id("contact_email").get("value") == "anna@example.org"
    page.post("/konsultacje/wniosek", TYPED | {"justification": ""}, 422)
    assert page.doc.get_element_by_id("title").get("value") == "Ruch na Długiej"
    page.post("/konsultacje/wniosek", TYPED | {"contact_email": "nic"}, 422)
    shown = page.post("/konsultacje/wniosek", TYPED).location
    page.get(shown)
    assert "Brakuje 1 podpisu" in page.text
    page.post(shown, {"supporters": "499"}, 422)
    assert "Brakuje podpisów: 1." in page.text
    page.post(shown, {"supporters": "500"})
    page.get(shown)
    assert "Odpowiemy do 4 maja 2026" in page.text
    Page(app, make_person()).get(shown, 404)


def test_the_executive_answers_with_reasons(app):
    made = services.ask(asked(600), make_person(), NOW)
    page = Page(app, clerk(Role.EXECUTIVE))
    page.get(f"/urzad/konsultacje/{made}")
    page.get(f"/urzad/konsultacje/{made}/wniosek")
    page.post(f"/urzad/konsultacje/{made}/wniosek", {"accept": "tak", "reason": ""}, 422)
    page.post(f"/urzad/konsultacje/{made}/wniosek", {"reason": "Bo tak."}, 422)
    page.post(f"/urzad/konsultacje/{made}/wniosek", {"accept": "tak", "reason": "Zapytamy w maju."})
    assert queries.consultation(made).status is Status.DRAFT
    mails = db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()
    assert [mail.to for mail in mails] == ["anna@example.org"] * 2
    assert "Zapytamy w maju." in mails[1].body


def test_a_request_can_be_refused_once(app):
    person = make_person()
    made = services.ask(asked(600), person, NOW)
    services.answer(made, clerk(), "To zadanie powiatu.", NOW, accept=False)
    assert queries.consultation(made).status is Status.REFUSED
    with pytest.raises(Refused) as no:
        services.answer(made, clerk(), "Jednak tak.", NOW, accept=True)
    assert no.value.reason is Refusal.NOT_NOW
    page = Page(app, person)
    page.get(f"/konsultacje/wniosek/{made}")
    assert "To zadanie powiatu." in page.text


def test_nobody_completes_another_persons_request(app):
    made = services.ask(asked(1), make_person(), NOW)
    with pytest.raises(NoResultFound):
        services.fix(made, make_person(), 500, NOW)
