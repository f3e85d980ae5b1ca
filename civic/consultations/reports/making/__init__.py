"""The files of a published report: tagged PDF in volumes, XLSX, CSV and JSON. All from the frozen rows, a portion at a time."""

from civic.consultations.reports.making.whole import make

__all__ = ["make"]
