"""Two versions of a document side by side, paragraph by paragraph, word by word."""

from collections import Counter

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from civic.consultations.notices import queries as notices
from civic.consultations.texts import messages, queries, rules
from civic.consultations.texts.rules import Side
from civic.consultations.texts.views.blueprint import bp
from civic.consultations.texts.views.read import one_of
from civic.core.access import Permission, allows


@bp.get("/<int:consultation_id>/dokument/<int:document_id>/porownanie/<int:before>/<int:after>")
@allows(Permission.ANYONE)
def compare(consultation_id: int, document_id: int, before: int, after: int) -> ResponseReturnValue:
    """What changed from one published version to another."""
    found = notices.public_consultation(consultation_id)
    document = one_of(queries.documents(consultation_id), document_id)
    versions = {each.number: each for each in queries.published_versions(document_id)}
    if before not in versions or after not in versions or before == after:
        abort(404)
    rows = rules.compare(_sides(versions[before].id), _sides(versions[after].id))
    counts = Counter(row.change for row in rows)
    return render_template(
        "consultations/texts/compare.html", consultation=found, document=document, before=versions[before],
        after=versions[after], runs=rules.folded(rows), counts=counts, words=messages.CHANGE,
    )  # fmt: skip


def _sides(version_id: int) -> list[Side]:
    return [Side(each.anchor, each.label, each.text, each.kind) for each in queries.paragraphs(version_id)]
