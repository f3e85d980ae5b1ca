"""A field that reads quantities as people write them; what was typed stays in it."""

import re
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.widgets import TextInput

from civic.budget.projects.rules import facts
from civic.core.fields import clean

_QUANTITY = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


class QuantityField(Field):
    """How many ("6", "2,5"): ``data`` is an exact Decimal with at most three decimals, or None."""

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
        if found != round(found, facts.QUANTITY_PLACES) or not 0 < found <= facts.QUANTITY_MAX:
            raise ValidationError(
                _l("Ilość musi być większa od zera i mieć najwyżej trzy miejsca po przecinku.")
            )
        self.data = round(found, facts.QUANTITY_PLACES)
