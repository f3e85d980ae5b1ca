"""What either side sends during the works, and what a reader of the public list asks for. Shape only."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind 3.3
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from civic.core.fields import Form, MoneyField, QuantityField
from civic.initiatives.requests import messages as request_messages
from civic.initiatives.requests.rules import LineKind, Scope
from civic.initiatives.requests.rules.facts import NAME_MAX, UNIT_MAX
from civic.initiatives.works import messages
from civic.initiatives.works.queries import Filters
from civic.initiatives.works.rules import (
    NOTE_MAX,
    WHAT_MAX,
    Actual,
    Entry,
    Outcome,
    Planned,
    Report,
    Termination,
)
from civic.initiatives.works.rules.report import SUMMARY_MAX, worth

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")
_DAY = _l("Podaj dzień.")


class DayForm(Form):
    """The day something happened."""

    day = DateField(_l("Dzień"), [InputRequired(_DAY)])

    @property
    def on(self) -> date:
        """The day; only after ``validate``."""
        found: Any = self.day.data
        return found


class EntryForm(DayForm):
    """A day of community work. No names."""

    line = SelectField(_l("Rodzaj pracy"), coerce=int, validate_choice=False)
    people = IntegerField(_l("Ile osób pracowało"), [InputRequired(_l("Wpisz, ile osób pracowało."))])
    hours_each = QuantityField(
        _l("Ile godzin każda"), [InputRequired(_l("Wpisz, ile godzin pracowała każda osoba."))]
    )
    what = StringField(
        _l("Co zrobiono"),
        [InputRequired(_l("Napisz, co zrobiono.")), Length(max=WHAT_MAX, message=_SHORTER)],
        description=_l("Bez nazwisk: dziennik jest publiczny."),
    )

    def offer(self, lines: Iterable[Planned]) -> None:
        """The kinds of work of the plan."""
        self.line.choices = [
            *(SelectChoice(line.key, line.name) for line in lines),
            SelectChoice(0, _l("Inna praca")),
        ]

    def entry(self) -> Entry:
        """What was written; only after ``validate``."""
        hours: Decimal = self.hours_each.data or Decimal()
        return Entry(self.on, self.line.data or 0, self.people.data or 0, hours, self.what.data or "")


class ThingForm(DayForm):
    """A thing handed over."""

    name = StringField(_l("Rzecz"), [Length(max=NAME_MAX, message=_SHORTER)])
    quantity = QuantityField(_l("Ile"))
    unit = StringField(_l("Jednostka"), [Length(max=UNIT_MAX, message=_SHORTER)])
    condition = StringField(_l("W jakim stanie"), [Length(max=NOTE_MAX, message=_SHORTER)])


class BackForm(DayForm):
    """What became of a thing."""

    outcome = RadioField(
        _l("Co się stało z tą rzeczą?"),
        choices=[SelectChoice(each, messages.OUTCOME[each]) for each in Outcome],
        default=Outcome.RETURNED.value,
    )
    note = StringField(
        _l("W jakim stanie wróciła albo co się stało"), [Length(max=NOTE_MAX, message=_SHORTER)]
    )


class PhotoForm(Form):
    """A photo with its words."""

    photo = FileField(_l("Zdjęcie"), description=_l("JPEG, PNG albo WebP, do 10 MB."))
    caption = StringField(
        _l("Co widać na zdjęciu"),
        [Length(max=WHAT_MAX, message=_SHORTER)],
        description=_l("Jedno zdanie, bez nazwisk."),
    )
    agreed = BooleanField(
        _l("Osoby, które da się rozpoznać, zgodziły się na publikację. Zdjęcie będzie publiczne.")
    )


class TerminateForm(DayForm):
    """The early end of the agreement."""

    way = RadioField(
        _l("Jak rozwiązano umowę?"),
        choices=[SelectChoice(each, messages.WAY[each]) for each in Termination],
        default=Termination.AGREEMENT.value,
    )
    reason = TextAreaField(
        _l("Powód"),
        [Length(max=NOTE_MAX, message=_SHORTER)],
        description=_l("Będzie publiczny. Bez danych osobowych."),
    )


class NoteForm(Form):
    """What is to be corrected in the report."""

    note = TextAreaField(_l("Co poprawić"), [Length(max=NOTE_MAX, message=_SHORTER)])


class ActualForm(Form):
    """One line of the report. The value of work follows from its hours."""

    class Meta(Form.Meta):
        """The whole report has one token."""

        csrf = False

    key = IntegerField(widget=HiddenInput(), validators=[Optional()])
    quantity = QuantityField(
        _l("Wykonano (ilość)"), [InputRequired(_l("Wpisz ilość; zero, jeśli nic."))], zero=True
    )
    total = MoneyField(_l("Wartość wykonania"))
    reason = StringField(_l("Skąd różnica"), [Length(max=NOTE_MAX, message=_SHORTER)])


class ReportForm(Form):
    """The settlement report."""

    rows = FieldList(FormField(ActualForm))
    summary = TextAreaField(
        _l("Co zrobiliście?"),
        [Length(max=SUMMARY_MAX, message=_SHORTER)],
        description=_l("Kilka zdań dla mieszkańców. Bez danych osobowych: sprawozdanie będzie publiczne."),
    )

    def fits(self, planned: Iterable[Planned]) -> bool:
        """Whether it has the lines of the plan in force, in their order."""
        return [row.form.key.data for row in self.rows] == [line.key for line in planned]

    def report(self, planned: Iterable[Planned]) -> Report:
        """What was written; only after ``validate`` and ``fits``."""
        rows = []
        for row, line in zip(self.rows, planned, strict=True):
            quantity = row.form.quantity.data if row.form.quantity.data is not None else Decimal()
            reason = " ".join((row.form.reason.data or "").split())
            total = row.form.total.data
            if line.kind is LineKind.WORK or total is None:
                total = worth(line, quantity).total
            rows.append(Actual(line, quantity, total, reason))
        return Report(tuple(rows), self.summary.data or "")

    def refuse(self, words: str) -> None:
        """Show the reason above the form."""
        self.form_errors: list[str] = [*self.form_errors, words]


def report_data(report: Report) -> dict[str, Any]:
    """What a ``ReportForm`` begins with."""
    rows = [
        {"key": row.planned.key, "quantity": row.quantity, "total": row.total, "reason": row.reason}
        for row in report.rows
    ]
    return {"rows": rows, "summary": report.summary}


class SearchForm(Form):
    """Search and filters of the public list. An unknown choice counts as none."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    q = StringField(_l("Szukaj"), description=_l("Słowo z tytułu albo numer wniosku"))
    obszar = SelectField(_l("Część miasta"), validate_choice=False)
    zakres = SelectField(
        _l("Czego dotyczy"),
        choices=[
            SelectChoice("", _l("Wszystko")),
            *(SelectChoice(each, request_messages.SCOPE_SHORT[each]) for each in Scope),
        ],
        validate_choice=False,
    )
    stan = SelectField(
        _l("Na jakim etapie"),
        choices=[
            SelectChoice("", _l("Każdy")),
            *(SelectChoice(name, words) for name, (words, _) in messages.STAGE.items()),
        ],
        validate_choice=False,
    )
    rok = SelectField(_l("Rok wniosku"), validate_choice=False)

    def offer(self, areas: Iterable[tuple[str, str]], years: Iterable[int]) -> None:
        """Fill the choices that depend on the city."""
        self.obszar.choices = [
            SelectChoice("", _l("Całe miasto")),
            *(SelectChoice(code, name) for code, name in areas),
        ]
        self.rok.choices = [
            SelectChoice("", _l("Każdy")),
            *(SelectChoice(str(year), str(year)) for year in years),
        ]

    @property
    def filters(self) -> Filters:
        """What is looked for."""
        year = self._known(self.rok)
        stage = self._known(self.stan)
        return Filters(
            text=(self.q.data or "")[:100],
            area=self._known(self.obszar),
            scope=self._known(self.zakres),
            statuses=messages.STAGE[stage][1] if stage else frozenset(),
            year=int(year) if year else None,
        )

    @property
    def active(self) -> list[tuple[str, str]]:
        """Names of the fields in use, with the words of what was chosen."""
        selects = (self.obszar, self.zakres, self.stan, self.rok)
        chosen = [(field.name, _words(field)[field.data]) for field in selects if self._known(field)]
        return [("q", f"„{self.q.data}”"), *chosen] if self.q.data else chosen

    @staticmethod
    def _known(field: SelectField) -> str:
        return field.data if field.data and field.data in _words(field) else ""


def _words(field: SelectField) -> dict[str, str]:
    return {value: str(label) for value, label, *_ in field.iter_choices()}
