"""The checked client: each page it fetches must be a good page."""

from collections import Counter
from typing import Any

import html5lib
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from lxml import etree, html
from werkzeug.test import TestResponse

from civic.core.db import db


class Browser(FlaskClient):
    """Each request in an application context and a database session of its own, as a server gives it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():
            response = super().open(*args, **{"buffered": True, **kwargs})
        if has_app_context():
            db.session.expire_all()
        return response


class Page:
    """A browser without a screen. ``get`` and ``post`` check status and page, ``doc`` is the last page parsed."""

    def __init__(self, app: Flask, person_id: int | None = None, session_version: int = 0) -> None:
        self.client = app.test_client()
        self.doc: html.HtmlElement | None = None
        self.response: TestResponse | None = None
        if person_id is not None:
            with self.client.session_transaction() as session:
                session["_user_id"] = f"{person_id}.{session_version}.page"

    def get(self, url: str, status: int = 200, **kwargs: Any) -> TestResponse:
        """Fetch a page."""
        return self._check(self.client.get(url, **kwargs), status)

    def post(self, url: str, data: Any = None, status: int = 303, **kwargs: Any) -> TestResponse:
        """Send a form; by default it must lead somewhere else (303), a refused form answers 422."""
        return self._check(self.client.post(url, data=data or {}, **kwargs), status)

    @property
    def text(self) -> str:
        """The words of the last page's main part, in one line."""
        assert self.doc is not None
        main = self.doc.xpath("//main")
        return " ".join((main[0] if main else self.doc).text_content().split())

    def _check(self, response: TestResponse, status: int) -> TestResponse:
        self.response = response
        assert response.status_code == status, f"{response.status_code}, not {status}: {response.text[:2000]}"
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            self.doc = html.fromstring(response.get_data())
            problems = problems_of(response.text, self.doc)
            assert not problems, "\n".join(problems)
        return response


def problems_of(text: str, doc: html.HtmlElement) -> list[str]:
    """What is wrong with a page, in sentences."""
    found = []
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    found += [f"HTML: {code} at {place}" for place, code, _ in parser.errors]
    if len(doc.xpath("//title[normalize-space()]")) != 1:
        found.append("one <title>, please")
    if len(doc.xpath("//h1[normalize-space()]")) != 1:
        found.append(f"one <h1>, please, not {len(doc.xpath('//h1'))}")
    ids = Counter(doc.xpath("//@id"))
    found += [f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1]
    if not doc.xpath("/html/@lang"):
        found.append("the page does not say its language")
    for control in doc.xpath(
        "//input[not(@type='hidden' or @type='submit' or @type='button')]|//select|//textarea"
    ):
        named = (
            control.get("aria-label") or control.get("aria-labelledby") or control.xpath("ancestor::label")
        )
        if not named and not (control.get("id") and doc.xpath("//label[@for=$id]", id=control.get("id"))):
            found.append(f"no label: {etree.tostring(control)[:120]!r}")
    for place in doc.xpath("//*[@aria-describedby or @aria-labelledby]"):
        wanted = f"{place.get('aria-describedby', '')} {place.get('aria-labelledby', '')}".split()
        found += [f"refers to a missing id {name!r}" for name in wanted if name not in ids]
    found += [
        f"foreign address {url}"
        for url in doc.xpath("//script/@src|//link[@rel='stylesheet']/@href|//img/@src")
        if "//" in url
    ]
    if doc.xpath(
        "//*[@style]|//*[@onclick]|//script[not(@src) and not(@nonce) and not(@type='application/json')]"
    ):
        found.append("an inline style, handler or script without nonce")
    return found
