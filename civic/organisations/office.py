"""Where the office confirms who represents which organisation."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused
from civic.organisations import messages, queries, services
from civic.organisations.forms import ConfirmForm, ReasonForm
from civic.organisations.rules import Refusal, Standing

bp = Blueprint("organisations_office", __name__, url_prefix="/urzad/organizacje")

_ADDRESSES = {"czeka": Standing.WAITING, "potwierdzone": Standing.CONFIRMED}


@bp.get("")
@allows(Permission.CONFIRM_ORGANISATIONS)
def index() -> ResponseReturnValue:
    """Who waits, who is confirmed."""
    standing = _ADDRESSES.get(request.args.get("stan", ""), Standing.WAITING)
    page = max(1, min(request.args.get("page", 1, type=int), 10_000))
    counts = queries.counts()
    return render_template(
        "organisations/office/index.html",
        standing=standing,
        addresses=_ADDRESSES,
        listed=queries.listed(standing, page),
        counts=counts,
        page=page,
        pages=-(-counts[standing] // queries.PAGE),
        kinds=messages.KIND,
        standings=messages.STANDING,
    )


@bp.route("/<int:organisation_id>/<int:person_id>", methods=["GET", "POST"])
@allows(Permission.CONFIRM_ORGANISATIONS)
def show(organisation_id: int, person_id: int) -> ResponseReturnValue:
    """One representation: confirm, refuse, end."""
    found = queries.listed_one(organisation_id, person_id)
    act = request.form.get("act", "")
    confirming = ConfirmForm(
        request.form if act == "confirm" else None, data={"name": found.name, "seat": found.seat}
    )
    reasoning = ReasonForm(request.form if act in {"refuse", "end"} else None)
    refusal = None
    if request.method == "POST":
        form = confirming if act == "confirm" else reasoning
        if act in {"confirm", "refuse", "end"} and form.validate():
            try:
                _do(act, organisation_id, person_id, confirming, reasoning)
            except Refused as refused:
                refusal = messages.words(refused)
            else:
                flash(_("Zapisane. Wysłaliśmy tej osobie e-mail."), "success")
                return redirect(url_for(".index"), 303)
    page = render_template(
        "organisations/office/show.html",
        found=found,
        form=reasoning if reasoning.errors else confirming,
        confirming=confirming,
        reasoning=reasoning,
        refusal=refusal,
        own=found.person_id == require_actor().person_id,
        own_words=messages.REFUSED[Refusal.NOT_BY_ONESELF],
        kinds=messages.KIND,
        standings=messages.STANDING,
    )
    return page, 422 if request.method == "POST" else 200


def _do(
    act: str, organisation_id: int, person_id: int, confirming: ConfirmForm, reasoning: ReasonForm
) -> None:
    officer_id = require_actor().person_id
    if act == "confirm":
        services.confirm(
            organisation_id,
            person_id,
            officer_id,
            name=confirming.name.data or "",
            seat=confirming.seat.data or "",
        )
    elif act == "refuse":
        services.refuse(organisation_id, person_id, officer_id, reasoning.reason.data or "")
    else:
        services.end(organisation_id, person_id, officer_id, reasoning.reason.data or "")
