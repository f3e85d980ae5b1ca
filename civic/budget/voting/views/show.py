"""Drawing the booth's pages."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

import segno
from flask import render_template
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from civic.budget.editions import queries as editions
from civic.budget.editions.rules import Channel, IdentityMethod
from civic.budget.projects.messages import CATEGORY
from civic.budget.voting.forms import FIELD_OF, WhoForm, who_form
from civic.budget.voting.messages import CHANNELS, words
from civic.budget.voting.queries import Poll
from civic.budget.voting.rules import Paper, Problem, Refusal
from civic.budget.voting.services import Receipt
from civic.budget.voting.services.routes import adapter_of
from civic.budget.voting.views.sections import section
from civic.budget.voting.views.steps import AREA, CHECK, WHO, Booth
from civic.core import web
from civic.core.refusal import Refused

HINTS: Mapping[IdentityMethod, LazyString] = {
    IdentityMethod.ACCOUNT: _l("Zalogujesz się na swoje konto."),
    IdentityMethod.EMAIL_LINK: _l("Podasz adres e-mail, a my wyślemy na niego link do karty."),
    IdentityMethod.DECLARATION_ONLY: _l("Podasz imię, nazwisko i adres. Bez konta, e-maila i numeru PESEL."),
}
"""What each way to vote will ask for."""


def start(poll: Poll, why: Refused | None) -> str:
    """The start page, or the same saying why voting is not on."""
    return render_template(
        "voting/start.html",
        paper=poll.paper,
        closes=web.closing(poll.paper.closes),
        why=words(why) if why else None,
        reason=why.reason if why else None,
        routes=[(route, adapter.method) for route in poll.routes if (adapter := adapter_of(route))],
        hints=HINTS,
    )


def page(booth: Booth, at: str, seed: str, found: Sequence[Problem], dropped: bool) -> str:
    """One page of the booth."""
    draw = {AREA: _area, WHO: _who, CHECK: _check}.get(at, _lists)
    return draw(booth, at, seed, found, dropped)


def closed(booth: Booth, why: Refused) -> str:
    """Voting ended meanwhile: the draft stays readable."""
    return render_template("voting/closed.html", paper=booth.paper, why=words(why), chosen=chosen(booth))


def refused(paper: Paper, why: Refused) -> str:
    """This person cannot vote, or not again."""
    when, channel = why.facts.get("when"), why.facts.get("channel")
    return render_template(
        "voting/refused.html",
        paper=paper,
        why=words(why),
        when=web.local(when) if isinstance(when, datetime) else None,
        channel=CHANNELS[Channel(str(channel))] if channel else "",
    )


def receipt(paper: Paper, given: Receipt) -> str:
    """The receipt."""
    url = web.address("voting.tracker", edition=paper.slug, numer=given.tracker)
    body = _("Numer koperty: %(number)s. Sprawdzisz ją tu: %(url)s", number=given.tracker, url=url)
    subject = _("Oddano głos: %(name)s", name=paper.name)
    return render_template(
        "voting/receipt.html",
        paper=paper,
        receipt=given,
        qr=qr(url),
        mailto=f"mailto:?subject={quote(subject)}&body={quote(body)}",
        coming=coming(paper),
    )


def coming(paper: Paper) -> list[dict[str, str]]:
    """What happens after a vote is cast."""
    calendar = editions.rules(paper.edition_id).calendar
    until = _("do %(when)s", when=web.closing(paper.closes))
    return [
        {"text": _("Głosowanie"), "when": until, "state": "now"},
        {
            "text": _("Komisja otwiera i miesza koperty"),
            "when": _("po zamknięciu głosowania"),
            "state": "next",
        },
        {"text": _("Wyniki"), "when": web.day(calendar.results), "state": "next"},
    ]


def qr(text: str) -> Markup:
    """A QR code as inline SVG, without styles of its own."""
    made = segno.make(text, error="m", micro=False)
    svg = made.svg_inline(
        scale=1, border=2, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff"
    )
    return Markup(svg)  # noqa: S704 - drawn here, nothing in it is anybody's text


def chosen(booth: Booth) -> list[tuple[str, list[tuple[str, str, int, int]]]]:
    """What was chosen, per list: (number, title, points, cost in grosz), most points first."""
    shown = []
    for each in booth.paper.lists:
        picked = booth.draft.lists.get(each.id, {})
        rows = [(each.by_id[project], points) for project, points in picked.items() if project in each.by_id]
        rows.sort(key=lambda row: (-row[1], row[0].number))
        shown.append((each.rules.name, [(p.number, p.title, points, p.cost) for p, points in rows]))
    return shown


def _common(booth: Booth, at: str, found: Sequence[Problem], without: frozenset[str]) -> dict[str, object]:
    return {
        "paper": booth.paper,
        "route": booth.route,
        "at": at,
        "carried": booth.draft.hidden(without),
        "number": booth.number(at),
        "total": booth.total,
        "has_back": booth.before(at) is not None,
        "problems": [
            (words(problem), f"#{_target(problem)}" if _target(problem) else None) for problem in found
        ],
    }


def _target(problem: Problem) -> str | None:
    if problem.list_id is not None:
        return f"list-{problem.list_id}"
    if problem.reason is Refusal.AREA_MISSING:
        return "area"
    return FIELD_OF.get(problem.reason)


def _area(booth: Booth, at: str, seed: str, found: Sequence[Problem], dropped: bool) -> str:
    common = _common(booth, at, found, frozenset({AREA}))
    return render_template("voting/area.html", **common, picked={area.code for area in booth.areas})


def _lists(booth: Booth, at: str, seed: str, found: Sequence[Problem], dropped: bool) -> str:
    lists = booth.pages[at]
    sections = [section(booth, each, seed) for each in lists]
    common = _common(booth, at, found, frozenset(each.id for each in lists))
    return render_template(
        "voting/lists.html",
        **common,
        sections=sections,
        dropped=dropped,
        areas=booth.areas,
        draft=booth.draft,
        category_words=CATEGORY,
    )


def _who(booth: Booth, at: str, seed: str, found: Sequence[Problem], dropped: bool) -> str:
    form = who_form(booth.draft, booth.asks, booth.paper.minors)
    _put_errors(form, found)
    common = _common(booth, at, found, frozenset({WHO}))
    return render_template("voting/who.html", **common, form=form, asks=booth.asks)


def _put_errors(form: WhoForm, found: Sequence[Problem]) -> None:
    for problem in found:
        name = FIELD_OF.get(problem.reason)
        if name is not None and name in form:
            form[name].errors = [*form[name].errors, words(problem)]


def _check(booth: Booth, at: str, seed: str, found: Sequence[Problem], dropped: bool) -> str:
    return render_template(
        "voting/check.html",
        **_common(booth, at, found, frozenset()),
        chosen=chosen(booth),
        lists=booth.paper.lists,
        pages={each.rules.name: name for name, lists in booth.pages.items() for each in lists},
        areas=booth.areas,
        voter=booth.draft.voter,
        once=secrets.token_hex(16),
        few=[
            each.rules.name
            for each in booth.paper.lists
            if each.id in booth.paper.rewards_more and len(booth.draft.lists.get(each.id, {})) == 1
        ],
    )
