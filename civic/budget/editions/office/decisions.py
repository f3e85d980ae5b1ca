"""Decisions about an edition: each on a page that says what will happen."""

from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.budget.editions import queries, services
from civic.budget.editions.forms import DecisionForm
from civic.budget.editions.messages import label, words
from civic.budget.editions.office.blueprint import bp
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import NEEDS_REASON, Action, after
from civic.core.access import Actor, Permission, allows, require_actor
from civic.core.refusal import Refused

DECISIONS: Mapping[str, tuple[Action, LazyString]] = {
    "zatwierdz": (
        Action.CONFIGURE,
        _l("Zasady są gotowe do ogłoszenia. Można je jeszcze zmieniać; każda zmiana zostaje w historii."),
    ),
    "do-szkicu": (Action.REOPEN, _l("Edycja wraca do szkicu.")),
    "oglos": (
        Action.ANNOUNCE,
        _l(
            "Edycja stanie się widoczna dla mieszkańców. Etapy będą się zaczynać i kończyć same, według kalendarza."
        ),
    ),
    "do-budzetu": (
        Action.TRANSFER_TO_BUDGET,
        _l("Wybrane projekty są w uchwale budżetowej. Podaj jej numer."),
    ),
    "zamknij": (Action.CLOSE, _l("Edycja jest zakończona: wszystkie projekty zrealizowane albo zaniechane.")),
    "wstrzymaj": (
        Action.SUSPEND,
        _l("Nic się w niej nie będzie działo, dopóki jej nie wznowisz. Powód zobaczą wszyscy."),
    ),
    "wznow": (Action.RESUME, _l("Edycja wraca na etap, na którym była.")),
    "odwolaj": (Action.CANCEL, _l("Tego nie da się cofnąć. Powód zobaczą wszyscy.")),
}
"""Address -> what is decided and what then happens. Assessment, the list and the results are decided
elsewhere.
"""


def open_to(edition: EditionFacts, person: Actor) -> list[tuple[str, str]]:
    """The decisions this person may take now: address and words."""
    if not person.may(Permission.ORDER_EDITION, edition.id):
        return []
    return [
        (address, label(action))
        for address, (action, _words) in DECISIONS.items()
        if after(edition.status, action, edition.suspended_from) is not None
    ]


@bp.route("/edycje/<edition>/decyzje/<decision>", methods=["GET", "POST"])
@allows(Permission.ORDER_EDITION)
def decide(edition: str, decision: str) -> ResponseReturnValue:
    """Say what will happen, ask why, do it."""
    if decision not in DECISIONS:
        abort(404)
    action, happens = DECISIONS[decision]
    facts, form, refusal = queries.edition_by_slug(edition), DecisionForm(), ""
    if form.validate_on_submit():
        try:
            status = services.decide(
                facts.id,
                action,
                actor_id=require_actor().person_id,
                reason=form.reason.data or "",
                document_number=form.document_number.data or "",
            )
        except Refused as refused:
            refusal = words(refused)
        else:
            flash(label(status).capitalize() + ".", "success")
            return redirect(url_for("editions_office.show", edition=edition), 303)
    page = render_template(
        "editions/office/decide.html", edition=facts, title=label(action), happens=happens, form=form,
        refusal=refusal, needs_reason=action in NEEDS_REASON,
    )  # fmt: skip
    return page, 422 if form.errors or refusal else 200
