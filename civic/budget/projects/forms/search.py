"""What a reader of the list asks for; it comes in the address of the page, so that it can be sent to somebody."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from civic.budget.projects import messages
from civic.budget.projects.forms.step import choices
from civic.budget.projects.queries import Filters
from civic.budget.projects.rules import Group, Sort
from civic.core.fields import Form


class SearchForm(Form):
    """Search, filters and order. An unknown choice counts as none; nothing here is an error."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    q = StringField(_l("Szukaj"), description=_l("Słowo z tytułu albo numer projektu"))
    obszar = SelectField(_l("Część miasta"), validate_choice=False)
    pula = SelectField(_l("Pula pieniędzy"), validate_choice=False)
    kategoria = SelectField(
        _l("Czego dotyczy"),
        choices=choices([("", _l("Wszystko")), *messages.CATEGORY.items()]),
        validate_choice=False,
    )
    rodzaj = SelectField(
        _l("Rodzaj projektu"),
        choices=choices([("", _l("Każdy")), *messages.KIND_SHORT.items()]),
        validate_choice=False,
    )
    stan = SelectField(
        _l("Stan"),
        choices=choices([("", _l("Wszystkie poza wycofanymi")), *messages.GROUP.items()]),
        validate_choice=False,
    )
    kolejnosc = SelectField(
        _l("Kolejność"),
        choices=choices(messages.SORT.items()),
        default=Sort.SHUFFLED.value,
        validate_choice=False,
    )

    def offer(self, areas: Iterable[tuple[str, str]], pools: Iterable[tuple[str, str]]) -> None:
        """Fill the choices that depend on the city and the edition, as (code, name)."""
        self.obszar.choices = choices([("", _l("Całe miasto")), *areas])
        self.pula.choices = choices([("", _l("Wszystkie pule")), *pools])

    @property
    def filters(self) -> Filters:
        """What is looked for."""
        return Filters(
            text=self.q.data or "",
            pool=self._known(self.pula),
            area=self._known(self.obszar),
            category=self._known(self.kategoria),
            kind=self._known(self.rodzaj),
            group=Group(self.stan.data) if self.stan.data in set(Group) else None,
        )

    @property
    def sort(self) -> Sort:
        """In which order."""
        return Sort(self.kolejnosc.data) if self.kolejnosc.data in set(Sort) else Sort.SHUFFLED

    @property
    def active(self) -> list[tuple[str, str]]:
        """Names of the fields in use, with the words of what was chosen."""
        selects = (self.obszar, self.pula, self.kategoria, self.rodzaj, self.stan)
        chosen = [(field.name, _words(field)[field.data]) for field in selects if self._known(field)]
        return [("q", f"„{self.q.data}”"), *chosen] if self.q.data else chosen

    @staticmethod
    def _known(field: SelectField) -> str:
        return field.data if field.data in _words(field) else ""


def _words(field: SelectField) -> dict[str, str]:
    return {value: str(label) for value, label, *_ in field.iter_choices()}
