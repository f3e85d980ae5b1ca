"""What every page carries: headers, languages, error pages; and what no log line carries."""

import json

import pytest

from civic.core import logs
from civic.core.migrations import head


def test_headers_close_the_page_to_strangers(visitor):
    headers = visitor.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert len(headers["X-Request-Id"]) == 16


def test_polish_first_english_on_request_and_remembered(visitor):
    assert 'lang="pl"' in visitor.get("/").text
    assert 'lang="en"' in visitor.get("/?lang=en").text
    assert 'lang="en"' in visitor.get("/").text
    assert 'lang="en"' in visitor.get("/?lang=xx").text


@pytest.mark.parametrize(
    "url",
    [
        "/nie-ma",
        "/budzet/nie-ma",
        "/%00",
        "/budzet/%2e%2e/x",
        "/?lang=%ff",
        "/budzet/%00",
        "/inicjatywy/dolacz/%00",
    ],
)
def test_a_wrong_address_gets_a_page_not_a_traceback(visitor, url):
    status = visitor.client.get(url).status_code
    assert status in {200, 404}
    visitor.get(url, status)


def test_health(visitor):
    assert visitor.get("/healthz").json == {"status": "ok"}
    assert visitor.get("/readyz").json["checks"] == {"database": True, "schema": True, "jobs": True}
    assert head()


def test_a_log_line_holds_only_what_is_allowed(visitor, capsys):
    logs.log.info("request", name="Kanarek", email="kanarek@example.org", status=200)
    visitor.client.get("/nie-ma?pesel=44051401359&name=Kanarek", headers={"User-Agent": "Kanarek"})
    visitor.client.post("/konto/wejdz", data={"email": "kanarek@example.org", "password": "Kanarek12345"})
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert len(lines) >= 3
    assert all(line.keys() <= logs.ALLOWED for line in lines)
    written = json.dumps(lines).lower()
    assert "kanarek" not in written
    assert "44051401359" not in written


def test_an_unforeseen_error_names_its_place_not_its_words(app, capsys):
    try:
        raise ValueError("PESEL 44051401359")
    except ValueError as error:
        app.log_exception((type(error), error, error.__traceback__))
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert line["error"] == "ValueError"
    assert "44051401359" not in json.dumps(line)
