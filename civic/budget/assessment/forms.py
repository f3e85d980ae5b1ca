"""What the office sends about projects. Shape only; what may be decided is in the rules."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from civic.budget.assessment import messages
from civic.budget.assessment.queries import Wanted
from civic.budget.assessment.rules import GROUP_MAX, REASON_MAX, SEED_MAX, Refusal, Verdict
from civic.budget.projects.forms.step import choices
from civic.budget.projects.rules import Outcome, Stage
from civic.core.fields import Form, MoneyField
from civic.core.refusal import Refused

EVERYTHING = "wszystkie"
_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")
_OF_FIELD: Mapping[object, str] = {
    Refusal.REASON_MISSING: "reason",
    Refusal.REASON_TOO_SHORT: "reason",
    Refusal.REASON_TOO_LONG: "reason",
    Refusal.VERIFIED_COST_MISSING: "verified_cost",
    Refusal.VERIFIED_COST_TOO_LOW: "verified_cost",
    Refusal.VERIFIED_COST_TOO_HIGH: "verified_cost",
}


class VerdictForm(Form):
    """An outcome with its reason; for the merits also the cost as the office sees it."""

    outcome = RadioField(
        _l("Wynik oceny"),
        choices=choices([(Outcome.POSITIVE, _l("Pozytywny")), (Outcome.NEGATIVE, _l("Negatywny"))]),
        validate_choice=False,
    )
    verified_cost = MoneyField(_l("Sprawdzony koszt"))
    reason = TextAreaField(
        _l("Uzasadnienie"),
        [Length(max=REASON_MAX, message=messages.REFUSED[Refusal.REASON_TOO_LONG])],
        description=_l(
            "Przeczyta je autor i każdy mieszkaniec. Napisz zwykłymi słowami, co sprawdzono i co z tego wynika."
        ),
    )

    def validate_outcome(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in set(Outcome):
            field.errors = [*field.errors, _l("Zaznacz wynik oceny.")]

    def verdict(self, stage: Stage) -> Verdict:
        """What was written, for this stage; only after ``validate``."""
        return Verdict(
            stage=stage,
            outcome=Outcome(self.outcome.data),
            reason=self.reason.data or "",
            verified_cost=self.verified_cost.data if stage is Stage.MERIT else None,
        )

    def refuse(self, no: Refused) -> None:
        """Show the reason at its field, or above the form when it has none."""
        said = messages.words(no)
        if no.reason in _OF_FIELD:
            field = self[_OF_FIELD[no.reason]]
            field.errors = [*field.errors, said]
        else:
            self.form_errors: list[str] = [*self.form_errors, said]


class ConflictForm(Form):
    """The group of projects that exclude each other."""

    group = StringField(
        _l("Wyklucza się z innymi: nazwa grupy"),
        [Length(max=GROUP_MAX, message=_SHORTER)],
        description=_l(
            "Projekty z tą samą nazwą wykluczają się: wygrać może jeden. Puste pole: nie wyklucza się z żadnym."
        ),
    )


class SeedForm(Form):
    """The seed of a draw done in public."""

    seed = StringField(
        _l("Ziarno losowania"),
        [Length(max=SEED_MAX, message=_SHORTER)],
        description=_l(
            "Na przykład liczby wylosowane publicznie. Puste pole: wylosuje je komputer. Ziarno zobaczą wszyscy."
        ),
    )


class QueueForm(Form):
    """Which cards to show; it comes in the address of the page."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    q = StringField(_l("Szukaj"), description=_l("Słowo z tytułu albo numer projektu"))
    etap = SelectField(
        _l("Na co czeka"),
        choices=choices(
            [
                ("", _l("Wszystko, co czeka na ocenę")),
                (Stage.FORMAL, _l("Na ocenę formalną")),
                (Stage.MERIT, _l("Na ocenę merytoryczną")),
                (EVERYTHING, _l("Wszystkie karty, także ocenione")),
            ]
        ),
        validate_choice=False,
    )
    pula = SelectField(_l("Pula pieniędzy"), validate_choice=False)
    obszar = SelectField(_l("Część miasta"), validate_choice=False)

    def offer(self, areas: Iterable[tuple[str, str]], pools: Iterable[tuple[str, str]]) -> None:
        """Fill the choices that depend on the city and the edition, as (code, name)."""
        self.obszar.choices = choices([("", _l("Całe miasto")), *areas])
        self.pula.choices = choices([("", _l("Wszystkie pule")), *pools])

    @property
    def wanted(self) -> Wanted:
        """Which cards. An unknown choice counts as none."""
        return Wanted(
            stage=Stage(self.etap.data) if self.etap.data in set(Stage) else None,
            everything=self.etap.data == EVERYTHING,
            pool=self.pula.data or "",
            area=self.obszar.data or "",
            text=self.q.data or "",
        )
