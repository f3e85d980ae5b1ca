"""Further examples of the kind of polish-rules 4.6, through the real services and pages."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from civic.core.access import Role
from civic.core.refusal import Refused
from civic.initiatives.requests import services
from civic.initiatives.requests.rules import InitiativeSettings, decide_by
from civic.initiatives.works import services as works
from tests.factories import make_person
from tests.initiatives.factories import make_initiative
from tests.initiatives.requests.city import NOW, city_line, make_areas, make_draft, money_line
from tests.initiatives.works import steps
from tests.page import Page


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-31", "2026-04-30"), ("2026-01-31", "2026-03-02"), ("2028-01-31", "2028-02-29"),
        ("2027-01-31", "2027-03-01"), ("2026-11-24", "2026-12-28"), ("2026-11-30", "2026-12-30"),
        ("2026-10-11", "2026-11-12"), ("2026-03-06", "2026-04-07"), ("2026-12-01", "2027-01-04"),
        ("2025-12-06", "2026-01-07"),
    ],
)  # fmt: skip
def test_a_month_from_receipt(received, due):
    """4.6 (2), siblings: the 31st, leap years, Christmas Eve, 11 November, Easter Monday, New Year, Epiphany."""
    assert decide_by(date.fromisoformat(received)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("moment", "overdue"),
    [
        (datetime(2026, 4, 30, 21, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 4, 30, 22, 0, tzinfo=UTC), True),
    ],
)
def test_overdue_begins_at_midnight_in_warsaw(app, moment, overdue):
    """4.6 (2), sibling: 23:59:59 on 30 April is in time, the next second is not; a session in UTC does not matter."""
    with time_machine.travel(moment, tick=False):
        made = make_initiative(received_on=date(2026, 3, 31))
        page = Page(app, make_person([Role.COORDINATOR]))
        page.get(f"/urzad/inicjatywy/{made}")
        assert ("art. 245" in page.text) is overdue
        page.get("/urzad/inicjatywy?spoznione=y")
        assert (f"IL/2026/{made:04}" in page.text or "Zielony skwer" in page.text) is overdue


@pytest.mark.parametrize(
    ("residents", "city", "reason"),
    [
        (2_000_000, 2_000_000, None),
        (2_000_000, 2_000_001, "city-amount-too-high"),
        (1_000_000, 1_000_001, "city-share-too-high"),
        (1_920_000, 2_080_000, "city-amount-too-high"),
        (96, 104, "city-share-too-high"),
        (1, 1, None),
        (0, 100, "nothing-given"),
        (10**14 - 2, 1, None),
        (10**14 - 1, 1, "sum-too-large"),
    ],
)
def test_the_citys_share_to_the_grosz(app, residents, city, reason):
    """4.6 (5), siblings: 50 % to the grosz, a grosz more, 20 000,00 and 20 000,01 zł, nothing of their own, the largest sums."""
    leader = make_person()
    make_areas()
    limits = InitiativeSettings(basis="Uchwała 1", max_city_share=Decimal(50), max_city_amount=2_000_000)
    services.save_settings(limits, None, make_person(), NOW)

    def send() -> None:
        made = make_draft(leader, lines=(money_line(residents), city_line(city)))
        services.submit(made, leader, NOW)

    if reason is None:
        send()
        return
    with pytest.raises(Refused) as no:
        send()
    assert no.value.reason == reason


def test_the_same_address_twice_on_paper_is_no_error(app):
    """Two people of one household write one e-mail address: a sentence, or both are kept."""
    page = Page(app, make_person([Role.COORDINATOR]))
    data = {
        "received_on": "2026-03-09", "channel": "PAPER", "title": "Skwer przy Lipowej", "scope": "GREENERY",
        "applicant_kind": "GROUP", "land": "CITY", "people-0-name": "Anna", "people-0-email": "dom@example.org",
        "people-1-name": "Jan", "people-1-email": "DOM@example.org",
    }  # fmt: skip
    page.post("/urzad/inicjatywy/nowy", data, 422)
    assert "dom@example.org" in page.response.text


FORMULA = '=HYPERLINK("http://x","y")'


def test_open_data_has_no_formula_and_points_lie_in_the_city(app, visitor):
    """CSV cells that a spreadsheet would run are defused; GeoJSON is lon, lat and whole."""
    point = "SRID=4326;POINT(19.01 52.01)"
    for text in (FORMULA, "+1", "-1", "@x", "\tx", "Zwykły tytuł"):
        make_initiative(title=f"{text}      ", location_text=text, point=point, organisation_name=text)
    year = steps.ago().year
    table = list(
        csv.reader(io.StringIO(visitor.get(f"/inicjatywy/rejestr/{year}.csv").text.lstrip("\ufeff")))
    )
    assert len(table) == 7
    assert len({len(row) for row in table}) == 1
    cells = [cell for row in table[1:] for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert cells == []
    for url in ("/inicjatywy/mapa.geojson", f"/inicjatywy/rejestr/{year}.geojson"):
        found = visitor.get(url).get_json(force=True)
        assert found["type"] == "FeatureCollection"
        assert len(found["features"]) == 6
        for each in found["features"]:
            assert each["type"] == "Feature"
            assert each["geometry"] == {"type": "Point", "coordinates": [19.01, 52.01]}
            assert "crs" not in found


@pytest.mark.parametrize("total", [0, 10**14 - 1])
def test_a_settlement_of_nothing_and_of_very_much(app, total):
    """Sums at both ends of what can be written down."""
    made, leader, _ = steps.finished()
    report = steps.report_of(made)
    rows = tuple(type(row)(row.planned, row.quantity, total, "Inaczej wyszło.") for row in report.rows)
    works.submit_report(made, leader, steps.R, type(report)(rows, "Zrobione."), steps.clock.now())
    works.accept(made, make_person(), steps.clock.now())
    page = Page(app)
    page.get(f"/inicjatywy/{made}")
    page.get(f"/inicjatywy/rejestr/{steps.ago().year}")
