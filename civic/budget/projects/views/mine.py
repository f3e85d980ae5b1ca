"""My projects: where each stands, the one thing to do next, withdrawing."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.budget.projects import messages, queries, rules, services
from civic.budget.projects.rules import Status, Terms
from civic.budget.projects.views import pages
from civic.budget.projects.views.blueprint import bp
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.fields import Form
from civic.core.refusal import Refused


@bp.get("/moje")
@allows(Permission.SIGNED_IN)
def my_projects(edition: str) -> ResponseReturnValue:
    """All of mine in this edition."""
    found = pages.public_edition(edition)
    own = queries.own_projects(found.id, require_actor().person_id)
    no = rules.why_not_start(Terms(found.status, found.rules), clock.now())
    return render_template(
        "projects/my_projects.html", edition=found, own=own, may_start=no is None, tag_of=pages.tag_of
    )


@bp.get("/moje/<int:project_id>")
@allows(Permission.SIGNED_IN)
def my_project(edition: str, project_id: int) -> ResponseReturnValue:
    """One of mine: where it stands and what comes next."""
    found = pages.public_edition(edition)
    project = queries.own_project(found.id, project_id, require_actor().person_id)
    status, now, made = Status(project.status), clock.now(), queries.decisions(project.id)
    terms = Terms(found.status, found.rules)
    return render_template(
        "projects/my_project.html",
        edition=found,
        project=project,
        status=pages.tag_of(project.status),
        next_thing=pages.next_thing(status, found.rules, now),
        timeline=pages.timeline(
            status,
            found.rules.calendar,
            now,
            submitted_at=project.submitted_at,
            withdrawn_at=project.withdrawn_at,
            decisions=made,
        ),
        decisions=[(messages.decided(each.stage, each.outcome), each) for each in made],
        is_draft=status is Status.DRAFT,
        may_edit=rules.why_not_edit(status, terms, now) is None,
        may_withdraw=rules.why_not_withdraw(status, terms, now) is None,
        withdraw_until=pages.until_withdraw(found.rules),
    )


@bp.route("/moje/<int:project_id>/wycofaj", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def withdraw(edition: str, project_id: int) -> ResponseReturnValue:
    """Take a project back for good, after asking once."""
    found, leader_id = pages.public_edition(edition), require_actor().person_id
    project = queries.own_project(found.id, project_id, leader_id)
    form = Form()
    no = rules.why_not_withdraw(Status(project.status), Terms(found.status, found.rules), clock.now())
    if form.validate_on_submit():
        try:
            services.withdraw(project_id, leader_id, clock.now())
            flash(gettext("Projekt wycofany."), "success")
            return redirect(url_for(".my_project", edition=edition, project_id=project_id), 303)
        except Refused as refused:
            no = refused
    page = render_template(
        "projects/withdraw.html",
        edition=found,
        project=project,
        form=form,
        refused=messages.words(no) if no else None,
        may_withdraw=no is None,
    )
    return page, 422 if no and form.is_submitted() else 200
