"""The common work of an initiative, its settlement, and what everybody sees of it afterwards."""

import csv
import io
import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.browser import acts, axe
from tests.browser.initiative_agreement import BUDGET_LINE
from tests.browser.initiative_request import BARROW, TITLE, WORK

SUMMARY = "Skwer jest gotowy: trzy ławki i czterdzieści bylin."
DIFFERENCE = "Padało, więc resztę zrobimy wiosną, już poza umową."
WORTH = "2 020,00"
"""44 hours at 30 zł, 500 zł of plants, 200 zł of soil."""


def home(initiative_id: int, *, office: bool = False) -> str:
    """The page of the work."""
    return f"{'/urzad' if office else ''}/inicjatywy/{initiative_id}/praca"


def start(page: Page, initiative_id: int, today: date) -> None:
    """The neighbours start the work."""
    page.goto(f"{home(initiative_id)}?lang=pl")
    axe.check(page)
    page.get_by_label("Dzień", exact=True).first.fill(today.isoformat())
    acts.press(page, "Praca się zaczęła")
    expect(page.locator("dl").first).to_contain_text("Początek pracy")
    axe.check(page)


def hand_over(page: Page, initiative_id: int) -> None:
    """The city lends two wheelbarrows."""
    page.goto(f"{home(initiative_id, office=True)}?lang=pl")
    form = page.locator("details").filter(has_text="Przekaż rzecz")
    form.locator("summary").click()
    axe.check(page)
    form.get_by_label("Rzecz", exact=True).fill(BARROW)
    form.get_by_label("Ile", exact=True).fill("2")
    form.get_by_label("Jednostka").fill("szt.")
    form.get_by_label("W jakim stanie").fill("nowe")
    acts.press(page, "Przekaż")
    expect(page.get_by_role("row").filter(has_text=f"{BARROW}, 2")).to_contain_text("jeszcze nie")
    axe.check(page)


def log_hours(page: Page, today: date, people: str, each: str, what: str) -> None:
    """A day of work into the log; a number that cannot be is refused beside its field."""
    form = page.locator("form").filter(has=page.get_by_role("button", name="Zapisz godziny"))
    form.get_by_label("Rodzaj pracy").select_option(label=WORK)
    form.get_by_label("Dzień").fill(today.isoformat())
    form.get_by_label("Ile osób pracowało").fill(people)
    form.get_by_label("Ile godzin każda").fill(each)
    form.get_by_label("Co zrobiono").fill(what)
    acts.press(page, "Zapisz godziny")


def work(page: Page, initiative_id: int, today: date) -> None:
    """Two days, 44 hours of the 72 planned; 25 hours in a day are refused and nothing typed is lost."""
    page.goto(f"{home(initiative_id)}?lang=pl")
    log_hours(page, today, "3", "25", "kopanie")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Co zrobiono")).to_have_value("kopanie")
    axe.check(page)
    log_hours(page, today, "3", "8", "kopanie")
    log_hours(page, today, "4", "5", "sadzenie")
    row = page.get_by_role("table", name="Godziny: plan i wykonanie").get_by_role("row").filter(has_text=WORK)
    expect(row.get_by_role("cell")).to_have_text(["72", "44"])
    axe.check(page)
    finish = page.locator("form").filter(has=page.get_by_role("button", name="Praca skończona"))
    finish.get_by_label("Dzień").fill(today.isoformat())
    acts.press(page, "Praca skończona")
    expect(page.locator("dl").first).to_contain_text("Koniec pracy")
    axe.check(page)


def report(page: Page, initiative_id: int) -> None:
    """The report begins with what the log says; it is refused while the wheelbarrows are out, by their name."""
    page.goto(f"{home(initiative_id)}/rozliczenie?lang=pl")
    line = page.locator("fieldset").filter(has_text=WORK)
    expect(line.get_by_label("Wykonano (ilość)")).to_have_value("44")
    axe.check(page)
    line.get_by_label("Skąd różnica").fill(DIFFERENCE)
    page.get_by_label("Co zrobiliście?").fill(SUMMARY)
    acts.press(page, "Wyślij sprawozdanie")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(f"Brakuje: {BARROW}")
    expect(page.get_by_label("Co zrobiliście?")).to_have_value(SUMMARY)
    axe.check(page)


