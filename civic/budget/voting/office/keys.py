"""Where voting stands, the key ceremony, the rehearsal, and opening voting."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.budget.editions.queries import EditionFacts
from civic.budget.voting import queries, services
from civic.budget.voting.forms import CeremonyForm, StepForm
from civic.budget.voting.messages import CHECKS
from civic.budget.voting.office.blueprint import bp, facts_of, page, words
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused

LONGEST_SHARE = 60


@bp.get("")
@allows(Permission.RUN_VOTING)
def index(edition: str) -> ResponseReturnValue:
    """Where voting stands, and the next thing to do."""
    return _index(facts_of(edition))


@bp.route("/klucz", methods=["GET", "POST"])
@allows(Permission.HOLD_KEY)
def key(edition: str) -> ResponseReturnValue:
    """The ceremony. The shares stand in the answer to the form once, and nowhere else."""
    facts, form = facts_of(edition), CeremonyForm()
    if form.validate_on_submit():
        try:
            made = services.make_key(
                facts.id,
                form.threshold.data or 0,
                (form.holders.data or "").splitlines(),
                actor_id=require_actor().person_id,
            )
        except Refused as refused:
            return _key_page(facts, form, words(refused)), 422
        return page("shares", facts, made=made)
    return _key_page(facts, form), 422 if form.errors else 200


@bp.route("/proba", methods=["GET", "POST"])
@allows(Permission.RUN_VOTING)
def rehearsal(edition: str) -> ResponseReturnValue:
    """Everything looked at before voting is opened, and the proof that the shares fit."""
    facts, form = facts_of(edition), StepForm()
    refusal = None
    if form.validate_on_submit():
        try:
            services.rehearse(facts.id, typed_shares(), actor_id=require_actor().person_id)
            flash(_("Udziały pasują do klucza."), "success")
            return redirect(url_for(".rehearsal", edition=edition), 303)
        except Refused as refused:
            refusal = words(refused)
    made = queries.key(facts.id)
    shown = page(
        "rehearsal", facts, form=form, refusal=refusal, key=made, holders=queries.holders(facts.id),
        checks=[(CHECKS[check.name], check) for check in queries.self_test(facts.id, _has_projects(facts))],
    )  # fmt: skip
    return shown, 422 if refusal else 200


@bp.post("/otworz")
@allows(Permission.RUN_VOTING)
def open_voting(edition: str) -> ResponseReturnValue:
    """Freeze the edition; the calendar does the rest."""
    facts, form = facts_of(edition), StepForm()
    if not form.validate_on_submit():
        return _index(facts), 422
    bad = [
        check for check in queries.self_test(facts.id, _has_projects(facts)) if check.vital and not check.good
    ]
    if bad:
        return _index(facts, _("Nie można otworzyć głosowania: %(why)s", why=CHECKS[bad[0].name][1])), 422
    try:
        services.open_voting(facts.id, actor_id=require_actor().person_id)
    except Refused as refused:
        return _index(facts, words(refused)), 422
    flash(_("Zasady są zamrożone. Głosowanie zacznie się i skończy samo, według kalendarza."), "success")
    return redirect(url_for(".index", edition=edition), 303)


def typed_shares() -> list[str]:
    """The shares as typed, in the order of their fields."""
    return [share[:LONGEST_SHARE] for share in request.form.getlist("share")][:20]


def _has_projects(facts: EditionFacts) -> bool:
    return any(each.projects for each in queries.paper(facts.id).lists)


def _key_page(facts: EditionFacts, form: CeremonyForm, refusal: str | None = None) -> str:
    made = queries.key(facts.id)
    settled = made is not None and (made.box_size is not None or queries.has_envelopes(facts.id))
    return page(
        "key", facts, form=form, refusal=refusal, key=made, holders=queries.holders(facts.id), settled=settled
    )


def _index(facts: EditionFacts, refusal: str | None = None) -> str:
    now = clock.now()
    voting = facts.rules.calendar.voting
    return page(
        "index", facts, form=StepForm(formdata=None), refusal=refusal, key=queries.key(facts.id),
        holders=queries.holders(facts.id), counts=queries.status_counts(facts.id), opening=queries.opening(facts.id),
        over=now >= voting.closes, began=now >= voting.opens, voting=voting, paper_entry=facts.rules.calendar.paper_entry,
        by_name=queries.paper(facts.id).by_name,
    )  # fmt: skip
