"""What the commission types on its evening. Shape only."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length

from civic.core.fields import Form


class DrawForm(Form):
    """The public part of the draw, and who saw it."""

    public_part = StringField(_l("Co padło publicznie przy losowaniu"), [Length(max=200)])
    witness_1 = StringField(_l("Pierwszy świadek"), [Length(max=120)])
    witness_2 = StringField(_l("Drugi świadek"), [Length(max=120)])


class RulingForm(Form):
    """The tied projects in their order, and the number of the protocol."""

    first = SelectField(_l("Który projekt wygrywa"), choices=[], validate_choice=True)
    protocol = StringField(_l("Numer protokołu albo decyzji"), [Length(max=120)])


class ApprovalForm(Form):
    """Which count somebody stands by, with the number of the order, where there is one."""

    number = HiddenField()
    document_number = StringField(_l("Numer zarządzenia (jeśli jest)"), [Length(max=120)])

    @property
    def count_number(self) -> int:
        """The number of the count, 0 where it makes no sense."""
        typed = str(self.number.data or "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 0


class StepForm(Form):
    """A button: nothing to type."""
