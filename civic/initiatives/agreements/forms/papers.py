"""Confirmations, messages, the terms of the agreement and its signatures."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind 3.3
from wtforms.validators import InputRequired, Length, Optional

from civic.core.fields import Form
from civic.initiatives.agreements import messages
from civic.initiatives.agreements.rules import (
    MESSAGE_MAX,
    TERM_MAX,
    Draft,
    Refusal,
    Terms,
    Way,
)
from civic.initiatives.requests.rules.facts import NAME_MAX

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")


class VersionForm(Form):
    """A version that is confirmed: the one that was read."""

    version = HiddenField(validators=[InputRequired()])

    @property
    def number(self) -> int:
        """The version; 0 for what is no number."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


class MessageForm(Form):
    """A message to the other side."""

    text = TextAreaField(
        _l("Wiadomość do drugiej strony"),
        [
            InputRequired(messages.REFUSED[Refusal.MESSAGE_MISSING]),
            Length(max=MESSAGE_MAX, message=_SHORTER),
        ],
    )


def _term(label: Any, description: Any = "") -> TextAreaField:
    return TextAreaField(label, [Length(max=TERM_MAX, message=_SHORTER)], description=description)


class TermsForm(Form):
    """What the agreement says besides the plan."""

    applicant_party = _term(
        _l("Kto podpisuje za mieszkańców"),
        _l("Imiona, nazwiska i adresy albo organizacja. Te dane nie są publiczne."),
    )
    city_party = _term(_l("Kto podpisuje za miasto"), _l("Nazwa miasta, adres, kto je reprezentuje."))
    starts_on = DateField(_l("Umowa obowiązuje od"), [Optional()])
    ends_on = DateField(_l("Umowa obowiązuje do"), [Optional()])
    budget_line = StringField(
        _l("Pozycja budżetu miasta"),
        [Length(max=NAME_MAX, message=_SHORTER)],
        description=_l("Dział, rozdział, paragraf. Bez niej umowy nie można podpisać."),
    )
    tasks = _term(_l("Zadania stron"))
    communication = _term(_l("Porozumiewanie się"))
    liability = _term(_l("Odpowiedzialność za szkody i ubezpieczenie"))
    control = _term(_l("Wzajemna kontrola"))
    settlement = _term(_l("Rozliczenie"))
    settlement_days = IntegerField(
        _l("Dni na sprawozdanie po zakończeniu zadania"), [InputRequired(_l("Wpisz liczbę dni."))]
    )
    amendments = _term(_l("Zmiany umowy"))
    termination = _term(_l("Rozwiązanie umowy"))

    def draft(self) -> Draft:
        """What is written; only after ``validate``."""
        texts = (
            "city_party", "tasks", "communication", "liability", "control", "settlement", "amendments", "termination",
            "budget_line",
        )  # fmt: skip
        terms = Terms(
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            settlement_days=self.settlement_days.data or 0,
            **{name: self[name].data or "" for name in texts},
        )
        return Draft(terms, self.applicant_party.data or "")


class SignForm(Form):
    """The city's signature, and when the applicant signed the paper."""

    way = RadioField(
        _l("Jak podpisano umowę?"),
        choices=[SelectChoice(way, messages.WAY[way]) for way in Way],
        default=Way.PAPER.value,
    )
    applicant_on = DateField(_l("Kiedy podpisali mieszkańcy (na papierze)"), [Optional()])
    signed_on = DateField(
        _l("Kiedy podpisało miasto"), [InputRequired(_l("Podaj dzień, w którym podpisało miasto."))]
    )


class ScanForm(Form):
    """A scan of the signed paper."""

    scan = FileField(_l("Skan podpisanej umowy"), description=_l("PDF albo zdjęcie, do 10 MB."))
