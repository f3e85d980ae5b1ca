"""Forms made from the types of the rules: one field for each field, read back into the same types."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args, get_origin

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FieldList, FormField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from civic.budget.editions.forms.fields import (
    ChoicesField,
    DayField,
    DecimalField,
    MomentField,
    PeriodField,
    PointsField,
    WholeField,
    options,
)
from civic.budget.editions.messages import LABELS, field_words
from civic.budget.editions.plain import bare, hints_of
from civic.core.deadlines import Interval
from civic.core.fields import Form, MoneyField

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""What one may point to, by the name of the field: areas, pools, lists, each as (id, name)."""

ORDERED = frozenset({"ties", "leftovers"})
"""Tuples whose order means something: a select for each place."""

IN_FORM = {"process": "terms"}
"""Names a form cannot give to its fields, with the names it gives instead."""

MOST_ROWS = 100
_NOTHING = ("", "—")
_SIMPLE: Mapping[Any, type[Field]] = {
    int: WholeField,
    Decimal: DecimalField,
    date: DayField,
    datetime: MomentField,
    str: StringField,
}


class Part(Form):
    """A form inside a form; the outer one guards against forgery."""

    class Meta(Form.Meta):
        """No token of its own."""

        csrf = False


class GivenPart(Part):
    """A part that may be absent."""

    given = BooleanField(_l("Tak"))

    def validate(self, extra_validators: Any = None) -> bool:
        """What is absent need not be right."""
        return bool(super().validate(extra_validators)) if self.given.data else True


