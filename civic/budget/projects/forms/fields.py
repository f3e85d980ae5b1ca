"""Fields that read quantities and degrees as people write them; what was typed stays in the field."""

import re
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.widgets import TextInput

from civic.budget.projects.rules import facts
from civic.core.coordinates import parse_degrees
from civic.core.fields import clean

_QUANTITY = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")


class _Typed(Field):
    """A text that is read as something else; what was typed stays in the field."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.show(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is None."""
        text = (clean(valuelist[0]) or "") if valuelist else ""
        self.data = None
        self.data = self.read(text.replace("\u00a0", "").replace(" ", "")) if text else None

    def read(self, text: str) -> Any:
        """The value of a text without spaces, or ValidationError."""
        raise ValidationError(text)

    def show(self, value: Any) -> str:
        """The value as people write it."""
        return str(value).replace(".", ",")


class QuantityField(_Typed):
    """How many: ``data`` is an exact Decimal with at most three decimals, or None."""

    def read(self, text: str) -> Decimal:
        """Two and a half may be typed "2,5" or "2.5"."""
        if not _QUANTITY.fullmatch(text):
            raise ValidationError(_l("Wpisz ilość liczbą, na przykład 6 albo 2,5."))
        found = Decimal(text.replace(",", "."))
        exponent = found.as_tuple().exponent
        fine = isinstance(exponent, int) and -exponent <= facts.QUANTITY_PLACES
        if not fine or not 0 < found <= facts.QUANTITY_MAX:
            raise ValidationError(
                _l("Ilość musi być większa od zera i mieć najwyżej trzy miejsca po przecinku.")
            )
        return found

    def show(self, value: Decimal) -> str:
        """Without zeros at the end."""
        return f"{value.normalize():f}".replace(".", ",")


class DegreesField(_Typed):
    """One coordinate in degrees: ``data`` is a float or None."""

    def read(self, text: str) -> float:
        """Comma or dot, with or without the sign of degrees."""
        try:
            return parse_degrees(text)
        except ValueError as error:
            raise ValidationError(_l("Wpisz współrzędną liczbą, na przykład 52,22970.")) from error
