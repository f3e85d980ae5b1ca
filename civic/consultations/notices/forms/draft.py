"""The sections of a draft. Shape only; what may be decided is in the rules."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from civic.consultations.notices import messages
from civic.consultations.notices.forms.base import ActForm
from civic.consultations.notices.forms.fields import ChecksField, DayField, WholeField, pairs
from civic.consultations.notices.rules import Initiator, Refusal, Regime, Terms
from civic.consultations.notices.rules.draft import (
    LONGEST_LONG,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
)
from civic.consultations.notices.rules.plan import Plan, period_findings
from civic.consultations.notices.services import Calendar, Contact, Texts
from civic.core.deadlines import closes_at, opens_at
from civic.core.fields import MoneyField
from civic.core.publications import Channel
from civic.core.publications.messages import CHANNEL

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")


def _most(number: int) -> list[Length]:
    return [Length(max=number, message=_SHORTER)]


class RegimeForm(ActForm):
    """Under which law."""

    regime = RadioField(
        _l("Czego dotyczą konsultacje?"), choices=pairs(messages.REGIME), validate_choice=False
    )

    @property
    def chosen(self) -> Regime | None:
        """The regime, if one of ours is chosen."""
        return Regime(self.regime.data) if self.regime.data in set(Regime) else None


class TitleForm(ActForm):
    """The title a draft begins with."""

    FIELD_OF: ClassVar = {Refusal.TITLE_MISSING: "title"}

    title = StringField(_l("Tytuł konsultacji"), _most(LONGEST_TITLE))


class TextsForm(ActForm):
    """What is asked and why."""

    FIELD_OF: ClassVar = {Refusal.TITLE_MISSING: "title"}

    title = StringField(_l("Tytuł"), _most(LONGEST_TITLE))
    summary = TextAreaField(
        _l("O co pytacie, w jednym zdaniu"),
        _most(LONGEST_SUMMARY),
        description=_l("Mieszkaniec czyta to jako pierwsze. Na przykład: „Jak ma wyglądać park nad rzeką?”"),
    )
    goal = TextAreaField(_l("Cel konsultacji"), _most(LONGEST_TEXT))
    subject = TextAreaField(_l("Przedmiot konsultacji"), _most(LONGEST_TEXT))
    justification = TextAreaField(_l("Dlaczego teraz"), _most(LONGEST_TEXT))
    influence = TextAreaField(
        _l("Co można zmienić, a czego nie"),
        _most(LONGEST_TEXT),
        description=_l("Uczciwie: co jest już przesądzone i dlaczego."),
    )
    questions = TextAreaField(
        _l("Pytania albo warianty"), _most(LONGEST_LONG), description=_l("Każde w osobnym wierszu.")
    )
    audience = TextAreaField(_l("Kogo przede wszystkim pytacie"), _most(LONGEST_TEXT))
    basis = TextAreaField(_l("Podstawa prawna"), _most(LONGEST_TEXT))

    def validate_title(self, field: StringField) -> None:
        """A consultation always has a title."""
        if not field.data:
            field.errors = [*field.errors, messages.REFUSED[Refusal.TITLE_MISSING]]

    @property
    def answer(self) -> Texts:
        """What was written."""
        return Texts(**{name: self[name].data or "" for name in Texts.__dataclass_fields__})


class CalendarForm(ActForm):
    """When. Remarks are taken from the beginning of the first day to the very end of the last."""

    FIELD_OF: ClassVar = {
        Refusal.NOTICE_DAY_MISSING: "notice_on",
        Refusal.OPENS_MISSING: "opens_on",
        Refusal.OPENS_TOO_EARLY: "opens_on",
        Refusal.CLOSES_MISSING: "closes_on",
        Refusal.CLOSES_BEFORE_OPENS: "closes_on",
        Refusal.REMARKS_TOO_SHORT: "closes_on",
    }

    notice_on = DayField(
        _l("Ogłoszenie będzie we wszystkich kanałach dnia"),
        description=_l("Terminy liczą się od ostatniej wymaganej publikacji."),
    )
    opens_on = DayField(_l("Uwagi od dnia"))
    closes_on = DayField(_l("Uwagi do dnia (do 23:59)"))

    @property
    def answer(self) -> Calendar:
        """The days as moments."""
        opens, closes = self.opens_on.data, self.closes_on.data
        return Calendar(
            notice_on=self.notice_on.data,
            opens_at=opens_at(opens) if opens else None,
            closes_at=closes_at(closes) if closes else None,
        )

    def check(self, regime: Regime, terms: Terms) -> bool:
        """Show every reason why the calendar is too short; whether there was none."""
        answer = self.answer
        plan = Plan(
            regime=regime,
            terms=terms,
            notice_on=answer.notice_on,
            opens=answer.opens_at,
            closes=answer.closes_at,
        )
        found = list(period_findings(plan))
        for each in found:
            self.show(each)
        return not found


class ContactForm(ActForm):
    """Who runs it and how to ask."""

    unit = SelectField(_l("Jednostka, która prowadzi konsultacje"), validate_choice=False)
    initiator = SelectField(_l("Kto wystąpił o konsultacje"), choices=pairs(messages.INITIATOR))
    contact = TextAreaField(
        _l("Kontakt dla mieszkańców"),
        _most(LONGEST_TEXT),
        description=_l("Telefon, e-mail, adres i godziny. Każde w osobnym wierszu."),
    )
    accessibility = TextAreaField(
        _l("Dostępność"),
        _most(LONGEST_TEXT),
        description=_l("Jak zgłosić potrzebę: tłumacz, pętla, tekst łatwy do czytania."),
    )
    anonymous = BooleanField(_l("Przyjmujemy uwagi bez nazwiska"))
    has_discussion = BooleanField(_l("Dyskusja w internecie jest włączona"))
    cost = MoneyField(_l("Koszt konsultacji"))

    @property
    def answer(self) -> Contact:
        """What was written."""
        unit = self.unit.data or ""
        known = {value for value, *_rest in self.unit.iter_choices()}
        initiator = self.initiator.data
        return Contact(
            unit_id=int(unit) if unit in known and unit.isdigit() else None,
            initiator=initiator if initiator in set(Initiator) else Initiator.EXECUTIVE.value,
            contact=self.contact.data or "",
            accessibility=self.accessibility.data or "",
            anonymous=self.anonymous.data,
            has_discussion=self.has_discussion.data,
            cost=self.cost.data,
        )


class TermsForm(ActForm):
    """The city's own terms and channels."""

    FIELD_OF: ClassVar = {
        Refusal.LEAD_SHORTER_THAN_LAW: "lead_days",
        Refusal.TIME_SHORTER_THAN_LAW: "min_days",
        Refusal.REPORT_LATER_THAN_LAW: "report_days",
        Refusal.CHANNELS_REQUIRED: "channels",
        Refusal.CHANNELS_MISSING: "channels",
    }

    channels = ChecksField(_l("Gdzie musi ukazać się ogłoszenie"), choices=pairs(CHANNEL))
    lead_days = WholeField(_l("Dni od ogłoszenia do początku"))
    min_days = WholeField(_l("Najkrótszy czas na uwagi, w dniach"))
    report_days = WholeField(_l("Dni na raport po zakończeniu"))

    def validate_lead_days(self, field: WholeField) -> None:
        """A number, 0 too."""
        _needed(field, 0)

    def validate_min_days(self, field: WholeField) -> None:
        """At least a day."""
        _needed(field, 1)

    def validate_report_days(self, field: WholeField) -> None:
        """At least a day."""
        _needed(field, 1)

    @property
    def answer(self) -> Terms:
        """What was chosen; only after ``validate``."""
        return Terms(
            lead_days=self.lead_days.data,
            min_days=self.min_days.data,
            report_days=self.report_days.data,
            channels=self.channels.chosen(Channel),
        )


def _needed(field: WholeField, least: int) -> None:
    if not field.errors and (field.data is None or not least <= field.data <= 1000):
        field.errors = [*field.errors, _l("Wpisz liczbę dni, najwyżej 1000.")]
