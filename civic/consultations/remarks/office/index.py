"""All remarks of one consultation, for the office: by number, with filters, originals."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from civic.consultations.notices import queries as notices
from civic.consultations.remarks import messages, queries, rules
from civic.consultations.remarks.forms import OfficeListForm
from civic.consultations.remarks.office.blueprint import bp
from civic.consultations.remarks.queries import OFFICE_PAGE, Filters, Shown
from civic.consultations.remarks.registry import ANSWERS
from civic.core.access import Permission, allows

EXCERPT = 240


@bp.get("")
@allows(Permission.READ_REMARKS)
def index(consultation_id: int) -> ResponseReturnValue:
    """One page of them."""
    found = notices.consultation(consultation_id)
    form, spots = OfficeListForm(request.args), queries.spots(consultation_id)
    form.czesc.choices = [
        ("", gettext("cały dokument")),
        ("whole", gettext("uwagi do całości")),
        *((spot.unit, f"{spot.name} ({spot.remarks})") for spot in spots),
    ]
    filters = Filters(
        text=form.q.data or "",
        unit=form.czesc.data or "",
        kind=form.kind,
        channel=form.droga.data if form.droga.data in set(rules.Channel) else "",
        late=bool(form.spoznione.data),
        covered=bool(form.zakryte.data),
    )
    total, in_time, late = queries.totals(consultation_id, filters)
    last = max(1, -(-total // OFFICE_PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    remarks = queries.office_page_of(consultation_id, filters, page)
    answers = ANSWERS.answers_of([each.id for each in remarks])
    return render_template(
        "consultations/remarks/office/index.html",
        consultation=found,
        form=form,
        lines=[_line(each, answers.get(each.id)) for each in remarks],
        found=ngettext("%(num)s uwaga", "%(num)s uwag", total),
        asked={name: value for name, value in request.args.items() if name not in {"page", "lang"} and value},
        reset=url_for(".index", consultation_id=consultation_id),
        in_time=in_time,
        late=late,
        page=page,
        pages=last,
        words=messages,
    )


def _line(remark: Shown, answer: Any) -> dict[str, Any]:
    """A row: who wrote it by name, the office sees that."""
    text = remark.text or remark.proposed or ""
    return {
        "remark": remark,
        "who": remark.organisation or remark.name or messages.KIND[rules.AuthorKind(remark.kind)],
        "text": text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + "…",
        "channel": messages.CHANNEL[rules.Channel(remark.channel)],
        "answer": answer,
    }
