"""Everything read about remarks.

For later features: ``remarks`` (streamed), ``remark_facts``, ``numbers_of``, ``count``, ``counts``, ``authors_to_mail``,
``similar``, ``counts_by_anchor``; for the search over everything ``found``.
"""

from civic.consultations.remarks.queries.facts import (
    Counts,
    ToMail,
    authors_to_mail,
    count,
    counts,
    numbers_of,
    remark_facts,
    remarks,
)
from civic.consultations.remarks.queries.lists import (
    OFFICE_PAGE,
    PAGE,
    Filters,
    Found,
    Spot,
    counts_by_anchor,
    found,
    office_page_of,
    one,
    page_of,
    similar,
    spots,
    totals,
)
from civic.consultations.remarks.queries.own import (
    FILES,
    Sent,
    attachments,
    by_receipt,
    consultation_of_receipt,
    draft,
    opinion,
    remarks_of,
    sent_by,
    supplements_of,
    waiting,
)
from civic.consultations.remarks.queries.shown import Shown
from civic.consultations.remarks.queries.units import Label, Unit, labels, named, unit

__all__ = [
    "FILES", "OFFICE_PAGE", "PAGE", "Counts", "Filters", "Found", "Label", "Sent", "Shown", "Spot", "ToMail", "Unit",
    "attachments", "authors_to_mail", "by_receipt", "consultation_of_receipt", "count", "counts", "counts_by_anchor",
    "draft", "found", "labels", "named", "numbers_of", "office_page_of", "one", "opinion", "page_of", "remark_facts", "remarks",
    "remarks_of", "sent_by", "similar", "spots", "supplements_of", "totals", "unit", "waiting",
]  # fmt: skip
