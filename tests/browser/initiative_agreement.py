"""The plan of an initiative negotiated at two screens at once, the agreement, and its papers."""

import io
import re
from datetime import date

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser import acts, axe
from tests.browser.initiative_request import BENCHES, PLANTING, SETTING, WORK

HOURS, NOTE = "72", "Przyjdzie jeszcze dwoje sąsiadów."
BUDGET_LINE = "dział 900, rozdział 90095, paragraf 4210"
SAYS_2 = re.compile(r"Ktoś zapisał tymczasem wersję 2, a twoje zmiany robisz na wersji 1\. Nic z tego")


def table_of(initiative_id: int, *, office: bool = False) -> str:
    """Where the two sides meet."""
    return f"{'/urzad' if office else ''}/inicjatywy/{initiative_id}/uzgodnienia"


def begin(page: Page, initiative_id: int) -> None:
    """The office gets in touch; version 1 is what the request asked for."""
    page.goto(f"{table_of(initiative_id, office=True)}?lang=pl")
    expect(page.locator("main")).to_contain_text("Zostało 7 dni.")
    axe.check(page)
    acts.press(page, "Zacznij uzgodnienia")
    expect(page.get_by_role("heading", name="Wersja 1", exact=True)).to_be_visible()
    axe.check(page)


def line(page: Page, name: str) -> Locator:
    """A row of the form of the next version, by what stands in it."""
    for group in page.locator("fieldset.plan-edit").all():
        if (
            group.locator("input[name$='-name']").or_(group.locator("input[name$='-what']")).input_value()
            == name
        ):
            return group
    raise AssertionError(name)


def negotiate(neighbour: Page, clerk: Page, initiative_id: int) -> None:
    """Both have version 1 open; the clerk saves first; the neighbour loses nothing and takes the clerk's change over."""
    for page, office in ((neighbour, False), (clerk, True)):
        page.goto(f"{table_of(initiative_id, office=office)}?lang=pl")
        page.get_by_role("link", name="Zaproponuj zmiany").click()
        acts.heading(page, "Nowa wersja uzgodnień")
        axe.check(page)
    line(clerk, BENCHES).get_by_label("Ile", exact=True).fill("3")
    clerk.get_by_label("Co i dlaczego zmieniasz?").fill("Trzecia ławka zostaje z innej budowy.")
    acts.press(clerk, "Zapisz nową wersję")
    expect(clerk.get_by_text("Zapisano wersję 2.")).to_be_visible()
    changed(clerk, BENCHES, "usunięto: 2", "dodano: 3")
    line(neighbour, WORK).get_by_label("Ile", exact=True).fill(HOURS)
    neighbour.get_by_label("Co i dlaczego zmieniasz?").fill(NOTE)
    acts.press(neighbour, "Zapisz nową wersję")
    overtaken(neighbour)
    adopt(neighbour)


def changed(page: Page, name: str, gone: str, new: str) -> None:
    """A row is marked as changed, in words too."""
    found = page.locator("tr.plan-row--changed").filter(has_text=name)
    expect(found).to_have_count(1)
    for text in ("zmieniony", gone, new):
        expect(found).to_contain_text(text)


def overtaken(page: Page) -> None:
    """Refused kindly: nothing typed is lost, and the other's version stands beside with its changes."""
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_contain_text(SAYS_2)
    expect(page.get_by_role("heading", name="Tymczasem powstała wersja 2")).to_be_visible()
    changed(page, BENCHES, "usunięto: 2", "dodano: 3")
    expect(line(page, WORK).get_by_label("Ile", exact=True)).to_have_value(HOURS)
    expect(line(page, BENCHES).get_by_label("Ile", exact=True)).to_have_value("2")
    expect(page.get_by_label("Co i dlaczego zmieniasz?")).to_have_value(NOTE)
    axe.check(page)


def adopt(page: Page) -> None:
    """The neighbour takes the third bench over: version 3 has both changes, its own one marked."""
    line(page, BENCHES).get_by_label("Ile", exact=True).fill("3")
    acts.press(page, "Zapisz nową wersję")
    expect(page.get_by_text("Zapisano wersję 3.")).to_be_visible()
    changed(page, WORK, "usunięto: 60", f"dodano: {HOURS}")
    expect(page.locator("tr.plan-row--same").filter(has_text=BENCHES)).to_contain_text("3")
    axe.check(page)


