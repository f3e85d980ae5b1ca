"""The coordinator sets an edition up from a city's profile; a verifier decides a card with a reason."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from civic.core import clock
from civic.core.deadlines import in_poland
from tests.browser import acts, axe
from tests.browser.acts import NOW

pytestmark = pytest.mark.browser


def test_the_coordinator_makes_an_edition_from_a_profile(as_somebody: Callable[[str], Page]) -> None:
    page = as_somebody("barbara.krol")
    page.goto("/urzad/edycje?lang=pl")
    page.get_by_role("link", name="Nowa edycja").click()
    page.get_by_role("link", name="Płock 2025").or_(
        page.get_by_role("link", name=re.compile("^Płock"))
    ).first.click()
    name = "Budżet sąsiedzki"
    page.get_by_label("Nazwa edycji").fill(name)
    page.get_by_label("Adres edycji").fill("sasiedzki")
    page.get_by_label("Pierwszy dzień zgłaszania projektów").fill(
        f"{in_poland(clock.now()) + timedelta(days=90)}"
    )
    page.get_by_label("Wydatki gminy").fill("1 234 567 890,12")
    page.get_by_label("Kwota całej edycji").fill("6 172 839,45")
    expect(page.locator("[data-minimum]")).to_have_text(
        re.compile(r"Minimum 0,5 % wydatków: 6\s172\s839,46\szł\. Wpisana kwota jest za mała\.")
    )
    acts.press(page, "Utwórz szkic edycji")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(re.compile(r"6\s172\s839,46\szł"))
    expect(page.get_by_label("Nazwa edycji")).to_have_value(name)
    axe.check(page)
    page.get_by_label("Kwota całej edycji").fill("6 172 839,46")
    acts.press(page, "Utwórz szkic edycji")
    acts.heading(page, name)
    edit_a_section(page, name)


def edit_a_section(page: Page, name: str) -> None:
    """An error sentence stands at its field and what was typed is kept; then the new name is saved and in the history."""
    address = page.url
    page.goto(f"{address}/zasady/podstawa")
    page.get_by_label("Nazwa", exact=False).first.fill("")
    acts.press(page, "Zapisz")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe.check(page)
    page.goto(f"{address}/pieniadze")
    page.locator("#total").fill("sześć milionów")
    acts.press(page, "Zapisz")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator("#total")).to_have_value("sześć milionów")
    axe.check(page)
    page.goto(f"{address}/zasady/podstawa")
    page.locator("#name").fill(f"{name} i dobry")
    acts.press(page, "Zapisz")
    acts.heading(page, f"{name} i dobry")
    page.goto(f"{address}/historia")
    expect(page.locator("main")).to_contain_text("Barbara Król")


def test_a_verifier_decides_a_card_with_a_reason(as_somebody: Callable[[str], Page]) -> None:
    page = as_somebody("zofia.lasota")
    page.goto(f"/urzad/{NOW.verification}/ocena?lang=pl")
    page.locator("tbody tr", has_text="merytoryczn").first.get_by_role("link").click()
    card = page.url
    reason = "Teren jest miejski, drzewa posadzimy jesienią. Koszt zgadza się z cennikiem."
    page.get_by_label("Uzasadnienie").fill(reason)
    acts.press(page, "Zapisz ocenę")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Zaznacz wynik oceny.")
    expect(page.get_by_label("Uzasadnienie")).to_have_value(reason)
    axe.check(page)
    acts.press_key(page, page.get_by_label("Pozytywny"), "Space")
    acts.press_key(page, page.get_by_role("button", name="Zapisz ocenę"))
    expect(page.get_by_role("button", name="Zapisz ocenę")).to_have_count(0)
    page.goto(card)
    expect(page.get_by_text(reason)).to_be_visible()
    expect(page.get_by_role("button", name="Zapisz ocenę")).to_have_count(0)
