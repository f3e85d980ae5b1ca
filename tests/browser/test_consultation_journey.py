"""A general consultation from the first line of its draft to the published report, through the pages of the site only."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.engine import URL

from tests.browser import acts, axe
from tests.browser.conftest import PATIENCE
from tests.browser.consultation_case import (
    AUTHOR,
    EMAIL,
    PAPER,
    REASONS,
    REMARK,
    TITLE,
    City,
    a_document_is_published,
    calendar_refuses_what_is_too_short,
    it_is_ordered_and_announced,
    write_the_draft,
)
from tests.browser.consultation_report import (
    answers_are_given,
    personal_data_is_masked,
    report_is_published,
    report_waits_for_answers,
    the_executive_approves,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def city(as_somebody: Callable[[str], Page], sample_database: URL) -> City:
    """Everybody of this story."""
    expect.set_options(timeout=PATIENCE)
    return City(as_somebody, sample_database)


def test_the_coordinator_leads_a_consultation_from_draft_to_report(city: City) -> None:
    write_the_draft(city)
    calendar_refuses_what_is_too_short(city)
    a_document_is_published(city)
    it_is_ordered_and_announced(city)
    # The server runs on the real clock: the first day comes and goes in the database, where only the superuser moves it.
    city.sql("opens_at = now() - interval '1 day'")
    number = residents_speak(city)
    city.sql("closes_at = now() - interval '1 minute'")
    report_waits_for_answers(city)
    answers_are_given(city)
    the_executive_approves(city)
    personal_data_is_masked(city)
    report_is_published(city)
    residents_read_it(city, number)


def residents_speak(city: City) -> str:
    """A remark on a paragraph from a phone, one on paper, a comment with the office's answer; the first one's number."""
    page = city.phone()
    page.goto("/?lang=pl")
    open_consultation(page)
    axe.check(page)
    page.locator("nav.tabs").get_by_role("link", name="Dokument").click()
    axe.check(page)
    page.get_by_role("link", name=re.compile(r"^Dodaj uwagę\s*: §\s1$")).click()
    page.get_by_label("Co o tym myślisz?").fill(REMARK)
    page.get_by_text("Jak to zapisać inaczej?").first.click()
    page.get_by_role("textbox", name="Jak to zapisać inaczej?").fill(
        "§ 1. Park jest otwarty od 6:00 do 24:00."
    )
    axe.check(page)
    acts.press(page, "Dalej")
    page.get_by_label("E-mail").fill(AUTHOR)
    axe.check(page)
    acts.press(page, "Dalej")
    axe.check(page)
    acts.press(page, "Wyślij uwagę")
    number = page.locator(".remark__number").inner_text()
    axe.check(page)
    a_clerk_types_the_paper(city)
    they_discuss(city)
    return number


def open_consultation(page: Page) -> None:
    """From the front page of the site to the page of the consultation, on a phone."""
    page.get_by_role("link", name="Konsultacje", exact=True).first.click()
    page.get_by_role("link", name=TITLE).click()
    acts.heading(page, TITLE)


def a_clerk_types_the_paper(city: City) -> None:
    page = city.case("teresa.bury", "Uwagi")
    axe.check(page)
    page.get_by_role("link", name="Wpisz uwagę, która przyszła").click()
    page.get_by_label("Imię i nazwisko", exact=False).first.fill("Jan Nowak")
    page.get_by_label("Której części dotyczy?").fill("§ 1")
    page.get_by_label("Treść uwagi").fill(PAPER)
    axe.check(page)
    acts.press(page, "Zapisz i zakończ")
    expect(page.locator("main")).to_contain_text("/U/0002")
    axe.check(page)


def they_discuss(city: City) -> None:
    page = city.phone("tomasz.zielinski")
    page.goto("/?lang=pl")
    open_consultation(page)
    page.locator("nav.tabs").get_by_role("link", name="Dyskusja").click()
    axe.check(page)
    page.get_by_role("link", name="Napisz komentarz").click()
    page.get_by_label("Twój komentarz").fill("A co z rowerami towarowymi?")
    axe.check(page)
    acts.press(page, "Opublikuj")
    expect(page.locator(".comment")).to_contain_text("A co z rowerami towarowymi?")
    office = city.case("artur.wilczek")
    office.get_by_role("link", name="Strona dla mieszkańców").click()
    office.locator("nav.tabs").get_by_role("link", name="Dyskusja").click()
    office.get_by_role("link", name="Odpowiedz jako urząd").first.click()
    office.get_by_label("Odpowiedź").fill("Rower towarowy to też rower: można.")
    axe.check(office)
    acts.press(office, "Opublikuj odpowiedź")
    axe.check(office)
    page.reload()
    expect(page.locator("main")).to_contain_text("Rower towarowy to też rower: można.")
    axe.check(page)


def residents_read_it(city: City, number: str) -> None:
    """The public page, its files, and the mail to the author with the way to their own answer."""
    page = city.phone()
    page.goto("/")
    open_consultation(page)
    page.locator("nav.tabs").get_by_role("link", name="Raport").click()
    expect(page.locator("main")).to_contain_text(REASONS)
    expect(page.locator("main")).to_contain_text(number)
    expect(page.locator("body")).not_to_contain_text(EMAIL)
    axe.check(page)
    report = pypdf.PdfReader(io.BytesIO(downloaded(page, "Raport (PDF)")))
    root: Any = report.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("pl")
    said = " ".join(" ".join(each.extract_text() for each in report.pages).split())
    assert REASONS in said
    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Tabela uwag (XLSX)")), read_only=True)
    cells = [str(cell) for tab in sheet for row in tab.iter_rows(values_only=True) for cell in row if cell]
    assert REASONS in cells
    assert number in cells
    assert not [cell for cell in cells if "@" in cell]
    read_the_mail(page, number)


def downloaded(page: Page, name: str) -> bytes:
    """The file behind a link."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def read_the_mail(page: Page, number: str) -> None:
    for _ in range(40):
        page.goto("/poczta")
        letter = page.locator("tr, li, article, .card", has_text=AUTHOR).filter(
            has_text="Odpowiedź na twoje uwagi"
        )
        if letter.count():
            break
        page.wait_for_timeout(250)
    letter.first.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(number)
    expect(page.locator("main")).to_contain_text(REASONS)
    page.locator("main p a[href^=http]").first.click()
    expect(page.locator(".remark__answer")).to_contain_text(REASONS)
    axe.check(page)
