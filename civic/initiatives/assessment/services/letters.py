"""What is written to those concerned, each in their own language. Nobody who left no address is written to."""

from datetime import date

from flask_babel import force_locale

from civic.core import web
from civic.core.mail import queue_mail
from civic.initiatives.assessment import queries
from civic.initiatives.assessment.queries import Address
from civic.initiatives.requests.queries import InitiativeFacts


def to_applicant(about: InitiativeFacts, template: str, **facts: object) -> None:
    """A letter about the request to those who asked."""
    _send(
        queries.applicant(about.id),
        about,
        template,
        link=web.address("initiatives.show", initiative_id=about.id),
        **facts,
    )


def to_team(about: InitiativeFacts, due_on: date) -> None:
    """To each member of the Team: a request waits for their card. Those who belong to it are left out."""
    team = queries.team()
    parties = queries.parties(about.id, {each.id for each in team})
    for each in team:
        if each.id not in parties and each.email:
            _send(
                Address(each.email, each.lang),
                about,
                "to_score",
                due_on=due_on,
                link=web.address("initiative_assessment.mine"),
            )


def to_officer(officer_id: int, about: InitiativeFacts, template: str, **facts: object) -> None:
    """To the officer who leads the case."""
    _send(
        queries.address_of(officer_id),
        about,
        template,
        link=web.address("initiative_assessment.card", initiative_id=about.id),
        **facts,
    )


def _send(to: Address | None, about: InitiativeFacts, template: str, **facts: object) -> None:
    if to is None:
        return
    with force_locale(to.lang):
        queue_mail(
            to.email,
            f"initiatives/assessment_{template}",
            title=about.title,
            signature=about.signature,
            **facts,
        )
