"""Doubtful envelopes: found, put aside, decided by two people, never opened."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.budget.editions.queries import EditionFacts
from civic.budget.voting import queries, services
from civic.budget.voting.forms import DecisionForm, DoubtForm, FindForm, StepForm
from civic.budget.voting.messages import DOUBTS, STATUSES
from civic.budget.voting.office.blueprint import bp, facts_of, page, words
from civic.budget.voting.rules import EnvelopeStatus, Fate
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused


@bp.route("/watpliwe", methods=["GET", "POST"])
@allows(Permission.DECIDE_DOUBTFUL)
def doubtful(edition: str) -> ResponseReturnValue:
    """Everything in doubt; the form puts one more envelope aside."""
    facts, form = facts_of(edition), DoubtForm()
    if not form.validate_on_submit():
        return _list(facts, form), 422 if form.errors else 200
    found = queries.find_envelope(facts.id, form.tracker.data or "")
    if found.fate is Fate.UNKNOWN or found.tracker is None:
        form.tracker.errors = [_("Nie ma takiej koperty. Sprawdź numer.")]
        return _list(facts, form), 422
    try:
        services.put_aside(
            facts.id,
            found.tracker,
            form.doubt.data,
            form.reason.data or "",
            actor_id=require_actor().person_id,
        )
    except Refused as refused:
        return _list(facts, form, words(refused)), 422
    flash(_("Koperta jest odłożona. Teraz dwie osoby muszą o niej zdecydować."), "success")
    return redirect(url_for(".envelope", edition=edition, tracker=found.tracker), 303)


@bp.post("/watpliwe/znajdz")
@allows(Permission.DECIDE_DOUBTFUL)
def find(edition: str) -> ResponseReturnValue:
    """Find the envelope cast with somebody's data. The data are keyed and forgotten; only the number is shown."""
    facts, form = facts_of(edition), FindForm()
    tracker = None
    if form.validate_on_submit():
        tracker = services.find_by_data(
            facts.id, form.email.data or "", form.name.data or "", form.address.data or ""
        )
    return _list(facts, DoubtForm(formdata=None), find_form=form, found=tracker, searched=True)


@bp.route("/watpliwe/<tracker>", methods=["GET", "POST"])
@allows(Permission.DECIDE_DOUBTFUL)
def envelope(edition: str, tracker: str) -> ResponseReturnValue:
    """One envelope in doubt: what was said of it, and the form that proposes a decision."""
    facts, form = facts_of(edition), DecisionForm()
    refusal = None
    if form.validate_on_submit():
        try:
            services.propose(
                facts.id, tracker, EnvelopeStatus(form.to.data), form.reason.data or "",
                actor_id=require_actor().person_id, may_vote_again=form.may_vote_again.data,
            )  # fmt: skip
            flash(_("Zapisano propozycję. Musi ją potwierdzić inna osoba."), "success")
            return redirect(url_for(".envelope", edition=edition, tracker=tracker), 303)
        except Refused as refused:
            refusal = words(refused)
    return _envelope(facts, tracker, form, refusal), 422 if refusal or form.errors else 200


@bp.post("/watpliwe/<tracker>/potwierdz")
@allows(Permission.DECIDE_DOUBTFUL)
def confirm(edition: str, tracker: str) -> ResponseReturnValue:
    """A second person confirms."""
    facts, form = facts_of(edition), StepForm()
    if form.validate_on_submit():
        try:
            status = services.confirm(facts.id, tracker, actor_id=require_actor().person_id)
            flash(_("Zrobione: koperta jest teraz %(status)s.", status=STATUSES[status]), "success")
            return redirect(url_for(".doubtful", edition=edition), 303)
        except Refused as refused:
            return _envelope(facts, tracker, DecisionForm(formdata=None), words(refused)), 422
    return redirect(url_for(".envelope", edition=edition, tracker=tracker), 303)


def _list(facts: EditionFacts, form: DoubtForm, refusal: str | None = None, **more: object) -> str:
    shown = {"find_form": FindForm(formdata=None), "found": None, "searched": False, **more}
    return page(
        "doubtful", facts, form=form, refusal=refusal, waiting=queries.doubtful(facts.id), bursts=queries.bursts(facts.id),
        doubts=DOUBTS, statuses=STATUSES, opened=queries.opened(facts.id), tracker=request.args.get("numer", ""), **shown,
    )  # fmt: skip


def _envelope(facts: EditionFacts, tracker: str, form: DecisionForm, refusal: str | None) -> str:
    waiting = next((each for each in queries.doubtful(facts.id) if each.tracker == tracker), None)
    return page(
        "envelope", facts, form=form, step=StepForm(formdata=None), refusal=refusal, tracker=tracker, waiting=waiting,
        history=queries.decisions(facts.id, tracker), doubts=DOUBTS, statuses=STATUSES,
        mine=waiting is not None and waiting.proposed_by == require_actor().person_id, opened=queries.opened(facts.id),
    )  # fmt: skip
