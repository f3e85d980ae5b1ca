"""The page of one initiative for everybody, and who may read its files."""

from flask import render_template
from flask.typing import ResponseReturnValue

from civic.core import clock, files
from civic.core.access import Actor, Permission, allows
from civic.core.deadlines import in_poland
from civic.core.files import StoredFile
from civic.initiatives.requests import messages, queries, rules, sections
from civic.initiatives.requests.rules import ApplicantKind, Scope, Status
from civic.initiatives.requests.views import pages
from civic.initiatives.requests.views.blueprint import bp

_OFFICE = (
    Permission.ENTER_INITIATIVES,
    Permission.CHECK_INITIATIVES,
    Permission.DECIDE_INITIATIVES,
    Permission.NEGOTIATE_INITIATIVES,
)


@bp.get("/<int:initiative_id>")
@allows(Permission.ANYONE)
def show(initiative_id: int) -> ResponseReturnValue:
    """Everything public about one initiative, and what later features add. Nothing of any person."""
    found = queries.shown(initiative_id)
    status, lines = Status(found.status), queries.lines(initiative_id)
    settings = queries.settings_of(initiative_id).document
    return render_template(
        "initiatives/requests/show.html",
        initiative=found,
        status=pages.tag_of(found.status),
        applicant=found.applicant or messages.APPLICANT_PUBLIC[ApplicantKind(found.applicant_kind)],
        place=pages.place_words(found.area, found.location_text),
        scope=messages.SCOPE_SHORT[Scope(found.scope)],
        scope_item=messages.scope_item(Scope(found.scope)),
        lines=lines,
        steps=queries.steps(initiative_id),
        values=rules.values_of(lines),
        own=messages.percent(rules.values_of(lines).own_share),
        words=messages,
        timeline=pages.timeline(found, in_poland(clock.now()), settings.settlement_days),
        sections=sections.sections_of(initiative_id, status),
        joinable=status not in rules.ENDED | {Status.COMPLETED},
    )


@files.readable(queries.ATTACHMENT)
def may_read_attachment(file: StoredFile, who: Actor | None) -> bool:
    """The leader, whoever keeps the case in the office, and the Team that scores it."""
    return may_read_personal(file, who) or (who is not None and who.may(Permission.SCORE_INITIATIVES))


@files.readable(queries.CONSENT)
@files.readable(queries.PAPER_LIST)
def may_read_personal(file: StoredFile, who: Actor | None) -> bool:
    """The leader and whoever keeps the case in the office."""
    if who is None or file.subject_id is None:
        return False
    if any(who.may(permission) for permission in _OFFICE):
        return True
    return queries.initiative(file.subject_id).leader_id == who.person_id
