"""Residents' pages of consultations: the list, one consultation, its notice, feeds."""

from civic.consultations.notices.views import documents, public, requests
from civic.consultations.notices.views.blueprint import bp

__all__ = ["bp", "documents", "public", "requests"]
