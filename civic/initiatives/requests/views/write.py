"""Writing a request step by step."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from civic.core import clock
from civic.core.access import Permission, actor, allows, require_actor
from civic.core.files import messages as file_messages
from civic.core.files.rules import FileRefusal
from civic.core.geo import from_db
from civic.core.refusal import Refused
from civic.initiatives.requests import messages, queries, rules, services
from civic.initiatives.requests.forms import DeclarationsForm, IdeaForm, PlaceForm, StepForm
from civic.initiatives.requests.rules import DEFAULT, Draft, Status, Step
from civic.initiatives.requests.views import pages
from civic.initiatives.requests.views.blueprint import bp
from civic.initiatives.requests.views.desk import Desk

_STEP = {slug: step for step, slug in pages.SLUG.items() if step is not Step.MEMBERS}


@bp.get("/zloz")
@allows(Permission.ANYONE)
def begin() -> ResponseReturnValue:
    """What a local initiative is and what it takes; the drafts of who is signed in."""
    who = actor()
    settings = queries.settings_in_force().document
    return render_template(
        "initiatives/requests/begin.html",
        own=queries.own_initiatives(who.person_id) if who else [],
        sums=pages.sums(rules.Values(), settings),
        needed=settings.members_needed,
        rates=settings.rates,
        tag_of=pages.tag_of,
        plan=pages.plan(None, None, frozenset()),
    )


@bp.route("/zloz/pomysl", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def start() -> ResponseReturnValue:
    """The first step: an idea makes a draft."""
    form = IdeaForm()
    if form.validate_on_submit():
        idea = form.answer
        draft = Draft(title=idea.title, summary=idea.summary, scope=idea.scope)
        form.refuse(rules.missing_at(Step.IDEA, draft, DEFAULT))
        if not form.errors:
            initiative_id = services.start(require_actor().person_id, idea, clock.now())
            return redirect(url_for(".similar", initiative_id=initiative_id), 303)
    page = render_template(
        "initiatives/requests/step_idea.html",
        initiative=None,
        form=form,
        words=messages,
        plan=pages.plan(None, Step.IDEA, frozenset()),
        number=1,
        length=pages.LENGTH,
    )
    return page, 422 if form.errors else 200


@bp.get("/zloz/<int:initiative_id>/podobne")
@allows(Permission.SIGNED_IN)
def similar(initiative_id: int) -> ResponseReturnValue:
    """Requests like this one, by words; with ``?obok`` those near its place. Straight on when there are none."""
    found = queries.own_initiative(initiative_id, require_actor().person_id)
    beside = "obok" in request.args
    further = pages.step_url(initiative_id, Step.DESCRIPTION if beside else Step.PLACE)
    alike = []
    if found.status == Status.DRAFT and not beside:
        alike = queries.similar(initiative_id)
    elif found.status == Status.DRAFT and found.point is not None:
        alike = queries.nearby(initiative_id, from_db(found.point))
    if not alike:
        return redirect(further, 303)
    return render_template(
        "initiatives/requests/similar.html",
        initiative=found,
        alike=alike,
        beside=beside,
        further=further,
        tag_of=pages.tag_of,
        place_words=pages.place_words,
    )


@bp.route("/zloz/<int:initiative_id>/<slug>", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def step(initiative_id: int, slug: str) -> ResponseReturnValue:
    """One step of the request: shown, saved, and on to the next one."""
    if slug not in _STEP:
        abort(404)
    leader_id = require_actor().person_id
    desk = Desk(queries.own_initiative(initiative_id, leader_id), _STEP[slug], leader_id)
    reopened = [Step(each) for each in desk.initiative.reopened]
    no = rules.why_not_edit(Status(desk.initiative.status), desk.step, reopened)
    if no and request.method == "GET":
        return redirect(url_for(".mine_one", initiative_id=initiative_id), 303)
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
        services.save(desk.initiative.id, desk.leader_id, form.answer, clock.now())
        _attach(desk, form)
    except Refused as no:
        if isinstance(no.reason, FileRefusal):
            form["files"].errors = [file_messages.words(no)]
        else:
            form.refuse([no])
        return False
    if "more" not in request.form:
        form.refuse(rules.missing_at(desk.step, desk.draft(), desk.settings.document))
    return not form.errors


def _attach(desk: Desk, form: StepForm) -> None:
    kind = {PlaceForm: queries.CONSENT, DeclarationsForm: queries.ATTACHMENT}.get(type(form))
    if kind is None:
        return
    sent = form["files"]
    if sent.data or sent.removed:
        services.attach(desk.initiative.id, desk.leader_id, desk.step, kind, sent.data or (), sent.removed)


def _further(desk: Desk) -> str:
    """Where to go after a saved step."""
    initiative_id = desk.initiative.id
    if "more" in request.form:
        return pages.step_url(initiative_id, desk.step) + "#wiersze"
    if request.args.get("do") == "sprawdz" or desk.initiative.status != Status.DRAFT:
        return url_for(".check", initiative_id=initiative_id)
    if desk.step is Step.IDEA:
        return url_for(".similar", initiative_id=initiative_id)
    if desk.step is Step.PLACE:
        return url_for(".similar", initiative_id=initiative_id, obok=1)
    following = pages.ORDER[pages.ORDER.index(desk.step) + 1 :]
    return (
        pages.step_url(initiative_id, following[0])
        if following
        else url_for(".check", initiative_id=initiative_id)
    )


def _show(desk: Desk, form: StepForm) -> str:
    draft = desk.draft()
    desk.blank_rows(form)
    return render_template(
        f"initiatives/requests/step_{desk.step.lower()}.html",
        initiative=desk.initiative,
        draft=draft,
        form=form,
        words=messages,
        plan=pages.plan(
            desk.initiative.id,
            desk.step,
            rules.steps_done(draft, desk.settings.document),
            {Step(each) for each in desk.initiative.reopened},
        ),
        number=pages.ORDER.index(desk.step) + 1,
        length=pages.LENGTH,
        **desk.besides(draft, form),
    )
