"""The front page and the pages about the platform itself. Reads of several features, no writes."""

from datetime import date

from flask import Blueprint, Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.core.access import Permission, actor, allows, opens

bp = Blueprint("home", __name__)

STATEMENT_MADE = date(2026, 11, 22)
"""When the accessibility statement was made and last reviewed; due again by 31 March each year."""


@bp.get("/")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """What is on now, until when, and one button."""
    return render_template("home/index.html")


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


def links() -> dict[str, list[tuple[str, str]]]:
    """The links of every page's header and footer, as (words, address)."""
    person = actor()
    main = [(_("Budżet obywatelski"), "home.index"), (_("Moja okolica"), "places.index")]
    account = (
        [(_("Zaloguj się"), "people.sign_in")] if person is None else [(_("Moje konto"), "people.account")]
    )
    if person is not None and person.may(Permission.OFFICE):
        main.append((_("Urząd"), "editions_office.index"))
    footer = [
        (_("Jak liczymy głosy"), "home.how_we_count"),
        (_("Pieczęcie dziennika"), "audit.index"),
        (_("Deklaracja dostępności"), "home.accessibility"),
        (_("Prywatność"), "home.privacy"),
    ]
    office = [
        (_("Edycje"), "editions_office.index"),
        (_("Osoby i role"), "people_office.index"),
        (_("Jednostki"), "people_office.units"),
        (_("Kto co może"), "people_office.permissions"),
        (_("Dziennik działań"), "people_office.journal"),
    ]
    groups = {"main_links": main, "account_links": account, "footer_links": footer, "office_links": office}
    return {name: [(w, url_for(e)) for w, e in group if opens(e)] for name, group in groups.items()}


def init_app(app: Flask) -> None:
    """Give every page its links."""
    app.context_processor(links)
