"""The office's pages of consultations."""

from civic.consultations.notices.office import acts, desk, draft
from civic.consultations.notices.office.blueprint import bp

__all__ = ["acts", "bp", "desk", "draft"]
