"""Fields of the office's forms: days, hours and numbers as people in Poland write them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.widgets import CheckboxInput, DateInput, ListWidget, NumberInput, TextInput

FIRST, LAST = date(2015, 1, 1), date(2100, 12, 31)
MOST = 1_000_000
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)


def options(some: Iterable[tuple[str, object]]) -> list[Any]:
    """Choices of a select, radios or checkboxes from (value, words)."""
    return [SelectChoice(value, words) for value, words in some]


def pairs(words: Mapping[Any, object]) -> list[Any]:
    """Choices from an enum's words."""
    return options((value.value, text) for value, text in words.items())


class _Typed(Field):
    """A line that is read into a value; nothing typed is None."""

    widget: Any = TextInput()

    def _read(self, text: str) -> Any:
        return text

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self._written(self.data)

    def _written(self, value: Any) -> str:
        return str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            self.data = self._read(text)


class DayField(_Typed):
    """A day, by the browser's own calendar or typed: 2026-09-30 or 30.09.2026."""

    widget = DateInput()

    def _read(self, text: str) -> date:
        parts = text.split(".")
        try:
            day = date(*map(int, reversed(parts))) if len(parts) == 3 else date.fromisoformat(text)
        except (ValueError, OverflowError):
            day = None
        if day is None or not FIRST <= day <= LAST:
            raise ValidationError(_l("Wpisz dzień, na przykład 30.09.2026."))
        return day


class HourField(_Typed):
    """A time of the day: 17:00, 9:30 or 9.30."""

    def _read(self, text: str) -> time:
        found = _HOUR.fullmatch(text)
        if not found:
            raise ValidationError(_l("Wpisz godzinę, na przykład 17:30."))
        return time(int(found[1]), int(found[2]))

    def _written(self, value: time) -> str:
        return f"{value:%H:%M}"


class WholeField(_Typed):
    """A whole number, not negative."""

    widget = NumberInput(min=0)

    def _read(self, text: str) -> int:
        digits = "".join(text.split())
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 9 or int(digits) > MOST:
            raise ValidationError(_l("Wpisz liczbę, na przykład 30."))
        return int(digits)


class ChecksField(SelectMultipleField):
    """Several of a list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def chosen(self, known: Iterable[Any]) -> tuple[Any, ...]:
        """Those ticked, in the order of the list."""
        ticked = set(self.data or ())
        return tuple(each for each in known if each.value in ticked)
