"""Writing remarks: one, or many one after another; all of them wait in a draft until they are sent."""

from dataclasses import dataclass
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext, ngettext

from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.remarks import queries, services
from civic.consultations.remarks.forms import RemarkForm
from civic.consultations.remarks.queries import Label, Unit
from civic.consultations.remarks.rules import Refusal, Written
from civic.consultations.remarks.views import pages
from civic.consultations.remarks.views.blueprint import bp
from civic.core.access import Permission, allows, opens
from civic.core.fields import clean
from civic.core.limits import Limit
from civic.core.refusal import Refused

TEXT_PAGE = "consulted_texts.show"
WRITING = Limit("remarks.write", 1_000, timedelta(hours=1))
"""Of one account, or one network: a library's readers share an address, a program that fills thousands stops here."""


@dataclass(frozen=True)
class Spot:
    """What the remark is about: a paragraph found by the address, or what was typed. ``labels``: what can be typed."""

    unit: Unit | None
    labels: list[Label]

    def place(self, typed: str, consultation_id: int) -> Written:
        """As the draft keeps it. A typed name of a paragraph is that paragraph; anything else stays as it was typed."""
        unit, meant = self.unit, queries.named(self.labels, typed)
        if unit is None and meant is not None:
            unit = queries.unit(consultation_id, meant.anchor, version_id=meant.version_id)
        if unit is None:
            return Written(unit_text=" ".join(typed.split()))
        return Written(
            document_id=unit.document_id, version_id=unit.version_id, anchor=unit.anchor, quote=unit.text
        )


@bp.route("/<int:consultation_id>/uwagi/napisz", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def write(consultation_id: int) -> ResponseReturnValue:
    """One remark; ``?miejsce=`` an anchor of the document (``dokument``, ``wersja``: ids), without it about the whole."""
    found = notices.public_consultation(consultation_id)
    spot = _asked(consultation_id)
    form = RemarkForm(data={"proposed": spot.unit.text if spot.unit else ""})
    refused = [_lost()] if spot.unit is None and request.args.get("miejsce") else []
    if form.validate_on_submit():
        try:
            if no := pages.limited(WRITING):
                raise no
            key = services.add(
                consultation_id, pages.writer(consultation_id), form.written(spot.place(form.unit.data or "", consultation_id)),
                lang=str(get_locale()),
            )  # fmt: skip
            if key is not None:
                pages.remember_draft(consultation_id, key)
            return redirect(_further(consultation_id, spot.unit), 303)
        except Refused as no:
            form.refuse([no])
    return _form(found, form, spot, refused), 422 if form.errors else 200


@bp.route("/<int:consultation_id>/uwagi/moje/<int:remark_id>", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def edit(consultation_id: int, remark_id: int) -> ResponseReturnValue:
    """One remark of the draft again."""
    found, who = notices.public_consultation(consultation_id), pages.writer(consultation_id)
    draft = queries.draft(consultation_id, who.person_id, who.key)
    mine = {each.id: each for each in queries.remarks_of(draft.id)} if draft else {}
    if remark_id not in mine:
        return redirect(url_for(".opinion", consultation_id=consultation_id), 303)
    remark = mine[remark_id]
    unit = (
        queries.unit(consultation_id, remark.anchor, version_id=remark.version_id) if remark.anchor else None
    )
    spot = Spot(unit, [] if unit else queries.labels(consultation_id))
    proposed = remark.proposed if remark.proposed is not None else remark.quote
    form = RemarkForm(data={"text": remark.text, "proposed": proposed, "unit": "" if unit else remark.unit})
    if form.validate_on_submit():
        try:
            place = spot.place(form.unit.data or "", consultation_id)
            services.change(consultation_id, who, remark_id, form.written(place))
            return redirect(url_for(".opinion", consultation_id=consultation_id), 303)
        except Refused as no:
            form.refuse([no])
    return _form(found, form, spot, [], editing=remark), 422 if form.errors else 200


@bp.post("/<int:consultation_id>/uwagi/moje/<int:remark_id>/usun")
@allows(Permission.ANYONE)
def remove(consultation_id: int, remark_id: int) -> ResponseReturnValue:
    """Take one remark out of the draft."""
    try:
        services.remove(consultation_id, pages.writer(consultation_id), remark_id)
        flash(gettext("Uwaga usunięta."), "success")
    except Refused:
        pass  # it is gone, which is what was wanted
    return redirect(url_for(".opinion", consultation_id=consultation_id), 303)


def _asked(consultation_id: int) -> Spot:
    """The paragraph the address names, else the names that can be typed."""
    anchor = clean(request.args.get("miejsce")) or ""
    unit = None
    if anchor:
        unit = queries.unit(
            consultation_id, anchor, document_id=_row_number("dokument"), version_id=_row_number("wersja")
        )
    return Spot(unit, [] if unit else queries.labels(consultation_id))


def _row_number(name: str) -> int | None:
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number < 2**31 else None


def _lost() -> Refused:
    return Refused(Refusal.PARAGRAPH_UNKNOWN)


def _further(consultation_id: int, unit: Unit | None) -> str:
    """Where to go after a remark is kept: back to the document, to who it is, or to all of them."""
    who = pages.writer(consultation_id)
    draft = queries.draft(consultation_id, who.person_id, who.key)
    number = len(queries.remarks_of(draft.id)) if draft else 0
    if "more" in request.form:
        flash(
            ngettext(
                "Zapisano. W szkicu jest %(num)s uwaga, jeszcze niewysłana.",
                "Zapisano. W szkicu jest %(num)s uwag, jeszcze niewysłanych.",
                number,
            ),
            "success",
        )
        if unit is not None and opens(TEXT_PAGE):
            return url_for(
                TEXT_PAGE, consultation_id=consultation_id, dokument=unit.document_id, _anchor=unit.anchor
            )
        return url_for(".write", consultation_id=consultation_id)
    if draft is not None and not draft.who_said:
        return url_for(".who", consultation_id=consultation_id)
    return url_for(".opinion", consultation_id=consultation_id)


def _form(
    found: ConsultationFacts, form: RemarkForm, spot: Spot, refused: list[Refused],
    editing: queries.Shown | None = None,
) -> str:  # fmt: skip
    if refused and not form.is_submitted():
        form.unit.description = gettext("Nie znaleźliśmy tego fragmentu w dokumencie. Wpisz jego nazwę.")
    return render_template(
        "consultations/remarks/write.html",
        consultation=found,
        form=form,
        unit=spot.unit,
        labels=spot.labels,
        editing=editing,
        taking=pages.taking(found),
        waiting=0 if editing else len(pages.waiting(found.id)),
        changed=(form.proposed.data or "").split() != (spot.unit.text.split() if spot.unit else []),
        has_text=opens(TEXT_PAGE),
    )
