"""The journeys of an account through the browser."""

from dataclasses import replace
from hashlib import sha256

import pytest

from civic.app import create_app
from civic.people import passwords
from civic.people.rules import PRIVACY_VERSION
from tests.factories import make_person
from tests.page import Page
from tests.work import letters, link_in, work

GOOD = "okno parasol kasztan"
OTHER = "Tramwaj-17-Rynek"


@pytest.fixture
def olga(app):
    return make_person(name="Olga Maj", email="olga@example.org", password_hash=passwords.hashed(GOOD))


def sign_in(page: Page, password: str = GOOD, status: int = 303, **more: str):
    return page.post("/konto/zaloguj", {"email": "olga@example.org", "password": password, **more}, status)


def test_from_sign_up_to_my_account(app, visitor):
    visitor.get("/konto/zaloz")
    answer = visitor.post(
        "/konto/zaloz", {"name": " Olga  Maj ", "email": "olga@EXAMPLE.org", "password": GOOD}
    )
    visitor.get(answer.location)
    assert "idzie list" in visitor.text
    ((to, subject, body),) = letters(app)
    assert (to, subject) == ("olga@example.org", "Potwierdź swój adres e-mail")
    link = link_in(body)
    visitor.get(link)
    visitor.get("/konto", 302)  # opening the link alone begins nothing
    answer = visitor.post(link, {"password": GOOD})
    assert answer.location == "/konto"
    visitor.get("/konto")
    assert "olga@example.org" in visitor.text
    assert visitor.doc.xpath("//input[@name='name']/@value") == ["Olga Maj"]
    Page(app).get(link, 410)


def test_the_answer_is_the_same_for_a_known_address(app, visitor, olga):
    pages = []
    for email in ("olga@example.org", "nikt@example.org"):
        for url, data in (
            ("/konto/zaloz", {"name": "Olga Maj", "email": email, "password": OTHER}),
            ("/konto/jeszcze-raz", {"email": email}),
            ("/konto/nie-pamietam", {"email": email}),
        ):
            answer = visitor.post(url, data)
            visitor.get(answer.location)
            pages.append((url, answer.location, visitor.text))
    assert pages[:3] == pages[3:]


def test_a_form_keeps_what_was_typed_but_never_the_password(app, visitor):
    visitor.post("/konto/zaloz", {"name": "Olga Maj", "email": "olga", "password": "krótkie"}, 422)
    assert visitor.doc.xpath("//input[@name='name']/@value") == ["Olga Maj"]
    assert visitor.doc.xpath("//input[@name='email']/@value") == ["olga"]
    assert visitor.doc.xpath("//input[@name='password']/@value") == [""]
    assert "Wpisz adres e-mail w całości" in visitor.text
    visitor.post(
        "/konto/zaloz", {"name": "Olga Maj", "email": "olga@example.org", "password": "1234567890"}, 422
    )
    assert visitor.doc.xpath("//a[@href='#password']")
    assert "To hasło łatwo zgadnąć" in visitor.text
    assert visitor.doc.xpath("//input[@name='password']/@value") == [""]


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("", "a@example.org"),
        ("   ", "a@example.org"),
        ("123", "a@example.org"),
        ("A" * 101, "a@example.org"),
        ("Ala", "a@example.org\nBcc: b@example.org"),
        ("Ala", "a" * 300 + "@example.org"),
        ("Ala", "ala@localhost"),
        ("Ala", "<script>@example.org"),
        ("Ala", "żółw@example.org"),
        ("Ala\x00\x00", ""),
    ],
)
def test_bad_input_gets_a_sentence(app, visitor, name, email):
    visitor.post(
        "/konto/zaloz",
        {
            "name": name,
            "email": email,
            "password": GOOD,
        },
        422,
    )
    assert "Popraw, zanim pójdziemy dalej" in visitor.text


