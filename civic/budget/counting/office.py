"""The commission's evening: one page that says what is done and offers the one next step."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from civic.budget.counting import queries, rules, services
from civic.budget.counting.forms import ApprovalForm, DrawForm, RulingForm, StepForm
from civic.budget.counting.messages import REFUSED, TIE_STEPS
from civic.budget.counting.tally.inputs import TieStep
from civic.budget.editions import queries as editions
from civic.budget.editions.messages import REFUSED as EDITION_REFUSED
from civic.budget.editions.queries import EditionFacts
from civic.budget.projects import queries as projects
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused

bp = Blueprint("counting_office", __name__, url_prefix="/urzad/<edition>/liczenie")


@bp.get("")
@allows(Permission.APPROVE_RESULTS)
def index(edition: str) -> ResponseReturnValue:
    """Where the evening stands."""
    return _page(editions.edition_by_slug(edition))


@bp.post("/przygotuj-losowanie")
@allows(Permission.COUNT)
def commit_draw(edition: str) -> ResponseReturnValue:
    """Make the seed and publish its commitment."""
    facts = editions.edition_by_slug(edition)
    return _do(facts, lambda: services.commit_draw(facts.id, require_actor().person_id))


@bp.post("/policz")
@allows(Permission.COUNT)
def count(edition: str) -> ResponseReturnValue:
    """Count."""
    facts = editions.edition_by_slug(edition)
    return _do(facts, lambda: services.count(facts.id, require_actor().person_id))


@bp.post("/losuj")
@allows(Permission.COUNT)
def draw(edition: str) -> ResponseReturnValue:
    """Draw the lots."""
    facts, form = editions.edition_by_slug(edition), DrawForm()
    if not form.validate_on_submit():
        return _page(facts, draw_form=form)
    witnesses = [form.witness_1.data or "", form.witness_2.data or ""]
    person_id = require_actor().person_id
    return _do(
        facts,
        lambda: services.draw_lots(facts.id, form.public_part.data or "", witnesses, person_id),
        draw_form=form,
    )


@bp.post("/rozstrzygnij")
@allows(Permission.APPROVE_RESULTS)
def rule(edition: str) -> ResponseReturnValue:
    """Record how a tie was decided."""
    facts = editions.edition_by_slug(edition)
    evening = queries.evening(facts.id)
    form = _ruling_form(facts, evening)
    if not form.validate_on_submit():
        return _page(facts, ruling_form=form)
    order = [form.first.data, *sorted(evening.tied - {form.first.data}, key=int)]
    step = evening.needs or TieStep.EXECUTIVE_DECISION
    step = TieStep.EXECUTIVE_DECISION if step is TieStep.PUBLIC_DRAW else step
    person_id = require_actor().person_id
    return _do(
        facts,
        lambda: services.rule_on_tie(facts.id, step, order, form.protocol.data or "", person_id),
        ruling_form=form,
    )


@bp.post("/zatwierdz")
@allows(Permission.APPROVE_RESULTS)
def approve(edition: str) -> ResponseReturnValue:
    """Stand by the count; the second person makes it public."""
    facts, form = editions.edition_by_slug(edition), ApprovalForm()
    if not form.validate_on_submit():
        return _page(facts, approval_form=form)
    document = form.document_number.data or ""
    return _do(
        facts, lambda: services.approve(facts.id, form.count_number, require_actor().person_id, document)
    )


def _do(
    facts: EditionFacts,
    step: Callable[[], object],
    draw_form: DrawForm | None = None,
    ruling_form: RulingForm | None = None,
) -> ResponseReturnValue:
    """Take the step and come back, or say why not and keep what was typed."""
    try:
        step()
    except Refused as refused:
        words: dict[Any, Any] = {**REFUSED, **EDITION_REFUSED}
        return _page(
            facts, str(words[refused.reason] % refused.facts), draw_form=draw_form, ruling_form=ruling_form
        )
    return redirect(url_for(".index", edition=facts.slug), 303)


def _page(
    facts: EditionFacts,
    refusal: str | None = None,
    draw_form: DrawForm | None = None,
    ruling_form: RulingForm | None = None,
    approval_form: ApprovalForm | None = None,
) -> ResponseReturnValue:
    evening = queries.evening(facts.id)
    counted = queries.last_count(facts.id)
    person_id = require_actor().person_id
    number = counted.number if counted else 0
    approved = list(counted.approved_by) if counted else []
    page = render_template(
        "counting/office.html",
        edition=facts,
        evening=evening,
        counted=counted,
        needs=TIE_STEPS[evening.needs] if evening.needs else None,
        tied=[project for project in projects.admitted(facts.id) if str(project.number) in evening.tied],
        draw=queries.draw(facts.id),
        refusal=refusal,
        step_form=StepForm(formdata=None),
        draw_form=draw_form or DrawForm(formdata=None),
        ruling_form=ruling_form or _ruling_form(facts, evening, fresh=True),
        approval_form=approval_form or ApprovalForm(formdata=None, number=str(number)),
        may_commit=rules.why_not_commit_draw(evening) is None,
        may_count=rules.why_not_count(evening) is None,
        may_approve=rules.why_not_approve(evening, number, approved, person_id) is None,
        may_draw=evening.needs is TieStep.PUBLIC_DRAW and evening.committed_at is not None,
        approvals=rules.APPROVALS,
    )
    failed = refusal or any(
        form is not None and form.errors for form in (draw_form, ruling_form, approval_form)
    )
    return page, 422 if failed else 200


def _ruling_form(facts: EditionFacts, evening: rules.Evening, fresh: bool = False) -> RulingForm:
    form = RulingForm(formdata=None) if fresh else RulingForm()
    on_list = (
        {str(project.number): project.title for project in projects.admitted(facts.id)}
        if evening.tied
        else {}
    )
    form.first.choices = [(number, on_list.get(number, number)) for number in sorted(evening.tied, key=int)]
    return form
