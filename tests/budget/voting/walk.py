"""A voter with a browser without script: what is on the page is sent, nothing else is known."""

from collections.abc import Iterable

from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.page import Page


class Booth(Page):
    """Walks from page to page by the form that stands on it."""

    def __init__(self, app: Flask, person_id: int | None = None, slug: str = "2026") -> None:
        super().__init__(app, person_id)
        self.base = f"/budzet/{slug}/glosuj"

    def enter(self, route: str = "konto", status: int = 200) -> None:
        """The first page of a way to vote."""
        self.get(f"{self.base}/droga/{route}", status)

    def send(
        self, go: str = "next", status: int = 200, *, tick: Iterable[str] = (), untick: Iterable[str] = (),
        to: str = "", **typed: str | list[str],
    ) -> None:  # fmt: skip
        """Press a button of the booth's form after ticking choices ("list:project:points") and typing into fields."""
        assert self.doc is not None
        (form,) = self.doc.xpath("//form[@id='booth']")
        values = [
            (name, value)
            for name, value in form.form_values()
            if (name, value) not in {("c", each) for each in untick}
        ]
        values += [("c", each) for each in tick]
        values = [(name, value) for name, value in values if name not in typed]
        for name, value in typed.items():
            values += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        (button,) = self.doc.xpath(
            "//button[@name='go' and (@value=$go or @value='1' and $go='next')]", go=go
        )[:1]
        action = to or button.get("formaction") or form.get("action")
        self.post(action, MultiDict([*values, ("go", button.get("value"))]), status)

    @property
    def title(self) -> str:
        """The page's h1."""
        assert self.doc is not None
        return " ".join(self.doc.xpath("//h1")[0].text_content().split())

    @property
    def offered(self) -> list[str]:
        """The values of the ticks on the page, in their order."""
        assert self.doc is not None
        return list(self.doc.xpath("//input[@class='choose__input']/@value"))

    @property
    def ticked(self) -> list[str]:
        """Those of them that are ticked."""
        assert self.doc is not None
        return list(self.doc.xpath("//input[@class='choose__input'][@checked]/@value"))

    @property
    def errors(self) -> list[str]:
        """The sentences at the top that say what must be mended."""
        assert self.doc is not None
        return [
            " ".join(line.text_content().split())
            for line in self.doc.xpath("//ul[contains(@class, 'govuk-error-summary__list')]/li")
        ]
