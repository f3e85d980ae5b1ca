"""Writing a project step by step."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from civic.budget.projects import messages, queries, rules, services
from civic.budget.projects.forms import CostsForm, IdeaForm, PlaceForm, StepForm
from civic.budget.projects.rules import Draft, Status, Step
from civic.budget.projects.views import pages
from civic.budget.projects.views.blueprint import bp
from civic.budget.projects.views.desk import Desk
from civic.core import clock, web
from civic.core.access import Permission, actor, allows, require_actor
from civic.core.deadlines import closing_shown
from civic.core.refusal import Refused

_STEP = {slug: step for step, slug in pages.SLUG.items()}


@bp.get("/zglos")
@allows(Permission.ANYONE)
def begin(edition: str) -> ResponseReturnValue:
    """What it takes and until when; the drafts of who is signed in."""
    found = pages.public_edition(edition)
    who = actor()
    no = rules.why_not_start(queries.terms(found.id), clock.now())
    return render_template(
        "projects/begin.html",
        edition=found,
        refused=messages.words(no) if no else None,
        own=queries.own_projects(found.id, who.person_id) if who else [],
        until=web.local(closing_shown(found.rules.calendar.submission.closes)),
        tag_of=pages.tag_of,
        plan=pages.plan(edition, None, None, frozenset()),
    )


@bp.route("/zglos/pomysl", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def start(edition: str) -> ResponseReturnValue:
    """The first step: an idea makes a draft."""
    found = pages.public_edition(edition)
    form, no = IdeaForm(), rules.why_not_start(queries.terms(found.id), clock.now())
    if form.validate_on_submit():
        idea = form.answer
        form.refuse(rules.missing_at(Step.IDEA, Draft(title=idea.title, summary=idea.summary), found.rules))
        if not form.errors and not no:
            project_id = services.create_draft(found.id, require_actor().person_id, idea, clock.now())
            return redirect(url_for(".similar", edition=edition, project_id=project_id), 303)
    page = render_template(
        "projects/step_idea.html",
        edition=found,
        project=None,
        form=form,
        refused=messages.words(no) if no else None,
        plan=pages.plan(edition, None, Step.IDEA, frozenset()),
        number=1,
        length=pages.LENGTH,
    )
    return page, 422 if form.errors or (no and form.is_submitted()) else 200


@bp.get("/zglos/<int:project_id>/podobne")
@allows(Permission.SIGNED_IN)
def similar(edition: str, project_id: int) -> ResponseReturnValue:
    """Ideas like this one, if there are any."""
    found = pages.public_edition(edition)
    project = queries.own_project(found.id, project_id, require_actor().person_id)
    further = pages.step_url(edition, project_id, Step.PLACE)
    alike = queries.similar(found.id, project_id) if project.status == Status.DRAFT else []
    if not alike:
        return redirect(further, 303)
    return render_template(
        "projects/similar.html",
        edition=found,
        project=project,
        alike=alike,
        further=further,
        tag_of=pages.tag_of,
    )


@bp.route("/zglos/<int:project_id>/<slug>", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def step(edition: str, project_id: int, slug: str) -> ResponseReturnValue:
    """One step of the draft: shown, saved, and on to the next one."""
    if slug not in _STEP:
        abort(404)
    found = pages.public_edition(edition)
    project = queries.own_project(found.id, project_id, require_actor().person_id)
    desk = Desk(found, project, _STEP[slug])
    if rules.why_not_edit(Status(project.status), desk.terms, clock.now()) and request.method == "GET":
        return redirect(url_for(".check", edition=edition, project_id=project_id), 303)
    form = desk.form()
    if form.is_submitted() and _save(desk, form):
        return redirect(_further(desk), 303)
    return _show(desk, form), 422 if form.errors else 200


def _save(desk: Desk, form: StepForm) -> bool:
    """Save what was typed. Whether to go on; else the page says what is to be mended, and nothing typed is lost."""
    if not form.validate():
        return False
    if isinstance(form, PlaceForm):
        desk.keep_exact(form)
        if not desk.find_address(form):
            return False
    try:
        services.save(desk.project.id, require_actor().person_id, form.answer, clock.now())
    except Refused as no:
        form.refuse([no])
        return False
    if "more" not in request.form:
        form.refuse(rules.missing_at(desk.step, queries.draft_of(desk.project), desk.edition.rules))
    return not form.errors


def _further(desk: Desk) -> str:
    """Where to go after a saved step."""
    slug, project_id = desk.edition.slug, desk.project.id
    if "more" in request.form:
        return pages.step_url(slug, project_id, desk.step) + "#wiersze"
    if desk.step is Step.IDEA:
        return url_for(".similar", edition=slug, project_id=project_id)
    following = pages.ORDER[pages.ORDER.index(desk.step) + 1 :]
    if following and request.args.get("do") != "sprawdz":
        return pages.step_url(slug, project_id, following[0])
    return url_for(".check", edition=slug, project_id=project_id)


def _show(desk: Desk, form: StepForm) -> str:
    draft = queries.draft_of(desk.project)
    if isinstance(form, CostsForm):
        form.grow()
    done = rules.steps_done(draft, desk.edition.rules)
    return render_template(
        f"projects/step_{desk.step.lower()}.html",
        edition=desk.edition,
        project=desk.project,
        draft=draft,
        form=form,
        refused=None,
        plan=pages.plan(desk.edition.slug, desk.project.id, desk.step, done),
        number=pages.ORDER.index(desk.step) + 1,
        length=pages.LENGTH,
        **desk.besides(draft),
    )
