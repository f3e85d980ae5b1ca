"""My initiatives: where each stands, the one thing to do next, withdrawing."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.fields import Form
from civic.core.refusal import Refused
from civic.initiatives.requests import messages, queries, rules, services
from civic.initiatives.requests.rules import Status
from civic.initiatives.requests.views import pages
from civic.initiatives.requests.views.blueprint import bp


@bp.get("/moje")
@allows(Permission.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """All of mine."""
    own = queries.own_initiatives(require_actor().person_id)
    return render_template("initiatives/requests/mine.html", own=own, tag_of=pages.tag_of)


@bp.get("/moje/<int:initiative_id>")
@allows(Permission.SIGNED_IN)
def mine_one(initiative_id: int) -> ResponseReturnValue:
    """One of mine: where it stands and what comes next."""
    found = queries.own_initiative(initiative_id, require_actor().person_id)
    facts, now = queries.initiative(initiative_id), clock.now()
    settings = queries.settings_of(initiative_id).document
    following = pages.next_thing(facts, found.fix_until, now)
    left = (following.until - in_poland(now)).days if following.until else None
    return render_template(
        "initiatives/requests/mine_one.html",
        initiative=found,
        facts=facts,
        status=pages.tag_of(found.status),
        next=following,
        next_left=messages.left(rules.Due(following.until, left))
        if following.until and left is not None
        else "",
        timeline=pages.timeline(found, in_poland(now), settings.settlement_days)
        if facts.status is not Status.DRAFT
        else [],
        is_draft=facts.status is Status.DRAFT,
        may_withdraw=rules.why_not_withdraw(facts.status) is None,
    )


@bp.route("/moje/<int:initiative_id>/wycofaj", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def withdraw(initiative_id: int) -> ResponseReturnValue:
    """Take a request back for good, after asking once."""
    leader_id = require_actor().person_id
    found = queries.own_initiative(initiative_id, leader_id)
    form, no = Form(), rules.why_not_withdraw(Status(found.status))
    if form.validate_on_submit():
        try:
            services.withdraw(initiative_id, leader_id, clock.now())
            flash(gettext("Wniosek wycofany."), "success")
            return redirect(url_for(".mine_one", initiative_id=initiative_id), 303)
        except Refused as refused:
            no = refused
    page = render_template(
        "initiatives/requests/withdraw.html",
        initiative=found,
        signature=rules.signature(found.year, found.number),
        form=form,
        refused=messages.words(no) if no else None,
        may_withdraw=no is None,
    )
    return page, 422 if no and form.is_submitted() else 200
