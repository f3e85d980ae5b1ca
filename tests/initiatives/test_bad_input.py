"""What people and robots type into the forms of local initiatives: a sentence with what was typed kept, never an error page."""

import pytest

from civic.core.access import Role
from civic.core.db import db
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import Status
from tests.factories import make_person
from tests.initiatives.agreements import steps as talks
from tests.initiatives.assessment.stage import make_assessed, make_checked, make_team
from tests.initiatives.factories import make_initiative
from tests.initiatives.requests.city import make_areas
from tests.initiatives.works import steps
from tests.page import Page

TEXTS = {
    "empty": "", "nul": "\0", "nul inside": "za\0wój", "override": "\u202eabc\u2066", "emoji": "🪴" * 5,
    "10 000": "ż" * 10_000, "markup": "</textarea><script>alert(1)</script>", "formula": "=cmd|'/c calc'!A0",
    "negative": "-1", "zero": "0", "fraction": "0,333", "huge": "9" * 30, "longest": "9" * 6_000, "most money": "999999999999,99",
    "exponent": "1e9", "nan": "NaN", "infinity": "Infinity", "arabic": "٣", "superscript": "²",
    "year 1": "0001-01-01", "year 9999": "9999-12-31", "no day": "2026-02-30", "percent": "%s %(x)s {0}",
}  # fmt: skip
ALONE = {"10 000", "huge", "longest", "year 1", "nul inside"}
"""Sent in one field after another; the others in all fields of a form together."""
REQUEST = {
    "pomysl": ("title", "summary", "scope"),
    "miejsce": ("address", "place-lon", "place-lat", "location_text", "land", "land_note"),
    "opis": ("description", "goal", "readiness"),
    "dajemy": (
        "work-0-name", "work-0-people", "work-0-quantity", "work-0-rate", "money-0-name", "money-0-unit_cost",
        "things-0-name", "things-0-quantity", "things-0-unit", "things-0-unit_cost",
    ),
    "prosimy": ("lines-0-kind", "lines-0-name", "lines-0-quantity", "lines-0-unit", "lines-0-unit_cost"),
    "harmonogram": ("steps-0-what", "steps-0-side", "steps-0-starts_on", "steps-0-ends_on"),
    "kto": ("kind", "organisation", "participants", "supporters", "address", "phone"),
    "zalaczniki": ("declares_residence",),
    "grupa": ("name", "email"),
}  # fmt: skip
PAPER = (
    "received_on", "channel", "case_number", "title", "summary", "scope", "applicant_kind", "organisation_name",
    "participants", "supporters", "place-lon", "place-lat", "location_text", "land", "land_note", "description", "goal",
    "work-0-name", "work-0-quantity", "asked-0-unit_cost", "asked-0-quantity", "steps-0-starts_on", "steps-0-ends_on",
    "people-0-name", "people-0-email",
)  # fmt: skip
WHOLE_PAPER = {
    "received_on": "2026-03-09", "channel": "PAPER", "title": "Skwer przy Lipowej", "scope": "GREENERY",
    "applicant_kind": "GROUP", "land": "CITY", "work-0-name": "Kopanie", "work-0-quantity": "4", "work-0-rate": "ordinary",
    "asked-0-name": "Ławka", "asked-0-quantity": "1", "asked-0-unit_cost": "100", "asked-0-kind": "WORKS",
    "steps-0-what": "Kopanie", "steps-0-side": "BOTH", "steps-0-starts_on": "2026-05-01", "steps-0-ends_on": "2026-05-02",
    "people-0-name": "Anna",
}  # fmt: skip


