"""A step of writing a request, as a form; rows that grow without a script."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from wtforms import FieldList, FormField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind 3.3

from civic.core.fields import Form, clean
from civic.core.refusal import Refused
from civic.initiatives.requests import messages
from civic.initiatives.requests.rules import Refusal, Step

_OF_FIELD: Mapping[object, str] = {
    Refusal.TITLE_TOO_SHORT: "title",
    Refusal.TITLE_TOO_LONG: "title",
    Refusal.SUMMARY_MISSING: "summary",
    Refusal.SUMMARY_TOO_LONG: "summary",
    Refusal.SCOPE_MISSING: "scope",
    Refusal.PLACE_OUTSIDE_CITY: "place",
    Refusal.PLACE_ON_BORDER: "place",
    Refusal.PLACE_SWAPPED: "place",
    Refusal.PLACE_UNKNOWN: "place",
    Refusal.PLACE_MISSING: "place",
    Refusal.DESCRIPTION_MISSING: "description",
    Refusal.DESCRIPTION_TOO_LONG: "description",
    Refusal.GOAL_MISSING: "goal",
    Refusal.GOAL_TOO_LONG: "goal",
    Refusal.ORGANISATION_MISSING: "organisation",
    Refusal.NOT_REPRESENTATIVE: "organisation",
    Refusal.PARTICIPANTS_MISSING: "participants",
    Refusal.RESIDENCE_NOT_DECLARED: "declares_residence",
    Refusal.RECEIVED_IN_FUTURE: "received_on",
    Refusal.RECEIVED_TOO_EARLY: "received_on",
    Refusal.MEMBER_TWICE: "email",
    Refusal.MEMBER_IS_LEADER: "email",
    Refusal.TOO_MANY_REPRESENTATIVES: "representative",
    Refusal.BASIS_MISSING: "basis",
    Refusal.SHARE_OUT_OF_RANGE: "max_city_share",
}


class RefusingForm(Form):
    """``refuse`` puts reasons beside their fields."""

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


class StepForm(RefusingForm):
    """A step of writing a request."""

    step: Step


class RowForm(Form):
    """One row of a table; an empty one does not count. ``needed``: fields a started row must have, with what to say."""

    watched: ClassVar[tuple[str, ...]] = ()
    needed: ClassVar[tuple[tuple[str, object], ...]] = ()

    class Meta(Form.Meta):
        """The whole table has one token."""

        csrf = False

    @property
    def is_empty(self) -> bool:
        """Nothing is written in it."""
        fields = [self[name] for name in self.watched]
        return not any(clean(str(each.raw_data[0])) if each.raw_data else each.data for each in fields)

    def validate(self, extra_validators: Any = None) -> bool:
        """A row with anything in it must have all it needs."""
        if self.is_empty:
            return True
        fine = bool(super().validate(extra_validators))
        for name, words in self.needed:
            field = self[name]
            if field.data in (None, "") and not field.errors:
                field.errors = [words]
                fine = False
        return fine


def written(rows: "FieldList[Any]") -> list[Any]:
    """The forms of rows in which something stands."""
    return [row.form for row in rows if not row.form.is_empty]


def grow(rows: "FieldList[Any]", most: int, blank: int = 1) -> None:
    """Have ``blank`` empty rows under the written ones, as far as there is room."""
    missing = blank - sum(row.form.is_empty for row in rows)
    for _ in range(min(missing, most - len(rows))):
        rows.append_entry({})


def choices(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    """Choices of a field from values and their words."""
    return [SelectChoice(value, words) for value, words in pairs]


def one_line(text: str | None) -> str:
    """The text with every run of white space as one space."""
    return " ".join((text or "").split())
