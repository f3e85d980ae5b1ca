"""What a browser sends about a project. Shape only; what may be submitted is in the rules."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from civic.budget.editions.rules import Kind, Pool
from civic.budget.projects import messages
from civic.budget.projects.forms.costs import CostsForm
from civic.budget.projects.forms.step import StepForm, choices, one_line
from civic.budget.projects.rules import Category, Refusal, Step, UniversalDesign, facts
from civic.budget.projects.rules.answers import Consents, Description, Idea, Place, PoolChoice
from civic.core.coordinates import LonLat
from civic.core.fields import PointField

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
        choices=choices(
            [
                (ONE_PLACE, _l("Tak, pokażę je na mapie albo podam adres")),
                (WHOLE_CITY, _l("Nie, dotyczy całego miasta")),
            ]
        ),
        default=ONE_PLACE,
        validate_choice=False,
    )
    address = StringField(
        _l("Adres w pobliżu"),
        [Length(max=facts.LOCATION_MAX, message=_SHORTER)],
        description=_l("Na przykład: Lipowa 12. Znajdziemy to miejsce na mapie."),
    )
    place = PointField(_l("Miejsce"), separator="-")
    location_text = StringField(
        _l("Jak powiesz komuś, gdzie to jest?"),
        [Length(max=facts.LOCATION_MAX, message=_SHORTER)],
        description=_l("Na przykład: trawnik między przedszkolem a ulicą Lipową."),
    )

    @property
    def citywide(self) -> bool:
        """It has no one place."""
        return bool(self.where.data == WHOLE_CITY)

    def move_to(self, point: LonLat) -> None:
        """Put this point into the two fields, in place of what was typed."""
        for field, degrees in ((self.place.form.lon, point.lon), (self.place.form.lat, point.lat)):
            field.data, field.raw_data = degrees, None

    @property
    def answer(self) -> Place:
        return Place(
            citywide=self.citywide,
            point=None if self.citywide else self.place.point,
            location_text=one_line(self.location_text.data),
        )


class PoolForm(StepForm):
    """Whose money."""

    step = Step.POOL
    pool = RadioField(_l("Z jakich pieniędzy ma powstać?"), choices=[], validate_choice=False)

    def offer(self, pools: Iterable[Pool]) -> None:
        """Fill the choices."""
        self.pool.choices = choices((pool.id, pool.name) for pool in pools)

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
        choices=choices(messages.KIND.items()),
        validate_choice=False,
    )
    categories = SelectMultipleField(
        _l("Czego dotyczy? Zaznacz od jednej do trzech kategorii"),
        choices=choices(messages.CATEGORY.items()),
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
        choices=choices(messages.UNIVERSAL_DESIGN.items()),
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


__all__ = [
    "FORMS",
    "ONE_PLACE",
    "WHOLE_CITY",
    "ConsentsForm",
    "CostsForm",
    "DescriptionForm",
    "IdeaForm",
    "PlaceForm",
    "PoolForm",
    "StepForm",
]

FORMS: Mapping[Step, type[StepForm]] = {
    form.step: form for form in (IdeaForm, PlaceForm, PoolForm, DescriptionForm, CostsForm, ConsentsForm)
}
