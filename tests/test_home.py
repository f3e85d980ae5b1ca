"""The front page and the pages about the platform."""

import pytest


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("url", ["/", "/dostepnosc", "/prywatnosc", "/jak-liczymy"])
def test_every_page_about_us_is_a_good_page(visitor, url, lang):
    visitor.get(f"{url}?lang={lang}")


def test_the_accessibility_statement_has_the_required_parts(visitor):
    visitor.get("/dostepnosc")
    ids = set(visitor.doc.xpath("//@id"))
    assert {
        "a11y-wstep", "a11y-podmiot", "a11y-url", "a11y-data-publikacja", "a11y-data-aktualizacja", "a11y-status",
        "a11y-data-sporzadzenie", "a11y-kontakt", "a11y-osoba", "a11y-email", "a11y-telefon", "a11y-procedura", "a11y-architektura",
    } <= ids  # fmt: skip
