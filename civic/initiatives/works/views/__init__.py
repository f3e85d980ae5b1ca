"""Residents' pages of the works, what the public page shows of them, and the register."""

from civic.initiatives.works.views import export, mine, public, register
from civic.initiatives.works.views.blueprint import bp, register_bp

__all__ = ["bp", "export", "mine", "public", "register", "register_bp"]
