"""Every table, for migrations: importing this module makes the metadata complete."""

from civic.budget.counting import models as counting
from civic.budget.editions import models as editions
from civic.budget.projects import models as projects
from civic.budget.voting import models as voting
from civic.core import audit, audit_seal, files, limits, mail
from civic.core.db import Base
from civic.people import models as people
from civic.places import models as places

__all__ = [
    "audit",
    "audit_seal",
    "counting",
    "editions",
    "files",
    "limits",
    "mail",
    "metadata",
    "people",
    "places",
    "projects",
    "voting",
]

metadata = Base.metadata
