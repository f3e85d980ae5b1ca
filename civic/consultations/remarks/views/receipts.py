"""The author's own page: what I sent, what happened, the answers; opened by the code of the receipt."""

from datetime import timedelta

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from civic.consultations.notices import queries as notices
from civic.consultations.remarks import messages, queries, services
from civic.consultations.remarks.forms import ReceiptForm
from civic.consultations.remarks.rules import Refusal
from civic.consultations.remarks.views import pages
from civic.consultations.remarks.views.blueprint import bp
from civic.core import limits
from civic.core.access import Permission, actor, allows
from civic.core.fields import Form
from civic.core.limits import Limit
from civic.core.refusal import Refused

FINDING = Limit("remarks.receipt", 60, timedelta(hours=1))


@bp.get("/<int:consultation_id>/uwagi/potwierdzenie/<receipt>")
@allows(Permission.ANYONE)
def receipt(consultation_id: int, receipt: str) -> ResponseReturnValue:
    """What was sent with this code, and what became of it."""
    found = notices.consultation(consultation_id)
    given = queries.by_receipt(consultation_id, receipt)
    remarks = queries.remarks_of(given.id)
    pages.remember_receipt(receipt)
    page = make_response(
        render_template(
            "consultations/remarks/receipt.html",
            consultation=found,
            opinion=given,
            cards=pages.cards(remarks, whole=len(remarks) <= 10),
            files=queries.attachments(given.id),
            supplements=queries.supplements_of(given.id),
            taking=pages.taking(found),
            form=Form(formdata=None),
            words=messages,
        )
    )
    page.headers["Cache-Control"] = "private, no-store"
    page.headers["X-Robots-Tag"] = "noindex"
    return page


@bp.route("/<int:consultation_id>/uwagi/potwierdzenie/<receipt>/uzupelnij", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def supplement(consultation_id: int, receipt: str) -> ResponseReturnValue:
    """Add to what was sent: it stays as it is, the new remarks are joined to it."""
    if request.method == "GET" or not Form().validate_on_submit():
        return redirect(url_for(".receipt", consultation_id=consultation_id, receipt=receipt), 303)
    notices.public_consultation(consultation_id)
    try:
        key = services.supplement(
            consultation_id, pages.writer(consultation_id), receipt, lang=str(get_locale())
        )
    except Refused as no:
        flash(messages.words(no), "error")
        return redirect(url_for(".receipt", consultation_id=consultation_id, receipt=receipt), 303)
    if key is not None:
        pages.remember_draft(consultation_id, key)
    flash(gettext("Napisz, co chcesz dodać. To, co już wysłano, zostaje bez zmian."), "success")
    return redirect(url_for(".write", consultation_id=consultation_id), 303)


@bp.route("/uwagi/kod", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def find() -> ResponseReturnValue:
    """A code from a letter or a note leads to its page; who is signed in sees all of theirs."""
    form, who = ReceiptForm(), actor()
    if form.validate_on_submit():
        if not limits.take(FINDING, limits.network()):
            form.code.errors = [messages.words(Refused(Refusal.TOO_MANY_TRIES))]
        elif (where := queries.consultation_of_receipt(form.receipt)) is not None:
            return redirect(url_for(".receipt", consultation_id=where, receipt=form.receipt), 303)
        else:
            form.code.errors = [messages.words(Refused(Refusal.RECEIPT_UNKNOWN))]
    own = queries.sent_by(who.person_id) if who else []
    page = render_template("consultations/remarks/find.html", form=form, own=own)
    return page, 422 if form.errors else 200
