"""What the front page says of an edition: one sentence, until when, one thing to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import (
    Calendar,
    Channel,
    IdentityMethod,
    Phase,
    Status,
    next_change,
    why_not_open_voting,
)
from civic.budget.editions.views import action_of, state_of, until_when
from civic.core import web
from civic.core.deadlines import closing_shown, in_poland

PUBLISHED = frozenset({Status.RESULTS, Status.BUDGETED, Status.CLOSED})
STILL = frozenset({Status.SUSPENDED, Status.CANCELLED})


@dataclass(frozen=True)
class Headline:
    """The top of the front page. ``note``: what takes away the fear of beginning."""

    title: str
    sentence: str
    action: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Teaser:
    """An edition on a card; ``kind`` is that of its tag."""

    edition: EditionFacts
    state: str
    kind: str
    until: str
    action: tuple[str, str] | None


def headline(edition: EditionFacts, now: datetime) -> Headline:
    """What is on in this edition."""
    sentence, note = _sentence(edition, now), ""
    action = action_of(edition, now)
    if why_not_open_voting(edition.standing, now) is None:
        note = _before_voting(edition)
    elif action is not None and edition.status not in PUBLISHED:
        note = _("Wystarczy pomysł. Resztę napiszesz krok po kroku, szkic zapisze się sam.")
    words, href = action or (_("Zobacz projekty"), url_for("projects.index", edition=edition.slug))
    return Headline(edition.name, sentence, words, href, note)


def _before_voting(edition: EditionFacts) -> str:
    """What one does not need to vote."""
    online = [route for route in edition.rules.identity if route.channel is Channel.ONLINE]
    if any(not route.needs_pesel and IdentityMethod.ACCOUNT not in route.methods for route in online):
        return _("Nie potrzebujesz konta ani numeru PESEL. Większości osób zajmuje to cztery minuty.")
    return _("Większości osób zajmuje to cztery minuty.")


def teaser(edition: EditionFacts, now: datetime) -> Teaser:
    """The edition among others."""
    action = action_of(edition, now)
    kind = "plain"
    if edition.status in STILL:
        kind = "closed"
    elif edition.status in PUBLISHED:
        kind = "done"
    elif action is not None:
        kind = "open"
    until = until_when(edition, now)
    if edition.phase(now) is Phase.COUNTING and edition.status is Status.LIST_FIXED:
        until = _("Wyniki: %(day)s.", day=web.day(edition.rules.calendar.results))
    return Teaser(edition, state_of(edition, now), kind, until, action)


def days_left(edition: EditionFacts, now: datetime) -> tuple[str, str] | None:
    """How many days are left to do what can be done now, and the words for it."""
    ends = next_change(edition.rules.calendar, now)
    action = action_of(edition, now)
    if ends is None or action is None or edition.status in PUBLISHED:
        return None
    left = (in_poland(closing_shown(ends)) - in_poland(now)).days
    if edition.phase(now) is Phase.VOTING:
        words = ngettext("dzień do końca głosowania", "dni do końca głosowania", left)
    else:
        words = ngettext("dzień do końca zgłaszania", "dni do końca zgłaszania", left)
    return (web.number(left), words) if left else (_("Dziś"), _("jest ostatni dzień"))


def _sentence(edition: EditionFacts, now: datetime) -> str:
    if edition.status is Status.SUSPENDED:
        return _("Ta edycja jest wstrzymana. Damy znać, kiedy ruszy dalej.")
    if edition.status in PUBLISHED:
        return _("Głosy są policzone. Zobacz, które projekty powstaną i dlaczego.")
    phase = edition.phase(now)
    if phase is Phase.VOTING and why_not_open_voting(edition.standing, now):
        return _("Głosowanie zacznie się, gdy tylko komisja otworzy głosowanie.")
    return _SENTENCES[phase](edition.rules.calendar)


_SENTENCES: dict[Phase, Callable[[Calendar], str]] = {
    Phase.BEFORE: lambda c: _(
        "Projekty będzie można zgłaszać od %(day)s.", day=web.day(c.submission.first_day)
    ),
    Phase.SUBMISSION: lambda c: _(
        "Czekamy na twój pomysł. Projekty można zgłaszać do %(until)s.", until=_shown(c.submission.closes)
    ),
    Phase.VERIFICATION: lambda c: _(
        "Sprawdzamy, które projekty da się wykonać. Wyniki oceny ogłosimy %(day)s.",
        day=web.day(c.results_of_merit),
    ),
    Phase.APPEALS: lambda c: _(
        "Ocena projektów jest ogłoszona. Odwołania przyjmujemy do %(until)s.", until=_shown(c.appeals.closes)
    ),
    Phase.BEFORE_VOTING: lambda c: _(
        "Zobacz, na co będzie można głosować. Głosowanie zaczyna się %(day)s.",
        day=web.day(c.voting.first_day),
    ),
    Phase.VOTING: lambda c: _(
        "Trwa głosowanie. Możesz głosować do %(until)s.", until=_shown(c.voting.closes)
    ),
    Phase.COUNTING: lambda c: _(
        "Głosowanie się skończyło. Liczymy głosy, wyniki ogłosimy %(day)s.", day=web.day(c.results)
    ),
    Phase.RESULTS: lambda _c: _("Głosowanie się skończyło. Liczymy głosy, wyniki ogłosimy wkrótce."),
}


def _shown(closes: datetime) -> str:
    return web.local(closing_shown(closes))
