"""What browsers send about organisations. Shape only."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from civic.core import identifiers
from civic.core.fields import Form
from civic.core.identifiers import IdentifierError
from civic.core.refusal import Refused
from civic.organisations import messages, rules
from civic.organisations.rules import Kind, Refusal
from civic.organisations.services import Declared

_TOO_LONG = _l("Skróć: zmieści się najwyżej %(max)d znaków.")


def one_line(_: Any, field: StringField) -> None:
    """Text on one line, with single spaces."""
    field.data = " ".join((field.data or "").split())


class DeclareForm(Form):
    """An organisation somebody says to represent."""

    name = StringField(
        _l("Nazwa organizacji"),
        [
            DataRequired(_l("Wpisz nazwę organizacji.")),
            one_line,
            Length(max=rules.NAME_MAX, message=_TOO_LONG),
        ],
        description=_l("Tak jak w statucie albo w rejestrze."),
        render_kw={"autocomplete": "organization"},
    )
    kind = RadioField(_l("Co to za organizacja?"), validate_choice=False)
    krs = StringField(
        _l("Numer KRS"),
        description=_l("10 cyfr. Jeśli organizacji nie ma w KRS, zostaw puste i wypełnij następne pole."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    register_number = StringField(
        _l("Numer z innego rejestru"),
        [one_line, Length(max=rules.REGISTER_MAX, message=_TOO_LONG)],
        description=_l("Na przykład z ewidencji klubów sportowych albo stowarzyszeń zwykłych."),
    )
    seat = StringField(
        _l("Siedziba"),
        [one_line, Length(max=rules.SEAT_MAX, message=_TOO_LONG)],
        description=_l("Miejscowość, ulica i numer."),
    )
    function = StringField(
        _l("Twoja funkcja w organizacji"),
        [
            DataRequired(_l("Napisz, kim jesteś w tej organizacji.")),
            one_line,
            Length(max=rules.FUNCTION_MAX, message=_TOO_LONG),
        ],
        description=_l("Na przykład: prezeska, członek zarządu, pełnomocniczka."),
    )
    declared = BooleanField(
        _l("Oświadczam, że mogę występować w imieniu tej organizacji."),
        [DataRequired(_l("Bez tego oświadczenia nie możemy przyjąć zgłoszenia."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, str(messages.KIND[kind])) for kind in Kind]

    def validate_kind(self, field: RadioField) -> None:
        """One of them."""
        if field.data not in set(Kind):
            raise ValidationError(_l("Zaznacz rodzaj organizacji."))

    def validate_krs(self, field: StringField) -> None:
        """Ten digits, where there are any."""
        if not field.data:
            return
        try:
            found = identifiers.krs(field.data)
        except IdentifierError as error:
            raise ValidationError(_l("Numer KRS ma 10 cyfr, na przykład 0000123456.")) from error
        if len([sign for sign in field.data if sign.isdigit()]) != 10:
            raise ValidationError(_l("Numer KRS ma 10 cyfr, na przykład 0000123456."))
        field.data = found

    @property
    def said(self) -> Declared:
        """What was declared; only after ``validate``."""
        return Declared(
            name=self.name.data or "",
            kind=Kind(self.kind.data),
            krs=self.krs.data or None,
            register_number=self.register_number.data or "",
            seat=self.seat.data or "",
            function=self.function.data or "",
        )

    def refuse(self, no: Refused) -> None:
        """Show the reason at its field, or above the form."""
        if no.reason in {Refusal.NO_NUMBER, Refusal.ALREADY_YOURS}:
            self.krs.errors = [*self.krs.errors, messages.words(no)]
        else:
            self.form_errors: list[str] = [*self.form_errors, messages.words(no)]


class ConfirmForm(Form):
    """The organisation as its register has it."""

    name = StringField(
        _l("Nazwa według rejestru"),
        [
            DataRequired(_l("Wpisz nazwę organizacji.")),
            one_line,
            Length(max=rules.NAME_MAX, message=_TOO_LONG),
        ],
    )
    seat = StringField(
        _l("Siedziba według rejestru"), [one_line, Length(max=rules.SEAT_MAX, message=_TOO_LONG)]
    )


class ReasonForm(Form):
    """Why it is refused or ended."""

    reason = TextAreaField(
        _l("Dlaczego?"),
        [
            DataRequired(messages.REFUSED[Refusal.REASON_MISSING]),
            Length(max=rules.REASON_MAX, message=_TOO_LONG),
        ],
        description=_l("Wyślemy to tej osobie e-mailem."),
        render_kw={"rows": 3},
    )


class EmptyForm(Form):
    """A button alone."""
