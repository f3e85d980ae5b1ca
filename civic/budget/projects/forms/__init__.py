"""What a browser sends about a project. Shape only; what may be submitted is in the rules."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from civic.budget.editions.rules import Kind
from civic.budget.projects import messages
from civic.budget.projects.forms.costs import CostsForm
from civic.budget.projects.forms.fields import DegreesField
from civic.budget.projects.forms.step import StepForm, one_line
from civic.budget.projects.rules import Category, Refusal, Step, UniversalDesign, facts
from civic.budget.projects.rules.answers import Consents, Description, Idea, Place, PoolChoice
from civic.core.coordinates import LonLat, is_on_earth

WHOLE_CITY, ONE_PLACE = "city", "place"
_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")


def _at_most(length: int, refusal: Refusal) -> Length:
    return Length(max=length, message=messages.REFUSED[refusal])


class IdeaForm(StepForm):
    """The idea in a sentence."""

    step = Step.IDEA
    title = StringField(
        _l("Jak nazwiesz swój projekt?"),
        [_at_most(facts.TITLE_MAX, Refusal.TITLE_TOO_LONG)],
        description=_l("Krótko i konkretnie, na przykład: Ławki nad stawem."),
    )
    summary = TextAreaField(
        _l("Na czym polega? Jedno albo dwa zdania"),
        [_at_most(facts.SUMMARY_MAX, Refusal.SUMMARY_TOO_LONG)],
        description=_l("Tak, jak mówisz sąsiadce przez płot. To zdanie zobaczą wszyscy na liście projektów."),
    )

    @property
    def answer(self) -> Idea:
        return Idea(title=one_line(self.title.data), summary=self.summary.data or "")


class PlaceForm(StepForm):
    """Where it is."""

    step = Step.PLACE
    where = RadioField(
        _l("Czy projekt ma jedno miejsce?"),
        choices=[
            (ONE_PLACE, _l("Tak, wskażę je na mapie, adresem albo współrzędnymi")),
            (WHOLE_CITY, _l("Nie, dotyczy całego miasta")),
        ],
        default=ONE_PLACE,
        validate_choice=False,
    )
    address = StringField(
        _l("Adres w pobliżu"),
        [Length(max=facts.LOCATION_MAX, message=_SHORTER)],
        description=_l("Na przykład: Lipowa 12."),
    )
    lat = DegreesField(_l("Szerokość geograficzna (N)"), description=_l("Na przykład 52,22970."))
    lon = DegreesField(_l("Długość geograficzna (E)"), description=_l("Na przykład 21,01220."))
    location_text = StringField(
        _l("Jak powiesz komuś, gdzie to jest?"),
        [Length(max=facts.LOCATION_MAX, message=_SHORTER)],
        description=_l("Na przykład: trawnik między przedszkolem a ulicą Lipową."),
    )

    def validate_lon(self, field: Field) -> None:
        """Both or none, and on the globe."""
        if (self.lat.data is None) != (field.data is None) and not self.lat.errors:
            raise ValidationError(_l("Podaj obie współrzędne: szerokość i długość."))
        if self.point is not None and not is_on_earth(self.point):
            raise ValidationError(
                _l("Nie ma takiego miejsca na Ziemi. Szerokość jest do 90, a długość do 180 stopni.")
            )

    @property
    def point(self) -> LonLat | None:
        """The place typed or tapped."""
        if self.lat.data is None or self.lon.data is None:
            return None
        return LonLat(self.lon.data, self.lat.data)

    @property
    def answer(self) -> Place:
        citywide = self.where.data == WHOLE_CITY
        return Place(
            citywide=citywide,
            point=None if citywide else self.point,
            location_text=one_line(self.location_text.data),
        )


class PoolForm(StepForm):
    """Whose money."""

    step = Step.POOL
    pool = RadioField(_l("Z jakich pieniędzy ma powstać?"), choices=[], validate_choice=False)

    @property
    def answer(self) -> PoolChoice:
        return PoolChoice(pool=self.pool.data or "")


class DescriptionForm(StepForm):
    """What and for whom."""

    step = Step.DESCRIPTION
    description = TextAreaField(
        _l("Co dokładnie ma powstać albo się wydarzyć?"),
        [_at_most(facts.DESCRIPTION_MAX, Refusal.DESCRIPTION_TOO_LONG)],
    )
    justification = TextAreaField(
        _l("Dla kogo to jest i dlaczego jest potrzebne?"),
        [_at_most(facts.JUSTIFICATION_MAX, Refusal.JUSTIFICATION_TOO_LONG)],
    )
    kind = RadioField(
        _l("Co to za projekt?"),
        choices=[(kind.value, words) for kind, words in messages.KIND.items()],
        validate_choice=False,
    )
    categories = SelectMultipleField(
        _l("Czego dotyczy? Zaznacz od jednej do trzech kategorii"),
        choices=[(category.value, words) for category, words in messages.CATEGORY.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    public_access = TextAreaField(
        _l("Kiedy i dla kogo będzie dostępne?"),
        [Length(max=facts.NOTE_MAX, message=_SHORTER)],
        description=_l("Na przykład: cały rok, całą dobę, bez opłat."),
    )
    universal_design = RadioField(
        _l("Czy każdy będzie mógł skorzystać?"),
        choices=[(answer.value, words) for answer, words in messages.UNIVERSAL_DESIGN.items()],
        validate_choice=False,
    )
    universal_design_note = TextAreaField(
        _l("Co trzeba zrobić, żeby każdy mógł skorzystać?"),
        [Length(max=facts.NOTE_MAX, message=_SHORTER)],
        description=_l("Na przykład: podjazd, ławka z podłokietnikami, napisy alfabetem Braille'a."),
    )

    @property
    def answer(self) -> Description:
        known = set(Category)
        return Description(
            description=self.description.data or "",
            justification=self.justification.data or "",
            kind=Kind(self.kind.data) if self.kind.data in set(Kind) else None,
            categories=tuple(Category(each) for each in self.categories.data or () if each in known),
            public_access=self.public_access.data or "",
            universal_design=(
                UniversalDesign(self.universal_design.data)
                if self.universal_design.data in set(UniversalDesign)
                else None
            ),
            universal_design_note=self.universal_design_note.data or "",
        )


class ConsentsForm(StepForm):
    """What the leader declares and agrees to."""

    step = Step.CONSENTS
    declares_residence = BooleanField(_l("Oświadczam, że mieszkam w tym mieście."))
    agrees_to_publish = BooleanField(
        _l("Treść projektu jest moja i zgadzam się, żeby każdy mógł ją przeczytać i wykorzystać.")
    )
    name_public = BooleanField(_l("Zgadzam się, żeby przy projekcie stało moje imię i nazwisko."))

    @property
    def answer(self) -> Consents:
        return Consents(
            declares_residence=bool(self.declares_residence.data),
            agrees_to_publish=bool(self.agrees_to_publish.data),
            name_public=bool(self.name_public.data),
        )


FORMS: Mapping[Step, type[StepForm]] = {
    form.step: form for form in (IdeaForm, PlaceForm, PoolForm, DescriptionForm, CostsForm, ConsentsForm)
}
