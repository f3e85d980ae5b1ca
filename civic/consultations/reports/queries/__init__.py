"""Everything read about reports."""

from civic.consultations.reports.queries.contents import (
    Contents,
    Document,
    Draft,
    Form,
    Opinion,
    draft,
    findings_in,
    gathered,
)
from civic.consultations.reports.queries.published import (
    PAGE,
    File,
    Progress,
    Row,
    each,
    files_of,
    page_of,
    preview,
    progress,
    sizes,
)
from civic.consultations.reports.queries.snapshot import (
    COLUMNS,
    findings,
    lacking,
    quotes_to_cover,
    rows,
    statistics,
)

__all__ = [
    "COLUMNS",
    "PAGE",
    "Contents",
    "Document",
    "Draft",
    "File",
    "Form",
    "Opinion",
    "Progress",
    "Row",
    "draft",
    "each",
    "files_of",
    "findings",
    "findings_in",
    "gathered",
    "lacking",
    "page_of",
    "preview",
    "progress",
    "quotes_to_cover",
    "rows",
    "sizes",
    "statistics",
]
