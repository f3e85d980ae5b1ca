"""A request for a local initiative, written on a phone with the keyboard alone."""

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

from civic.core import clock
from tests.browser import acts, axe

TITLE = "Skwer z ławkami i bylinami przy Ogrodowej"
BENCHES, BARROW, SOIL = "Ławka z oparciem", "Taczka", "Ziemia do rabat"
WORK = "Kopanie i sadzenie"
PLANTING, SETTING = "Sadzimy byliny", "Ustawienie ławek"
LIKELY = "Może chcesz dołączyć?"
NEXT_YEAR = clock.now().year + 1
SPRING, SUMMER = date(NEXT_YEAR, 4, 4), date(NEXT_YEAR, 6, 6)
"""Day and month alike, so that they are typed the same in every country's order."""


def write(page: Page) -> int:
    """From the front page to the group; gives the number of the draft."""
    page.goto("/inicjatywy?lang=pl")
    axe.check(page)
    acts.press_key(page, page.get_by_role("link", name="Złóż wniosek"))
    acts.heading(page, "Zróbmy to razem")
    axe.check(page)
    acts.press_key(page, page.get_by_role("link", name="Zacznij", exact=True))
    say_idea(page)
    show_place(page)
    describe(page)
    give(page)
    ask(page)
    plan(page)
    say_who(page)
    acts.heading(page, "Kto jest z wami?")
    found = re.search(r"/zloz/(\d+)/grupa", page.url)
    assert found, page.url
    return int(found[1])


def type_in(page: Page, box: Locator, text: str) -> None:
    """Go there with Tab and write."""
    acts.tab_to(page, box)
    page.keyboard.insert_text(text)


