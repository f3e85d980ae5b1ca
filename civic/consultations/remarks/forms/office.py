"""What the office sends."""

from datetime import date, time

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, Optional

from civic.consultations.remarks import messages
from civic.consultations.remarks.forms.base import (
    NO,
    SHORTER,
    YES,
    RefusableForm,
    a_krs,
    choices,
    email_field,
    one_line,
)
from civic.consultations.remarks.forms.resident import ListForm, RemarkForm
from civic.consultations.remarks.rules import (
    ADDRESS_MAX,
    MARK,
    SHORT_MAX,
    TEXT_MAX,
    TO_THE_OFFICE,
    Arrival,
    Author,
    AuthorKind,
    Channel,
    MaskReason,
    Refusal,
)
from civic.core.fields import AttachmentsField


class OfficeListForm(ListForm):
    """The office's filters."""

    droga = SelectField(
        _l("Droga"),
        choices=choices([("", _l("każda")), *((way, messages.CHANNEL[way]) for way in Channel)]),
        validate_choice=False,
    )
    zakryte = BooleanField(_l("Tylko z zakrytymi fragmentami"))


class EntryForm(RemarkForm):
    """A remark that came on paper, by mail or by word of mouth; the fields stand as on the paper form."""

    text = TextAreaField(
        _l("Treść uwagi"), [Length(max=TEXT_MAX, message=messages.REFUSED[Refusal.TEXT_TOO_LONG])]
    )
    proposed = TextAreaField(
        _l("Proponowany tekst"),
        [Length(max=TEXT_MAX, message=messages.REFUSED[Refusal.PROPOSED_TOO_LONG])],
    )
    channel = RadioField(
        _l("Jak przyszła?"),
        choices=choices((way, messages.CHANNEL[way]) for way in TO_THE_OFFICE),
        default=Channel.PAPER.value,
    )
    received_on = DateField(_l("Data wpływu"), [InputRequired(_l("Podaj datę wpływu."))])
    received_time = TimeField(_l("Godzina"), [Optional()], description=_l("Jeśli jest ważna."))
    posted_on = DateField(
        _l("Data nadania"),
        [Optional()],
        description=_l("Ze stempla albo poświadczenia, jeśli to ona decyduje o terminie."),
    )
    case_number = StringField(_l("Znak sprawy"), [Length(max=SHORT_MAX, message=SHORTER)])
    kind = SelectField(
        _l("Kto zgłasza?"), choices=choices(messages.KIND.items()), default=AuthorKind.RESIDENT.value
    )
    organisation_name = StringField(
        _l("Nazwa organizacji albo firmy"), [Length(max=SHORT_MAX, message=SHORTER)]
    )
    krs = StringField(_l("Numer KRS"), [Optional(), a_krs])
    name = StringField(_l("Imię i nazwisko"), [Length(max=SHORT_MAX, message=SHORTER)])
    address = StringField(_l("Adres"), [Length(max=ADDRESS_MAX, message=SHORTER)])
    email = email_field(_l("E-mail"))
    owner = RadioField(
        _l("Nieruchomość objęta projektem"),
        choices=choices([("", _l("brak danych")), (YES, _l("Tak")), (NO, _l("Nie"))]),
        default="",
        validate_choice=False,
    )
    name_public = BooleanField(_l("Zgadza się na podanie imienia i nazwiska"))
    files = AttachmentsField(_l("Skan albo plik"))
    again = BooleanField(_l("To jest inna uwaga, mimo takich samych słów"))
    keep = BooleanField(_l("W następnej zostaw drogę, datę i autora"), default=True)

    def opened_on(self, day: date) -> None:
        """The day the form is opened with."""
        if self.received_on.data is None and not self.is_submitted():
            self.received_on.data = day

    @property
    def arrival(self) -> Arrival:
        """How and when it came."""
        at: time | None = self.received_time.data
        return Arrival(Channel(self.channel.data), self.received_on.data or date.min, at, self.posted_on.data)

    @property
    def author(self) -> Author:
        """Whose it is."""
        return Author(
            kind=AuthorKind(self.kind.data),
            organisation_name=one_line(self.organisation_name.data),
            krs=self.krs.data or "",
            name=one_line(self.name.data),
            address=one_line(self.address.data),
            email=self.email.data or "",
            name_public=bool(self.name_public.data),
            owner={YES: True, NO: False}.get(self.owner.data or ""),
        )


class MaskForm(RefusableForm):
    """What to cover in a remark."""

    fragments = TextAreaField(
        _l("Co zakryć? Każdy fragment w osobnym wierszu"),
        description=_l("Skopiuj fragmenty z uwagi. Zakryjemy każdy wszędzie, gdzie stoi."),
    )
    reason = RadioField(
        _l("Powód"),
        choices=choices((reason, messages.MASK[reason]) for reason in MARK),
        default=MaskReason.PERSONAL.value,
    )
    why = StringField(_l("Uzasadnienie do akt"), [Length(max=SHORT_MAX, message=SHORTER)])

    @property
    def lines(self) -> tuple[str, ...]:
        """The fragments."""
        return tuple(line.strip() for line in (self.fragments.data or "").splitlines() if line.strip())


class UnmaskForm(RefusableForm):
    """Why to show again what was covered."""

    why = StringField(_l("Dlaczego odkryć?"), [Length(max=SHORT_MAX, message=SHORTER)])