class Row(Part):
    """One of several; an untouched or removed one is no row."""

    remove = BooleanField(_l("Usuń"))

    @property
    def gone(self) -> bool:
        """Whether it counts for nothing."""
        return bool(self.remove.data) or not _touched(self.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """What is gone need not be right."""
        return self.gone or bool(super().validate(extra_validators))


class Places(FieldList):  # type: ignore[type-arg]
    """A chain of choices, the first first."""

    def _add_entry(self, *args: Any, **kwargs: Any) -> Field:
        entry: Field = super()._add_entry(*args, **kwargs)  # type: ignore[misc]
        entry.label.text = _("Miejsce %(place)s", place=len(self.entries))
        return entry


class PossiblePart(FormField):  # type: ignore[type-arg]
    """Its first field says whether the part is there."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Tick the first field when there is something."""
        super().process(formdata, data if is_dataclass(data) else {}, extra_filters)
        if not formdata:
            self.form.given.data = is_dataclass(data)


def form_for(kind: Any, names: Sequence[str], choices: Choices, base: type[Form] = Form) -> type[Form]:
    """A form class for these fields of a dataclass; ``data_of`` gives its data."""
    hints = hints_of(kind)
    spare = {field.name for field in fields(kind) if field.default is not MISSING}
    made = {
        IN_FORM.get(name, name): _field(
            name, hints[name], field_words(kind, name), choices, spare=name in spare, in_row=base is Row
        )
        for name in names
    }
    made_class: type[Form] = type(base)(f"{kind.__name__}Form", (base,), made)  # type: ignore[misc]
    return made_class


def data_of(value: Any, names: Sequence[str]) -> dict[str, Any]:
    """What a form for these fields shows of an object."""
    return {IN_FORM.get(name, name): getattr(value, name) for name in names}


def value_of(kind: Any, form: Form, names: Sequence[str], base: Any = None) -> Any:
    """The dataclass a filled form makes; what the form does not ask for comes from ``base`` or the
    defaults.
    """
    hints = hints_of(kind)
    values = {
        name: _value(form[IN_FORM.get(name, name)], hints[name], getattr(base, name, None)) for name in names
    }
    return replace(base, **values) if base is not None else kind(**values)


def names_of(kind: Any, leave_out: Sequence[str] = ()) -> tuple[str, ...]:
    """The fields of a dataclass, in order."""
    return tuple(field.name for field in fields(kind) if field.name not in leave_out)


def _field(name: str, hint: Any, label: Any, choices: Choices, *, spare: bool, in_row: bool) -> Any:
    """The unbound field for a typed field; ``spare``: there is a default for nothing."""
    kind, _is_money = bare(hint)
    if get_origin(kind) is tuple:
        return _field_of_many(name, get_args(kind)[0], label, choices)
    if name in choices and kind is str:
        return SelectField(label, choices=options([_NOTHING, *choices[name]]))
    if kind is Interval:
        return PeriodField(label)
    if is_dataclass(kind):
        part, field = (GivenPart, PossiblePart) if _may_be_absent(hint) else (Part, FormField)
        return field(form_for(kind, names_of(kind), choices, part), label)
    return _field_of_one(hint, label, spare, in_row)


def _field_of_one(hint: Any, label: Any, spare: bool, in_row: bool) -> Any:
    kind, is_money = bare(hint)
    absent = _may_be_absent(hint)
    if kind is bool:
        return BooleanField(label)
    if issubclass(kind, StrEnum):
        offered = [_NOTHING] if in_row or absent else []
        return SelectField(label, validators=[_needed(absent)], choices=options([*offered, *_members(kind)]))
    limits = [Length(max=300, message=_l("To za długi tekst."))] if kind is str else []
    made: Any = MoneyField if is_money else _SIMPLE[kind]
    return made(label, validators=[_needed(absent or (kind is str and spare)), *limits])


def _field_of_many(name: str, kind: Any, label: Any, choices: Choices) -> Any:
    if name in choices and kind is str:
        return ChoicesField(label, choices=options(choices[name]))
    if kind is int:
        return PointsField(label)
    if is_dataclass(kind) and isinstance(kind, type):
        row = form_for(kind, names_of(kind), choices, Row)
        return FieldList(FormField(row), label, max_entries=MOST_ROWS)
    if name in ORDERED:
        chain = SelectField(choices=options([_NOTHING, *_members(kind)]))
        return Places(chain, label, min_entries=min(len(kind), 5), max_entries=len(kind))
    return ChoicesField(label, choices=options(_members(kind)))


def _members(kind: type[StrEnum]) -> list[tuple[str, Any]]:
    return [(member.value, LABELS[kind, member]) for member in kind]


def _may_be_absent(hint: Any) -> bool:
    return type(None) in get_args(hint)


def _needed(may_be_absent: bool) -> Any:
    return Optional() if may_be_absent else InputRequired(_l("Wypełnij to pole."))


def _value(field: Any, hint: Any, before: Any) -> Any:
    kind, _is_money = bare(hint)
    if get_origin(kind) is tuple:
        return _values(field, get_args(kind)[0], before or ())
    if isinstance(field, PeriodField):
        return field.interval
    if isinstance(field, FormField):
        absent = isinstance(field, PossiblePart) and not field.form.given.data
        return None if absent else value_of(kind, field.form, names_of(kind), before)
    return _value_of_one(kind, field.data, may_be_absent=_may_be_absent(hint))


def _value_of_one(kind: Any, given: Any, *, may_be_absent: bool) -> Any:
    if kind is bool:
        return bool(given)
    if given in (None, ""):
        return None if may_be_absent or kind is not str else ""
    return kind(given) if issubclass(kind, StrEnum) else given


def _values(field: Any, kind: Any, before: Sequence[Any]) -> tuple[Any, ...]:
    """Checkboxes have no order of their own: the same ones ticked are the same value as before."""
    if isinstance(field, PointsField):
        return tuple(field.data or ())
    if isinstance(field, ChoicesField | Places):
        given = tuple(kind(each) for each in field.data or () if each)
        unchanged = isinstance(field, ChoicesField) and set(given) == set(before)
        return tuple(before) if unchanged else given
    rows = [(entry.form, entry.object_data) for entry in field.entries if not entry.form.gone]
    return tuple(
        value_of(kind, form, names_of(kind), row if isinstance(row, kind) else None) for form, row in rows
    )


def _touched(data: Any) -> bool:
    """Whether anything at all was filled in."""
    if isinstance(data, Mapping):
        return any(_touched(each) for each in data.values())
    if isinstance(data, Sequence) and not isinstance(data, str):
        return any(_touched(each) for each in data)
    return data not in (None, "", False)
