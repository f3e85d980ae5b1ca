"""A request for a local initiative at the office, the Team and the executive: desks 1280 px wide."""

import re
from datetime import date

from babel.dates import format_date
from playwright.sync_api import Page, expect

from civic.core.deadlines import Term
from tests.browser import acts, axe

LACKS = "Napiszcie, kto będzie podlewał byliny w pierwszym roku."
WATERING = "Podlewać będą sąsiedzi z numeru 5, według dyżurów."
CRITERIA = 6
REASON = "Skwer jest potrzebny, a praca sąsiadów to znaczna część jego wartości."


def card(page: Page, initiative_id: int) -> None:
    """The office's card of this request."""
    page.goto(f"/urzad/inicjatywy/{initiative_id}/ocena?lang=pl")


def do(page: Page, deed: str) -> None:
    """What the card offers to do."""
    page.locator(".deeds").get_by_role("link", name=deed, exact=True).click()


def find_in_the_queue(page: Page, signature: str, title: str) -> None:
    """The request stands in the office's queue with how much time is left."""
    page.goto("/urzad/inicjatywy?lang=pl")
    row = page.get_by_role("row").filter(has_text=signature)
    expect(row).to_contain_text("zostało")
    axe.check(page)
    row.get_by_role("link", name=title).click()
    axe.check(page)
    page.get_by_role("link", name="Ocena", exact=True).click()
    axe.check(page)


def call_to_complete(page: Page, today: date) -> None:
    """What is missing, and seven days; six are too few."""
    do(page, "Sprawdź formalnie")
    page.get_by_label("Wezwij do uzupełnienia").check()
    page.get_by_label("Czego brakuje albo dlaczego odrzucasz").fill(LACKS)
    page.get_by_label("Ile dni na uzupełnienie").fill("6")
    page.get_by_role("group", name="Co będzie można poprawić").get_by_label("Co i dla kogo").check()
    acts.press(page, "Zapisz wynik")
    expect(page.locator(".govuk-error-summary")).to_contain_text("co najmniej 7 dni")
    expect(page.get_by_label("Czego brakuje albo dlaczego odrzucasz")).to_have_value(LACKS)
    axe.check(page)
    page.get_by_label("Ile dni na uzupełnienie").fill("7")
    acts.press(page, "Zapisz wynik")
    expect(page.locator(".deeds")).to_contain_text("Czeka na uzupełnienie")
    expect(page.locator(".deeds")).to_contain_text(f"Termin: {deadline(today)}")
    axe.check(page)


def complete(page: Page, signature: str, today: date) -> None:
    """The leader reads on a phone what is missing and until when, adds it and sends the request again."""
    page.goto("/inicjatywy/moje?lang=pl")
    axe.check(page)
    page.get_by_role("link", name=signature).click()
    expect(page.locator("main")).to_contain_text(LACKS)
    expect(page.locator("main")).to_contain_text(f"Termin: {deadline(today)}")
    axe.check(page)
    acts.press_key(page, page.get_by_role("link", name="Uzupełnij wniosek"))
    expect(page.locator("main")).to_contain_text(LACKS)
    axe.check(page)
    acts.press_key(page, page.get_by_role("link", name=re.compile("^Zmień ?: Co już gotowe$")))
    acts.tab_to(page, page.get_by_label("Co już macie gotowe?"))
    page.keyboard.insert_text(WATERING)
    axe.check(page)
    acts.press_key(page, page.get_by_role("button", name="Zapisz i dalej"))
    expect(page.locator("dl").first).to_contain_text(WATERING)
    acts.press_key(page, page.get_by_role("button", name="Wyślij uzupełniony wniosek"))
    expect(page.get_by_text("Uzupełniony wniosek wysłany.")).to_be_visible()
    axe.check(page)


def accept_formally(page: Page, initiative_id: int) -> None:
    """Nothing is missing any more."""
    card(page, initiative_id)
    do(page, "Sprawdź formalnie")
    for group in (
        page.get_by_role("group").filter(has=page.get_by_role("radio", name="tak", exact=True)).all()
    ):
        group.get_by_label("tak", exact=True).check()
    page.get_by_label("Wniosek jest kompletny: przekaż go Zespołowi").check()
    axe.check(page)
    acts.press(page, "Zapisz wynik")
    expect(page.locator("main")).to_contain_text("Sprawdzony, czeka na ocenę Zespołu")
    axe.check(page)


def score(page: Page, initiative_id: int, points: int, *, others: int) -> None:
    """One member: declares no conflict, scores, finishes; points of ``others`` are seen only afterwards."""
    page.goto("/urzad/inicjatywy/moje-oceny?lang=pl")
    axe.check(page)
    card(page, initiative_id)
    expect(page.get_by_text("Punkty z zakończonych kart")).to_have_count(0)
    expect(page.get_by_text("Punkty innych zobaczysz")).to_have_count(min(others, 1))
    do(page, "Oceń ten wniosek")
    page.get_by_label("Nie mam", exact=True).check()
    axe.check(page)
    acts.press(page, "Zapisz oświadczenie")
    acts.heading(page, "Moja karta oceny")
    acts.press(page, "Zakończ ocenę")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Wkład pracy społecznej")
    axe.check(page)
    groups = page.locator(".points").get_by_role("group")
    expect(groups).to_have_count(CRITERIA)
    for each in groups.all():
        each.get_by_label(str(points), exact=True).check()
    acts.press(page, "Zakończ ocenę")
    card(page, initiative_id)
    table = page.get_by_role("table", name="Punkty z zakończonych kart")
    expect(table.get_by_role("columnheader")).to_have_count(others + 2)
    axe.check(page)


def close(page: Page, initiative_id: int) -> None:
    """The office closes the assessment with minutes."""
    card(page, initiative_id)
    do(page, "Zamknij ocenę protokołem")
    expect(page.locator("main")).to_contain_text("Wynik: 80")
    axe.check(page)
    page.get_by_label("Zamykam ocenę.").check()
    acts.press(page, "Zamknij ocenę")
    page.goto(f"/urzad/inicjatywy/{initiative_id}/protokol")
    expect(page.get_by_role("table")).to_have_count(4)
    axe.check(page)


def decide(page: Page, initiative_id: int) -> None:
    """The executive accepts it, with reasons and a number."""
    card(page, initiative_id)
    do(page, "Rozstrzygnij")
    page.get_by_label("Przyjmuję inicjatywę").check()
    acts.press(page, "Zapisz rozstrzygnięcie")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Przyjmuję inicjatywę")).to_be_checked()
    axe.check(page)
    page.get_by_label("Uzasadnienie").fill(REASON)
    page.get_by_label("Numer dokumentu").fill("BKI.071.9")
    acts.press(page, "Zapisz rozstrzygnięcie")
    expect(page.locator(".deeds")).to_contain_text(REASON)
    axe.check(page)


def deadline(today: date) -> str:
    """Of the call to complete, in words: seven days, counted from tomorrow, and never a day off."""
    return format_date(Term(7).ends(today), "d MMMM y", locale="pl")
