"""Writing a project step by step, and sending it."""

from collections.abc import Mapping

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from civic.budget.editions import queries as editions
from civic.budget.projects import messages, queries, rules, services
from civic.budget.projects.forms import IdeaForm
from civic.budget.projects.rules import Step
from civic.budget.projects.views import pages
from civic.budget.projects.views.blueprint import bp
from civic.core import clock
from civic.core.access import Permission, actor, allows, require_actor
from civic.core.refusal import Refused

SLUG: Mapping[Step, str] = {
    Step.IDEA: "pomysl",
    Step.PLACE: "miejsce",
    Step.POOL: "pula",
    Step.DESCRIPTION: "opis",
    Step.COSTS: "koszty",
    Step.CONSENTS: "zgody",
}
_STEP = {slug: step for step, slug in SLUG.items()}
_ORDER = list(Step)


@bp.get("/zglos")
@allows(Permission.ANYONE)
def begin(edition: str) -> ResponseReturnValue:
    """What it takes and until when; the drafts of who is signed in."""
    found = editions.edition_by_slug(edition)
    who = actor()
    no = rules.why_not_start(queries.terms(found.id), clock.now())
    return render_template(
        "projects/begin.html",
        edition=found,
        refused=messages.words(no) if no else None,
        own=queries.own_projects(found.id, who.person_id) if who else [],
        steps=[words for _, words in pages.plan_words()],
        status_words=messages.STATUS,
    )


@bp.route("/zglos/pomysl", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def start(edition: str) -> ResponseReturnValue:
    """The first step: an idea makes a draft."""
    found = editions.edition_by_slug(edition)
    leader_id, form, no = require_actor().person_id, IdeaForm(), None
    if form.validate_on_submit():
        form.refuse(no for no in rules.missing_of(Step.IDEA, form.answer))
        try:
            if not form.errors:
                project_id = services.create_draft(found.id, leader_id, form.answer, clock.now())
                return redirect(url_for(".similar", edition=edition, project_id=project_id), 303)
        except Refused as refused:
            no = refused
    else:
        no = rules.why_not_start(queries.terms(found.id), clock.now())
    page = render_template(
        "projects/step_idea.html",
        edition=found,
        project_id=None,
        form=form,
        refused=messages.words(no) if no else None,
        plan=pages.plan(edition, None, Step.IDEA, frozenset()),
        number=1,
    )
    return page, 422 if form.errors or (no and form.is_submitted()) else 200
