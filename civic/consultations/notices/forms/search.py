"""What a reader of the list asks for; it comes in the address of the page."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from civic.consultations.notices.forms.fields import options
from civic.consultations.notices.queries import Filters, Group
from civic.core.fields import Form

GROUPS = {
    "trwaja": (Group.OPEN, _l("Trwają")),
    "nadchodzace": (Group.UPCOMING, _l("Wkrótce")),
    "zakonczone": (Group.ENDED, _l("Zakończone")),
}


class SearchForm(Form):
    """Words, area and phase. An unknown choice counts as none; nothing here is an error."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    q = StringField(_l("Szukaj"), description=_l("Słowo z tytułu albo sygnatura"))
    obszar = SelectField(_l("Część miasta"), validate_choice=False)
    stan = SelectField(
        _l("Kiedy"),
        choices=options([("", _l("Wszystkie")), *((name, words) for name, (_, words) in GROUPS.items())]),
        validate_choice=False,
    )

    def offer(self, areas: Iterable[tuple[str, str]]) -> None:
        """Fill the list of areas, as (code, name)."""
        self.obszar.choices = options([("", _l("Całe miasto")), *areas])

    @property
    def filters(self) -> Filters:
        """What is looked for."""
        return Filters(
            text=self.q.data or "",
            area=self.obszar.data if self.obszar.data in self._areas else "",
            group=GROUPS[self.stan.data][0] if self.stan.data in GROUPS else None,
        )

    @property
    def active(self) -> list[tuple[str, str]]:
        """Names of the fields in use, with the words of what was chosen."""
        found, filters = [], self.filters
        if filters.text:
            found.append(("q", f"„{filters.text}”"))
        if filters.area:
            found.append(("obszar", self._areas[filters.area]))
        if filters.group:
            found.append(("stan", str(GROUPS[self.stan.data][1])))
        return found

    @property
    def _areas(self) -> dict[str, str]:
        return {value: str(label) for value, label, *_rest in self.obszar.iter_choices()}
