"""What the office sends about a request. Shape only; what may be done is in the rules."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, DateInput, ListWidget, NumberInput

from civic.initiatives.assessment import messages
from civic.initiatives.assessment.forms.deed import NUMBER, SHORTER, Deed, reason_field
from civic.initiatives.assessment.rules import NOTE_MAX, Answer, Met, Outcome, Point, Refusal, Verdict
from civic.initiatives.assessment.rules.deciding import DOCUMENT_MAX
from civic.initiatives.assessment.rules.terms import BODY_MAX
from civic.initiatives.requests.forms.step import choices
from civic.initiatives.requests.messages import STEP
from civic.initiatives.requests.rules import Land, Step

_DATE = _l("Wpisz dzień, na przykład 29.05.2026.")
_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


class FormalForm(Deed):
    """The formal check: an answer and a note at each point, then what it ends with."""

    AT: ClassVar[Mapping[Refusal, str]] = {
        Refusal.WHAT_MISSING: "reason",
        Refusal.REASON_MISSING: "reason",
        Refusal.REASON_TOO_LONG: "reason",
        Refusal.TERM_TOO_SHORT: "days",
        Refusal.TERM_TOO_LONG: "days",
        Refusal.POINT_NOT_MET: "outcome",
        Refusal.ONLY_CITY_PROPERTY: "outcome",
        Refusal.CONTRIBUTION_MISSING: "outcome",
    }
    outcome = RadioField(_l("Wynik sprawdzenia"), validate_choice=False)
    reason = reason_field(
        _l("Czego brakuje albo dlaczego odrzucasz"),
        _l("Przeczyta to osoba, która złożyła wniosek. Przy odrzuceniu także każdy mieszkaniec."),
    )
    days = IntegerField(
        _l("Ile dni na uzupełnienie"),
        [Optional(), NumberRange(0, 10_000, NUMBER)],
        widget=NumberInput(),
        description=_l("Co najmniej 7 dni (art. 64 § 2 KPA). Liczą się od jutra."),
    )
    reopened = SelectMultipleField(
        _l("Co będzie można poprawić"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Nic nie zaznaczysz: cały wniosek."),
    )

    def offer(self, outcomes: Sequence[Outcome]) -> None:
        """Fill what it may end with."""
        self.offered = {each.value for each in outcomes}
        self.outcome.choices = choices([(each.value, messages.OUTCOME[each]) for each in outcomes])
        self.reopened.choices = choices([(each.value, STEP[each]) for each in Step])

    def validate_outcome(self, field: RadioField) -> None:
        """One of those offered."""
        if field.data not in self.offered:
            field.errors = [*field.errors, _l("Zaznacz wynik sprawdzenia.")]

    def verdict(self) -> Verdict:
        """What was written; only after ``validate``."""
        answers = {}
        for point in Point:
            met = self[f"met_{point.value}"].data
            if met in set(Met):
                answers[point] = Answer(Met(met), self[f"note_{point.value}"].data or "")
        return Verdict(
            outcome=Outcome(self.outcome.data),
            answers=answers,
            reason=self.reason.data or "",
            days=self.days.data or 0,
            reopened=tuple(Step(value) for value in self.reopened.data or () if value in set(Step)),
        )


for _point in Point:
    setattr(
        FormalForm,
        f"met_{_point.value}",
        RadioField(
            messages.POINT[_point],
            choices=choices([(each.value, messages.MET[each]) for each in Met]),
            validate_choice=False,
        ),
    )
    setattr(
        FormalForm,
        f"note_{_point.value}",
        StringField(_l("Uwaga"), [Length(max=NOTE_MAX, message=SHORTER)]),
    )


class LandForm(Deed):
    """Whose the place is."""

    AT: ClassVar[Mapping[Refusal, str]] = {Refusal.LAND_SAME: "land", Refusal.REASON_MISSING: "reason"}
    land = RadioField(
        _l("Właściciel miejsca"),
        choices=choices([(each.value, messages.LAND[each]) for each in Land]),
        validate_choice=False,
    )
    reason = reason_field(_l("Skąd to wiadomo"), _l("Na przykład: ewidencja gruntów, działka 12/3."))

    def validate_land(self, field: RadioField) -> None:
        """One of them."""
        if field.data not in set(Land):
            field.errors = [*field.errors, _l("Zaznacz właściciela.")]


class CompletionForm(Deed):
    """What came past the form."""

    AT: ClassVar[Mapping[Refusal, str]] = {Refusal.REASON_MISSING: "note"}
    note = reason_field(_l("Co przyszło i jak"), _l("Na przykład: zgoda właściciela, pocztą."))


class LeaveForm(Deed):
    """Leaving a request unconsidered."""

    AT: ClassVar[Mapping[Refusal, str]] = {
        Refusal.REASON_MISSING: "reason",
        Refusal.NOT_CONFIRMED: "confirmed",
    }
    reason = reason_field(_l("Dlaczego"), _l("Przeczyta to osoba, która złożyła wniosek."))
    confirmed = BooleanField(_l("Zostawiam wniosek bez rozpoznania. Wiem, że tego nie da się cofnąć."))


class ForwardForm(Deed):
    """To whom a request goes, and why."""

    AT: ClassVar[Mapping[Refusal, str]] = {Refusal.BODY_MISSING: "body", Refusal.REASON_MISSING: "reason"}
    body = StringField(
        _l("Do kogo"),
        [Length(max=BODY_MAX, message=SHORTER)],
        description=_l("Na przykład: Starosta Miłogrodzki."),
    )
    reason = reason_field(_l("Dlaczego to jego sprawa"), _l("Przeczyta to osoba, która złożyła wniosek."))
    document_number = StringField(_l("Numer pisma"), [Length(max=DOCUMENT_MAX, message=SHORTER)])


class ExtendForm(Deed):
    """A later day, with its reason."""

    AT: ClassVar[Mapping[Refusal, str]] = {
        Refusal.NEW_DATE_MISSING: "due_on",
        Refusal.NEW_DATE_NOT_LATER_THAN_TODAY: "due_on",
        Refusal.NEW_DATE_NOT_LATER: "due_on",
        Refusal.REASON_MISSING: "reason",
    }
    due_on = DateField(_l("Nowy termin"), [Optional()], format=_FORMATS, widget=DateInput())
    reason = reason_field(
        _l("Dlaczego i co już zrobiono"),
        _l("To zawiadomienie z art. 245 KPA: dostanie je osoba, która złożyła wniosek."),
    )

    def validate_due_on(self, field: DateField) -> None:
        """A day, in Polish words when it is none."""
        if field.process_errors:
            field.process_errors = []
            field.errors = [_DATE]
