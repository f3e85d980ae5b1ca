"""The tables of a request: what residents bring, what the city is asked for, the schedule."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, FormField, SelectField, StringField
from wtforms.validators import Length, Optional

from civic.core.fields import CountField, MoneyField, QuantityField
from civic.core.money import show
from civic.initiatives.requests import messages
from civic.initiatives.requests.forms.step import RowForm, StepForm, choices, grow, one_line, written
from civic.initiatives.requests.rules import Line, LineKind, Rate, ScheduleStep, Side, Step, Who
from civic.initiatives.requests.rules.answers import Estimate, Schedule
from civic.initiatives.requests.rules.facts import LINES_MAX, NAME_MAX, STEPS_MAX, UNIT_MAX

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")
_NAME = Length(max=NAME_MAX, message=_SHORTER)
_UNIT = Length(max=UNIT_MAX, message=_SHORTER)
_WHAT = _l("Napisz, co to jest.")
_HOW_MANY = _l("Wpisz, ile tego jest.")
_WORTH = _l("Wpisz wartość w złotych.")


class WorkRow(RowForm):
    """Community work."""

    watched = ("name", "people", "quantity")
    needed = (("name", _l("Napisz, co to za praca.")), ("quantity", _l("Wpisz, ile godzin razem.")))
    name = StringField(_l("Jaka praca"), [_NAME])
    people = CountField(_l("Ile osób"))
    quantity = QuantityField(_l("Ile godzin razem"))
    rate = SelectField(_l("Rodzaj pracy"), validate_choice=False)


class MoneyRow(RowForm):
    """Money of residents."""

    watched = ("name", "unit_cost")
    needed = (("name", _l("Napisz, skąd są te pieniądze albo na co.")), ("unit_cost", _l("Wpisz kwotę.")))
    name = StringField(_l("Na co"), [_NAME])
    unit_cost = MoneyField(_l("Kwota"))


class ThingRow(RowForm):
    """A thing residents bring."""

    watched = ("name", "quantity", "unit", "unit_cost")
    needed = (("name", _WHAT), ("quantity", _HOW_MANY), ("unit_cost", _WORTH))
    name = StringField(_l("Co"), [_NAME])
    quantity = QuantityField(_l("Ile"))
    unit = StringField(_l("Jednostka"), [_UNIT])
    unit_cost = MoneyField(_l("Wartość jednej"))


class AskRow(ThingRow):
    """Something the city is asked for."""

    kind = SelectField(_l("Rodzaj"), choices=choices(messages.KIND[Side.CITY].items()), validate_choice=False)
    unit_cost = MoneyField(_l("Cena jednej"))


class StepRow(RowForm):
    """A step of the schedule."""

    watched = ("what", "starts_on", "ends_on")
    needed = (
        ("what", _l("Napisz, co się wydarzy.")),
        ("starts_on", _l("Podaj pierwszy dzień.")),
        ("ends_on", _l("Podaj ostatni dzień.")),
    )
    what = StringField(_l("Co"), [_NAME])
    side = SelectField(_l("Kto"), choices=choices(messages.WHO.items()), validate_choice=False)
    starts_on = DateField(_l("Od"), [Optional()])
    ends_on = DateField(_l("Do"), [Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """It cannot end before it begins."""
        fine = super().validate(extra_validators)
        if fine and self.starts_on.data and self.ends_on.data and self.ends_on.data < self.starts_on.data:
            self.ends_on.errors = [_l("Ten dzień jest przed pierwszym. Popraw jeden z nich.")]
            return False
        return fine


def give_lines(work: "FieldList[Any]", money: "FieldList[Any]", things: "FieldList[Any]") -> tuple[Line, ...]:
    """The residents' lines. Work has no value yet: the services take the city's rates."""
    residents = Side.RESIDENTS
    return (
        *(
            Line(
                side=residents, kind=LineKind.WORK, name=one_line(row.name.data), people=row.people.data,
                quantity=row.quantity.data, unit="h", rate=row.rate.data, unit_cost=0,
            )
            for row in written(work)
        ),
        *(
            Line(side=residents, kind=LineKind.MONEY, name=one_line(row.name.data), unit_cost=row.unit_cost.data)
            for row in written(money)
        ),
        *(
            Line(
                side=residents, kind=LineKind.THING, name=one_line(row.name.data), quantity=row.quantity.data,
                unit=one_line(row.unit.data), unit_cost=row.unit_cost.data,
            )
            for row in written(things)
        ),
    )  # fmt: skip


def ask_lines(rows: "FieldList[Any]") -> tuple[Line, ...]:
    """The lines asked of the city."""
    known = set(messages.KIND[Side.CITY])
    return tuple(
        Line(
            side=Side.CITY, kind=LineKind(row.kind.data) if row.kind.data in known else LineKind.WORKS,
            name=one_line(row.name.data), quantity=row.quantity.data, unit=one_line(row.unit.data),
            unit_cost=row.unit_cost.data,
        )
        for row in written(rows)
    )  # fmt: skip


def schedule_steps(rows: "FieldList[Any]") -> tuple[ScheduleStep, ...]:
    """The steps of the schedule."""
    return tuple(
        ScheduleStep(
            what=one_line(row.what.data),
            side=Who(row.side.data) if row.side.data in set(Who) else Who.BOTH,
            starts_on=row.starts_on.data,
            ends_on=row.ends_on.data,
        )
        for row in written(rows)
    )


def offer_rates(rows: "FieldList[Any]", rates: Sequence[Rate]) -> None:
    """Fill the choice of the kind of work in each row."""
    offered = choices((rate.id, f"{rate.name}, {show(rate.hourly)}") for rate in rates)
    for row in rows:
        row.form.rate.choices = offered


class GivingForm(StepForm):
    """What residents bring."""

    step = Step.GIVING
    work = FieldList(FormField(WorkRow), max_entries=LINES_MAX)
    money = FieldList(FormField(MoneyRow), max_entries=LINES_MAX)
    things = FieldList(FormField(ThingRow), max_entries=LINES_MAX)

    @property
    def answer(self) -> Estimate:
        """What was typed."""
        return Estimate(side=Side.RESIDENTS, lines=give_lines(self.work, self.money, self.things))

    def prepare(self, rates: Sequence[Rate]) -> None:
        """Have a blank row in each table, and the kinds of work to choose from."""
        for rows in (self.work, self.money, self.things):
            grow(rows, LINES_MAX)
        offer_rates(self.work, rates)


class AskingForm(StepForm):
    """What the city is asked for."""

    step = Step.ASKING
    lines = FieldList(FormField(AskRow), max_entries=LINES_MAX)

    @property
    def answer(self) -> Estimate:
        """What was typed."""
        return Estimate(side=Side.CITY, lines=ask_lines(self.lines))


class ScheduleForm(StepForm):
    """Who does what and when."""

    step = Step.SCHEDULE
    steps = FieldList(FormField(StepRow), max_entries=STEPS_MAX)

    @property
    def answer(self) -> Schedule:
        """What was typed."""
        return Schedule(steps=schedule_steps(self.steps))


def stored_lines(lines: Iterable[Line]) -> dict[str, list[dict[str, Any]]]:
    """Lines as the data of the forms above: work, money and things of residents, ``asked`` of the city."""
    data: dict[str, list[dict[str, Any]]] = {"work": [], "money": [], "things": [], "asked": []}
    names = {LineKind.WORK: "work", LineKind.MONEY: "money", LineKind.THING: "things"}
    for line in lines:
        row = {
            "kind": line.kind, "name": line.name, "people": line.people, "quantity": Decimal(line.quantity),
            "unit": line.unit, "rate": line.rate, "unit_cost": line.unit_cost,
        }  # fmt: skip
        data["asked" if line.side is Side.CITY else names[line.kind]].append(row)
    return data
