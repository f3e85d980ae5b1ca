"""The end of writing a request: all answers on one page, sending it or completing it, or throwing it away."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.fields import Form
from civic.core.geo import from_db
from civic.core.refusal import Refused
from civic.initiatives.requests import messages, queries, rules, services
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import Status, Step, step_of
from civic.initiatives.requests.views import pages
from civic.initiatives.requests.views.blueprint import bp

_EDITED = frozenset({Status.DRAFT, Status.FIX_CALLED})


@bp.route("/zloz/<int:initiative_id>/sprawdz", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def check(initiative_id: int) -> ResponseReturnValue:
    """Everything on one page; POST sends it, or sends it again after a call to complete."""
    leader_id = require_actor().person_id
    found = queries.own_initiative(initiative_id, leader_id)
    if found.status not in _EDITED:
        return redirect(url_for(".mine_one", initiative_id=initiative_id), 303)
    form, no = Form(), None
    if form.validate_on_submit():
        try:
            if found.status == Status.DRAFT:
                services.submit(initiative_id, leader_id, clock.now())
                return redirect(url_for(".sent", initiative_id=initiative_id), 303)
            services.complete(initiative_id, leader_id, clock.now())
            flash(gettext("Uzupełniony wniosek wysłany."), "success")
            return redirect(url_for(".mine_one", initiative_id=initiative_id), 303)
        except Refused as refused:
            no = refused
    called = found.status == Status.FIX_CALLED
    page = render_template(
        "initiatives/requests/check.html",
        initiative=found,
        form=form,
        refused=messages.words(no) if no else None,
        called=called,
        wanted=pages.next_thing(queries.initiative(found.id), found.fix_until, clock.now())
        if called
        else None,
        **_answers(found),
    )
    return page, 422 if no else 200


def _answers(found: Initiative) -> dict[str, Any]:
    """All that is written, and what is missing with the step where it is mended."""
    settings = queries.settings_of(found.id).document
    people = queries.members(found.id)
    kept = queries.files_of(found.id, (queries.ATTACHMENT, queries.CONSENT, queries.PAPER_LIST))
    listed = any(file.kind == queries.PAPER_LIST for file in kept)
    draft = queries.draft_of(found, settings, people, listed=listed)
    reopened = {Step(each) for each in found.reopened}

    def mend(no: Refused) -> str:
        step = step_of(no)
        return pages.step_url(found.id, step) + "?do=sprawdz" if step else ""

    def way(step: Step) -> str:
        return "" if reopened and step not in reopened else pages.step_url(found.id, step) + "?do=sprawdz"

    return {
        "draft": draft,
        "missing": [(messages.words(each), mend(each)) for each in rules.missing(draft, settings)],
        "problem": rules.property_problem(draft.scope, draft.land),
        "point": from_db(found.point) if found.point is not None else None,
        "organisation": found.organisation_name,
        "files": kept,
        "plan": pages.plan(found.id, None, rules.steps_done(draft, settings), reopened),
        "sums": pages.sums(draft.values, settings),
        "words": messages,
        "Step": Step,
        "way": way,
        "number": pages.LENGTH,
        "length": pages.LENGTH,
    }


@bp.get("/zloz/<int:initiative_id>/wyslano")
@allows(Permission.SIGNED_IN)
def sent(initiative_id: int) -> ResponseReturnValue:
    """It is sent: the number, and the calendar of what will happen."""
    found = queries.own_initiative(initiative_id, require_actor().person_id)
    if found.status == Status.DRAFT:
        return redirect(url_for(".check", initiative_id=initiative_id), 303)
    settings = queries.settings_of(initiative_id).document
    return render_template(
        "initiatives/requests/sent.html",
        initiative=found,
        signature=rules.signature(found.year, found.number),
        timeline=pages.timeline(found, in_poland(clock.now()), settings.settlement_days),
    )


@bp.route("/zloz/<int:initiative_id>/usun", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def discard(initiative_id: int) -> ResponseReturnValue:
    """Throw a draft away, after asking once."""
    leader_id = require_actor().person_id
    found = queries.own_initiative(initiative_id, leader_id)
    form, no = Form(), None
    if form.validate_on_submit():
        try:
            services.discard(initiative_id, leader_id)
            flash(gettext("Szkic usunięty."), "success")
            return redirect(url_for(".mine"), 303)
        except Refused as refused:
            no = refused
    words = messages.words(no) if no else None
    page = render_template("initiatives/requests/discard.html", initiative=found, form=form, refused=words)
    return page, 422 if no else 200
