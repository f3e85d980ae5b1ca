"""A step of writing a project, as a form."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping

from wtforms import FormField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind 3.3

from civic.budget.projects import messages
from civic.budget.projects.rules import Refusal, Step
from civic.budget.projects.rules.answers import Answer
from civic.core.fields import Form
from civic.core.refusal import Refused

_OF_FIELD: Mapping[object, str] = {
    Refusal.TITLE_TOO_SHORT: "title",
    Refusal.TITLE_TOO_LONG: "title",
    Refusal.SUMMARY_MISSING: "summary",
    Refusal.SUMMARY_TOO_LONG: "summary",
    Refusal.PLACE_OUTSIDE_CITY: "place",
    Refusal.PLACE_ON_BORDER: "place",
    Refusal.PLACE_SWAPPED: "place",
    Refusal.PLACE_UNKNOWN: "place",
    Refusal.PLACE_MISSING: "place",
    Refusal.POOL_MISSING: "pool",
    Refusal.POOL_UNKNOWN: "pool",
    Refusal.POOL_NEEDS_PLACE: "pool",
    Refusal.POOL_ELSEWHERE: "pool",
    Refusal.DESCRIPTION_MISSING: "description",
    Refusal.DESCRIPTION_TOO_LONG: "description",
    Refusal.JUSTIFICATION_MISSING: "justification",
    Refusal.JUSTIFICATION_TOO_LONG: "justification",
    Refusal.KIND_MISSING: "kind",
    Refusal.KIND_NOT_ALLOWED: "kind",
    Refusal.CATEGORY_MISSING: "categories",
    Refusal.TOO_MANY_CATEGORIES: "categories",
    Refusal.RESIDENCE_NOT_DECLARED: "declares_residence",
    Refusal.CONSENT_MISSING: "agrees_to_publish",
}


class StepForm(Form):
    """A step of writing a project: ``answer`` is what it says, ``refuse`` puts reasons beside their fields."""

    step: Step

    @property
    @abstractmethod
    def answer(self) -> Answer:
        """What was typed, as the services take it; only after ``validate``."""

    def refuse(self, reasons: Iterable[Refused]) -> None:
        """Show each reason at its field, or above the form when it has none."""
        for no in reasons:
            field = self[_OF_FIELD[no.reason]] if _OF_FIELD.get(no.reason, "") in self else None
            if isinstance(field, FormField):
                field = next(iter(field.form))
            if field is None:
                self.form_errors: list[str] = [*self.form_errors, messages.words(no)]
            else:
                field.errors = [*field.errors, messages.words(no)]


def choices(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    """Choices of a field from values and their words."""
    return [SelectChoice(value, words) for value, words in pairs]


def one_line(text: str | None) -> str:
    """The text with every run of white space as one space."""
    return " ".join((text or "").split())
