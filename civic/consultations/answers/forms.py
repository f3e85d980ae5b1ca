"""What the office sends about answers. Shape only; what may be done is in the rules."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind 3.3
from wtforms.validators import InputRequired, Length, NumberRange

from civic.consultations.answers import messages, rules
from civic.consultations.answers.queries import Card, Choices, Waits, Wanted
from civic.consultations.answers.rules import Decision, Outcome, Refusal, Writing
from civic.core.fields import Form
from civic.core.refusal import Refused

_OF_FIELD: Mapping[object, str] = {
    Refusal.DECISION_MISSING: "decision",
    Refusal.REASONS_MISSING: "reasons",
    Refusal.REASONS_TOO_LONG: "reasons",
    Refusal.CHANGE_TOO_LONG: "change",
    Refusal.CHANGE_ELSEWHERE: "shows_in",
    Refusal.UNIT_UNKNOWN: "unit",
    Refusal.NOTE_MISSING: "note",
    Refusal.NOTE_TOO_LONG: "note",
    Refusal.TOPIC_MISSING: "name",
    Refusal.TOPIC_TOO_LONG: "name",
    Refusal.TOPIC_TAKEN: "name",
    Refusal.BODY_MISSING: "body",
    Refusal.BODY_TOO_LONG: "body",
    Refusal.BODY_TAKEN: "body",
    Refusal.DAY_IN_FUTURE: "on",
    Refusal.ANSWER_BEFORE_DELIVERY: "on",
    Refusal.OUTCOME_MISSING: "said",
}
WITHOUT = "0"


class RefusableForm(Form):
    """A form that shows a refusal at the field it is about, or above the form."""

    def refuse(self, no: Refused) -> None:
        """Show the reason."""
        said, name = messages.words(no), _OF_FIELD.get(no.reason)
        if name is not None and name in self:
            field = self[name]
            field.errors = [*field.errors, said]
        else:
            self.form_errors: list[str] = [*self.form_errors, said]


class AnswerForm(RefusableForm):
    """An answer. ``seen``: "id-version" of the answer that stood there, "" when there was none; ``also``: further numbers."""

    seen = HiddenField()
    decision = RadioField(
        _l("Rozstrzygnięcie"),
        choices=[SelectChoice(each.value, messages.DECISION[each]) for each in Decision],
        validate_choice=False,
    )
    reasons = TextAreaField(
        _l("Uzasadnienie"),
        [Length(max=rules.REASONS_MAX, message=messages.REFUSED[Refusal.REASONS_TOO_LONG])],
        description=_l(
            "Przeczyta je autor uwagi i każdy mieszkaniec. Nie wpisuj nazwisk, adresów ani telefonów."
        ),
    )
    change = TextAreaField(
        _l("Co się zmieni w projekcie"),
        [Length(max=rules.CHANGE_MAX, message=messages.REFUSED[Refusal.CHANGE_TOO_LONG])],
    )
    shows_in = SelectField(_l("W której wersji dokumentu to widać"), validate_choice=False)
    unit = SelectField(_l("Odpowiada jednostka"), validate_choice=False)

    def offer(self, choices: Choices) -> None:
        """Fill what depends on the consultation."""
        self.unit.choices = _of([("", str(_l("nie wskazano"))), *choices.units])
        self.shows_in.choices = _of([("", str(_l("w żadnej"))), *choices.versions])

    @classmethod
    def of(cls, card: Card, formdata: Any = None) -> "AnswerForm":
        """Filled with the answer the remark has."""
        unit_id = card.unit_id if card.answer_id is not None else card.sorted_unit_id
        return cls(
            formdata,
            data={
                "seen": f"{card.answer_id}-{card.version}" if card.answer_id else "",
                "decision": card.decision,
                "reasons": card.reasons or "",
                "change": card.change or "",
                "shows_in": str(card.version_id or ""),
                "unit": str(unit_id or ""),
            },
        )

    def writing(self, anchor: str | None) -> Writing:
        """What was written. ``anchor``: of the remark's paragraph, where the change shows."""
        version_id = whole(self.shows_in.data)
        return Writing(
            decision=Decision(self.decision.data) if self.decision.data in set(Decision) else None,
            reasons=self.reasons.data or "",
            change=self.change.data or "",
            version_id=version_id,
            anchor=anchor if version_id is not None else None,
            unit_id=whole(self.unit.data),
        )

    @property
    def expected(self) -> tuple[int, int] | None:
        """The answer the officer was looking at: id and version."""
        return pair(self.seen.data)


