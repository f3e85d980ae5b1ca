"""What the forms of remarks share."""

from collections.abc import Iterable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind 3.3
from wtforms.validators import Length, Optional

from civic.consultations.remarks import messages
from civic.consultations.remarks.rules import (
    Refusal,
)
from civic.core import identifiers
from civic.core.fields import Form
from civic.core.identifiers import IdentifierError
from civic.core.refusal import Refused

MYSELF = "me"
YES, NO = "yes", "no"
SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")
_OF_FIELD = {
    Refusal.NOTHING_WRITTEN: "text",
    Refusal.TEXT_TOO_LONG: "text",
    Refusal.PROPOSED_TOO_LONG: "proposed",
    Refusal.PARAGRAPH_UNKNOWN: "unit",
    Refusal.NAME_MISSING: "name",
    Refusal.ADDRESS_MISSING: "address",
    Refusal.OWNER_MISSING: "owner",
    Refusal.ORGANISATION_MISSING: "organisation_name",
    Refusal.NOT_ITS_REPRESENTATIVE: "speaks",
    Refusal.RECEIVED_IN_FUTURE: "received_on",
    Refusal.POSTED_AFTER_RECEIVED: "posted_on",
    Refusal.FRAGMENT_MISSING: "fragments",
    Refusal.FRAGMENT_NOT_FOUND: "fragments",
    Refusal.REASON_MISSING: "why",
}


def choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """Choices whose words follow the language of the page."""
    return [SelectChoice(str(value), words) for value, words in pairs]


def one_line(text: str | None) -> str:
    """White space is single spaces."""
    return " ".join((text or "").split())


def _an_address(_: Any, field: EmailField) -> None:
    try:
        found = validate_email(field.data or "", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise ValidationError(_l("Wpisz adres e-mail w takiej postaci: jan@example.org.")) from error
    field.data = found.normalized


def a_krs(_: Any, field: StringField) -> None:
    try:
        field.data = identifiers.krs(field.data or "")
    except IdentifierError as error:
        raise ValidationError(messages.REFUSED[Refusal.KRS_WRONG]) from error


def email_field(label: LazyString) -> EmailField:
    return EmailField(
        label,
        [Optional(), Length(max=254, message=SHORTER), _an_address],
        render_kw={"autocomplete": "email"},
    )


class RefusableForm(Form):
    """A form that puts reasons of the rules beside their fields."""

    def refuse(self, reasons: Iterable[Refused]) -> None:
        """Reasons without a field of this form stand at the top."""
        for no in reasons:
            name = _OF_FIELD.get(no.reason)  # type: ignore[call-overload] # a reason of files has no field
            field = self._fields.get(name)
            words = messages.words(no)
            if field is None:
                self.form_errors.append(words)
            else:
                field.errors = [*field.errors, words]
