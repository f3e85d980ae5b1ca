"""A new edition, a document from a file, a decision."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Regexp

from civic.budget.editions.forms.fields import DayField, WholeField
from civic.budget.editions.forms.sections import Versioned
from civic.budget.editions.messages import FIELDS
from civic.core.fields import Form, MoneyField


def slug_field() -> StringField:
    """The edition's part of every address."""
    return StringField(
        _l("Adres edycji"),
        [
            InputRequired(_l("Wpisz adres edycji, na przykład 2027.")),
            Length(max=50, message=_l("Adres może mieć najwyżej 50 znaków.")),
            Regexp(
                r"[a-z0-9]+(-[a-z0-9]+)*\Z",
                message=_l("W adresie mogą być tylko małe litery bez polskich znaków, cyfry i łączniki."),
            ),
        ],
        description=_l("Będzie częścią adresu strony: /budzet/2027."),
        render_kw={"autocomplete": "off"},
    )


class NewEditionForm(Form):
    """An edition from a city's profile."""

    name = StringField(
        _l("Nazwa edycji"),
        [InputRequired(_l("Wpisz nazwę edycji.")), Length(max=200, message=_l("To za długa nazwa."))],
    )
    slug = slug_field()
    year = WholeField(_l("Rok realizacji"), [InputRequired(_l("Wpisz rok, na przykład 2027."))])
    start = DayField(_l("Pierwszy dzień zgłaszania projektów"), [InputRequired(_l("Wpisz dzień."))])
    cc_rights = BooleanField(FIELDS["cc_rights"])
    expenditure = MoneyField(
        FIELDS["expenditure"],
        description=_l("Z ostatniego przedłożonego sprawozdania z wykonania budżetu."),
    )
    total = MoneyField(FIELDS["total"], [InputRequired(_l("Wpisz, ile pieniędzy jest w tej edycji."))])

    def validate_year(self, field: Any) -> None:
        """A year of our time."""
        if field.data is not None and not 2018 <= field.data <= 2100:
            raise ValidationError(_l("Wpisz rok od 2018 do 2100."))


class NewDocumentForm(Form):
    """An edition from a document."""

    slug = slug_field()
    text = TextAreaField(_l("Zasady jako YAML"), [InputRequired(_l("Wklej zasady albo wybierz plik."))])


class DocumentForm(Versioned):
    """The whole document at once, typed or from a file."""

    text = TextAreaField(_l("Zasady jako YAML"))
    file = FileField(_l("Albo wczytaj plik"))


class DecisionForm(Form):
    """A decision about an edition."""

    reason = TextAreaField(
        _l("Dlaczego"),
        [Length(max=500, message=_l("Uzasadnienie może mieć najwyżej 500 znaków."))],
        render_kw={"rows": 3},
    )
    document_number = StringField(
        _l("Numer zarządzenia lub znak sprawy"),
        [Length(max=100, message=_l("Znak sprawy może mieć najwyżej 100 znaków."))],
    )
    seen = HiddenField()


class RemovalForm(Versioned):
    """What becomes of what a removed part held."""

    given_to = SelectField(_l("Komu przekazać"))
