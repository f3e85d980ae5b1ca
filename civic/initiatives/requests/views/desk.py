"""A step of a request on its writer's desk: what its form holds, and what the page shows besides."""

from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from flask import request
from flask_babel import gettext

from civic.core import files
from civic.core.geo import from_db
from civic.initiatives.requests import queries, rules
from civic.initiatives.requests.forms import (
    FORMS,
    ApplicantForm,
    AskingForm,
    DeclarationsForm,
    GivingForm,
    PlaceForm,
    ScheduleForm,
    StepForm,
)
from civic.initiatives.requests.forms.estimate import stored_lines
from civic.initiatives.requests.forms.step import grow
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import Role, Step
from civic.initiatives.requests.rules.facts import LINES_MAX, STEPS_MAX
from civic.initiatives.requests.views import pages
from civic.organisations.queries import represented_by
from civic.places.queries import Suggestion, suggest


@dataclass
class Desk:
    """One step of one request. ``suggestions``: addresses that may have been meant."""

    initiative: Initiative
    step: Step
    leader_id: int
    suggestions: list[Suggestion] = field(default_factory=list)

    @cached_property
    def settings(self) -> queries.Settings:
        """The city's settings it is judged by."""
        return queries.settings_of(self.initiative.id)

    @cached_property
    def people(self) -> list[queries.Participant]:
        """The group, as it was when the page was asked for."""
        return queries.members(self.initiative.id)

    def draft(self) -> rules.Draft:
        """All that is written, as the rules see it."""
        return queries.draft_of(self.initiative, self.settings.document, self.people)

    def form(self) -> StepForm:
        """The form of the step: as sent, else as stored."""
        form = FORMS[self.step](data=self._stored())
        if isinstance(form, GivingForm):
            form.prepare(self.settings.document.rates)
        if isinstance(form, ApplicantForm):
            form.offer([(each.id, each.name) for each in represented_by(self.leader_id)])
        return form

    def blank_rows(self, form: StepForm) -> None:
        """Have somewhere to write the next line."""
        if isinstance(form, GivingForm):
            form.prepare(self.settings.document.rates)
        if isinstance(form, AskingForm):
            grow(form.lines, LINES_MAX, 2)
        if isinstance(form, ScheduleForm):
            grow(form.steps, STEPS_MAX, 2)

    def _stored(self) -> dict[str, Any]:
        found = self.initiative
        match self.step:
            case Step.GIVING:
                return stored_lines(queries.lines(found.id))
            case Step.ASKING:
                return {"lines": stored_lines(queries.lines(found.id))["asked"]}
            case Step.SCHEDULE:
                return {"steps": [asdict(step) for step in queries.steps(found.id)]}
            case Step.PLACE:
                point = from_db(found.point) if found.point is not None else None
                plain = {name: getattr(found, name) for name in ("location_text", "land", "land_note")}
                return {**plain, "place": point._asdict() if point else {}}
            case Step.APPLICANT:
                return self._applicant()
            case _:
                names = (
                    "title",
                    "summary",
                    "scope",
                    "description",
                    "goal",
                    "readiness",
                    "declares_residence",
                )
                return {name: getattr(found, name) for name in names}

    def _applicant(self) -> dict[str, Any]:
        found = self.initiative
        leader = next((each for each in self.people if each.role == Role.LEADER), None)
        return {
            "kind": found.applicant_kind,
            "organisation": str(found.organisation_id or ""),
            "participants": found.participants,
            "supporters": found.supporters,
            "address": leader.address if leader else "",
            "phone": leader.phone if leader else "",
        }

    def keep_exact(self, form: PlaceForm) -> None:
        """Sent back as the form shows it, a stored point is still the same point: six decimals do not move it."""
        stored = from_db(self.initiative.point) if self.initiative.point is not None else None
        typed = form.place.point
        if stored and typed and all(round(a, 6) == round(b, 6) for a, b in zip(stored, typed, strict=True)):
            form.move_to(stored)

    def find_address(self, form: PlaceForm) -> bool:
        """Look up an address that was asked for, or typed without showing the place; put it on the map when it is beyond
        doubt. Gives whether the place can be saved now: not when only the look-up was asked for.
        """
        asked = "find" in request.form or "pick" in request.form
        typed = request.form.get("pick") or form.address.data or ""
        if not typed or (form.place.point is not None and not asked):
            return not asked
        self.suggestions = suggest(typed)
        doors = [each for each in self.suggestions if _means(typed, each.label)] or self.suggestions
        if len(doors) == 1 and doors[0].point is not None:
            form.move_to(doors[0].point)
            form.address.data, self.suggestions = doors[0].label, []
            return not asked
        if not self.suggestions:
            form.address.errors = [
                gettext("Nie znaleźliśmy takiego adresu. Sprawdź pisownię albo pokaż to miejsce na mapie.")
            ]
        return False

    def besides(self, draft: rules.Draft, form: StepForm) -> dict[str, Any]:
        """What the step's page shows besides its form."""
        more: dict[str, Any] = {}
        if isinstance(form, PlaceForm):
            problem = rules.property_problem(draft.scope, str(form.land.data))
            kept = files.of(queries.CONSENT, self.initiative.id)
            more = {"suggestions": self.suggestions, "problem": problem, "kept": kept, "scope": draft.scope}
        elif isinstance(form, GivingForm | AskingForm):
            more = {
                "sums": pages.sums(draft.values, self.settings.document),
                "rates_hourly": {rate.id: rate.hourly for rate in self.settings.document.rates},
            }
        elif isinstance(form, DeclarationsForm):
            more = {"kept": files.of(queries.ATTACHMENT, self.initiative.id)}
        elif isinstance(form, ApplicantForm):
            more = {"may_represent": len(form.organisation.choices or ()) > 1}
        return more


def _means(typed: str, label: str) -> bool:
    """Whether "ogrodowa 5" or the whole label names this address ("Ogrodowa 5, 99-908 Miłogród"), and not Ogrodowa 51."""
    said = " ".join(typed.split()).casefold()
    return said in {label.casefold(), label.partition(",")[0].casefold()}