def pick(page: Page, group: Locator, name: re.Pattern[str]) -> None:
    """Into the group with Tab, to the choice with the arrows."""
    chosen = group.get_by_role("radio", checked=True)
    acts.tab_to(page, chosen if chosen.count() else group.get_by_role("radio").first)
    page.keyboard.press("Space")
    wanted = group.get_by_label(name)
    for _ in range(group.get_by_role("radio").count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrows do not lead to {wanted}")


def on(page: Page) -> None:
    """Save and go on."""
    axe.check(page)
    acts.press_key(page, page.get_by_role("button", name="Zapisz i dalej"))


def past_likely(page: Page, following: str) -> None:
    """Where something like it is going on already, see it and go on."""
    expect(page.locator("h1")).to_have_text(re.compile(f"^({re.escape(LIKELY)}|{re.escape(following)})$"))
    if page.locator("h1").inner_text() == LIKELY:
        axe.check(page)
        acts.press_key(page, page.get_by_role("link", name="Mój pomysł jest inny, dalej"))


def say_idea(page: Page) -> None:
    """The idea; a forgotten choice is asked for and nothing typed is lost."""
    acts.heading(page, "Jaki macie pomysł?")
    type_in(page, page.get_by_label("Jak nazwiecie swój pomysł?"), TITLE)
    type_in(page, page.get_by_label("Co chcecie zrobić?"), "Zamieniamy zadeptany trawnik w skwer z ławkami.")
    acts.press_key(page, page.get_by_role("button", name="Zapisz i dalej"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Jak nazwiecie swój pomysł?")).to_have_value(TITLE)
    pick(page, page.get_by_role("group", name="Czego to dotyczy?"), re.compile("^Robimy coś razem"))
    on(page)
    past_likely(page, "Gdzie to będzie?")


def show_place(page: Page) -> None:
    """An address puts the place on the map; the page says where it lies."""
    acts.heading(page, "Gdzie to będzie?")
    type_in(page, page.get_by_label("Adres w pobliżu"), "Ogrodowa 5")
    acts.press_key(page, page.get_by_role("button", name="Znajdź adres"))
    expect(page.get_by_label("Szerokość geograficzna")).not_to_have_value("")
    expect(page.locator("#mapa").get_by_role("status")).to_contain_text(re.compile("To miejsce leży w: .+"))
    type_in(page, page.get_by_label("Jak powiesz komuś, gdzie to jest?"), "trawnik za przystankiem")
    pick(page, page.get_by_role("group", name="Czyj jest ten teren?"), re.compile("^Miasta$"))
    on(page)
    past_likely(page, "Co i dla kogo?")


def describe(page: Page) -> None:
    """What, why and what is ready."""
    acts.heading(page, "Co i dla kogo?")
    type_in(
        page,
        page.get_by_label("Co dokładnie chcecie zrobić?"),
        "Przekopiemy trawnik, posadzimy byliny i ustawimy dwie ławki.",
    )
    type_in(
        page,
        page.get_by_label("Po co to robicie i komu będzie służyć?"),
        "Starsi sąsiedzi nie mają gdzie odpocząć w drodze do sklepu.",
    )
    on(page)


def row(page: Page, name: str) -> Locator:
    """A row of a table, by its legend."""
    return page.get_by_role("group", name=name, exact=True)


def sums(page: Page, residents: str, city: str, share: str) -> None:
    """What the page adds up, now."""
    for which, amount in (("residents", residents), ("city", city), ("share", share)):
        expect(page.locator(f"[data-sum={which}]")).to_have_text(
            re.compile(f"^{re.escape(amount)}$".replace(r"\ ", r"\s"))
        )


def give(page: Page) -> None:
    """Work, money and things; the sums grow while they are typed."""
    acts.heading(page, "Co dajecie od siebie?")
    work = row(page, "Praca 1")
    type_in(page, work.get_by_label("Jaka praca"), WORK)
    type_in(page, work.get_by_label("Ile osób"), "6")
    type_in(page, work.get_by_label("Ile godzin razem"), "60")
    money = row(page, "Pieniądze 1")
    type_in(page, money.get_by_label("Na co"), SOIL)
    type_in(page, money.get_by_label("Kwota"), "200")
    things = row(page, "Rzecz 1")
    type_in(page, things.get_by_label("Co", exact=True), "Sadzonki bylin")
    type_in(page, things.get_by_label("Ile", exact=True), "40")
    type_in(page, things.get_by_label("Jednostka"), "szt.")
    type_in(page, things.get_by_label("Wartość jednej"), "12,50")
    page.keyboard.press("Tab")
    sums(page, "2 500,00 zł", "0,00 zł", "100,00 %")
    on(page)


def ask(page: Page) -> None:
    """Two benches to buy and two wheelbarrows to lend."""
    acts.heading(page, "O co prosicie miasto?")
    lines = ((1, 1, BENCHES, "700"), (2, 2, BARROW, "50"))
    for number, down, name, price in lines:
        line = row(page, f"Wiersz {number}")
        acts.tab_to(page, line.get_by_label("Rodzaj"))
        for _ in range(down if number == 1 else 3):
            page.keyboard.press("ArrowDown")
        type_in(page, line.get_by_label("Co", exact=True), name)
        type_in(page, line.get_by_label("Ile", exact=True), "2")
        type_in(page, line.get_by_label("Jednostka"), "szt.")
        type_in(page, line.get_by_label("Cena jednej"), price)
    sums(page, "2 500,00 zł", "1 500,00 zł", "62,50 %")
    on(page)


def plan(page: Page) -> None:
    """Two steps, the dates typed as digits."""
    acts.heading(page, "Kto, co i kiedy zrobi?")
    for number, what, down in ((1, SETTING, 1), (2, PLANTING, 0)):
        step = row(page, f"Krok {number}")
        type_in(page, step.get_by_label("Co", exact=True), what)
        acts.tab_to(page, step.get_by_label("Kto"))
        for _ in range(down):
            page.keyboard.press("ArrowDown")
        for label, day in (("Od", SPRING), ("Do", SUMMER)):
            acts.tab_to(page, step.get_by_label(label, exact=True))
            page.keyboard.type(f"{day:%d%m%Y}")
            expect(step.get_by_label(label, exact=True)).to_have_value(day.isoformat())
    on(page)


def say_who(page: Page) -> None:
    """A group; the address and telephone are for the office."""
    acts.heading(page, "Kto składa wniosek?")
    expect(page.get_by_label("Grupa mieszkańców")).to_be_checked()
    type_in(page, page.get_by_label("Ile osób weźmie udział"), "6")
    type_in(page, page.get_by_label("Twój adres"), "Ogrodowa 5")
    on(page)


def invite(page: Page, name: str, email: str) -> None:
    """Ask a neighbour by mail."""
    type_in(page, page.get_by_label("Imię i nazwisko"), name)
    type_in(page, page.get_by_label("Adres e-mail"), email)
    acts.press_key(page, page.get_by_role("button", name="Wyślij zaproszenie"))
    expect(page.get_by_role("listitem").filter(has_text=name)).to_contain_text("czekamy na odpowiedź")
    axe.check(page)


def join(page: Page, email: str) -> None:
    """A neighbour without an account opens the link of the mail and says yes; nobody said yes before."""
    acts.follow_mail(page, email)
    acts.heading(page, "Czy dołączasz do inicjatywy?")
    expect(page.locator("main")).to_contain_text(TITLE)
    axe.check(page)
    acts.press_key(page, page.get_by_role("button", name="Tak, dołączam"))
    acts.heading(page, "Jesteś w grupie")
    axe.check(page)


def send(page: Page, initiative_id: int) -> str:
    """Declare, check all answers, send; gives the number of the request."""
    page.goto(f"/inicjatywy/zloz/{initiative_id}/grupa")
    expect(page.locator("main")).to_contain_text("Grupa jest gotowa")
    axe.check(page)
    acts.press_key(page, page.get_by_role("link", name="Dalej", exact=True))
    acts.heading(page, "Załączniki i oświadczenia")
    acts.press_key(page, page.get_by_label(re.compile("^Oświadczam, że ja i osoby z grupy")), "Space")
    on(page)
    expect(page.locator("dl").first).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text(re.compile(r"2\s500,00\szł"))
    axe.check(page)
    acts.press_key(page, page.get_by_role("button", name="Wyślij wniosek"))
    acts.heading(page, "Wniosek wysłany")
    axe.check(page)
    found = re.search(r"IL/\d{4}/\d{4}", page.locator("main").inner_text())
    assert found
    return found[0]
