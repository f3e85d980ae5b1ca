"""One remark as the office sees it, and covering parts of it for the public."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.consultations.notices import queries as notices
from civic.consultations.remarks import messages, queries, rules, services
from civic.consultations.remarks.forms import MaskForm, UnmaskForm
from civic.consultations.remarks.office.blueprint import bp
from civic.consultations.remarks.registry import ANSWERS
from civic.consultations.remarks.rules import MaskReason
from civic.core import differences
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused


@bp.get("/<int:number>")
@allows(Permission.READ_REMARKS)
def show(consultation_id: int, number: int) -> ResponseReturnValue:
    """The original, its author, its files; beside it what everybody sees."""
    return _card(consultation_id, number)


@bp.post("/<int:number>/zakryj")
@allows(Permission.MODERATE)
def mask(consultation_id: int, number: int) -> ResponseReturnValue:
    """Cover fragments."""
    form, remark = MaskForm(), queries.one(consultation_id, number, public=False)
    if form.validate_on_submit():
        try:
            services.mask(
                remark.id,
                form.lines,
                MaskReason(form.reason.data),
                require_actor().person_id,
                form.why.data or "",
            )
            flash(gettext("Zakryte. Wszyscy widzą teraz znak w tym miejscu."), "success")
            return redirect(url_for(".show", consultation_id=consultation_id, number=number), 303)
        except Refused as no:
            form.refuse([no])
    return _card(consultation_id, number, masking=form)


@bp.post("/<int:number>/odkryj")
@allows(Permission.MODERATE)
def unmask(consultation_id: int, number: int) -> ResponseReturnValue:
    """Show again what was covered."""
    form, remark = UnmaskForm(prefix="un-"), queries.one(consultation_id, number, public=False)
    if form.validate_on_submit():
        try:
            services.unmask(remark.id, form.why.data or "", require_actor().person_id)
            flash(gettext("Odkryte. Wszyscy widzą teraz całą uwagę."), "success")
            return redirect(url_for(".show", consultation_id=consultation_id, number=number), 303)
        except Refused as no:
            form.refuse([no])
    return _card(consultation_id, number, unmasking=form)


@bp.get("/<int:number>/zakryj")
@bp.get("/<int:number>/odkryj")
@allows(Permission.MODERATE)
def back(consultation_id: int, number: int) -> ResponseReturnValue:
    """A refused covering looked at again is the card."""
    return redirect(url_for(".show", consultation_id=consultation_id, number=number), 303)


def _card(
    consultation_id: int,
    number: int,
    masking: MaskForm | None = None,
    unmasking: UnmaskForm | None = None,
) -> ResponseReturnValue:
    found = notices.consultation(consultation_id)
    remark = queries.one(consultation_id, number, public=False)
    seen = queries.one(consultation_id, number, public=True) if remark.covered else remark
    suggested = rules.suggested(seen.text, seen.proposed or "")
    page = render_template(
        "consultations/remarks/office/show.html",
        consultation=found,
        remark=remark,
        seen=seen,
        pieces=differences.words(remark.quote, remark.proposed) if remark.proposed is not None else (),
        opinion=queries.opinion(remark.opinion_id),
        files=queries.attachments(remark.opinion_id),
        answer=ANSWERS.answers_of([remark.id]).get(remark.id),
        form=masking or unmasking,
        masking=masking or MaskForm(formdata=None, data={"fragments": "\n".join(suggested)}),
        unmasking=unmasking or UnmaskForm(formdata=None, prefix="un-"),
        suggested=suggested,
        words=messages,
    )
    return page, 422 if (masking or unmasking) else 200
