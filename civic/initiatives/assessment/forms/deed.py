"""What every form here is: a refusal is shown at the field it is about."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from civic.core.fields import Form
from civic.core.refusal import Refused
from civic.initiatives.assessment import messages
from civic.initiatives.assessment.rules import REASON_MAX, Refusal

SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")
NUMBER = _l("Wpisz liczbę całkowitą.")


def reason_field(label: Any, description: Any = "") -> TextAreaField:
    """A text that becomes the reason of what the office does."""
    return TextAreaField(label, [Length(max=REASON_MAX, message=SHORTER)], description=description)


class Deed(Form):
    """A form whose refusal is shown at the field it is about, or above the form."""

    AT: ClassVar[Mapping[Refusal, str]] = {}

    def refuse(self, no: Refused) -> None:
        """Show the reason."""
        said, at = messages.words(no), self.AT.get(Refusal(no.reason))
        if at is not None and at in self:
            self[at].errors = [*self[at].errors, said]
        else:
            self.form_errors: list[str] = [*self.form_errors, said]