def spoil(page: Page, url: str, whole: dict[str, str], fields, name: str) -> None:
    """A form with its fields spoilt: led on, or refused with a good page that keeps what was typed."""
    spoilt = [{field: TEXTS[name]} for field in fields]
    for each in spoilt if name in ALONE else [{key: text for one in spoilt for key, text in one.items()}]:
        answer = page.client.post(url, data={**whole, **each})
        assert answer.status_code in {303, 422}, f"{url} {[*each]}: {answer.status_code}"
        if answer.status_code == 422 and "nul" not in name:
            page._check(answer, 422)
            assert "<script>alert(1)" not in answer.text
            if name in KEPT:
                lost = [field for field in each if not kept(page, field, TEXTS[name])]
                assert not lost, f"{url} {lost}: {TEXTS[name]!r} is lost"


KEPT = {"negative", "fraction", "exponent", "year 1", "no day"}


def kept(page: Page, field: str, text: str) -> bool:
    """Whether what was typed stands in the field, where it is one that is typed in."""
    typed = page.doc.xpath(
        f"//main//textarea[@name='{field}']|//main//input[@name='{field}'][not(@type) or @type='text' or @type='date']"
    )
    return not typed or any(text in (each.get("value") or each.text or "") for each in typed)


@pytest.mark.parametrize("name", TEXTS)
def test_every_field_of_a_request(app, name):
    """Each step of writing, as its leader."""
    make_areas()
    leader = make_person()
    made = make_initiative(Status.DRAFT, leader_id=leader)
    page = Page(app, leader)
    for slug, fields in REQUEST.items():
        spoil(page, f"/inicjatywy/zloz/{made}/{slug}", {}, fields, name)
    page.get(f"/inicjatywy/zloz/{made}/sprawdz")


@pytest.mark.parametrize("name", TEXTS)
def test_every_field_of_a_paper_request(app, name):
    """The clerk's one screen; what got in can be read on every list."""
    make_areas()
    page = Page(app, make_person([Role.COORDINATOR]))
    spoil(page, "/urzad/inicjatywy/nowy", WHOLE_PAPER, PAPER, name)
    page.get("/urzad/inicjatywy")
    for made, year in db.session.query(Initiative.id, Initiative.year).all():
        assert 2010 <= year <= 2026
        page.get(f"/urzad/inicjatywy/{made}")
        page.get(f"/inicjatywy/{made}")


@pytest.mark.parametrize("name", TEXTS)
def test_every_field_of_the_office(app, name):
    """The formal check, the call, the extension, the criteria, the settings, the decision."""
    everybody = [Role.COORDINATOR, Role.EXECUTIVE]
    office = Page(app, make_person(everybody))
    member = Page(app, make_team(1)[0])
    made, scored = make_initiative(), make_checked(make_person([Role.COORDINATOR]))
    fields = {
        "ocena-formalna": ("outcome", "reason", "days", "SCOPE", "SCOPE-note", "SCOPE_note", "reopened"),
        "przedluzenie": ("new", "new_date", "due_on", "reason"),
        "przekazanie": ("body", "reason", "document_number"),
        "wlasciciel": ("land", "reason"),
        "uzupelnienie": ("note", "reason"),
        "bez-rozpoznania": ("reason", "note"),
    }
    for slug, names in fields.items():
        spoil(office, f"/urzad/inicjatywy/{made}/{slug}", {}, names, name)
    for slug, names in {
        "bezstronnosc": ("conflict", "reason"),
        "moja-ocena": ("work", "points-work", "note-work"),
    }.items():
        spoil(member, f"/urzad/inicjatywy/{scored}/{slug}", {}, names, name)
    for url in ("/urzad/inicjatywy/kryteria/zmiana", "/urzad/inicjatywy/ustawienia"):
        office.get(url)
        form = next(
            each
            for each in office.doc.forms
            if (each.get("method") or "").lower() == "post" and len(each.fields) > 5
        )
        whole = {key: value for key, value in form.form_values() if key != "more"}
        spoil(office, url, whole, whole, name)
    decided = make_assessed(make_person([Role.COORDINATOR]))
    spoil(
        office,
        f"/urzad/inicjatywy/{decided}/decyzja",
        {},
        ("decision", "accepted", "reason", "document_number", "against_score"),
        name,
    )


