"""Residents' pages of remarks: the list, one remark, writing, the opinion as a whole, receipts."""

from civic.consultations.remarks.views import opinion, public, receipts, write
from civic.consultations.remarks.views.blueprint import bp

__all__ = ["bp", "opinion", "public", "receipts", "write"]
