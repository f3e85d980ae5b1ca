"""What browsers send about discussions. Shape only."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import Length

from civic.consultations.discussion import messages, rules
from civic.consultations.discussion.rules import (
    Decision,
    Ground,
    Only,
    Order,
    Refusal,
    Rule,
    Shown,
    Stance,
    Verdict,
)
from civic.consultations.discussion.services import Said
from civic.core.fields import Form
from civic.core.refusal import Refused

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)d znaków.")
_OF_FIELD: Mapping[object, tuple[str, ...]] = {
    Refusal.EMPTY: ("text",),
    Refusal.TOO_LONG: ("text",),
    Refusal.TOO_MANY_LINKS: ("text",),
    Refusal.SAID_ALREADY: ("text",),
    Refusal.REASON_MISSING: ("reason", "text"),
    Refusal.RULE_MISSING: ("rule",),
    Refusal.NOTHING_MASKED: ("masked",),
    Refusal.ONLY_MASKS: ("masked",),
}


class Refusable(Form):
    """A form that shows a refusal at the field it is about, or above all."""

    def refuse(self, no: Refused) -> None:
        """Show the reason."""
        said = messages.words(no)
        for name in _OF_FIELD.get(no.reason, ()):
            if name in self:
                self[name].errors = [*self[name].errors, said]
                return
        self.form_errors: list[str] = [*self.form_errors, said]

    def forgive(self) -> bool:
        """Whether the page was opened in a session that has ended: said above all, and the page now carries a fresh token."""
        if "csrf_token" not in self.errors:
            return False
        self.csrf_token.errors = []
        self.refuse(Refused(Refusal.STALE_PAGE))
        return True


def _choices(
    named: Mapping[Any, LazyString] | Iterable[tuple[Any, LazyString]],
) -> list[tuple[str, LazyString]]:
    pairs = named.items() if isinstance(named, Mapping) else named
    return [(value.value, text) for value, text in pairs]


class CommentForm(Refusable):
    """A comment, or a reply."""

    text = TextAreaField(
        _l("Twój komentarz"),
        [Length(max=rules.TEXT_MAX, message=_SHORTER)],
        description=_l("Pisz zwykłymi słowami. Nie podawaj adresów ani telefonów, także swoich."),
    )
    stance = RadioField(_l("Twoje stanowisko"), validate_choice=False, default=Stance.NEUTRAL.value)
    shown_as = RadioField(_l("Jak cię podpisać?"), validate_choice=False, default=Shown.INITIALS.value)
    wants_mail = BooleanField(_l("Daj mi znać o odpowiedzi urzędu"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stance.choices = [
            (stance.value, f"{sign} {text}") for stance, (text, sign) in messages.STANCE.items()
        ]
        self.shown_as.choices = _choices(messages.SHOWN)

    @property
    def said(self) -> Said:
        """What was written. An unknown choice counts as the ordinary one."""
        return Said(
            text=self.text.data or "",
            stance=Stance(self.stance.data) if self.stance.data in set(Stance) else Stance.NEUTRAL,
            shown_as=Shown(self.shown_as.data) if self.shown_as.data in set(Shown) else Shown.INITIALS,
            wants_mail=bool(self.wants_mail.data),
        )


class ConfirmForm(Refusable):
    """A button alone."""


class ReportForm(Refusable):
    """Why a comment should be looked at."""

    ground = RadioField(_l("Co jest nie tak?"), validate_choice=False)
    words = TextAreaField(
        _l("Chcesz coś dodać?"), [Length(max=rules.WORDS_MAX, message=_SHORTER)], render_kw={"rows": 3}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground.choices = _choices(messages.GROUND)

    def validate_ground(self, field: RadioField) -> None:
        """One of them."""
        if field.data not in set(Ground):
            raise ValidationError(_l("Zaznacz, co jest nie tak."))

    def validate_words(self, field: TextAreaField) -> None:
        """ "Something else" says what."""
        if self.ground.data == Ground.OTHER and not field.data:
            raise ValidationError(_l("Napisz, co jest nie tak."))


class ObjectionForm(Refusable):
    """Why the decision is wrong."""

    text = TextAreaField(
        _l("Dlaczego decyzja jest błędna?"), [Length(max=rules.REASON_MAX, message=_SHORTER)]
    )


class ModerationForm(Refusable):
    """What a moderator decides."""

    verdict = RadioField(_l("Decyzja"), validate_choice=False)
    masked = TextAreaField(
        _l("Tekst po zasłonięciu"),
        [Length(max=rules.TEXT_MAX, message=_SHORTER)],
        description=_l("Tylko przy zasłanianiu: w miejsce tego, co ma zniknąć, wpisz […]."),
    )
    rule = RadioField(_l("Którą zasadę narusza?"), validate_choice=False)
    reason = TextAreaField(
        _l("Uzasadnienie"),
        [Length(max=rules.REASON_MAX, message=_SHORTER)],
        description=_l("Zobaczą je wszyscy w miejscu komentarza, a autor dostanie je e-mailem. Nie powtarzaj w nim tego, co zasłaniasz."),
        render_kw={"rows": 3},
    )  # fmt: skip

    def __init__(self, *args: Any, back: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave = _l("Przywróć komentarz w całości") if back else _l("Zostaw komentarz bez zmian")
        self.verdict.choices = _choices(
            [
                (Verdict.LEAVE, leave),
                (Verdict.MASK, _l("Zasłoń fragmenty")),
                (Verdict.HIDE, _l("Ukryj cały komentarz")),
            ]
        )
        self.rule.choices = _choices(messages.RULE)

    def validate_verdict(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in {Verdict.LEAVE, Verdict.MASK, Verdict.HIDE}:
            raise ValidationError(_l("Zaznacz decyzję."))

    @property
    def wanted(self) -> Decision:
        """What was decided; only after ``validate``."""
        return Decision(
            verdict=Verdict(self.verdict.data),
            rule=Rule(self.rule.data) if self.rule.data in set(Rule) else None,
            reason=self.reason.data or "",
            masked=self.masked.data or "",
        )


class ObjectionDecisionForm(Refusable):
    """What another moderator says to an objection."""

    outcome = RadioField(_l("Rozstrzygnięcie"), validate_choice=False)
    reason = TextAreaField(
        _l("Uzasadnienie"),
        [Length(max=rules.REASON_MAX, message=_SHORTER)],
        description=_l("Autor dostanie je e-mailem; zobaczą je też wszyscy na stronie moderacji."),
        render_kw={"rows": 3},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = _choices(
            [
                (Verdict.RESTORE, _l("Sprzeciw jest słuszny: przywróć komentarz")),
                (Verdict.UPHOLD, _l("Decyzja zostaje: oddal sprzeciw")),
            ]
        )

    def validate_outcome(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in {Verdict.RESTORE, Verdict.UPHOLD}:
            raise ValidationError(_l("Zaznacz rozstrzygnięcie."))


class AnswerForm(Refusable):
    """An answer of the office."""

    text = TextAreaField(
        _l("Odpowiedź urzędu"),
        [Length(max=rules.TEXT_MAX, message=_SHORTER)],
        description=_l("Zobaczą ją wszyscy, podpisaną nazwą jednostki."),
    )


class LookForm(Form):
    """How somebody wants to see the discussion; it comes in the address of the page."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    kolejnosc = SelectField(_l("Kolejność"), validate_choice=False)
    pokaz = SelectField(_l("Które komentarze"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kolejnosc.choices = _addressed(messages.ORDER)
        self.pokaz.choices = _addressed(messages.ONLY)

    @property
    def order(self) -> Order:
        """An unknown choice counts as the ordinary one."""
        return next((each for each in Order if ADDRESS[each] == self.kolejnosc.data), Order.SHUFFLED)

    @property
    def only(self) -> Only:
        """An unknown choice counts as the ordinary one."""
        return next((each for each in Only if ADDRESS[each] == self.pokaz.data), Only.ALL)


ADDRESS: Mapping[Order | Only, str] = {
    Order.SHUFFLED: "",
    Order.NEWEST: "najnowsze",
    Order.OLDEST: "najstarsze",
    Only.ALL: "",
    Only.UNANSWERED: "bez-odpowiedzi",
    Only.OFFICE: "urzad",
    Only.FOR: "za",
    Only.AGAINST: "przeciw",
}
"""How a choice is written in the address of a page."""


def _addressed(named: Mapping[Any, LazyString]) -> list[tuple[str, LazyString]]:
    return [(ADDRESS[value], text) for value, text in named.items()]
