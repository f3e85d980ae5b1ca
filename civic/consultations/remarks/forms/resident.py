"""What residents and organisations send."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from civic.consultations.remarks import messages
from civic.consultations.remarks.forms.base import (
    MYSELF,
    NO,
    SHORTER,
    YES,
    RefusableForm,
    a_krs,
    choices,
    email_field,
    one_line,
)
from civic.consultations.remarks.rules import (
    ADDRESS_MAX,
    SHORT_MAX,
    TEXT_MAX,
    Author,
    AuthorKind,
    Refusal,
    Written,
)
from civic.core.fields import AttachmentsField, Form, clean


class RemarkForm(RefusableForm):
    """One remark."""

    unit = StringField(
        _l("Której części dotyczy?"),
        [Length(max=SHORT_MAX, message=SHORTER)],
        description=_l("Na przykład: § 3 ust. 2. Puste pole znaczy: całości."),
    )
    text = TextAreaField(
        _l("Co o tym myślisz?"), [Length(max=TEXT_MAX, message=messages.REFUSED[Refusal.TEXT_TOO_LONG])]
    )
    proposed = TextAreaField(
        _l("Jak to zapisać inaczej?"),
        [Length(max=TEXT_MAX, message=messages.REFUSED[Refusal.PROPOSED_TOO_LONG])],
    )

    def written(self, place: Written) -> Written:
        """What was typed, about that place. A proposal that only repeats the present wording is none."""
        proposed = self.proposed.data or None
        if proposed is not None and proposed.split() == place.quote.split():
            proposed = None
        return Written(
            text=self.text.data or "",
            proposed=proposed,
            document_id=place.document_id,
            version_id=place.version_id,
            anchor=place.anchor,
            quote=place.quote,
            unit_text=place.unit_text,
        )


class _AuthorForm(RefusableForm):
    name = StringField(
        _l("Imię i nazwisko"),
        [Length(max=SHORT_MAX, message=SHORTER)],
        render_kw={"autocomplete": "name"},
    )
    address = StringField(
        _l("Adres"),
        [Length(max=ADDRESS_MAX, message=SHORTER)],
        description=_l("Ulica, numer, kod i miejscowość."),
        render_kw={"autocomplete": "street-address"},
    )
    email = email_field(_l("E-mail, żebyśmy mogli odpowiedzieć"))
    owner = RadioField(
        _l("Czy masz na własność albo w użytkowaniu wieczystym nieruchomość objętą projektem?"),
        choices=choices([(YES, _l("Tak")), (NO, _l("Nie"))]),
        validate_choice=False,
    )

    @property
    def _owner(self) -> bool | None:
        return {YES: True, NO: False}.get(self.owner.data or "")


class PersonForm(_AuthorForm):
    """Somebody in their own name, or in the name of an organisation whose representative they are here."""

    speaks = RadioField(_l("W czyim imieniu piszesz?"), choices=[], default=MYSELF, validate_choice=False)
    name_public = BooleanField(_l("Zgadzam się, żeby przy uwadze stało moje imię i nazwisko."))

    def offer(self, organisations: Sequence[tuple[int, str]], *, only: bool = False) -> None:
        """The organisations whose representative it is. ``only``: nobody is asked in their own name."""
        named = [(str(number), name) for number, name in organisations]
        self.speaks.choices = choices(named if only else [(MYSELF, _l("We własnym imieniu")), *named])
        if only and self.speaks.data == MYSELF:
            self.speaks.data = named[0][0]

    def author(self, person_id: int | None) -> Author:
        """Who it is. Without a name and an account the remark is unsigned."""
        speaks, name = self.speaks.data or MYSELF, one_line(self.name.data)
        known = int(speaks) if speaks.isdecimal() and len(speaks) < 10 else None
        own = AuthorKind.RESIDENT if name or person_id is not None else AuthorKind.ANONYMOUS
        return Author(
            kind=AuthorKind.NGO if known is not None else own,
            person_id=person_id,
            organisation_id=known,
            name=name,
            address=one_line(self.address.data),
            email=self.email.data or "",
            name_public=bool(self.name_public.data) and bool(name) and known is None,
            owner=self._owner,
        )


_SPEAKING = (AuthorKind.NGO, AuthorKind.BUSINESS, AuthorKind.UNIT, AuthorKind.COUNCILLOR, AuthorKind.OTHER)


class OrganisationForm(_AuthorForm):
    """An organisation, a company, a council, in its own words."""

    kind = RadioField(
        _l("Kto zgłasza uwagi?"),
        choices=choices((kind, messages.KIND[kind]) for kind in _SPEAKING),
        default=AuthorKind.NGO.value,
    )
    organisation_name = StringField(
        _l("Pełna nazwa"),
        [Length(max=SHORT_MAX, message=SHORTER)],
        render_kw={"autocomplete": "organization"},
    )
    krs = StringField(_l("Numer KRS"), [Optional(), a_krs], description=_l("Jeśli go ma. Do 10 cyfr."))

    def author(self, person_id: int | None) -> Author:
        """Who it is."""
        return Author(
            kind=AuthorKind(self.kind.data),
            person_id=person_id,
            organisation_name=one_line(self.organisation_name.data),
            krs=self.krs.data or "",
            name=one_line(self.name.data),
            address=one_line(self.address.data),
            email=self.email.data or "",
            owner=self._owner,
        )


class FilesForm(Form):
    """Files of an opinion."""

    files = AttachmentsField(_l("Załączniki"))


class ReceiptForm(RefusableForm):
    """The code of a receipt."""

    code = StringField(
        _l("Kod z potwierdzenia"),
        [InputRequired(_l("Wpisz kod."))],
        description=_l("Szesnaście liter i cyfr, na przykład ABCD-EFGH-JKLM-2345."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    @property
    def receipt(self) -> str:
        """The code as it is kept, however it was typed."""
        signs = "".join(sign for sign in (self.code.data or "").upper() if sign.isalnum())
        return "-".join(signs[place : place + 4] for place in range(0, len(signs), 4))


class ListForm(Form):
    """Search and filters of the public list."""

    class Meta(Form.Meta):
        """Sent by GET: nothing to protect."""

        csrf = False

    q = StringField(_l("Szukaj w uwagach"), description=_l("Słowa, numer albo nazwa organizacji."))
    czesc = SelectField(_l("Część dokumentu"), validate_choice=False, filters=[clean])
    kto = SelectField(
        _l("Kto zgłosił"),
        choices=choices([("", _l("wszyscy")), *((kind, messages.KIND[kind]) for kind in AuthorKind)]),
        validate_choice=False,
    )
    spoznione = BooleanField(_l("Pokaż spóźnione"))

    @property
    def kind(self) -> str:
        """A kind there is, or ""."""
        return self.kto.data if self.kto.data in set(AuthorKind) else ""
