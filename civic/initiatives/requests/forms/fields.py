"""A field that reads quantities as people write them; what was typed stays in it."""

import re
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.widgets import TextInput

from civic.core.fields import clean
from civic.initiatives.requests.rules.facts import QUANTITY_MAX

_QUANTITY = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


class QuantityField(Field):
    """How many ("6", "2,5"): ``data`` is an exact Decimal with at most two decimals, or None."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data.normalize():f}".replace(".", ",") if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is None."""
        text = (clean(valuelist[0]) or "") if valuelist else ""
        text = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
        self.data = None
        if not text:
            return
        if not _QUANTITY.fullmatch(text):
            raise ValidationError(_l("Wpisz ilość liczbą, na przykład 6 albo 2,5."))
        found = Decimal(text)
        if found != round(found, 2) or not 0 < found <= QUANTITY_MAX:
            raise ValidationError(
                _l("Ilość musi być większa od zera i mieć najwyżej dwa miejsca po przecinku.")
            )
        self.data = round(found, 2)


class CountField(Field):
    """A whole number of people or days: ``data`` is an int from ``least`` to ``most``, or None."""

    widget = TextInput()

    def __init__(self, label: Any = None, *, least: int = 1, most: int = 100_000, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most = least, most

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return str(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is None."""
        text = (clean(valuelist[0]) or "") if valuelist else ""
        text = text.replace("\u00a0", "").replace(" ", "")
        self.data = None
        if not text:
            return
        if not re.fullmatch("[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            raise ValidationError(
                _l("Wpisz liczbę od %(least)s do %(most)s.") % {"least": self.least, "most": self.most}
            )
        self.data = int(text)
