"""Every table, for migrations: importing this module makes the metadata complete."""

from civic.budget.counting import models as counting
from civic.budget.editions import models as editions
from civic.budget.projects import models as projects
from civic.budget.voting import models as voting
from civic.consultations.answers import models as answers
from civic.consultations.discussion import models as discussion
from civic.consultations.notices import models as notices
from civic.consultations.remarks import models as remarks
from civic.consultations.reports import models as reports
from civic.consultations.texts import models as texts
from civic.core import audit, audit_seal, files, limits, mail, publications
from civic.core.db import Base
from civic.initiatives.agreements import models as agreements
from civic.initiatives.assessment import models as initiative_assessment
from civic.initiatives.requests import models as requests
from civic.initiatives.works import models as works
from civic.organisations import models as organisations
from civic.people import models as people
from civic.places import models as places

__all__ = [
    "agreements",
    "answers",
    "audit",
    "audit_seal",
    "counting",
    "discussion",
    "editions",
    "files",
    "initiative_assessment",
    "limits",
    "mail",
    "metadata",
    "notices",
    "organisations",
    "people",
    "places",
    "projects",
    "publications",
    "remarks",
    "reports",
    "requests",
    "texts",
    "voting",
    "works",
]

metadata = Base.metadata
