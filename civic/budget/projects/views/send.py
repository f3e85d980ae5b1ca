"""The end of writing a project: all answers on one page, sending it, or throwing it away."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.budget.editions.queries import EditionFacts
from civic.budget.projects import messages, queries, rules, services
from civic.budget.projects.models import Project
from civic.budget.projects.rules import STEP_OF, Refusal, Status, Terms
from civic.budget.projects.views import pages
from civic.budget.projects.views.blueprint import bp
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.fields import Form
from civic.core.geo import from_db
from civic.core.refusal import Refused


@bp.route("/zglos/<int:project_id>/sprawdz", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def check(edition: str, project_id: int) -> ResponseReturnValue:
    """Everything on one page; POST sends it. After the deadline the draft can still be read here."""
    found, leader_id = pages.public_edition(edition), require_actor().person_id
    project = queries.own_project(found.id, project_id, leader_id)
    if project.status != Status.DRAFT:
        return redirect(url_for(".my_project", edition=edition, project_id=project_id), 303)
    form, no = Form(), None
    if form.validate_on_submit():
        try:
            services.submit(project_id, leader_id, clock.now())
            return redirect(url_for(".sent", edition=edition, project_id=project_id), 303)
        except Refused as refused:
            no = refused
    closed = rules.why_not_edit(Status.DRAFT, Terms(found.status, found.rules), clock.now())
    page = render_template(
        "projects/check.html",
        edition=found,
        project=project,
        form=form,
        refused=messages.words(no) if no else None,
        closed=messages.words(closed) if closed else None,
        **_answers(found, project),
    )
    return page, 422 if no else 200


def _answers(edition: EditionFacts, project: Project) -> dict[str, Any]:
    """All that is written, and what is missing with the step where it is mended."""
    draft = queries.draft_of(project)

    def mend(no: Refused) -> str:
        return pages.step_url(edition.slug, project.id, STEP_OF[Refusal(no.reason)]) + "?do=sprawdz"

    return {
        "draft": draft,
        "missing": [(messages.words(each), mend(each)) for each in rules.missing(draft, edition.rules)],
        "pool": next((pool for pool in edition.rules.pools if pool.id == draft.pool), None),
        "point": from_db(project.point) if project.point is not None else None,
        "plan": pages.plan(edition.slug, project.id, None, rules.steps_done(draft, edition.rules)),
        "categories": pages.category_words(project.categories),
        "words": messages,
        "number": pages.LENGTH,
        "length": pages.LENGTH,
    }


@bp.get("/zglos/<int:project_id>/wyslano")
@allows(Permission.SIGNED_IN)
def sent(edition: str, project_id: int) -> ResponseReturnValue:
    """It is sent: the number, and the calendar of what will happen."""
    found = pages.public_edition(edition)
    project = queries.own_project(found.id, project_id, require_actor().person_id)
    if project.status == Status.DRAFT:
        return redirect(url_for(".check", edition=edition, project_id=project_id), 303)
    items = pages.timeline(
        Status(project.status), found.rules.calendar, clock.now(), submitted_at=project.submitted_at
    )
    return render_template("projects/sent.html", edition=found, project=project, timeline=items)


@bp.route("/zglos/<int:project_id>/usun", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def discard(edition: str, project_id: int) -> ResponseReturnValue:
    """Throw a draft away, after asking once."""
    found, leader_id = pages.public_edition(edition), require_actor().person_id
    project = queries.own_project(found.id, project_id, leader_id)
    form, no = Form(), None
    if form.validate_on_submit():
        try:
            services.discard(project_id, leader_id)
            flash(gettext("Szkic usunięty."), "success")
            return redirect(url_for(".my_projects", edition=edition), 303)
        except Refused as refused:
            no = refused
    refused_words = messages.words(no) if no else None
    page = render_template(
        "projects/discard.html", edition=found, project=project, form=form, refused=refused_words
    )
    return page, 422 if no else 200