def take_back(page: Page, initiative_id: int) -> None:
    """The wheelbarrows are back."""
    page.goto(f"{home(initiative_id, office=True)}?lang=pl")
    form = page.locator("details").filter(has_text=f"Zwrot, uszkodzenie albo utrata: {BARROW}")
    form.locator("summary").click()
    form.get_by_label("W jakim stanie wróciła").fill("sprawne")
    acts.press(page, "Zapisz")
    expect(page.get_by_role("row").filter(has_text=f"{BARROW}, 2")).to_contain_text("zwrócona")
    axe.check(page)
    page.get_by_role("link", name="Protokół do podpisu").click()
    axe.check(page)


def send_report(page: Page) -> None:
    """The same report, still on the phone, goes now."""
    acts.press(page, "Wyślij sprawozdanie")
    expect(page.locator("main")).to_contain_text("sprawozdanie czeka na sprawdzenie")
    axe.check(page)


def accept(page: Page, initiative_id: int) -> None:
    """Whoever settles for the city reads plan against fact and accepts."""
    page.goto(f"{home(initiative_id, office=True)}/rozliczenie?lang=pl")
    expect(page.get_by_role("row").filter(has_text=WORK).first).to_contain_text(DIFFERENCE)
    axe.check(page)
    acts.press(page, "Przyjmij sprawozdanie")
    expect(page.locator("main")).to_contain_text("sprawozdanie przyjęte")
    axe.check(page)


def money(text: str) -> re.Pattern[str]:
    """An amount, whatever space stands in it."""
    return re.compile(re.escape(text).replace(r"\ ", r"\s"))


def seen_by_everybody(page: Page, initiative_id: int, signature: str) -> None:
    """The public page says what was given; no neighbour is named; the register of the year adds it up."""
    page.goto(f"/inicjatywy/{initiative_id}?lang=pl")
    main = page.locator("main")
    expect(main).to_contain_text("Zrobione i rozliczone")
    expect(main).to_contain_text("Mieszkańcy przepracowali 44 z 72 zaplanowanych godzin")
    for name in ("Kurek", "Sroka", "Bober", BUDGET_LINE):
        expect(main).not_to_contain_text(name)
    axe.check(page)
    year = signature.split("/")[1]
    added = residents_of(page, year)
    row = page.get_by_role("row").filter(has_text=signature)
    expect(row).to_contain_text(money(WORTH))
    expect(row).to_contain_text("rozliczone")
    axe.check(page)
    read_open_data(page, year, signature, added)


def residents_of(page: Page, year: str) -> int:
    """What residents added in this year's settled initiatives, in grosz, as the register's heading says it."""
    page.goto(f"/inicjatywy/rejestr/{year}?lang=pl")
    heading: Locator = page.get_by_role("heading", name="Mieszkańcy dodali")
    return int(re.sub(r"\D", "", heading.inner_text()))


def read_open_data(page: Page, year: str, signature: str, added: int) -> None:
    """CSV and GeoJSON hold the same: this initiative at its place, all settled values adding up to the heading's."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("CSV")).click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8"))))
    (mine,) = (row for row in rows if row["numer"] == signature)
    assert mine["tytul"] == TITLE
    assert (mine["rozliczona"], mine["godziny_pracy"], mine["wklad_mieszkancow"]) == ("tak", "44", "2020.00")
    settled = (row for row in rows if row["rozliczona"] == "tak" and f"/{year}/" in row["umowa"])
    assert sum(int(row["wklad_mieszkancow"].replace(".", "")) for row in settled) == added
    collection = page.request.get(f"/inicjatywy/rejestr/{year}.geojson").json()
    (point,) = (each for each in collection["features"] if each["properties"]["numer"] == signature)
    assert point["properties"]["wklad_mieszkancow"] == "2020.00"
    assert point["geometry"]["coordinates"] == [float(mine["lon"]), float(mine["lat"])]
