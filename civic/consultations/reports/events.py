"""What happens to a report, for the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

_LABELS: Mapping[str, str | LazyString] = {
    "version": _l("wersja"),
    "remarks": _l("uwagi w terminie"),
    "late": _l("uwagi po terminie"),
    "from_status": _l("z"),
    "to_status": _l("na"),
    "files": _l("pliki"),
    "run": _l("próba"),
}


@dataclass(frozen=True, kw_only=True)
class ReportSaved(Event):
    """The coordinator wrote parts of the report."""

    words: ClassVar[str | LazyString] = _l("Zapisano szkic raportu z konsultacji")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    version: int


@dataclass(frozen=True, kw_only=True)
class ReportHandedOver(Event):
    """The report went to the executive for approval."""

    words: ClassVar[str | LazyString] = _l("Przekazano raport z konsultacji do zatwierdzenia")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    from_status: str
    to_status: str


@dataclass(frozen=True, kw_only=True)
class ReportPublished(Event):
    """The executive approved the report and published it; ``document_number`` is of the approval."""

    words: ClassVar[str | LazyString] = _l("Zatwierdzono i ogłoszono raport z konsultacji")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    from_status: str
    to_status: str
    remarks: int
    late: int


@dataclass(frozen=True, kw_only=True)
class ReportFilesMade(Event):
    """The report's files appeared, all at once."""

    words: ClassVar[str | LazyString] = _l("Pliki raportu są gotowe")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    files: int


@dataclass(frozen=True, kw_only=True)
class ReportMakingRestarted(Event):
    """Somebody had the files made anew after a failure."""

    words: ClassVar[str | LazyString] = _l("Ponowiono tworzenie plików raportu")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    run: int
