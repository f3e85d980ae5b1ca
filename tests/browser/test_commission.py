"""The commission's evening, from the sealed box to public results; then an observer repeats the count."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts, axe
from tests.browser.acts import NOW
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

EVENING = f"/urzad/{NOW.counting}/liczenie"
RESULTS = f"/budzet/{NOW.counting}/wyniki"


def look(page: Page) -> None:
    """axe as on the wall and as on a phone."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        axe.check(page)


def test_the_evening_and_the_observer(
    as_somebody: Callable[[str], Page], shares: dict[str, str], tmp_path: Path
) -> None:
    chair = as_somebody("halina.wojcik")
    open_the_box(chair, shares[NOW.counting])
    count(chair)
    approve(chair, "3/2026")
    visitor = as_somebody("")
    visitor.goto(f"{RESULTS}?lang=pl")
    expect(visitor.locator("main")).not_to_contain_text("Wygrał")
    deputy = as_somebody("robert.majewski")
    approve(deputy, "4/2026")
    expect(deputy.get_by_role("link", name="Zobacz ogłoszone wyniki")).to_be_visible()
    visitor.goto(RESULTS)
    expect(visitor.locator("main")).to_contain_text("Powstan")
    look(visitor)
    recount(download(visitor, tmp_path))


def open_the_box(chair: Page, share: str) -> None:
    """The draw is prepared; a share with a slip of the pen is refused; the right one opens all envelopes at once."""
    chair.goto(f"{EVENING}?lang=pl")
    expect(chair.get_by_role("heading", name="Przygotowanie losowania zrobione")).to_be_visible()
    expect(chair.get_by_role("button", name="Policz głosy")).to_have_count(0)
    look(chair)
    chair.goto(f"/urzad/{NOW.counting}/glosowanie/koperty")
    look(chair)
    wrong = share[:-1] + ("A" if share[-1] != "A" else "B")
    chair.locator("[name=share]").first.fill(wrong)
    acts.press(chair, "Otwórz i wymieszaj koperty")
    expect(chair.locator(".govuk-error-summary")).to_contain_text("pomyłka")
    look(chair)
    chair.locator("[name=share]").first.fill(share.lower())
    acts.press(chair, "Otwórz i wymieszaj koperty")
    expect(chair.get_by_text("Koperty są otwarte")).to_be_visible()
    look(chair)


def count(chair: Page) -> None:
    """Count; where votes are equal, draw lots before two witnesses, as often as needed."""
    chair.goto(EVENING)
    acts.press(chair, "Policz głosy")
    expect(chair.get_by_role("heading", name="Remis czeka")).to_be_visible()
    expect(chair.get_by_role("button", name="Zatwierdzam")).to_have_count(0)
    look(chair)
    acts.press(chair, "Losuj")
    expect(chair.locator(".govuk-error-summary")).to_be_visible()
    for _ in range(9):
        if not chair.get_by_role("button", name="Losuj", exact=True).count():
            break
        chair.get_by_label("Co padło publicznie przy losowaniu").fill("6 2 5 1")
        chair.get_by_label("Pierwszy świadek").fill("Adam Nowicki")
        chair.get_by_label("Drugi świadek").fill("Irena Czajka")
        acts.press(chair, "Losuj")
        if chair.get_by_role("button", name="Policz jeszcze raz").count():
            acts.press(chair, "Policz jeszcze raz")
    expect(chair.get_by_role("heading", name="Remis czeka")).to_have_count(0)
    look(chair)


def approve(member: Page, document: str) -> None:
    """One of the two people who stand by the result."""
    member.goto(f"{EVENING}?lang=pl")
    member.get_by_label("Numer zarządzenia").fill(document)
    member.get_by_role("button", name="Zatwierdzam liczenie").click()
    expect(member.locator("main")).to_contain_text("Zatwierdzili:")


def download(page: Page, folder: Path) -> Path:
    """The bundle of results, unpacked."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="Pobierz paczkę wyników (ZIP)").click()
    zipfile.ZipFile(coming.value.path()).extractall(folder / "bundle")
    return folder / "bundle"


def recount(bundle: Path) -> None:
    """The command agrees with what was published; with one byte changed it does not."""
    command = [f"{sys.prefix}/bin/civic", "recount", str(bundle)]
    same = subprocess.run(command, capture_output=True, text=True, check=False)
    assert same.returncode == 0, same.stdout + same.stderr
    file = max((each for each in bundle.rglob("*") if each.is_file()), key=lambda each: each.stat().st_size)
    written = bytearray(file.read_bytes())
    written[len(written) // 2] ^= 1
    file.write_bytes(written)
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
