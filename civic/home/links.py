"""The links of every page: header, footer, the office's side."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _

from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Phase, Status
from civic.config import Settings
from civic.core import clock
from civic.core.access import Permission, actor, opens

Link = tuple[str, str]


def links() -> dict[str, list[Link]]:
    """The links of the page under way, as (words, address); only those whose door is open to the visitor."""
    in_office = request.path.startswith("/urzad")
    return {
        "main_links": list(_main()),
        "account_links": list(_account()),
        "footer_links": list(_footer()),
        "office_links": list(_office()) if in_office else [],
    }


def _main() -> Iterator[Link]:
    yield _("Budżet"), url_for("editions.index")
    yield _("Konsultacje"), url_for("consultations.index")
    yield _("Inicjatywy"), url_for("initiative_register.index")
    yield _("Okolica"), url_for("places.index")
    person = actor()
    if person is not None and person.may(Permission.OFFICE):
        yield _("Urząd"), url_for("editions_office.index")


def _account() -> Iterator[Link]:
    if actor() is None:
        yield _("Zaloguj się"), url_for("people.sign_in")
    else:
        yield _("Moja aktywność"), url_for("home.mine")
        yield _("Moje konto"), url_for("people.account")


def _footer() -> Iterator[Link]:
    yield _("Szukaj"), url_for("home.search")
    yield _("Wszystkie edycje"), url_for("editions.index")
    yield _("Jak liczymy głosy"), url_for("home.how_we_count")
    yield _("Pieczęcie dziennika"), url_for("audit.index")
    yield _("Deklaracja dostępności"), url_for("home.accessibility")
    yield _("Prywatność"), url_for("home.privacy")
    settings: Settings = current_app.config["CIVIC"]
    if urlsplit(settings.source_url).scheme in {"http", "https"}:
        yield _("Kod źródłowy"), settings.source_url


def _office() -> Iterator[Link]:
    slug: str | None = (request.view_args or {}).get("edition")
    yield from _opened(_pillars())
    if slug is not None:
        yield from _opened(_of_edition(), edition=slug)
    else:
        for assessed, name in _assessed():
            words = _("Ocena: %(edition)s", edition=name)
            yield from _opened([(words, "assessment_office.queue")], edition=assessed)
    yield from _opened(_of_residents())
    yield from _opened(_of_people())


def _opened(wanted: Iterable[Link], **values: Any) -> Iterator[Link]:
    """Words and addresses of those pages whose door is open to the visitor."""
    for words, endpoint in wanted:
        if opens(endpoint):
            yield words, url_for(endpoint, **values)


def _of_edition() -> list[Link]:
    """What the office does with one edition, in the order of the year."""
    return [
        (_("Zasady"), "editions_office.show"),
        (_("Ocena projektów"), "assessment_office.queue"),
        (_("Lista do głosowania"), "assessment_office.ballot_list"),
        (_("Głosowanie"), "voting_office.index"),
        (_("Liczenie głosów"), "counting_office.index"),
    ]


def _pillars() -> list[Link]:
    """Where the office's work on each pillar begins."""
    return [
        (_("Edycje"), "editions_office.index"),
        (_("Konsultacje"), "consultations_office.index"),
        (_("Inicjatywy lokalne"), "initiatives_office.index"),
        (_("Moje oceny inicjatyw"), "initiative_assessment.mine"),
        (_("Ranking inicjatyw"), "initiative_assessment.ranking"),
        (_("Kryteria inicjatyw"), "initiative_assessment.criteria"),
    ]


def _of_residents() -> list[Link]:
    return [
        (_("Moderacja dyskusji"), "discussion_office.index"),
        (_("Organizacje"), "organisations_office.index"),
    ]


def _of_people() -> list[Link]:
    return [
        (_("Osoby i role"), "people_office.index"),
        (_("Jednostki"), "people_office.units"),
        (_("Kto co może"), "people_office.permissions"),
        (_("Dziennik działań"), "people_office.journal"),
    ]


def _assessed() -> Iterator[Link]:
    """Slugs and names of editions whose projects the office assesses now."""
    now = clock.now()
    for each in editions.editions():
        if each.status is Status.ANNOUNCED and each.phase(now) in {Phase.SUBMISSION, Phase.VERIFICATION}:
            yield each.slug, each.name


def init_app(app: Flask) -> None:
    """Give every page its links."""
    app.context_processor(links)
