"""The office's pages of remarks: all of them, entering what came another way, one remark with its masking."""

from civic.consultations.remarks.office import card, entry, index
from civic.consultations.remarks.office.blueprint import bp

__all__ = ["bp", "card", "entry", "index"]
