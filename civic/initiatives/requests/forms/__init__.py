"""What a browser sends about a request. Shape only; what may be sent is in the rules."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length

from civic.core.coordinates import LonLat
from civic.core.fields import AttachmentsField, CountField, PointField
from civic.initiatives.requests import messages
from civic.initiatives.requests.forms.estimate import AskingForm, GivingForm, ScheduleForm
from civic.initiatives.requests.forms.step import RefusingForm, StepForm, choices, one_line
from civic.initiatives.requests.rules import ApplicantKind, Land, Refusal, Scope, Step, facts
from civic.initiatives.requests.rules.answers import (
    Answer,
    Applicant,
    Declarations,
    Description,
    Idea,
    Place,
)
from civic.initiatives.requests.services import Invited

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")


def _at_most(length: int, refusal: Refusal | None = None) -> Length:
    return Length(max=length, message=messages.REFUSED[refusal] if refusal else _SHORTER)


class IdeaForm(StepForm):
    """The idea in a sentence, and what kind it is."""

    step = Step.IDEA
    title = StringField(
        _l("Jak nazwiecie swój pomysł?"),
        [_at_most(facts.TITLE_MAX, Refusal.TITLE_TOO_LONG)],
        description=_l("Krótko i konkretnie, na przykład: Zielony skwer przy Lipowej."),
    )
    summary = TextAreaField(
        _l("Co chcecie zrobić? Jedno albo dwa zdania"),
        [_at_most(facts.SUMMARY_MAX, Refusal.SUMMARY_TOO_LONG)],
    )
    scope = RadioField(
        _l("Czego to dotyczy?"),
        choices=choices(messages.SCOPE.items()),
        validate_choice=False,
        description=_l("Wybierz to, co najbliższe. Ustawa pozwala tylko na rzeczy z tej listy."),
    )

    @property
    def answer(self) -> Idea:
        """What was typed."""
        return Idea(
            title=one_line(self.title.data),
            summary=self.summary.data or "",
            scope=Scope(self.scope.data) if self.scope.data in set(Scope) else None,
        )


class PlaceForm(StepForm):
    """Where it is, and whose land."""

    step = Step.PLACE
    address = StringField(
        _l("Adres w pobliżu"),
        [_at_most(facts.LOCATION_MAX)],
        description=_l("Na przykład: Lipowa 12. Znajdziemy to miejsce na mapie."),
    )
    place = PointField(_l("Miejsce"), separator="-")
    location_text = StringField(
        _l("Jak powiesz komuś, gdzie to jest?"),
        [_at_most(facts.LOCATION_MAX)],
        description=_l("Na przykład: trawnik między przedszkolem a ulicą Lipową."),
    )
    land = RadioField(
        _l("Czyj jest ten teren?"),
        choices=choices(messages.LAND.items()),
        default=Land.UNKNOWN.value,
        validate_choice=False,
    )
    land_note = TextAreaField(
        _l("Czy właściciel się zgadza?"),
        [_at_most(facts.LAND_NOTE_MAX)],
        description=_l("Tylko gdy teren nie jest miejski. Tego opisu nie pokazujemy na stronie."),
    )
    files = AttachmentsField(
        _l("Zgoda właściciela"), description=_l("Skan albo zdjęcie zgody. Zobaczy ją tylko urząd.")
    )

    def move_to(self, point: LonLat) -> None:
        """Put this point into the two fields, in place of what was typed."""
        for field, degrees in ((self.place.form.lon, point.lon), (self.place.form.lat, point.lat)):
            field.data, field.raw_data = degrees, None

    @property
    def answer(self) -> Place:
        """What was typed."""
        return Place(
            point=self.place.point,
            location_text=one_line(self.location_text.data),
            land=Land(self.land.data) if self.land.data in set(Land) else Land.UNKNOWN,
            land_note=self.land_note.data or "",
        )


class DescriptionForm(StepForm):
    """What, why and for whom."""

    step = Step.DESCRIPTION
    description = TextAreaField(
        _l("Co dokładnie chcecie zrobić?"),
        [_at_most(facts.DESCRIPTION_MAX, Refusal.DESCRIPTION_TOO_LONG)],
    )
    goal = TextAreaField(
        _l("Po co to robicie i komu będzie służyć?"), [_at_most(facts.GOAL_MAX, Refusal.GOAL_TOO_LONG)]
    )
    readiness = TextAreaField(
        _l("Co już macie gotowe?"),
        [_at_most(facts.READINESS_MAX)],
        description=_l(
            "Na przykład projekt, pozwolenie, uzgodnienia albo wycena. Im więcej gotowe, tym łatwiej zacząć."
        ),
    )

    @property
    def answer(self) -> Description:
        """What was typed."""
        return Description(
            description=self.description.data or "",
            goal=self.goal.data or "",
            readiness=self.readiness.data or "",
        )


class ApplicantForm(StepForm):
    """Who asks."""

    step = Step.APPLICANT
    kind = RadioField(
        _l("Kto składa wniosek?"),
        choices=choices(messages.APPLICANT.items()),
        default=ApplicantKind.GROUP.value,
        validate_choice=False,
    )
    organisation = SelectField(_l("Która organizacja?"), validate_choice=False)
    participants = CountField(
        _l("Ile osób weźmie udział, razem z tobą?"), description=_l("Wystarczy, ile przewidujesz.")
    )
    supporters = CountField(_l("Ile osób popiera pomysł, choć nie będzie pracować?"), least=0)
    address = StringField(
        _l("Twój adres"),
        [_at_most(facts.ADDRESS_MAX)],
        description=_l("Ulica i numer. Zobaczy go tylko urząd."),
        render_kw={"autocomplete": "street-address"},
    )
    phone = StringField(
        _l("Twój telefon"),
        [_at_most(facts.PHONE_MAX)],
        description=_l("Urząd zadzwoni, gdy trzeba będzie coś uzgodnić."),
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )

    def offer(self, organisations: Iterable[tuple[int, str]]) -> None:
        """Fill the organisations this person may speak for."""
        pairs = [(str(number), name) for number, name in organisations]
        self.organisation.choices = choices([("", _l("Wybierz")), *pairs])

    @property
    def answer(self) -> Applicant:
        """What was typed."""
        chosen = self.organisation.data or ""
        return Applicant(
            kind=ApplicantKind(self.kind.data)
            if self.kind.data in set(ApplicantKind)
            else ApplicantKind.GROUP,
            organisation_id=int(chosen) if chosen.isdecimal() and len(chosen) < 10 else None,
            participants=self.participants.data,
            supporters=self.supporters.data,
            address=one_line(self.address.data),
            phone=one_line(self.phone.data),
        )


class DeclarationsForm(StepForm):
    """Attachments and what the leader declares."""

    step = Step.DECLARATIONS
    files = AttachmentsField(
        _l("Załączniki"), description=_l("Projekt, zdjęcia miejsca, wycena. PDF albo zdjęcia do 10 MB.")
    )
    declares_residence = BooleanField(
        _l("Oświadczam, że ja i osoby z grupy mieszkamy w tym mieście, a dane we wniosku są prawdziwe.")
    )

    @property
    def answer(self) -> Declarations:
        """What was typed."""
        return Declarations(declares_residence=bool(self.declares_residence.data))


class MemberForm(RefusingForm):
    """Somebody to be asked by mail."""

    name = StringField(
        _l("Imię i nazwisko"), [DataRequired(_l("Wpisz imię i nazwisko.")), _at_most(facts.PERSON_MAX)]
    )
    email = StringField(
        _l("Adres e-mail"),
        [DataRequired(_l("Wpisz adres e-mail.")), Email(_l("Sprawdź adres: powinien wyglądać tak: anna@example.org."))],
        description=_l("Wyślemy tam link do potwierdzenia. Do niczego innego go nie użyjemy."),
        render_kw={"type": "email", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
    representative = BooleanField(
        _l("Ta osoba reprezentuje grupę razem ze mną: rozmawia z urzędem i podpisze umowę.")
    )

    @property
    def invited(self) -> Invited:
        """Who is to be asked."""
        return Invited(
            name=one_line(self.name.data),
            email=self.email.data or "",
            representative=bool(self.representative.data),
        )


class PaperListForm(RefusingForm):
    """A paper list of participants."""

    files = AttachmentsField(
        _l("Lista na papierze"),
        description=_l("Skan albo zdjęcie listy z podpisami. Zobaczy ją tylko urząd."),
    )


FORMS: Mapping[Step, type[StepForm]] = {
    form.step: form
    for form in (
        IdeaForm,
        PlaceForm,
        DescriptionForm,
        GivingForm,
        AskingForm,
        ScheduleForm,
        ApplicantForm,
        DeclarationsForm,
    )
}
"""The forms of all steps but MEMBERS, which has two of its own."""

__all__ = [
    "FORMS",
    "Answer",
    "ApplicantForm",
    "AskingForm",
    "DeclarationsForm",
    "DescriptionForm",
    "GivingForm",
    "IdeaForm",
    "MemberForm",
    "PaperListForm",
    "PlaceForm",
    "ScheduleForm",
    "StepForm",
]
