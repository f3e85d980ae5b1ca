"""What a resident types into the steps of writing a project, and how a test reads the pages."""

from tests.budget.projects.examples import DRAFT

IDEA = {"title": "Ławki nad stawem", "summary": "Sześć ławek z oparciami wokół stawu."}
PLACE = {"where": "place", "place-lat": "52,01", "place-lon": "19.01", "location_text": "nad stawem"}
DESCRIPTION = {
    "description": DRAFT.description,
    "justification": DRAFT.justification,
    "kind": "HARD",
    "categories": ["GREENERY", "PUBLIC_SPACE"],
    "universal_design": "YES",
}
COSTS = {
    "lines-0-name": "Ławka", "lines-0-quantity": "6", "lines-0-unit": "szt.", "lines-0-unit_cost": "1 500",
    "lines-1-name": "Montaż", "lines-1-quantity": "2,5", "lines-1-unit": "dnia", "lines-1-unit_cost": "400,00 zł",
    "lines-2-name": "", "lines-2-quantity": "", "lines-2-unit": "", "lines-2-unit_cost": "",
}  # fmt: skip
CONSENTS = {"declares_residence": "y", "agrees_to_publish": "y"}


def errors(page):
    """The sentences beside fields."""
    found = page.doc.xpath("//*[contains(@class,'govuk-error-message')]")
    return [" ".join(each.text_content().split()) for each in found]


def field(page, name):
    """The first control of this name."""
    return page.doc.xpath(f"//main//*[@name='{name}']")[0]