def confirm(neighbour: Page, clerk: Page, initiative_id: int) -> None:
    """The clerk still sees version 2, which can no longer be confirmed; both confirm version 3."""
    acts.press(clerk, "Potwierdź wersję 2")
    expect(clerk.locator(".govuk-error-summary")).to_be_focused()
    clerk.goto(f"{table_of(initiative_id, office=True)}?lang=pl")
    changed(clerk, WORK, "usunięto: 60", f"dodano: {HOURS}")
    acts.press(clerk, "Potwierdź wersję 3")
    expect(clerk.get_by_role("heading", name="Wersja 3 czeka na drugą stronę")).to_be_visible()
    axe.check(clerk)
    neighbour.reload()
    expect(neighbour.get_by_role("heading", name="Wersja 3 czeka na wasze potwierdzenie")).to_be_visible()
    acts.press(neighbour, "Potwierdź wersję 3")
    expect(neighbour.get_by_role("heading", name="Obie strony potwierdziły wersję 3")).to_be_visible()
    axe.check(neighbour)


def write_terms(page: Page, today: date, budget_line: str) -> None:
    """The office writes the terms; what the form proposes stays."""
    page.get_by_role("link", name=re.compile("^(Napisz|Zmień) postanowienia$")).click()
    axe.check(page)
    page.get_by_label("Kto podpisuje za mieszkańców").fill("Bogdan Kurek, ul. Ogrodowa 5, Miłogród")
    page.get_by_label("Kto podpisuje za miasto").fill(
        "Miasto Miłogród, reprezentowane przez zastępcę prezydenta"
    )
    page.get_by_label("Umowa obowiązuje od").fill(today.isoformat())
    page.get_by_label("Umowa obowiązuje do").fill(f"{today.year + 1}-12-31")
    page.get_by_label("Pozycja budżetu miasta").fill(budget_line)
    acts.press(page, "Zapisz postanowienia")
    axe.check(page)


def sign(neighbour: Page, clerk: Page, executive: Page, initiative_id: int, today: date) -> None:
    """No signature of either side without a budget line; then the neighbour's, then the city's."""
    paper = f"{table_of(initiative_id, office=True)}/umowa?lang=pl"
    clerk.goto(paper)
    write_terms(clerk, today, "")
    executive.goto(paper)
    executive.get_by_label("na papierze", exact=True).check()
    executive.get_by_label("Kiedy podpisali mieszkańcy (na papierze)").fill(today.isoformat())
    acts.press(executive, "Podpisz w imieniu miasta")
    expect(executive.locator(".govuk-error-summary")).to_contain_text("budżet")
    axe.check(executive)
    clerk.goto(paper)
    write_terms(clerk, today, BUDGET_LINE)
    neighbour.goto(f"{table_of(initiative_id)}/umowa?lang=pl")
    axe.check(neighbour)
    acts.press_key(neighbour, neighbour.get_by_role("button", name="Podpisz umowę", exact=True))
    expect(neighbour.get_by_text("Czeka na podpis miasta")).to_be_visible()
    axe.check(neighbour)
    executive.goto(paper)
    expect(executive.get_by_label("elektronicznie")).to_be_checked()
    acts.press(executive, "Podpisz w imieniu miasta")
    expect(executive.get_by_role("heading", name=f"Podpisano: UIL/{today.year}/")).to_be_visible()
    axe.check(executive)


def read_pdf(page: Page, initiative_id: int) -> None:
    """The agreement the neighbour downloads is tagged, in Polish, and holds both annexes."""
    answer = page.request.get(f"{table_of(initiative_id)}/umowa.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    pdf = PdfReader(io.BytesIO(answer.body()))
    catalogue = pdf.root_object
    assert catalogue["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]).startswith("pl")
    text = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())
    assert re.search(r"nr UIL/\d{4}/\d{4}", text)
    schedule, estimate = text.rindex("Załącznik nr 1"), text.rindex("Załącznik nr 2")
    assert SETTING in text[schedule:estimate]
    assert PLANTING in text[schedule:estimate]
    assert BENCHES in text[estimate:]
    assert HOURS in text[estimate:]
    assert BUDGET_LINE in text
