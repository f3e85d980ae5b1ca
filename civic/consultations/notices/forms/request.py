"""Asking the city for a consultation."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from civic.consultations.notices import messages
from civic.consultations.notices.forms.base import ActForm
from civic.consultations.notices.forms.fields import WholeField, options, pairs
from civic.consultations.notices.rules import Initiator, Refusal
from civic.consultations.notices.rules.draft import LONGEST_REASON, LONGEST_TEXT, LONGEST_TITLE
from civic.consultations.notices.services import Asked

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")
WHO = (Initiator.RESIDENTS, Initiator.NGOS, Initiator.AUX_UNIT_COUNCIL, Initiator.COUNCILLORS)


class RequestForm(ActForm):
    """What about, why, who asks, whom to answer."""

    FIELD_OF: ClassVar = {
        Refusal.TITLE_MISSING: "title",
        Refusal.JUSTIFICATION_MISSING: "justification",
        Refusal.REQUEST_CONTACT_MISSING: "contact_name",
    }

    initiator = SelectField(_l("Kto wnosi"), choices=pairs({each: messages.INITIATOR[each] for each in WHO}))
    title = StringField(_l("O co miasto ma zapytać"), [Length(max=LONGEST_TITLE, message=_SHORTER)])
    justification = TextAreaField(_l("Dlaczego"), [Length(max=LONGEST_TEXT, message=_SHORTER)])
    place = StringField(_l("Jakiego miejsca to dotyczy"), [Length(max=LONGEST_TITLE, message=_SHORTER)])
    proposal = TextAreaField(
        _l("W jakiej formie i kiedy"), [Length(max=LONGEST_TEXT, message=_SHORTER)],
        description=_l("Na przykład: spotkanie w szkole po 17:00, w maju."),
    )  # fmt: skip
    supporters = WholeField(
        _l("Ile osób podpisało listę poparcia"),
        description=_l("Listę z podpisami przynieś do urzędu albo wyślij pocztą. Nie wpisuj tu nazwisk."),
    )
    contact_name = StringField(
        _l("Imię i nazwisko osoby do kontaktu"), [Length(max=LONGEST_TITLE, message=_SHORTER)]
    )
    contact_email = StringField(_l("E-mail"), [Length(max=200, message=_SHORTER)])

    @property
    def answer(self) -> Asked:
        """What was written; only after ``validate``."""
        return Asked(
            initiator=Initiator(self.initiator.data),
            title=self.title.data or "",
            justification=self.justification.data or "",
            place=self.place.data or "",
            proposal=self.proposal.data or "",
            supporters=self.supporters.data or 0,
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
        )


class FixForm(ActForm):
    """How many support it now."""

    FIELD_OF: ClassVar = {Refusal.SUPPORTERS_MISSING: "supporters"}

    supporters = WholeField(_l("Ile osób razem podpisało listę poparcia"))


class AnswerForm(ActForm):
    """Accepted or not, and why."""

    FIELD_OF: ClassVar = {Refusal.REASON_MISSING: "reason"}

    accept = RadioField(
        _l("Decyzja"),
        choices=options([("tak", _l("Przyjmuję: zaczynamy szkic konsultacji")), ("nie", _l("Odrzucam"))]),
        validate_choice=False,
    )
    reason = TextAreaField(_l("Uzasadnienie"), [Length(max=LONGEST_REASON, message=_SHORTER)])

    def validate_accept(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in {"tak", "nie"}:
            field.errors = [*field.errors, _l("Zaznacz decyzję.")]
