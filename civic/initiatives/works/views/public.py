"""What the public page of an initiative shows of its agreement and work, and the leader's next thing to do."""

from flask import url_for
from flask_babel import gettext

from civic.core.access import Actor, Permission
from civic.core.files import StoredFile, readable
from civic.initiatives.agreements import queries as agreements
from civic.initiatives.agreements.rules import totals
from civic.initiatives.agreements.showing import shown
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import Status
from civic.initiatives.requests.sections import Next, Section, next_thing, section
from civic.initiatives.works import queries
from civic.initiatives.works.services.work import PHOTO

AGREED = frozenset(
    {Status.CONTRACTED, Status.IN_PROGRESS, Status.COMPLETED, Status.SETTLED, Status.TERMINATED}
)
_OFFICE = (Permission.NEGOTIATE_INITIATIVES, Permission.SETTLE_INITIATIVES)


@section(30)
def agreement(initiative_id: int, status: Status) -> Section | None:
    """The agreement's number and day, the plan in force as two tables, how the work goes."""
    if status not in AGREED:
        return None
    found = queries.public_work(initiative_id)
    if found is None:
        return None
    plan = found.plan
    return Section(
        gettext("Umowa i wspólna praca"),
        "initiatives/works/_public.html",
        {"found": found, "plan": shown(plan), "planned": totals(plan.lines)},
    )


@next_thing(Status.ACCEPTED)
def accepted(initiative: InitiativeFacts) -> Next:
    """The office gets in touch first."""
    return Next(
        gettext(
            "Wniosek jest przyjęty. Urząd skontaktuje się z wami, żeby razem ustalić harmonogram i kosztorys."
        ),
        gettext("Zobacz uzgodnienia"),
        url_for("agreements.show", initiative_id=initiative.id),
    )


@next_thing(Status.NEGOTIATION)
def negotiation(initiative: InitiativeFacts) -> Next:
    """Read, change or confirm the newest version."""
    return Next(
        gettext(
            "Uzgadniacie z miastem harmonogram i kosztorys. Przeczytaj najnowszą wersję, zmień ją albo potwierdź."
        ),
        gettext("Przejdź do uzgodnień"),
        url_for("agreements.show", initiative_id=initiative.id),
    )


@next_thing(Status.CONTRACTED, Status.IN_PROGRESS)
def working(initiative: InitiativeFacts) -> Next:
    """Keep the log."""
    return Next(
        gettext("Umowa jest podpisana. Zapisujcie w dzienniku godziny pracy i dodawajcie zdjęcia."),
        gettext("Przejdź do dziennika pracy"),
        url_for("works.show", initiative_id=initiative.id),
    )


@next_thing(Status.COMPLETED)
def settling(initiative: InitiativeFacts) -> Next:
    """Send the report."""
    return Next(
        gettext("Praca jest zakończona. Wyślij sprawozdanie: co było planowane, a co zrobione."),
        gettext("Napisz sprawozdanie"),
        url_for("works.report", initiative_id=initiative.id),
        queries.dates(initiative.id).settle_by,
    )


@readable(PHOTO)
def _reads_photo(row: StoredFile, actor: Actor | None) -> bool:
    """Both sides, for a photo that is not public."""
    if actor is None or row.subject_id is None:
        return False
    if any(actor.may(each) for each in _OFFICE):
        return True
    return agreements.speaks(requests.initiative(row.subject_id), actor.person_id)
