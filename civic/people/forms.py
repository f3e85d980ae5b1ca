"""What browsers send about people. Shape only."""

from collections.abc import Iterable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import (
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from civic.core.access import Role
from civic.core.fields import Form
from civic.core.web import LANGUAGES
from civic.people.messages import ROLES
from civic.people.rules import LONGEST_NAME, LONGEST_PASSWORD, LONGEST_REASON, SHORTEST_PASSWORD

LONGEST_EMAIL = 254


def an_address(_: Any, field: EmailField) -> None:
    """Take only an address mail can reach; its domain in lower case and ASCII."""
    try:
        found = validate_email(field.data or "", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise ValidationError(_l("Wpisz adres e-mail w całości, na przykład anna@poczta.pl.")) from error
    field.data = f"{found.local_part}@{found.ascii_domain}"


def a_name(_: Any, field: StringField) -> None:
    """A name has letters and stands in one line."""
    field.data = " ".join((field.data or "").split())
    if not any(sign.isalpha() for sign in field.data):
        raise ValidationError(_l("Wpisz imię i nazwisko literami."))


def email_field(label: LazyString, **attributes: str) -> EmailField:
    """An address that must be one."""
    return EmailField(
        label,
        [
            InputRequired(_l("Wpisz adres e-mail.")),
            Length(max=LONGEST_EMAIL, message=_l("Ten adres jest za długi.")),
            an_address,
        ],
        render_kw={"autocomplete": "email", **attributes},
    )


def name_field() -> StringField:
    """A person's name."""
    too_long = _l("Imię i nazwisko może mieć najwyżej 100 znaków.")
    return StringField(
        _l("Imię i nazwisko"),
        [InputRequired(_l("Wpisz imię i nazwisko.")), Length(max=LONGEST_NAME, message=too_long), a_name],
        render_kw={"autocomplete": "name"},
    )


def password_field(label: LazyString, *, new: bool = False, **attributes: str) -> PasswordField:
    """A password; whether a new one will do, the rules say."""
    kinds = {
        "autocomplete": "new-password" if new else "current-password",
        "maxlength": str(LONGEST_PASSWORD),
        **attributes,
    }
    if new:
        kinds["minlength"] = str(SHORTEST_PASSWORD)
    return PasswordField(label, [InputRequired(_l("Wpisz hasło."))], render_kw=kinds)


def reason_field(label: LazyString) -> TextAreaField:
    """Why; it stays in the audit trail."""
    too_long = _l("Uzasadnienie może mieć najwyżej 500 znaków.")
    return TextAreaField(
        label,
        [
            InputRequired(_l("Napisz, dlaczego. Zostanie to w dzienniku działań.")),
            Length(max=LONGEST_REASON, message=too_long),
        ],
        render_kw={"rows": 3},
    )


class SignUpForm(Form):
    """An account to be."""

    name = name_field()
    email = email_field(_l("Adres e-mail"))
    password = password_field(_l("Hasło"), new=True)


class SignInForm(Form):
    """Who comes."""

    email = StringField(
        _l("Adres e-mail"),
        [
            InputRequired(_l("Wpisz adres e-mail.")),
            Length(max=LONGEST_EMAIL, message=_l("Ten adres jest za długi.")),
        ],
        render_kw={"autocomplete": "username", "type": "email"},
    )
    password = password_field(_l("Hasło"))


class AddressForm(Form):
    """Where a mail should go."""

    email = email_field(_l("Adres e-mail"))


class ProofForm(Form):
    """The password of the account."""

    password = password_field(_l("Hasło"))


class NewPasswordForm(Form):
    """A new password by a link."""

    password = password_field(_l("Nowe hasło"), new=True)


class ChangePasswordForm(Form):
    """A new password in place of the old one."""

    old = password_field(_l("Obecne hasło"))
    password = password_field(_l("Nowe hasło"), new=True)


class ProfileForm(Form):
    """What people may change about themselves."""

    name = name_field()
    lang = RadioField(
        _l("Język stron i listów"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def document_field() -> StringField:
    """The number of the document behind a decision."""
    return StringField(
        _l("Znak sprawy"),
        [Length(max=100, message=_l("Znak sprawy może mieć najwyżej 100 znaków."))],
        render_kw={"autocomplete": "off"},
    )


def choices(first: str, rest: Iterable[tuple[int, str]]) -> list[SelectChoice]:
    """What a list offers: nothing in particular first."""
    return [SelectChoice("", first), *(SelectChoice(str(number), words) for number, words in rest)]


class GrantForm(Form):
    """A role to be given."""

    email = email_field(_l("Adres e-mail osoby"), autocomplete="off")
    role = SelectField(
        _l("Rola"),
        choices=[
            SelectChoice("", _l("Wybierz rolę")),
            *(SelectChoice(role.value, ROLES[role]) for role in Role if role is not Role.RESIDENT),
        ],
        validators=[InputRequired(_l("Wybierz rolę."))],
    )
    unit = SelectField(_l("Jednostka"), coerce=_number, validators=[Optional()])
    edition = SelectField(_l("Edycja"), coerce=_number, validators=[Optional()])
    reason = reason_field(_l("Dlaczego"))
    document_number = document_field()


class ReasonForm(Form):
    """Why a role is taken back or a unit closed."""

    reason = reason_field(_l("Dlaczego"))
    document_number = document_field()


class UnitForm(Form):
    """An office unit."""

    name = StringField(
        _l("Nazwa"),
        [
            InputRequired(_l("Wpisz nazwę jednostki.")),
            Length(max=200, message=_l("Nazwa może mieć najwyżej 200 znaków.")),
        ],
    )
    parent = SelectField(_l("Podlega"), coerce=_number, validators=[Optional()])
