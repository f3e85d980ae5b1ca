"""Fields of the office's forms: numbers, days and moments as people in Poland write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, FormField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.widgets import (
    CheckboxInput,
    DateInput,
    DateTimeLocalInput,
    ListWidget,
    NumberInput,
    TextInput,
)

from civic.budget.editions.plain import FIRST_DAY, LAST_DAY
from civic.core.deadlines import LAST_MINUTE, WARSAW, Interval, closes_at, closing_shown, opens_at

MOST = 10**9
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


def options(pairs: Iterable[tuple[str, object]]) -> list[Any]:
    """Choices of a select or of checkboxes from (value, words)."""
    return [SelectChoice(value, words) for value, words in pairs]


def sensible(day: date) -> date:
    """A day of our time; ValueError for any other."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(day)
    return day


class TypedField(Field):
    """A field of one typed line: ``read`` turns the text into a value, ``write`` back."""

    widget: Any = TextInput()

    def read(self, text: str) -> Any:
        """The value; raises ValidationError with the sentence."""
        raise ValidationError(text)

    def write(self, value: Any) -> str:
        """The text in the field."""
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Nothing typed is None."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if text:
            self.data = self.read(text)


class WholeField(TypedField):
    """A whole number, not negative; only ASCII digits are digits."""

    widget = NumberInput(min=0)

    def read(self, text: str) -> int:
        """Spaces may part thousands."""
        digits = "".join(text.split())
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 12 or int(digits) > MOST:
            raise ValidationError(_l("Wpisz liczbę całkowitą, na przykład 12."))
        return int(digits)


class DecimalField(TypedField):
    """A number with a comma or a point."""

    def read(self, text: str) -> Decimal:
        """At most 12 signs."""
        try:
            if not text.isascii() or len(text) > 12 or not set(text) <= set("0123456789.,"):
                raise InvalidOperation
            return Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise ValidationError(_l("Wpisz liczbę, na przykład 50 albo 2,5.")) from None

    def write(self, value: Decimal) -> str:
        """With a comma."""
        return f"{value:f}".replace(".", ",")


class DayField(TypedField):
    """A day, by the browser's own calendar or typed."""

    widget = DateInput()

    def read(self, text: str) -> date:
        """2026-09-30 or 30.09.2026."""
        parts = text.split(".")
        try:
            return sensible(date(*map(int, reversed(parts))) if len(parts) == 3 else date.fromisoformat(text))
        except (ValueError, OverflowError):
            raise ValidationError(_l("Wpisz dzień, na przykład 30.09.2026.")) from None


class MomentField(TypedField):
    """The last moment of something, in Polish time; ``data`` is aware UTC."""

    widget = DateTimeLocalInput()

    def read(self, text: str) -> datetime:
        """2026-09-30T23:59, the end of that day."""
        try:
            moment = datetime.fromisoformat(text).replace(tzinfo=None)
            sensible(moment.date())
        except ValueError:
            raise ValidationError(_l("Wpisz dzień i godzinę, na przykład 2026-09-30 23:59.")) from None
        return closes_at(moment.date(), moment.time())

    def write(self, value: datetime) -> str:
        """As the browser wants it."""
        return f"{closing_shown(value):%Y-%m-%dT%H:%M}"


class HourField(TypedField):
    """A time of the day, typed: browsers show their own time fields in the language of the machine."""

    def read(self, text: str) -> time:
        """23:59, 9:30 or 9.30."""
        found = _HOUR.fullmatch(text)
        if not found:
            raise ValidationError(_l("Wpisz godzinę, na przykład 23:59."))
        return time(int(found[1]), int(found[2]))

    def write(self, value: time) -> str:
        """Without seconds."""
        return f"{value:%H:%M}"


class PointsField(TypedField):
    """Points by place: "3, 2, 1"."""

    def read(self, text: str) -> tuple[int, ...]:
        """Commas or spaces between."""
        given = text.replace(",", " ").replace(";", " ").split()
        if len(given) > 20 or not all(each.isascii() and each.isdigit() and len(each) < 5 for each in given):
            raise ValidationError(_l("Wpisz punkty za kolejne miejsca, na przykład 3, 2, 1."))
        return tuple(int(each) for each in given)

    def write(self, value: tuple[int, ...]) -> str:
        """With commas."""
        return ", ".join(str(each) for each in value)


class ChoicesField(SelectMultipleField):
    """Several of a list, as checkboxes; what is not on the list is refused."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PeriodForm(Form):
    """From a day and hour to a day and hour; the last minute of a day is 23:59."""

    opens_day = DayField(_l("Od dnia"))
    opens_hour = HourField(_l("godzina"))
    closes_day = DayField(_l("Do dnia"))
    closes_hour = HourField(_l("godzina"))


class PeriodField(FormField):  # type: ignore[type-arg]
    """A half-open period in Polish time; ``data`` is an Interval or None when it cannot be one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(PeriodForm, *args, **kwargs)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Show the Interval as two days and hours."""
        super().process(formdata, _shown(data) if isinstance(data, Interval) else {}, extra_filters)

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """All of it is there, and it opens before it closes."""
        sound = bool(self.form.validate())
        if sound and self.interval is None:
            self.form.closes_day.errors = [
                *self.form.closes_day.errors,
                _l("Podaj początek i późniejszy koniec."),
            ]
            sound = False
        return sound

    @property
    def interval(self) -> Interval | None:
        """The period, if the four fields make one."""
        fields = self.form
        if fields.opens_day.data is None or fields.closes_day.data is None:
            return None
        try:
            return Interval(
                opens_at(fields.opens_day.data, fields.opens_hour.data or time(0)),
                closes_at(fields.closes_day.data, fields.closes_hour.data or LAST_MINUTE),
            )
        except (ValueError, OverflowError):
            return None


def _shown(interval: Interval) -> dict[str, date | time]:
    opens, closes = interval.opens.astimezone(WARSAW), closing_shown(interval.closes)
    return {
        "opens_day": opens.date(), "opens_hour": opens.time(), "closes_day": closes.date(), "closes_hour": closes.time(),
    }  # fmt: skip
