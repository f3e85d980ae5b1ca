"""The list of remarks for everybody, and the page of one."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from civic.consultations.notices import queries as notices
from civic.consultations.remarks import messages, queries
from civic.consultations.remarks.forms import ListForm
from civic.consultations.remarks.queries import PAGE, Filters
from civic.consultations.remarks.registry import ANSWERS
from civic.consultations.remarks.views import pages
from civic.consultations.remarks.views.blueprint import bp
from civic.consultations.texts.notes import Note, paragraph_notes
from civic.core.access import Permission, allows


@bp.get("/<int:consultation_id>/uwagi")
@allows(Permission.ANYONE)
def index(consultation_id: int) -> ResponseReturnValue:
    """All remarks by number; late ones apart."""
    found = notices.public_consultation(consultation_id)
    form, spots = ListForm(request.args), queries.spots(consultation_id)
    form.czesc.choices = [
        ("", gettext("cały dokument")),
        ("whole", gettext("uwagi do całości")),
        *((spot.unit, f"{spot.name} ({spot.remarks})") for spot in spots),
    ]
    filters = Filters(
        text=form.q.data or "", unit=form.czesc.data or "", kind=form.kind, late=bool(form.spoznione.data)
    )
    total, in_time, late = queries.totals(consultation_id, filters)
    last = pages.pages_of(total, PAGE)
    page = min(max(request.args.get("page", 1, int), 1), last)
    asked = {name: value for name, value in request.args.items() if name not in {"page", "lang"} and value}

    def without(name: str) -> str:
        rest: dict[str, Any] = {key: value for key, value in asked.items() if key != name}
        return url_for(".index", consultation_id=consultation_id, **rest)

    return render_template(
        "consultations/remarks/index.html",
        consultation=found,
        form=form,
        cards=pages.cards(queries.page_of(consultation_id, filters, page)),
        active=pages.filters_shown(form, spots, without),
        found=ngettext("Znaleziono %(num)s uwagę.", "Znaleziono %(num)s uwag.", total),
        in_time=in_time,
        late=late,
        taking=pages.taking(found),
        waiting=len(pages.waiting(consultation_id)),
        asked=asked,
        page=page,
        pages=last,
    )


@bp.get("/<int:consultation_id>/uwagi/<int:number>")
@allows(Permission.ANYONE)
def show(consultation_id: int, number: int) -> ResponseReturnValue:
    """One remark at its lasting address, with the answer when there is one."""
    found = notices.public_consultation(consultation_id)
    remark = queries.one(consultation_id, number, public=True)
    return render_template(
        "consultations/remarks/show.html",
        consultation=found,
        card=pages.card(remark, ANSWERS.answers_of([remark.id]).get(remark.id)),
        files=len(queries.attachments(remark.opinion_id)),
        words=messages,
    )


@paragraph_notes
def beside(consultation_id: int, document_id: int) -> Mapping[str, Note]:
    """How many remarks each paragraph of a document has, for the document's page: one statement."""
    address = url_for("remarks.index", consultation_id=consultation_id, czesc="MIEJSCE")
    return {
        anchor: Note(
            ngettext("%(num)s uwaga", "%(num)s uwag", number),
            address.replace("MIEJSCE", f"{document_id}:{anchor}"),
        )
        for anchor, number in queries.counts_by_anchor(document_id).items()
    }


@paragraph_notes
def own_draft(consultation_id: int, document_id: int) -> Mapping[str, Note]:
    """The way from the paragraph to the own draft, where everything is sent together."""
    words = gettext("Twoja uwaga w szkicu: sprawdź i wyślij")
    address = url_for("remarks.opinion", consultation_id=consultation_id)
    waiting = pages.waiting(consultation_id)
    return {
        anchor: Note(words, address) for document, anchor in waiting if anchor and document == document_id
    }
