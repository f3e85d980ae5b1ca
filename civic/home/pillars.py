"""Consultations and local initiatives in words, for the front page, the search and "my activity"."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from civic.consultations.notices.messages import PHASE, TAG
from civic.consultations.notices.rules import Phase
from civic.core import money, web
from civic.core.deadlines import closing_shown, in_poland
from civic.home import queries
from civic.home.forms import Kind
from civic.home.queries import FoundConsultation, FoundInitiative, OwnInitiative, OwnOpinion
from civic.initiatives.requests.messages import STATUS
from civic.initiatives.requests.messages import TAG as STATUS_KIND
from civic.initiatives.requests.rules import Status


def counts(asked: str) -> Mapping[Kind, int]:
    """How many of each kind fit the words."""
    consultations, initiatives = queries.found_counts(asked)
    return {
        Kind.PROJECTS: queries.found_count(asked),
        Kind.CONSULTATIONS: consultations,
        Kind.INITIATIVES: initiatives,
    }


def wanted(typed: str | None, found: Mapping[Kind, int]) -> Kind:
    """The kind asked for; without one, the first that has something."""
    if typed in set(Kind):
        return Kind(typed)
    return next((kind for kind in Kind if found[kind]), Kind.PROJECTS)


def found_words(kind: Kind, number: int) -> str:
    """How many there are, in words."""
    return {
        Kind.PROJECTS: lambda: ngettext("%(num)s projekt", "%(num)s projektów", number),
        Kind.CONSULTATIONS: lambda: ngettext("%(num)s konsultacja", "%(num)s konsultacji", number),
        Kind.INITIATIVES: lambda: ngettext("%(num)s inicjatywa", "%(num)s inicjatyw", number),
    }[kind]()


def consultation_card(found: FoundConsultation, now: datetime) -> dict[str, Any]:
    """A consultation on a card, with until when one can speak."""
    phase, closes = found.standing.phase(now), found.standing.closes
    until = ""
    if phase is Phase.OPEN and closes is not None:
        left = (in_poland(closing_shown(closes)) - in_poland(now)).days
        until = (
            ngettext(
                "Uwagi do %(day)s, został %(num)s dzień.",
                "Uwagi do %(day)s, zostało %(num)s dni.",
                left,
                day=web.day(closing_shown(closes)),
            )
            if left
            else _("Uwagi tylko dzisiaj, do końca dnia.")
        )
    return {
        "title": found.title,
        "href": url_for("consultations.show", consultation_id=found.id),
        "summary": found.summary,
        "tag": (PHASE[phase], TAG[phase]),
        "note": until,
    }


def initiative_card(found: FoundInitiative) -> dict[str, Any]:
    """An initiative on a card, with what residents give."""
    note = ""
    if found.residents_value:
        note = _("Mieszkańcy dają %(value)s.", value=money.show(found.residents_value))
    return {
        "title": found.title,
        "href": url_for("initiatives.show", initiative_id=found.id),
        "summary": found.summary,
        "tag": (STATUS[found.status], STATUS_KIND[found.status]),
        "note": " ".join(
            filter(None, (", ".join(filter(None, (found.location_text, found.area))) + ".", note))
        ),
    }


def own_opinion(own: OwnOpinion) -> dict[str, Any]:
    """An opinion on the author's own list: to read, or to finish."""
    number = ngettext("%(num)s uwaga", "%(num)s uwag", own.remarks)
    if own.sent_at is None:
        return {
            "title": own.title,
            "href": url_for("remarks.opinion", consultation_id=own.consultation_id),
            "note": _("Niewysłana opinia: %(number)s. Dokończ ją i wyślij.", number=number),
        }
    return {
        "title": own.title,
        "href": url_for("remarks.receipt", consultation_id=own.consultation_id, receipt=own.receipt),
        "note": _("Wysłane %(day)s: %(number)s.", day=web.day(own.sent_at), number=number),
    }


def own_initiative(own: OwnInitiative) -> dict[str, Any]:
    """A request on its leader's list."""
    return {
        "title": own.title or _("Bez tytułu"),
        "href": url_for("initiatives.mine_one", initiative_id=own.id),
        "tag": (STATUS[own.status], STATUS_KIND[own.status]),
        "draft": own.status is Status.DRAFT,
    }
