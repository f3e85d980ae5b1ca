"""The front page, search, what somebody has under way, and the pages about the platform itself."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from civic.budget.editions import queries as editions
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import Status as EditionStatus
from civic.budget.projects.rules import Status
from civic.budget.projects.views.pages import next_thing, place_words, tag_of
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.home import front, pillars, queries
from civic.home.forms import Kind, SearchForm
from civic.home.queries import Counts, Found, Mine
from civic.places import queries as places

MOST_TEASERS = 9
MOST_CONSULTATIONS = 3
MOST_INITIATIVES = 3

bp = Blueprint("home", __name__)

STATEMENT_MADE = date(2026, 11, 22)
"""When the accessibility statement was made and last reviewed; due again by 31 March each year."""


@bp.get("/")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """What is on now, until when, and one button."""
    now = clock.now()
    found = [each for each in editions.editions() if each.status is not EditionStatus.CANCELLED]
    ranked = editions.by_interest(found, now)
    if not ranked:
        return render_template("home/nothing.html", **_pillars(now))
    current = ranked[0]
    counts = queries.project_counts([current.id])[current.id]
    return render_template(
        "home/index.html",
        **_pillars(now),
        edition=current,
        headline=front.headline(current, now),
        left=front.days_left(current, now),
        projects=counts.total,
        districts=_districts(current, counts),
        teasers=[front.teaser(each, now) for each in ranked[1 : MOST_TEASERS + 1]],
        form=SearchForm(formdata=None),
    )


def _pillars(now: datetime) -> dict[str, Any]:
    """What one can say or join besides voting: open consultations, the newest initiatives."""
    return {
        "consultations": [
            pillars.consultation_card(each, now)
            for each in queries.open_consultations(now, MOST_CONSULTATIONS)
        ],
        "initiatives": [
            pillars.initiative_card(each) for each in queries.newest_initiatives(MOST_INITIATIVES)
        ],
    }


def _districts(edition: EditionFacts, counts: Counts) -> list[tuple[str, str, int | None, int]]:
    """Code and name of each part of the city, its own money in grosz where it has some, and how many projects it has."""
    money = {code: pool.amount for pool in edition.rules.pools for code in pool.areas if len(pool.areas) == 1}
    return [
        (area.code, area.name, money.get(area.code), counts.by_area.get(area.code, 0))
        for area in places.areas(places.main_kind())
    ]


@bp.get("/szukaj")
@allows(Permission.ANYONE)
def search() -> ResponseReturnValue:
    """Projects of every edition, consultations and initiatives by their words."""
    form = SearchForm(request.args)
    asked = (form.q.data or "") if form.validate() else ""
    counts = pillars.counts(asked) if asked else dict.fromkeys(Kind, 0)
    kind = pillars.wanted(form.rodzaj.data, counts)
    last = max(1, -(-counts[kind] // queries.PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    html = render_template(
        "home/search.html",
        form=form,
        asked=asked,
        kinds=[(each, pillars.found_words(each, counts[each]), counts[each]) for each in Kind],
        kind=kind,
        cards=_cards(kind, asked, page) if counts[kind] else [],
        page=page,
        pages=last,
    )
    return html, 422 if form.errors else 200


def _cards(kind: Kind, asked: str, page: int) -> list[dict[str, Any]]:
    if kind is Kind.CONSULTATIONS:
        now = clock.now()
        return [pillars.consultation_card(each, now) for each in queries.found_consultations(asked, page)]
    if kind is Kind.INITIATIVES:
        return [pillars.initiative_card(each) for each in queries.found_initiatives(asked, page)]
    return [_card(each) for each in queries.found_page(asked, page)]


def _card(found: Found) -> dict[str, Any]:
    place = place_words(found.area, found.location_text, citywide=found.citywide)
    href = url_for("projects.show", edition=found.slug, number=found.number)
    words = {"title": found.title, "href": href, "number": found.number, "summary": found.summary}
    return {
        "status": tag_of(found.status),
        "edition": found.edition,
        "project": {**words, "cost": found.cost, "place": place},
    }


@bp.get("/moje")
@allows(Permission.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What somebody has under way: projects with the next thing to do, and where they may vote or write."""
    now, person = clock.now(), require_actor()
    found = editions.editions()
    by_id = {each.id: each for each in found}
    own = [each for each in queries.own_projects(person.person_id) if each.edition_id in by_id]
    over = {each.id for each in found if each.status in front.PUBLISHED | front.STILL}
    ranked = [front.teaser(each, now) for each in editions.by_interest(found, now)]
    return render_template(
        "home/mine.html",
        under_way=[_own(each, by_id[each.edition_id]) for each in own if each.edition_id not in over],
        over=[_own(each, by_id[each.edition_id]) for each in own if each.edition_id in over],
        open_now=[each for each in ranked if each.kind == "open"],
        with_box=[each for each in found if each.frozen_at],
        opinions=[pillars.own_opinion(each) for each in queries.own_opinions(person.person_id)],
        initiatives=[pillars.own_initiative(each) for each in queries.own_initiatives(person.person_id)],
    )


def _own(project: Mine, edition: EditionFacts) -> dict[str, Any]:
    status, now = Status(project.status), clock.now()
    return {
        "title": project.title,
        "number": project.number,
        "edition": edition.name,
        "href": url_for("projects.my_project", edition=edition.slug, project_id=project.id),
        "tag": tag_of(status),
        "next": next_thing(status, edition.rules, now),
    }


@bp.get("/dostepnosc")
@allows(Permission.ANYONE)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement (act of 4 April 2019 on digital accessibility, art. 10)."""
    return render_template("home/accessibility.html", made=STATEMENT_MADE)


@bp.get("/prywatnosc")
@allows(Permission.ANYONE)
def privacy() -> ResponseReturnValue:
    """The privacy notice (GDPR art. 13)."""
    return render_template("home/privacy.html")


@bp.get("/jak-liczymy")
@allows(Permission.ANYONE)
def how_we_count() -> ResponseReturnValue:
    """How the vote is kept secret and counted, in plain words, and how to repeat the count."""
    return render_template("home/how_we_count.html")