class NoteForm(RefusableForm):
    """Why something goes back."""

    note = TextAreaField(_l("Powód"), [Length(max=rules.NOTE_MAX)])


class TopicForm(RefusableForm):
    """A topic's name."""

    name = StringField(_l("Nazwa tematu"))


class AskForm(RefusableForm):
    """A body to be asked."""

    body = StringField(_l("Organ"), description=_l("Na przykład: Rada Działalności Pożytku Publicznego"))
    on = DateField(_l("Dzień doręczenia projektu"), [InputRequired(_l("Wpisz dzień, miesiąc i rok."))])
    days = IntegerField(
        _l("Termin na opinię w dniach"),
        [InputRequired(_l("Wpisz liczbę dni.")), NumberRange(1, 365, _l("Wpisz od 1 do 365 dni."))],
        default=14,
    )


class OpinionForm(RefusableForm):
    """What a body said."""

    said = RadioField(
        _l("Opinia"),
        choices=[SelectChoice(each.value, messages.OUTCOME[each]) for each in Outcome],
        validate_choice=False,
    )
    on = DateField(_l("Dzień wpływu opinii"), [InputRequired(_l("Wpisz dzień, miesiąc i rok."))])
    number = StringField(_l("Numer uchwały albo pisma"), [Length(max=200)])
    text = TextAreaField(_l("Treść opinii"), [Length(max=rules.REASONS_MAX)])

    @property
    def outcome(self) -> Outcome | None:
        """What was chosen."""
        return Outcome(self.said.data) if self.said.data in set(Outcome) else None


class CustomForm(Form):
    """When an answer needs reasons."""

    reasons_always = BooleanField(_l("Uzasadnienie jest wymagane zawsze, także gdy uwaga jest uwzględniona"))


class QueueForm(Form):
    """Which remarks to show; it comes in the address of the page."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    q = StringField(_l("Szukaj"), description=_l("Słowo z uwagi albo jej numer"))
    stan = SelectField(_l("Na co czeka"), validate_choice=False)
    wynik = SelectField(_l("Rozstrzygnięcie"), validate_choice=False)
    temat = SelectField(_l("Temat"), validate_choice=False)
    jednostka = SelectField(_l("Jednostka"), validate_choice=False)
    fragment = SelectField(_l("Fragment dokumentu"), validate_choice=False)
    termin = SelectField(_l("Termin"), validate_choice=False)

    def offer(self, choices: Choices) -> None:
        """Fill the choices, as (code, name)."""
        everything = ("", str(_l("wszystkie")))
        self.stan.choices = _of([everything, *((each.value, str(messages.WAITS[each])) for each in Waits)])
        self.wynik.choices = _of(
            [everything, *((each.value, str(messages.DECISION[each])) for each in Decision)]
        )
        self.temat.choices = _of([everything, (WITHOUT, str(_l("bez tematu"))), *choices.topics])
        self.jednostka.choices = _of([everything, (WITHOUT, str(_l("bez jednostki"))), *choices.units])
        self.fragment.choices = _of([everything, *choices.paragraphs])
        self.termin.choices = _of(
            [everything, ("nie", str(_l("w terminie"))), ("tak", str(_l("po terminie")))]
        )

    @property
    def wanted(self) -> Wanted:
        """Which remarks. An unknown choice counts as none."""
        return Wanted(
            waits=Waits(self.stan.data) if self.stan.data in set(Waits) else None,
            decision=self.wynik.data if self.wynik.data in set(Decision) else "",
            topic=whole(self.temat.data),
            unit=whole(self.jednostka.data),
            paragraph=self.fragment.data or "",
            late={"tak": True, "nie": False}.get(self.termin.data or ""),
            text=self.q.data or "",
        )

    @property
    def asked(self) -> dict[str, str]:
        """The same, for an address."""
        return {field.short_name: field.data for field in self if field.data}


def whole(text: str | None) -> int | None:
    """A row's number, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def pair(text: str | None) -> tuple[int, int] | None:
    """Two row numbers written "7-3", or None."""
    one, _, other = (text or "").partition("-")
    first, second = whole(one), whole(other)
    return (first, second) if first is not None and second is not None else None


def numbers(texts: Iterable[str]) -> list[int]:
    """Numbers of remarks that were ticked."""
    return sorted({number for text in texts if (number := whole(text)) is not None})


def _of(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in pairs]
