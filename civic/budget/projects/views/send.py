"""The end of writing a project: all answers on one page, sending it, or throwing it away."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.budget.projects import messages, queries, rules, services
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
    draft, closed = (
        queries.draft_of(project),
        rules.why_not_edit(Status.DRAFT, Terms(found.status, found.rules), clock.now()),
    )
    missing = list(rules.missing(draft, found.rules))
    page = render_template(
        "projects/check.html",
        edition=found,
        project=project,
        draft=draft,
        form=form,
        refused=messages.words(no) if no else None,
        closed=messages.words(closed) if closed else None,
        missing=[
            (
                messages.words(each),
                pages.step_url(edition, project_id, STEP_OF[Refusal(each.reason)]) + "?do=sprawdz",
            )
            for each in missing
        ],
        pool=next((pool for pool in found.rules.pools if pool.id == draft.pool), None),
        point=from_db(project.point) if project.point is not None else None,
        plan=pages.plan(edition, project_id, None, rules.steps_done(draft, found.rules)),
        words=messages,
        categories=pages.category_words(project.categories),
        number=pages.LENGTH,
        length=pages.LENGTH,
    )
    return page, 422 if no else 200


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
