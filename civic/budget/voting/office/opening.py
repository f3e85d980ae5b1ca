"""The opening of the envelopes, by the members who hold the shares."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.budget.voting import queries, services
from civic.budget.voting.forms import StepForm
from civic.budget.voting.messages import words as our_words
from civic.budget.voting.office.blueprint import bp, facts_of, page, words
from civic.budget.voting.office.keys import typed_shares
from civic.budget.voting.rules import EnvelopeStatus, Refusal, why_not_open
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused


@bp.route("/koperty", methods=["GET", "POST"])
@allows(Permission.HOLD_KEY)
def envelopes(edition: str) -> ResponseReturnValue:
    """Members enter their shares; all envelopes are opened and shuffled at once, or none is."""
    facts, form = facts_of(edition), StepForm()
    refusal = None
    if form.validate_on_submit():
        try:
            done = services.open_envelopes(facts.id, typed_shares(), actor_id=require_actor().person_id)
            flash(_("Otwarto i wymieszano koperty: %(count)s.", count=done.envelopes), "success")
            return redirect(url_for(".envelopes", edition=edition), 303)
        except Refused as refused:
            refusal = words(refused)
    box, made = queries.box(facts.id), queries.key(facts.id)
    why = why_not_open(box, clock.now())
    closes = box.paper_closes if why is Refusal.PAPER_STILL_OPEN else box.closes
    shown = page(
        "envelopes", facts, form=form, refusal=refusal, key=made, holders=queries.holders(facts.id), box=box,
        why=our_words(Refused(why, closes=closes, count=box.quarantined)) if why else None,
        valid=queries.count_envelopes(facts.id, EnvelopeStatus.VALID),
        annulled=queries.count_envelopes(facts.id, EnvelopeStatus.ANNULLED), opening=queries.opening(facts.id),
    )  # fmt: skip
    return shown, 422 if refusal else 200


@bp.post("/koperty/zniszcz-klucz")
@allows(Permission.HOLD_KEY)
def destroy_key(edition: str) -> ResponseReturnValue:
    """Destroy the key once the envelopes are open."""
    facts, form = facts_of(edition), StepForm()
    if form.validate_on_submit():
        try:
            services.destroy_key(facts.id, actor_id=require_actor().person_id)
            flash(_("Klucz jest zniszczony. Kopert nie da się już otworzyć."), "success")
        except Refused as refused:
            flash(words(refused), "error")
    return redirect(url_for(".envelopes", edition=edition), 303)
