"""Every table, for migrations: importing this module makes the metadata complete."""

from civic.core import audit, mail
from civic.core.db import Base

__all__ = ["audit", "mail", "metadata"]

metadata = Base.metadata
