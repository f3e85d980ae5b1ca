"""axe: no violation on a page."""

from functools import cache

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.conftest import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def program() -> str:
    """axe-core, as npm published it."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """What axe finds, a line each: rule, help, the elements."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(program())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"
        ".then(found => ({violations: found.violations}))",
        RULES,
    )
    return [
        f"{each['id']}: {each['help']}: " + "; ".join(node["html"][:160] for node in each["nodes"][:4])
        for each in found["violations"]
    ]


def check(page: Page) -> None:
    """No violation, no sideways scrolling."""
    assert violations(page) == []
    fits(page)


def fits(page: Page) -> None:
    """No sideways scrolling."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"the page is {wide} px too wide"


def look(page: Page, path: str, status: int) -> None:
    """The page in both languages, on a phone and on a desk: it says which language it speaks and has one heading.

    axe looks at it twice, in English on a desk and in Polish on a phone; the width is asked each time.
    """
    for lang, other, last in (("en", PHONE, DESK), ("pl", DESK, PHONE)):
        answer = page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        assert answer is not None
        assert answer.status == status
        expect(page.locator("html")).to_have_attribute("lang", lang)
        expect(page.locator("h1")).to_have_count(1)
        page.set_viewport_size(other)
        fits(page)
        page.set_viewport_size(last)
        check(page)
