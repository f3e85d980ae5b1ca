"""A step of a draft on its writer's desk: what its form holds, and what the page shows besides."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from flask import request
from flask_babel import gettext

from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import cost_limits
from civic.budget.projects import queries, rules
from civic.budget.projects.forms import FORMS, ONE_PLACE, WHOLE_CITY, PlaceForm, PoolForm, StepForm
from civic.budget.projects.models import Project
from civic.budget.projects.rules import Draft, Step, Terms
from civic.budget.projects.rules.answers import Consents, Description, Idea, PoolChoice
from civic.budget.projects.views import pages
from civic.core.geo import from_db
from civic.places.queries import Suggestion, suggest

_PLAIN = {Step.IDEA: Idea, Step.POOL: PoolChoice, Step.DESCRIPTION: Description, Step.CONSENTS: Consents}
"""Steps whose answers are columns of the same names."""


@dataclass
class Desk:
    """One step of one draft. ``suggestions``: addresses that may have been meant."""

    edition: EditionFacts
    project: Project
    step: Step
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def terms(self) -> Terms:
        """The edition as the rules of projects see it."""
        return Terms(self.edition.status, self.edition.rules)

    def form(self) -> StepForm:
        """The form of the step: as sent, else as stored."""
        form = FORMS[self.step](data=self._stored())
        if isinstance(form, PoolForm):
            form.offer(rules.pools_for(queries.draft_of(self.project), self.edition.rules))
        return form

    def _stored(self) -> dict[str, Any]:
        project = self.project
        if self.step is Step.COSTS:
            return {
                "lines": [asdict(line) for line in queries.cost_lines(project.id)],
                "running_costs": project.running_costs,
                "running_cost_yearly": project.running_cost_yearly,
            }
        if self.step is Step.PLACE:
            point = from_db(project.point) if project.point is not None else None
            return {
                "where": WHOLE_CITY if project.citywide else ONE_PLACE,
                "place": point._asdict() if point else {},
                "location_text": project.location_text,
            }
        return {each.name: getattr(project, each.name) for each in fields(_PLAIN[self.step])}

    def keep_exact(self, form: PlaceForm) -> None:
        """Sent back as the form shows it, a stored point is still the same point: six decimals do not move it."""
        stored = from_db(self.project.point) if self.project.point is not None else None
        typed = form.place.point
        if stored and typed and all(round(a, 6) == round(b, 6) for a, b in zip(stored, typed, strict=True)):
            form.move_to(stored)

    def find_address(self, form: PlaceForm) -> bool:
        """Look up an address that was asked for, or typed without showing the place; put it on the map when it is beyond
        doubt. Gives whether the place can be saved now: not when only the look-up was asked for.
        """
        asked = "find" in request.form or "pick" in request.form
        typed = request.form.get("pick") or form.address.data or ""
        if form.citywide or not typed or (form.place.point is not None and not asked):
            return not asked
        self.suggestions = suggest(typed)
        exact = [each for each in self.suggestions if each.label == typed]
        doors = exact or (self.suggestions if len(self.suggestions) == 1 else [])
        if doors and doors[0].point is not None:
            form.move_to(doors[0].point)
            form.address.data, self.suggestions = doors[0].label, []
            return not asked
        if not self.suggestions:
            form.address.errors = [
                gettext("Nie znaleźliśmy takiego adresu. Sprawdź pisownię albo pokaż to miejsce na mapie.")
            ]
        return False

    def besides(self, draft: Draft) -> dict[str, Any]:
        """What the step's page shows besides its form."""
        found, project = self.edition.rules, self.project
        if self.step is Step.PLACE:
            return {"suggestions": self.suggestions, "whole_city": WHOLE_CITY}
        if self.step is Step.POOL:
            point = from_db(project.point) if project.point is not None else None
            limits = {pool.id: (pool, cost_limits(found, pool)) for pool in rules.pools_for(draft, found)}
            near = queries.nearby(self.edition.id, project.id, point) if point else []
            return {"point": point, "limits": limits, "nearby": near, "tag_of": pages.tag_of}
        if self.step is Step.COSTS:
            pool = next((each for each in found.pools if each.id == draft.pool), None)
            return {"pool": pool, "limits": rules.limits_of(draft, found)}
        return {}