def test_a_name_that_is_a_program_stays_a_name(app):
    page = Page(app, person_id=make_person(name="<script>alert(1)</script>"))
    page.get("/konto")
    assert not page.doc.xpath("//script[contains(., 'alert')]")


def test_in_and_out(app, visitor, olga):
    sign_in(visitor, OTHER, 422)
    assert "Adres e-mail albo hasło się nie zgadza" in visitor.text
    assert visitor.doc.xpath("//input[@name='email']/@value") == ["olga@example.org"]
    assert sign_in(visitor).location == "/konto"
    visitor.get("/konto")
    kept = visitor.client.get_cookie("civic").value
    assert visitor.post("/konto/wyloguj").location == "/"
    visitor.get("/konto", 302)
    visitor.client.set_cookie("civic", kept)
    visitor.get("/konto", 302)  # a copy of the cookie opens nothing


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [("/dostepnosc?a=1", "/dostepnosc?a=1"), ("//evil.example", "/konto"), ("https://evil.example", "/konto"), ("/\\evil", "/konto")],
)  # fmt: skip
def test_after_signing_in_one_goes_on_but_not_away(app, visitor, olga, target, goes_to):
    visitor.get("/konto/zaloguj", query_string={"next": target})
    hidden = visitor.doc.xpath("//input[@name='next']/@value")
    assert hidden == ([target] if goes_to == target else [])
    assert sign_in(visitor, next=target).location == goes_to


def test_a_closed_door_leads_back_to_itself(app, visitor, olga):
    assert visitor.client.head("/konto/haslo").status_code == 302
    answer = visitor.get("/konto/haslo", 302)
    visitor.get(answer.location)
    hidden = visitor.doc.xpath("//input[@name='next']/@value")
    assert sign_in(visitor, next=hidden[0]).location == "/konto/haslo"


def test_signing_in_begins_a_new_session(app, visitor, olga):
    """A token planted in the browser before is worth nothing afterwards; every session has its own key."""
    with visitor.client.session_transaction() as planted:
        planted["csrf_token"] = "planted"
    sign_in(visitor)
    with visitor.client.session_transaction() as after:
        assert after.get("csrf_token") != "planted"
        first = after["_user_id"]
    other = Page(app)
    sign_in(other)
    with other.client.session_transaction() as after:
        assert after["_user_id"] != first


def test_tries_run_out(app, visitor, olga):
    for _ in range(10):
        sign_in(visitor, OTHER, 422)
    sign_in(visitor, GOOD, 429)
    assert "Odczekaj kwadrans" in visitor.text


def test_out_everywhere(app, olga):
    phone, library = Page(app), Page(app)
    sign_in(phone)
    sign_in(library)
    phone.post("/konto/wyloguj-wszedzie")
    phone.get("/konto", 302)
    library.get("/konto", 302)


def test_a_new_password_by_mail(app, visitor, olga):
    visitor.get("/konto/nie-pamietam")
    visitor.post("/konto/nie-pamietam", {"email": "olga@example.org"})
    link = link_in(letters(app)[0][2])
    visitor.get(link)
    visitor.post(link, {"password": "1234567890"}, 422)
    assert "To hasło łatwo zgadnąć" in visitor.text
    visitor.post(link, {"password": OTHER})
    visitor.get("/konto")
    Page(app).get(link, 410)
    sign_in(Page(app), OTHER)


def test_a_changed_password_keeps_this_session_and_ends_the_others(app, olga):
    here, there = Page(app), Page(app)
    sign_in(here)
    sign_in(there)
    here.get("/konto/haslo")
    here.post("/konto/haslo", {"old": OTHER, "password": OTHER}, 422)
    assert "To nie jest hasło do tego konta" in here.text
    here.post("/konto/haslo", {"old": GOOD, "password": OTHER})
    here.get("/konto")
    there.get("/konto", 302)


