"""The office's pages of consultations."""

from civic.consultations.notices.office import desk
from civic.consultations.notices.office.blueprint import bp

__all__ = ["bp", "desk"]
