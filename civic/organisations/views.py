"""Where people say which organisations they represent."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused
from civic.organisations import messages, queries, services
from civic.organisations.forms import DeclareForm, EmptyForm
from civic.organisations.rules import LIVE

bp = Blueprint("organisations", __name__, url_prefix="/organizacje")


@bp.get("")
@allows(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    """The organisations I represent, and those that wait."""
    return render_template(
        "organisations/index.html",
        own=queries.own(require_actor().person_id),
        kinds=messages.KIND,
        standings=messages.STANDING,
        live=LIVE,
    )


@bp.route("/dodaj", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def declare() -> ResponseReturnValue:
    """Say that I represent an organisation."""
    form = DeclareForm()
    if form.validate_on_submit():
        try:
            services.declare(require_actor().person_id, form.said)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(
                _("Zgłoszenie czeka na potwierdzenie. Gdy urząd je sprawdzi, napiszemy do ciebie."), "success"
            )
            return redirect(url_for(".index"), 303)
    refused_form = bool(form.errors or form.form_errors)
    return render_template("organisations/declare.html", form=form), 422 if refused_form else 200


@bp.route("/<int:organisation_id>/zakoncz", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def leave(organisation_id: int) -> ResponseReturnValue:
    """Say that I do not represent it any more."""
    found = queries.organisation(organisation_id)
    person_id = require_actor().person_id
    queries.listed_one(organisation_id, person_id)
    form, refusal = EmptyForm(), None
    if form.validate_on_submit():
        try:
            services.leave(organisation_id, person_id)
        except Refused as refused:
            refusal = messages.words(refused)
        else:
            flash(_("Zapisaliśmy: już nie występujesz w imieniu tej organizacji."), "success")
            return redirect(url_for(".index"), 303)
    page = render_template("organisations/leave.html", form=form, refusal=refusal, found=found)
    return page, 422 if refusal else 200
