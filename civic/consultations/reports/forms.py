"""What the office sends about reports. Shape only; what may be done is in the rules."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from civic.consultations.reports import messages, rules
from civic.consultations.reports.queries import Draft
from civic.consultations.reports.rules import Parts, Refusal
from civic.core.fields import Form
from civic.core.refusal import Refused

_OF_FIELD: Mapping[object, str] = {
    Refusal.CHANGES_MISSING: "changes",
    Refusal.NUMBER_MISSING: "number",
    Refusal.NUMBER_TOO_LONG: "number",
    Refusal.NUMBER_WITH_DATA: "number",
}
_SHORT_ENOUGH = Length(max=rules.PART_MAX, message=messages.REFUSED[Refusal.PART_TOO_LONG])


class RefusableForm(Form):
    """A form that shows a refusal at the field it is about, or above the form."""

    def refuse(self, no: Refused) -> None:
        """Show the reason."""
        said, name = messages.words(no), _OF_FIELD.get(no.reason)
        if name is not None and name in self:
            field = self[name]
            field.errors = [*field.errors, said]
        else:
            self.form_errors: list[str] = [*self.form_errors, said]


class PartsForm(RefusableForm):
    """The parts people write."""

    version = IntegerField(widget=HiddenInput(), default=0)
    changes = TextAreaField(
        _l("Co się zmieni i co dalej"),
        [_SHORT_ENOUGH],
        description=_l(
            "Najważniejsza część: co miasto zmieni po uwagach, czego nie zmieni i kiedy zapadnie decyzja."
        ),
    )
    subject = TextAreaField(
        _l("Przedmiot konsultacji"),
        [_SHORT_ENOUGH],
        description=_l("Puste pole: weźmiemy opis z ogłoszenia."),
    )
    course = TextAreaField(
        _l("Przebieg konsultacji"),
        [_SHORT_ENOUGH],
        description=_l("Formy, terminy i publikacje dopiszą się same. Tu napisz to, czego z nich nie widać."),
    )
    participants = TextAreaField(
        _l("Uczestnicy"),
        [_SHORT_ENOUGH],
        description=_l("Liczby dopiszą się same. Nie podawaj nazwisk mieszkańców."),
    )
    cost_note = TextAreaField(_l("Koszt: na co poszły pieniądze"), [_SHORT_ENOUGH])

    @classmethod
    def of(cls, draft: Draft) -> "PartsForm":
        """Filled with what is written."""
        texts: dict[str, Any] = {name: getattr(draft.parts, name) for name in Parts.__dataclass_fields__}
        return cls(None, data={"version": draft.version, **texts})

    @property
    def parts(self) -> Parts:
        """What was written."""
        return Parts(**{name: self[name].data or "" for name in Parts.__dataclass_fields__})


class PublishForm(RefusableForm):
    """The approval."""

    number = StringField(
        _l("Numer dokumentu, którym zatwierdzasz raport"),
        description=_l("Na przykład: Zarządzenie nr 120/2026"),
    )
