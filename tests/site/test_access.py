"""Closed by default: every route says who may come, and the doors hold."""

import pytest
from flask import Flask

from civic.core import access
from civic.core.access import PERMISSIONS, Actor, Grant, Permission, Role

OPEN_FORMS = {Permission.ANYONE, Permission.SIGNED_IN}


def views(app: Flask):
    return {name: view for name, view in app.view_functions.items() if name != "static"}


def test_every_page_says_who_may_see_it(app):
    assert [
        name for name, view in views(app).items() if not isinstance(getattr(view, "allows", None), Permission)
    ] == []


def test_every_page_of_the_office_asks_for_a_role(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/urzad"):
            assert app.view_functions[rule.endpoint].allows not in OPEN_FORMS, rule.rule


def test_a_visitor_reaches_no_closed_page(app, visitor):
    closed = [
        rule for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and app.view_functions[rule.endpoint].allows is not Permission.ANYONE
    ]  # fmt: skip
    assert closed
    for rule in closed:
        values = {
            name: "00000000-0000-0000-0000-000000000000"
            if "uuid" in str(rule._converters[name]).lower()
            else 1
            for name in rule.arguments
        }
        with app.test_request_context():
            url = app.url_map.bind("localhost").build(
                rule.endpoint, {n: str(v) if n == "edition" else v for n, v in values.items()}
            )
        for method in rule.methods & {"GET", "POST"}:
            status = visitor.client.open(url, method=method).status_code
            assert status == (302 if method == "GET" else 403), f"{method} {url} {status}"


def test_a_view_that_declares_nothing_is_closed():
    app = Flask("closed")
    app.secret_key = "x"
    app.add_url_rule("/open", view_func=access.allows(Permission.ANYONE)(lambda: "open"), endpoint="open")
    app.add_url_rule("/silent", view_func=lambda: "silent", endpoint="silent")
    access.init_app(app, lambda person_id, version, key: None, lambda slug: None)
    assert app.test_client().get("/open").status_code == 200
    assert app.test_client().get("/silent").status_code == 403


def test_every_permission_stands_in_the_table():
    assert PERMISSIONS.keys() == set(Permission) - OPEN_FORMS


@pytest.mark.parametrize(
    ("grant", "edition_id", "may"),
    [
        (Grant(Role.COORDINATOR), 7, True),
        (Grant(Role.COORDINATOR, edition_id=7), 7, True),
        (Grant(Role.COORDINATOR, edition_id=8), 7, False),
        (Grant(Role.RESIDENT), 7, False),
    ],
)
def test_a_grant_holds_for_its_edition(grant, edition_id, may):
    assert Actor(1, "A", "a@example.org", (grant,)).may(Permission.EDIT_EDITION, edition_id) is may
