"""The city's criteria as a form."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput, NumberInput

from civic.core.scores import Criterion, How
from civic.initiatives.assessment import messages
from civic.initiatives.assessment.forms.deed import NUMBER, SHORTER, Deed
from civic.initiatives.assessment.rules import MAX_CRITERIA, WORK, CriteriaSet, Refusal
from civic.initiatives.assessment.rules.criteria import GUIDANCE_MAX, NAME_MAX
from civic.initiatives.requests.forms.step import choices

ROWS = range(MAX_CRITERIA)


class CriteriaForm(Deed):
    """Community work first, then others; a row without a name is none. Made by ``criteria_form``."""

    AT: ClassVar[Mapping[Refusal, str]] = {
        Refusal.THRESHOLD_OUT_OF_RANGE: "threshold",
        Refusal.MEMBERS_OUT_OF_RANGE: "members",
        Refusal.WORK_WEIGHS_NOTHING: "weight_0",
        Refusal.WORK_NOT_FIRST: "weight_0",
        Refusal.CRITERION_UNNAMED: "name_0",
    }
    keys: ClassVar[tuple[str, ...]] = ()
    """Of the rows there were; a new row gets a key of its own."""

    base = IntegerField(_l("Wersja"), [Optional()], widget=HiddenInput())
    how = RadioField(
        _l("Wynik z kart"),
        choices=choices([(each.value, messages.HOW[each]) for each in How]),
        validate_choice=False,
    )
    threshold = IntegerField(
        _l("Próg w procentach"), [InputRequired(NUMBER)], widget=NumberInput(min=0, max=100)
    )
    members = IntegerField(_l("Ile kart co najmniej"), [InputRequired(NUMBER)], widget=NumberInput(min=1))

    @property
    def used(self) -> list[int]:
        """The rows in use: the first, and those with a name."""
        return [row for row in ROWS if row == 0 or self[f"name_{row}"].data]

    def validate(self, extra_validators: Any = None) -> bool:
        """Rows in use have both numbers."""
        good = bool(super().validate(extra_validators))
        for row in self.used:
            for field in (self[f"weight_{row}"], self[f"most_{row}"]):
                if field.data is None and not field.errors:
                    field.errors, good = [NUMBER], False
        return good

    def criteria(self) -> CriteriaSet:
        """What was written; only after ``validate``."""
        kept = {row: self.keys[row] for row in self.used if row < len(self.keys)}
        free = (key for key in (f"c{number}" for number in range(1, 100)) if key not in self.keys)
        return CriteriaSet(
            criteria=tuple(
                Criterion(
                    key=WORK if row == 0 else kept.get(row) or next(free),
                    name=self[f"name_{row}"].data or "",
                    weight=self[f"weight_{row}"].data,
                    max_points=self[f"most_{row}"].data,
                    guidance=self[f"guidance_{row}"].data or "",
                )
                for row in self.used
            ),
            how=How(self.how.data) if self.how.data in set(How) else How.MEAN,
            threshold=self.threshold.data or 0,
            members=self.members.data or 0,
        )


def criteria_form(base: CriteriaSet, number: int) -> CriteriaForm:
    """The form filled with a version to begin with; community work comes first."""
    ordered = sorted(base.criteria, key=lambda each: each.key != WORK)
    fields: dict[str, Any] = {"keys": tuple(each.key for each in ordered)}
    for row in ROWS:
        fields |= _row(row, ordered[row] if row < len(ordered) else None)
    made: CriteriaForm = type("CriteriaFormOfRows", (CriteriaForm,), fields)(
        data={"base": number, "how": base.how.value, "threshold": base.threshold, "members": base.members}
    )
    return made


def _row(row: int, each: Criterion | None) -> dict[str, Any]:
    place = row + 1
    return {
        f"name_{row}": StringField(
            _l("Kryterium %(number)s", number=place),
            [Length(max=NAME_MAX, message=SHORTER)],
            default=each.name if each else "",
        ),
        f"weight_{row}": IntegerField(
            _l("Waga kryterium %(number)s", number=place),
            [Optional(), NumberRange(0, 10_000, NUMBER)],
            widget=NumberInput(min=0),
            default=each.weight if each else None,
        ),
        f"most_{row}": IntegerField(
            _l("Najwięcej punktów w kryterium %(number)s", number=place),
            [Optional(), NumberRange(1, 10_000, NUMBER)],
            widget=NumberInput(min=1),
            default=each.max_points if each else None,
        ),
        f"guidance_{row}": TextAreaField(
            _l("Wskazówka do kryterium %(number)s", number=place),
            [Length(max=GUIDANCE_MAX, message=SHORTER)],
            default=each.guidance if each else "",
        ),
    }