@pytest.mark.parametrize("name", TEXTS)
def test_every_field_of_the_agreement(app, name):
    """Versions, messages, terms, the signature; from both sides of the table."""
    made, leader, _ = talks.negotiated()
    office = Page(app, make_person([Role.COORDINATOR, Role.EXECUTIVE]))
    mine = Page(app, leader)
    for page, base in ((mine, "/inicjatywy"), (office, "/urzad/inicjatywy")):
        url = f"{base}/{made}/uzgodnienia"
        page.get(f"{url}/zmien")
        form = next(each for each in page.doc.forms if "base" in each.fields)
        whole = {key: value for key, value in form.form_values() if key != "more"}
        spoil(page, f"{url}/zmien", whole, whole, name)
        spoil(page, f"{url}/wiadomosc", {}, ("text",), name)
        spoil(page, f"{url}/potwierdz", {}, ("version",), name)
        page.client.get(f"{url}?wersja={TEXTS[name][:50]}")
        page.get(url)
    url = f"/urzad/inicjatywy/{made}/uzgodnienia/umowa"
    office.get(f"{url}/postanowienia")
    form = next(each for each in office.doc.forms if "budget_line" in each.fields)
    whole = dict(form.form_values())
    spoil(office, f"{url}/postanowienia", whole, whole, name)
    office.get(url)
    signing = {"way": "PAPER", "applicant_on": "2026-03-01", "signed_on": "2026-03-01"}
    spoil(office, f"{url}/podpisz", signing, signing, name)


@pytest.mark.parametrize("name", TEXTS)
def test_every_field_of_the_work(app, name):
    """Start, log, things, photos, the end, the report."""
    made, leader, officer = steps.signed()
    office, mine = Page(app, make_person([Role.COORDINATOR, Role.EXECUTIVE])), Page(app, leader)
    today = steps.ago().isoformat()
    for page, base in ((mine, "/inicjatywy"), (office, "/urzad/inicjatywy")):
        spoil(page, f"{base}/{made}/praca/zacznij", {}, ("day",), name)
    steps.services.start(made, leader, steps.R, steps.ago(8), steps.clock.now())
    thing = steps.lend(made, officer)
    entry = {"day": today, "line": "1", "people": "2", "hours_each": "2", "what": "Kopanie"}
    lent = {"day": today, "name": "Łopata", "quantity": "1", "unit": "szt.", "condition": "dobra"}
    for page, base in ((mine, "/inicjatywy"), (office, "/urzad/inicjatywy")):
        url = f"{base}/{made}/praca"
        spoil(page, f"{url}/godziny", entry, entry, name)
        spoil(page, f"{url}/zdjecia", {}, ("photo", "caption"), name)
    url = f"/urzad/inicjatywy/{made}/praca"
    spoil(office, f"{url}/rzeczy", lent, lent, name)
    spoil(
        office, f"{url}/rzeczy/{thing}", {"day": today, "outcome": "LOST"}, ("day", "outcome", "note"), name
    )
    spoil(office, f"{url}/rozwiaz", {"day": today, "way": "NOTICE"}, ("day", "way"), name)
    for page, base in ((mine, "/inicjatywy"), (office, "/urzad/inicjatywy")):
        page.get(f"{base}/{made}/praca")
    spoil(mine, f"/inicjatywy/{made}/praca/zakoncz", {}, ("day",), name)
    if steps.queries.dates(made).finished_on is None:
        steps.services.finish(made, leader, steps.R, steps.ago(), steps.clock.now())
    mine.get(f"/inicjatywy/{made}/praca/rozliczenie")
    form = next(each for each in mine.doc.forms if "summary" in each.fields)
    whole = dict(form.form_values())
    spoil(mine, f"/inicjatywy/{made}/praca/rozliczenie", whole, whole, name)
    spoil(mine, f"/inicjatywy/{made}/praca/rozliczenie", {**whole, "do": "send"}, whole, name)
