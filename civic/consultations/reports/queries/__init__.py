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
from civic.consultations.reports.queries.names import said_by_office
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
    rows,
    statistics,
    to_cover,
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
    "rows",
    "said_by_office",
    "sizes",
    "statistics",
    "to_cover",
]
