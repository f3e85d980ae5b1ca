"""Who reaches what in consultations, discussions and organisations: a table of roles and addresses, by the real pages."""

import pytest
from flask import Flask

from civic.consultations.notices.rules import Status
from civic.core.access import PERMISSIONS, Permission, Role
from tests.consultations.factories import make_consultation
from tests.factories import make_person
from tests.page import Page

PLACES = ("/konsultacje", "/organizacje", "/urzad/konsultacje", "/urzad/organizacje")
HIDDEN = (Status.REQUESTED, Status.FIX_CALLED, Status.REFUSED, Status.DRAFT, Status.ORDERED)
ROLES = (None, *(role for role in Role if role is not Role.RESIDENT))


def addresses(app: Flask, consultation_id: int = 1):
    """Every address of these features: (endpoint, address, methods, permission)."""
    bound = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(PLACES):
            continue
        values: dict[str, object] = {
            "regime": "GENERAL",
            "form": "md",
            "document": "NOTICE",
            "channel": "BIP",
        }
        values |= {"receipt": "ABCD-EFGH-JKLM-NPQR", "verb": "zatwierdz"}
        wanted = {name: values.get(name, 999_999) for name in rule.arguments}
        if "consultation_id" in wanted:
            wanted["consultation_id"] = consultation_id
        url = bound.build(rule.endpoint, wanted, method=min(rule.methods - {"HEAD", "OPTIONS"}))
        yield rule.endpoint, url, rule.methods & {"GET", "POST"}, app.view_functions[rule.endpoint].allows


def may(role: Role | None, permission: Permission) -> bool:
    """What the table of permissions says of somebody with this role alone."""
    if permission in {Permission.ANYONE, Permission.SIGNED_IN}:
        return True
    return role is not None and role in PERMISSIONS[permission]


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_a_role_reaches_what_it_may_and_nothing_else(app, role):
    """Who may not gets 403 whatever the method; who may never gets 403 from a page that is read."""
    made = make_consultation()
    client = Page(app, person_id=make_person([role] if role else [])).client
    seen = 0
    for endpoint, url, methods, permission in addresses(app, made):
        for method in sorted(methods):
            status = client.open(url, method=method).status_code
            seen += 1
            if not may(role, permission):
                assert status == 403, (endpoint, url, method, status)
            else:
                assert status < 500, (endpoint, url, method, status)
                assert status != 403 or method == "POST", (endpoint, url, status)
    assert seen > 100


@pytest.mark.parametrize("status", HIDDEN, ids=str)
def test_what_is_not_announced_is_not_there(app, status):
    """Not the page, not its data, calendar, map, document, remarks, discussion or report: 404, to a visitor and a resident."""
    made = make_consultation(status, title="Tajny szkic")
    for page in (Page(app), Page(app, person_id=make_person())):
        tried = 0
        for endpoint, url, methods, permission in addresses(app, made):
            if f"/{made}" not in url or permission not in {Permission.ANYONE, Permission.SIGNED_IN}:
                continue
            for method in sorted(methods):
                answer = page.client.open(url, method=method)
                tried += 1
                # who is not signed in is asked to sign in, at any address alike; a read-again address only leads on
                wanted = (
                    {404, 302, 303} if permission is Permission.SIGNED_IN or method == "POST" else {404, 303}
                )
                assert answer.status_code in wanted | {403} or endpoint.startswith("organisations"), (
                    endpoint,
                    method,
                    answer.status_code,
                )
                assert "Tajny szkic" not in answer.text, (endpoint, method)
        assert tried > 30


def test_every_form_asks_for_the_token(app):
    """CSRF: with the protection on, a POST without a token changes nothing anywhere and is refused."""
    made = make_consultation()
    roles = [role for role in ROLES if role]
    page = Page(app, person_id=make_person(roles))
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for endpoint, url, methods, _ in addresses(app, made):
            if "POST" in methods:
                answer = page.client.post(url, data={"text": "x", "name": "x", "title": "x"})
                assert answer.status_code >= 303, (endpoint, answer.status_code)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
