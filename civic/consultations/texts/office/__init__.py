"""The office's pages of consulted documents."""

from civic.consultations.texts.office import pages, steps
from civic.consultations.texts.office.blueprint import bp

__all__ = ["bp", "pages", "steps"]
