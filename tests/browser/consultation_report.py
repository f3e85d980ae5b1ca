"""Answers to remarks and the report in the browser, from the first refusal to the published report."""

import re

from playwright.sync_api import Page, expect

from tests.browser import acts, axe
from tests.browser.consultation_case import CHANGES, EMAIL, ORDER, REASONS, City


def report_waits_for_answers(city: City) -> None:
    page = city.case("artur.wilczek", "Raport")
    axe.check(page)
    page.get_by_label("Co się zmieni i co dalej").fill(CHANGES)
    acts.press(page, "Zapisz raport")
    acts.press(page, "Przekaż raport")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_contain_text(
        "Bez odpowiedzi: 2; pierwsza z nich to uwaga numer 1."
    )
    axe.check(page)


def answers_are_given(city: City) -> None:
    """The queue by keyboard alone: sorted, one answer for both; its writer cannot approve it, the executive does."""
    page = city.case("artur.wilczek", "Odpowiedzi")
    acts.heading(page, "Odpowiedzi na uwagi")
    axe.check(page)
    tick_both(page)
    acts.tab_to(page, page.locator("#do_jednostki"))
    page.keyboard.type("Biuro K")
    acts.press_key(page, page.get_by_role("button", name="Nadaj temat i jednostkę"))
    expect(page.get_by_text("Uporządkowano 2 uwagi.")).to_be_visible()
    tick_both(page)
    acts.press_key(page, page.get_by_role("button", name="Odpowiedz wspólnie"))
    expect(page.get_by_label("Uwaga 2")).to_be_checked()
    acts.press_key(page, page.get_by_role("button", name="Przekaż do zatwierdzenia i następna"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe.check(page)
    acts.press_key(page, page.get_by_label("uwzględniona", exact=True), "Space")
    acts.tab_to(page, page.get_by_label("Uzasadnienie"))
    page.keyboard.type(REASONS)
    expect(page.get_by_label("Uwaga 2")).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Odpowiedź czeka na zatwierdzenie.")).to_be_visible()
    acts.heading(page, "Odpowiedzi na uwagi")
    axe.check(page)


def tick_both(page: Page) -> None:
    """Tick both remarks of the queue by keyboard."""
    for number in (1, 2):
        acts.press_key(page, page.get_by_label(f"Wybierz uwagę {number}"), "Space")


def the_executive_approves(city: City) -> None:
    """Four eyes: the writer, a coordinator too, is told to wait; somebody else approves."""
    page = city.case("artur.wilczek", "Odpowiedzi")
    page.get_by_role("link", name="Starsi ludzie").first.click()
    expect(page.get_by_text("To twoja odpowiedź. Musi ją zatwierdzić ktoś inny.")).to_be_visible()
    expect(page.get_by_role("button", name="Zatwierdź i następna")).to_have_count(0)
    axe.check(page)
    chief = city.case("robert.majewski", "Odpowiedzi")
    axe.check(chief)
    acts.press_key(chief, chief.get_by_role("link", name="Starsi ludzie").first)
    expect(chief.get_by_role("button", name="Zatwierdź i następna")).to_be_visible()
    axe.check(chief)
    acts.press_key(chief, chief.get_by_role("button", name="Zatwierdź i następna"))
    expect(chief.get_by_text("Odpowiedź zatwierdzona.")).to_be_visible()
    axe.check(chief)


def personal_data_is_masked(city: City) -> None:
    """An e-mail uncovered by mistake stops the executive's approval until it is covered again."""
    page = city.case("artur.wilczek", "Uwagi")
    page.get_by_role("link", name="Park powinien być otwarty").click()
    page.get_by_text("Odkryj wszystko").click()
    page.get_by_label("Dlaczego odkryć?").fill("To miał być adres urzędu.")
    axe.check(page)
    acts.press(page, "Odkryj")
    expect(page.get_by_text("Odkryte.")).to_be_visible()
    page.locator("nav.tabs").get_by_role("link", name="Raport").click()
    page.get_by_role("link", name="Zobacz podgląd raportu").click()
    axe.check(page)
    page.go_back()
    acts.press(page, "Przekaż raport")
    expect(page.get_by_text("Raport czeka na zatwierdzenie.", exact=True)).to_be_visible()
    axe.check(page)
    chief = city.case("robert.majewski", "Raport")
    chief.get_by_label("Numer dokumentu").fill(ORDER)
    acts.press(chief, "Zatwierdź i ogłoś raport")
    expect(chief.locator(".govuk-error-summary")).to_be_focused()
    expect(chief.locator(".govuk-error-summary")).to_contain_text("W raporcie są dane osobowe (1).")
    expect(chief.get_by_label("Numer dokumentu")).to_have_value(ORDER)
    axe.check(chief)
    page.get_by_role("link", name="Sprawdź, czy w raporcie nie ma danych").click()
    axe.check(page)
    page.get_by_role("link", name="Zakryj w uwadze 2").click()
    expect(page.get_by_label("Co zakryć?")).to_have_value(EMAIL)
    axe.check(page)
    acts.press(page, "Zakryj")
    expect(page.get_by_text("Zakryte. Wszyscy widzą")).to_be_visible()


def report_is_published(city: City) -> None:
    chief = city.case("robert.majewski", "Raport")
    chief.get_by_label("Numer dokumentu").fill(ORDER)
    axe.check(chief)
    acts.press(chief, "Zatwierdź i ogłoś raport")
    expect(chief.get_by_text("Raport jest ogłoszony", exact=True)).to_be_visible()
    axe.check(chief)
    expect(chief.get_by_role("link", name=re.compile(r"\.pdf$"))).to_be_visible(timeout=30_000)
    axe.check(chief)
