"""What the Team and the executive send. Shape only; what may be done is in the rules."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from civic.core.refusal import Refused
from civic.core.scores import Criterion
from civic.initiatives.assessment import messages
from civic.initiatives.assessment.forms.deed import SHORTER, Deed, reason_field
from civic.initiatives.assessment.rules import NOTE_MAX, Decision, Refusal
from civic.initiatives.assessment.rules.deciding import DOCUMENT_MAX
from civic.initiatives.assessment.rules.team import NOTE_MAX as CARD_NOTE_MAX
from civic.initiatives.requests.forms.step import choices


class ConflictForm(Deed):
    """A member's declaration."""

    AT: ClassVar[Mapping[Refusal, str]] = {Refusal.REASON_MISSING: "reason", Refusal.OWN_REQUEST: "conflict"}
    conflict = RadioField(
        _l("Czy masz w tej sprawie konflikt interesów?"),
        choices=choices([("no", _l("Nie mam")), ("yes", _l("Mam: nie będę oceniać"))]),
        validate_choice=False,
        description=_l(
            "Na przykład: wniosek złożył ktoś bliski, mieszkasz tuż obok albo działasz w tej organizacji."
        ),
    )
    reason = StringField(_l("Na czym polega"), [Length(max=NOTE_MAX, message=SHORTER)])

    def validate_conflict(self, field: RadioField) -> None:
        """Yes or no."""
        if field.data not in {"yes", "no"}:
            field.errors = [*field.errors, _l("Zaznacz jedną odpowiedź.")]


class CloseForm(Deed):
    """Closing the assessment."""

    AT: ClassVar[Mapping[Refusal, str]] = {Refusal.NOT_CONFIRMED: "confirmed"}
    remarks = reason_field(_l("Uwagi do protokołu"))
    confirmed = BooleanField(_l("Zamykam ocenę. Wiem, że kart i protokołu nie będzie można zmienić."))


class DecisionForm(Deed):
    """The executive's decision."""

    AT: ClassVar[Mapping[Refusal, str]] = {
        Refusal.REASON_MISSING: "reason",
        Refusal.REASON_TOO_LONG: "reason",
        Refusal.DOCUMENT_MISSING: "document_number",
        Refusal.BELOW_THRESHOLD: "against_score",
    }
    accepted = RadioField(
        _l("Rozstrzygnięcie"),
        choices=choices([("yes", _l("Przyjmuję inicjatywę")), ("no", _l("Odrzucam wniosek"))]),
        validate_choice=False,
    )
    reason = reason_field(_l("Uzasadnienie"), _l("Przeczyta je każdy mieszkaniec."))
    against_score = reason_field(
        _l("Dlaczego mimo wyniku poniżej progu"), _l("Także to przeczyta każdy mieszkaniec.")
    )
    document_number = StringField(
        _l("Numer dokumentu"), [Length(max=DOCUMENT_MAX, message=SHORTER)], description=_l("Na przykład znak zarządzenia.")
    )  # fmt: skip

    def validate_accepted(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in {"yes", "no"}:
            field.errors = [*field.errors, _l("Zaznacz rozstrzygnięcie.")]

    def decision(self) -> Decision:
        """What was written; only after ``validate``."""
        return Decision(
            accepted=self.accepted.data == "yes",
            reason=self.reason.data or "",
            against_score=self.against_score.data or "",
            document_number=self.document_number.data or "",
        )


class CardForm(Deed):
    """A member's card: points and a note for each criterion. Made by ``card_form``."""

    def points(self) -> dict[str, int]:
        """The points given so far, by criterion key."""
        given = {name.removeprefix("points_"): field.data for name, field in self._fields.items() if name.startswith("points_")}  # fmt: skip
        return {key: int(value) for key, value in given.items() if value is not None and value.isdecimal()}

    def notes(self) -> dict[str, str]:
        """The notes that are not empty, by criterion key."""
        noted = {name.removeprefix("note_"): field.data for name, field in self._fields.items() if name.startswith("note_")}  # fmt: skip
        return {key: value for key, value in noted.items() if value}

    def refuse_points(self, criteria: Sequence[Criterion], no: Refused) -> None:
        """Show what is wrong with points at the criterion it is about, and every other that lacks points too."""
        at = {each.name: f"points_{each.key}" for each in criteria}.get(str(no.facts.get("name", "")))
        if at is None:
            self.refuse(no)
            return
        if no.reason is not Refusal.POINTS_MISSING:
            self[at].errors = [messages.words(no)]
            return
        lacking = [each for each in criteria if each.key not in self.points()]
        for each in lacking:
            said = messages.words(Refused(Refusal.POINTS_MISSING, name=each.name))
            self[f"points_{each.key}"].errors = [said]


def card_form(criteria: Sequence[Criterion], points: Mapping[str, int], notes: Mapping[str, str]) -> CardForm:
    """The form of these criteria, filled with what was given before."""
    fields: dict[str, Any] = {}
    for each in criteria:
        fields[f"points_{each.key}"] = RadioField(
            each.name,
            choices=choices([(str(value), str(value)) for value in range(each.max_points + 1)]),
            default=str(points[each.key]) if each.key in points else None,
            validate_choice=False,
            description=each.guidance,
        )
        fields[f"note_{each.key}"] = TextAreaField(
            _l("Uwaga"), [Length(max=CARD_NOTE_MAX, message=SHORTER)], default=notes.get(each.key, "")
        )
    made: CardForm = type("CardFormOfCriteria", (CardForm,), fields)()
    return made