def test_my_name_and_my_language(app, olga):
    page = Page(app)
    sign_in(page)
    page.get("/konto")
    page.post("/konto", {"name": "", "lang": "en"}, 422)
    page.post("/konto", {"name": "Olga Ż. Maj", "lang": "xx"}, 422)
    page.post("/konto", {"name": "Olga Ż. Maj", "lang": "en"})
    assert 'lang="en"' in page.get("/konto").text
    fresh = Page(app)
    sign_in(fresh)
    assert 'lang="en"' in fresh.get("/konto").text


def test_goodbye(app, olga):
    page = Page(app)
    sign_in(page)
    page.get("/konto/usun")
    page.post("/konto/usun", {"password": OTHER}, 422)
    page.post("/konto/usun", {"password": GOOD})
    page.get("/konto", 302)
    sign_in(Page(app), GOOD, 422)


@pytest.mark.parametrize("url", ["/konto/potwierdz/x", "/konto/nowe-haslo/x", "/konto/potwierdz/a.b.c"])
def test_a_made_up_link_is_a_dead_link(app, visitor, url):
    visitor.get(url, 410)
    visitor.post(url, {"password": GOOD}, 410)


def test_a_signed_in_visitor_needs_no_door(app, olga):
    page = Page(app, person_id=olga)
    assert page.get("/konto/zaloguj", 303).location == "/konto"
    assert page.get("/konto/zaloz", 303).location == "/konto"


def test_pages_of_an_account_are_not_kept_by_the_browser(app, olga):
    assert Page(app, person_id=olga).get("/konto").headers["Cache-Control"] == "no-store"


def test_forms_from_elsewhere_are_refused(app, olga):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = Page(app, person_id=olga)
        for url in (
            "/konto/wyloguj",
            "/konto/wyloguj-wszedzie",
            "/konto/usun",
            "/konto/haslo",
            "/konto",
            "/konto/zaloguj",
        ):
            page.post(url, {"password": GOOD}, 400)
        page.get("/konto")
        token = page.doc.xpath("//form[@action='/konto/wyloguj']//input[@name='csrf_token']/@value")[0]
        page.post("/konto/wyloguj", {"csrf_token": token})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


NOTICES = {"2026-11": "2a90df453d94b503"}
"""The text of every privacy notice so far, as the beginning of its SHA-256; a new text is a new version, here and in the rules."""


def test_an_account_remembers_which_privacy_notice_was_shown(app, visitor):
    """1.6: the clause stands where data are collected, and is versioned."""
    source = (app.jinja_loader.get_source(app.jinja_env, "people/_privacy_notice.html")[0]).encode()
    assert sha256(source).hexdigest().startswith(NOTICES[PRIVACY_VERSION])
    visitor.get("/konto/zaloz")
    assert "Administratorem danych jest Prezydent Miasta" in visitor.text
    assert "Prezesa Urzędu Ochrony Danych Osobowych" in visitor.text


def test_nobody_reads_mails_on_a_production_site(app, tmp_path):
    production = create_app(replace(app.config["CIVIC"], environment="production", var=tmp_path))
    assert production.test_client().get("/poczta").status_code == 404
    assert not [rule for rule in production.url_map.iter_rules() if "poczta" in rule.rule]
    assert "Poczta" not in production.test_client().get("/konto/list-wyslany/konto").text


def test_the_sample_shows_its_mails(app, visitor, olga):
    visitor.get("/poczta")
    assert "Nie ma jeszcze żadnego listu" in visitor.text
    visitor.post("/konto/nie-pamietam", {"email": "olga@example.org"})
    work(app)
    visitor.get("/poczta")
    assert "Ta strona jest tylko w wersji próbnej" in visitor.text
    visitor.get(visitor.doc.xpath("//table//a/@href")[0])
    link = visitor.doc.xpath("//main//a[contains(@href, '/konto/nowe-haslo/')]/@href")[0]
    visitor.get(link.removeprefix("http://localhost"))
    visitor.get("/poczta/..%2f..%2fsecret", 404)
    visitor.get("/poczta/20261122-000000-1", 404)
    letters(app)
