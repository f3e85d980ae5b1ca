"""What the macros draw from what they are given."""

import re

import pytest
from flask import Flask
from lxml import html
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, IntegerField, StringField
from wtforms.validators import InputRequired

HOSTILE = "\"><script>alert(1)</script>' onclick=x"


def draw(app: Flask, name: str, call: str, **values: object) -> html.HtmlElement:
    """The component drawn from ``call``, parsed."""
    source = f'{{% from "components/{name}.html" import {name} %}}{call}'
    with app.test_request_context("/"):
        drawn = app.jinja_env.from_string(source).render(**values)
    return html.fromstring(f"<div>{drawn}</div>")


def words(element: html.HtmlElement) -> str:
    """Its words in one line."""
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("notice", '{{ notice("info", title=x, text=x) }}'),
        ("tag", "{{ tag(x) }}"),
        ("card", "{% call card(x, href=x) %}{% endcall %}"),
        ("copy", "{{ copy(x, x) }}"),
        ("empty", "{{ empty(x, x, x, x) }}"),
        ("figures", "{{ figures([(x, x)]) }}"),
        ("breadcrumbs", "{{ breadcrumbs([(x, x)]) }}"),
        ("summary_list", '{{ summary_list([{"key": x, "value": x, "href": x}]) }}'),
        ("timeline", '{{ timeline([{"text": x, "when": x, "iso": x, "note": x}]) }}'),
        ("table", '{{ table(x, [{"text": x}], empty=x) }}'),
        ("project_card", '{{ project_card({"title": x, "href": x, "number": x, "summary": x, "place": x, "category": x}) }}'),
        ("choose", "{{ choose(x, x, x) }}"),
        ("filter", '{% call filter(x, active=[(x, x)], found=x) %}{% endcall %}'),
        ("progress", "{{ progress(1, 2, x, x, poll=x) }}"),
        ("error_summary", "{{ error_summary(refusal=x, extra=[(x, x)]) }}"),
        ("map", '{% call map("m", x, areas=x, data={"features": [x]}) %}{% endcall %}'),
        ("button", "{{ button(x, name=x, value=x) }}"),
        ("panel", "{% call panel(x) %}{% endcall %}"),
        ("start", "{{ start(x, x, x, x, note=x) }}"),
    ],
)  # fmt: skip
def test_words_from_people_are_words_and_nothing_else(app: Flask, name: str, call: str) -> None:
    drawn = draw(app, name, call, x=HOSTILE)
    assert [script for script in drawn.iter("script") if script.get("type") != "application/json"] == []
    assert drawn.xpath("//@onclick") == []


class Line(Form):
    """One line of a cost estimate."""

    cost = IntegerField("Koszt", [InputRequired("Podaj koszt.")])


class Estimate(Form):
    """A form with forms inside."""

    title = StringField("Tytuł", [InputRequired("Podaj tytuł.")])
    place = FormField(Line)
    lines = FieldList(FormField(Line), min_entries=2)
    names = FieldList(StringField("Imię", [InputRequired("Podaj imię.")]), min_entries=1)


def test_list_of_mistakes_reaches_the_fields_of_forms_inside_forms(app: Flask) -> None:
    form = Estimate(MultiDict({"lines-0-cost": "5"}))
    assert not form.validate()
    drawn = draw(app, "error_summary", "{{ error_summary(form) }}", form=form)
    links = [(link.get("href"), link.text) for link in drawn.iter("a")]
    assert links == [
        ("#title", "Podaj tytuł."),
        ("#place-cost", "Podaj koszt."),
        ("#lines-1-cost", "Podaj koszt."),
        ("#names-0", "Podaj imię."),
    ]


def test_nothing_to_mend_draws_nothing(app: Flask) -> None:
    assert words(draw(app, "error_summary", "{{ error_summary(form) }}", form=Estimate())) == ""


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, ""),
        (1, 2, "1 2 Następna ›"),
        (1, 12, "1 2 … 12 Następna ›"),
        (3, 12, "‹ Poprzednia 1 2 3 4 … 12 Następna ›"),
        (4, 12, "‹ Poprzednia 1 … 3 4 5 … 12 Następna ›"),
        (10, 12, "‹ Poprzednia 1 … 9 10 11 12 Następna ›"),
        (12, 12, "‹ Poprzednia 1 … 11 12"),
        (4, 5, "‹ Poprzednia 1 … 3 4 5 Następna ›"),
    ],
)
def test_pages_near_and_at_the_ends_are_shown(app: Flask, number: int, pages: int, shown: str) -> None:
    drawn = draw(
        app, "pagination", '{{ pagination(n, m, "design.index", q="park", page=9) }}', n=number, m=pages
    )
    assert words(drawn) == shown
    assert all("q=park" in link for link in drawn.xpath("//@href"))
    assert len(drawn.xpath("//*[@aria-current='page']")) == (1 if shown else 0)


@pytest.mark.parametrize(
    ("chosen", "limit", "unit", "sentence"),
    [
        (2, 5, "projects", "Wybrano 2 z 5. Głos jeszcze nie oddany."),
        (150_000_00, 200_000_00, "money", "Wydano 150 000,00 zł z 200 000,00 zł. Głos jeszcze nie oddany."),
        (7, 10, "points", "Rozdano punktów: 7 z 10. Głos jeszcze nie oddany."),
    ],
)
def test_ballot_bar_says_what_the_server_knows(
    app: Flask, chosen: int, limit: int, unit: str, sentence: str
) -> None:
    drawn = draw(app, "ballot_bar", "{{ ballot_bar(c, l, u) }}", c=chosen, l=limit, u=unit)
    assert words(drawn).replace("\N{NO-BREAK SPACE}", " ").startswith(sentence)
    assert drawn.xpath("//*[@data-ballot-over]/@hidden") != []


def test_ballot_bar_over_the_limit_says_so_without_script(app: Flask) -> None:
    drawn = draw(app, "ballot_bar", "{{ ballot_bar(6, 5) }}")
    assert drawn.xpath("//*[@data-ballot-over]/@hidden") == []
    assert re.search("To za dużo", words(drawn))
