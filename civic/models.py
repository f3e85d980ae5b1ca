"""Every table, for migrations: importing this module makes the metadata complete."""

from civic.core import audit, audit_seal, files, limits, mail
from civic.core.db import Base
from civic.people import models as people

__all__ = ["audit", "audit_seal", "files", "limits", "mail", "metadata", "people"]

metadata = Base.metadata
