"""The blueprint of the office's and the Team's pages of assessment, and what its pages share."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from civic.core import clock
from civic.core.access import require_actor
from civic.core.refusal import Refused
from civic.initiatives.assessment import messages, queries
from civic.initiatives.assessment.forms import Deed
from civic.initiatives.assessment.queries import Case

bp = Blueprint("initiative_assessment", __name__, url_prefix="/urzad/inicjatywy")


def case_seen(initiative_id: int) -> Case:
    """The request as whoever is signed in sees it; NoResultFound for a draft."""
    return queries.case(initiative_id, require_actor().person_id)


def to_card(initiative_id: int) -> ResponseReturnValue:
    """Back to the request's card."""
    return redirect(url_for("initiative_assessment.card", initiative_id=initiative_id), 303)


def deed(
    case: Case,
    form: Deed,
    do: Callable[[int, datetime], str],
    template: str,
    *,
    closed: Refused | None = None,
    then: Callable[[], ResponseReturnValue] | None = None,
    **facts: object,
) -> ResponseReturnValue:
    """One page of one deed: shown, or sent and done, or shown again with what was typed and why not.

    ``do`` gets the officer's id and the time, and gives the sentence to say after. ``closed``: why nothing of this can be
    done now; then the page says so and has no form. ``then``: where it leads, the card when not said.
    """
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                flash(do(require_actor().person_id, clock.now()), "success")
                return then() if then is not None else to_card(case.id)
            except Refused as no:
                form.refuse(no)
    page = render_template(
        f"initiatives/assessment/{template}.html",
        case=case,
        form=form,
        closed=messages.words(closed) if closed is not None else None,
        words=messages,
        **facts,
    )
    return page, status
