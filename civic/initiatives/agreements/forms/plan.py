"""The next version of the plan: tables that grow without a script."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind 3.3
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from civic.core.fields import Form, MoneyField, QuantityField, clean
from civic.initiatives.agreements import messages
from civic.initiatives.agreements.rules import (
    LINES_MAX,
    NOTE_MAX,
    STEPS_MAX,
    Line,
    Plan,
    Step,
)
from civic.initiatives.requests.rules import KINDS, LineKind, Side, Who
from civic.initiatives.requests.rules.facts import NAME_MAX, UNIT_MAX

BLANK_ROWS = 2
_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")


class _RowForm(Form):
    """One row of a table; an empty or removed one does not count."""

    class Meta(Form.Meta):
        """The whole table has one token."""

        csrf = False

    needed: tuple[tuple[str, Any], ...] = ()
    key = IntegerField(widget=HiddenInput(), validators=[Optional()])
    gone = BooleanField(_l("Usuń ten wiersz"))

    @property
    def counts(self) -> bool:
        """Something is written in it and it is not to be removed."""
        return not self.gone.data and any(
            clean(str(self[name].raw_data[0])) if self[name].raw_data else self[name].data
            for name, _ in self.needed
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """A row with anything in it must be whole."""
        fine = bool(super().validate(extra_validators))
        if not self.counts:
            return True
        for name, words in self.needed:
            field = self[name]
            if field.data in {None, ""} and not field.errors:
                field.errors = [words]
                fine = False
        return fine


class LineForm(_RowForm):
    """A line of the estimate."""

    needed = (
        ("name", _l("Napisz, co to jest.")),
        ("quantity", _l("Wpisz, ile tego będzie.")),
        ("unit_cost", _l("Wpisz cenę; za darmo to 0.")),
    )
    kind = SelectField(_l("Rodzaj"))
    name = StringField(_l("Co"), [Length(max=NAME_MAX, message=_SHORTER)])
    people = IntegerField(_l("Ile osób"), [Optional()])
    quantity = QuantityField(_l("Ile"))
    unit = StringField(_l("Jednostka"), [Length(max=UNIT_MAX, message=_SHORTER)])
    unit_cost = MoneyField(_l("Cena za jednostkę"))

    def line(self, side: Side) -> Line:
        """What is written; only after ``validate``."""
        kind = LineKind(self.kind.data)
        return Line(
            key=self.key.data or 0,
            side=side,
            kind=kind,
            name=_one_line(self.name.data),
            quantity=self.quantity.data,
            unit=_one_line(self.unit.data) or ("h" if kind is LineKind.WORK else ""),
            unit_cost=self.unit_cost.data,
            people=self.people.data if kind is LineKind.WORK else None,
        )


class ResidentsLineForm(LineForm):
    """A line of what residents give."""

    kind = SelectField(
        _l("Rodzaj"), choices=[SelectChoice(k, messages.KIND[k]) for k in KINDS[Side.RESIDENTS]]
    )


class CityLineForm(LineForm):
    """A line of what the city does."""

    kind = SelectField(_l("Rodzaj"), choices=[SelectChoice(k, messages.KIND[k]) for k in KINDS[Side.CITY]])


class StepForm(_RowForm):
    """A step of the schedule."""

    needed = (
        ("what", _l("Napisz, co będzie zrobione.")),
        ("starts_on", _l("Podaj dzień rozpoczęcia.")),
        ("ends_on", _l("Podaj dzień zakończenia.")),
    )
    what = StringField(_l("Co będzie zrobione"), [Length(max=NAME_MAX, message=_SHORTER)])
    doer = SelectField(_l("Kto to robi"), choices=[SelectChoice(who, messages.DOER[who]) for who in Who])
    starts_on = DateField(_l("Od"), [Optional()])
    ends_on = DateField(_l("Do"), [Optional()])

    def step(self) -> Step:
        """What is written; only after ``validate``."""
        first: Any = self.starts_on.data
        last: Any = self.ends_on.data
        return Step(self.key.data or 0, _one_line(self.what.data), Who(self.doer.data), first, last)


class PlanForm(Form):
    """The next version. ``base``: the version it is made of."""

    base = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    residents = FieldList(FormField(ResidentsLineForm), max_entries=LINES_MAX + BLANK_ROWS)
    city = FieldList(FormField(CityLineForm), max_entries=LINES_MAX + BLANK_ROWS)
    steps = FieldList(FormField(StepForm), max_entries=STEPS_MAX + BLANK_ROWS)
    note = TextAreaField(
        _l("Co i dlaczego zmieniasz?"),
        [Length(max=NOTE_MAX, message=_SHORTER)],
        description=_l("Jedno zdanie dla drugiej strony. Same zmiany zaznaczymy automatycznie."),
    )

    def plan(self) -> Plan:
        """What is written; only after ``validate``."""
        return Plan(
            (*_lines(self.residents, Side.RESIDENTS), *_lines(self.city, Side.CITY)),
            tuple(row.form.step() for row in self.steps if row.form.counts),
        )

    def summed(self) -> Plan:
        """Lines that can be summed already, whole or not: to show totals while writing."""
        return Plan(
            tuple(
                row.form.line(side)
                for rows, side in ((self.residents, Side.RESIDENTS), (self.city, Side.CITY))
                for row in rows
                if row.form.counts and row.form.quantity.data and row.form.unit_cost.data is not None
                and row.form.kind.data in KINDS[side]
            )
        )  # fmt: skip

    def grow(self) -> None:
        """Have empty rows under the written ones, as far as there is room."""
        for rows, most in ((self.residents, LINES_MAX), (self.city, LINES_MAX), (self.steps, STEPS_MAX)):
            blank = sum(not row.form.counts and not row.form.gone.data for row in rows)
            for _ in range(min(BLANK_ROWS - blank, most - len(rows))):
                rows.append_entry({})

    def refuse(self, words: str) -> None:
        """Show the reason above the form."""
        self.form_errors: list[str] = [*self.form_errors, words]


def plan_data(plan: Plan, base: int) -> dict[str, Any]:
    """What a ``PlanForm`` begins with."""

    def lines(side: Side) -> list[dict[str, Any]]:
        return [
            {
                "key": line.key, "kind": line.kind.value, "name": line.name, "people": line.people,
                "quantity": line.quantity, "unit": line.unit, "unit_cost": line.unit_cost,
            }
            for line in plan.of(side)
        ]  # fmt: skip

    steps = [
        {"key": s.key, "what": s.what, "doer": s.doer.value, "starts_on": s.starts_on, "ends_on": s.ends_on}
        for s in plan.steps
    ]
    return {"base": base, "residents": lines(Side.RESIDENTS), "city": lines(Side.CITY), "steps": steps}


def _lines(rows: Iterable[Any], side: Side) -> tuple[Line, ...]:
    return tuple(row.form.line(side) for row in rows if row.form.counts)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
