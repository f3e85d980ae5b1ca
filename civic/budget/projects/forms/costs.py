"""The cost table: rows that grow without a script."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, StringField, TextAreaField
from wtforms.validators import Length

from civic.budget.projects.forms.step import StepForm, one_line
from civic.budget.projects.rules import CostLine, Step, facts
from civic.budget.projects.rules.answers import Costs
from civic.core.fields import Form, MoneyField, QuantityField, clean

BLANK_ROWS = 2
"""Empty rows under the written ones."""
_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")


class CostLineForm(Form):
    """One row of the cost table; an empty one does not count."""

    class Meta(Form.Meta):
        """The whole table has one token."""

        csrf = False

    name = StringField(_l("Co"), [Length(max=facts.COST_NAME_MAX, message=_SHORTER)])
    quantity = QuantityField(_l("Ile"), places=facts.QUANTITY_PLACES)
    unit = StringField(_l("Jednostka"), [Length(max=facts.UNIT_MAX, message=_SHORTER)])
    unit_cost = MoneyField(_l("Cena za jednostkę"))

    @property
    def is_empty(self) -> bool:
        """Nothing is written in it."""
        return not any(
            clean(str(field.raw_data[0])) if field.raw_data else field.data
            for field in (self.name, self.quantity, self.unit_cost)
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """A row with anything in it must have its name, quantity and price."""
        fine = bool(super().validate(extra_validators))
        if self.is_empty:
            return fine
        for field, words in (
            (self.name, _l("Napisz, co to jest.")),
            (self.quantity, _l("Wpisz, ile tego potrzeba.")),
            (self.unit_cost, _l("Wpisz cenę większą od zera.")),
        ):
            if not field.data and not field.errors:
                field.errors = [words]
                fine = False
        return fine


class CostsForm(StepForm):
    """What it costs to make, and to keep."""

    step = Step.COSTS
    lines = FieldList(FormField(CostLineForm), max_entries=facts.COST_LINES_MAX + BLANK_ROWS)
    running_costs = TextAreaField(
        _l("Ile będzie kosztować utrzymanie i co się na nie złoży?"),
        [Length(max=facts.NOTE_MAX, message=_SHORTER)],
        description=_l("Na przykład: sprzątanie, prąd, przegląd raz w roku. Jeśli nic, zostaw puste."),
    )
    running_cost_yearly = MoneyField(_l("Koszt utrzymania w ciągu roku"))

    @property
    def answer(self) -> Costs:
        return Costs(
            lines=tuple(
                CostLine(
                    name=one_line(row.form.name.data),
                    quantity=row.form.quantity.data,
                    unit=one_line(row.form.unit.data),
                    unit_cost=row.form.unit_cost.data,
                )
                for row in self.lines
                if not row.form.is_empty
            ),
            running_costs=self.running_costs.data or "",
            running_cost_yearly=self.running_cost_yearly.data,
        )

    def grow(self) -> None:
        """Have empty rows under the written ones, as far as there is room."""
        missing = BLANK_ROWS - sum(row.form.is_empty for row in self.lines)
        for _ in range(min(missing, facts.COST_LINES_MAX - len(self.lines))):
            self.lines.append_entry({})
