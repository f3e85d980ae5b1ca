"""The decisions and records of the office. Shape only."""

from datetime import datetime, time
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import FileField, StringField, TextAreaField
from wtforms.validators import Length

from civic.consultations.notices.forms.base import ActForm
from civic.consultations.notices.forms.fields import DayField, HourField, WholeField
from civic.consultations.notices.rules import Refusal
from civic.consultations.notices.rules.draft import LONGEST_LONG, LONGEST_REASON
from civic.consultations.notices.rules.why_not import Evidence, Order
from civic.core.deadlines import closes_at, opens_at

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")
_NUMBER = [Length(max=100, message=_SHORTER)]
_REASON = [Length(max=LONGEST_REASON, message=_SHORTER)]


class OrderForm(ActForm):
    """The executive's order."""

    FIELD_OF: ClassVar = {
        Refusal.ORDER_NUMBER_MISSING: "number",
        Refusal.ORDER_DAY_MISSING: "day",
        Refusal.ORDER_IN_FUTURE: "day",
    }

    number = StringField(_l("Numer zarządzenia"), _NUMBER)
    day = DayField(_l("Data zarządzenia"))

    @property
    def order(self) -> Order:
        """What was written."""
        return Order(self.number.data or "", self.day.data)


class ReasonForm(ActForm):
    """Why."""

    FIELD_OF: ClassVar = {Refusal.REASON_MISSING: "reason"}

    reason = TextAreaField(_l("Dlaczego?"), _REASON)


class ExtendForm(ActForm):
    """Until when now, and why."""

    FIELD_OF: ClassVar = {
        Refusal.NOT_LONGER: "closes_on",
        Refusal.REASON_MISSING: "reason",
        Refusal.ORDER_NUMBER_MISSING: "number",
        Refusal.ORDER_DAY_MISSING: "day",
        Refusal.ORDER_IN_FUTURE: "day",
    }

    closes_on = DayField(_l("Nowy ostatni dzień na uwagi (do 23:59)"))
    reason = TextAreaField(_l("Dlaczego?"), _REASON, description=_l("Przeczytają to mieszkańcy."))
    number = StringField(_l("Numer zarządzenia"), _NUMBER)
    day = DayField(_l("Data zarządzenia"))

    @property
    def closes(self) -> datetime | None:
        """The new end."""
        return closes_at(self.closes_on.data) if self.closes_on.data else None

    @property
    def order(self) -> Order:
        """The order."""
        return Order(self.number.data or "", self.day.data)


class PublishForm(ActForm):
    """When the notice appeared in a channel, and how that is known."""

    FIELD_OF: ClassVar = {
        Refusal.PUBLISHED_IN_FUTURE: "day",
        Refusal.PUBLISHED_BEFORE_ORDER: "day",
        Refusal.EVIDENCE_MISSING: "link",
    }

    day = DayField(_l("Dzień publikacji"))
    hour = HourField(_l("Godzina"))
    link = StringField(_l("Link do ogłoszenia"), [Length(max=500, message=_SHORTER)])
    file = FileField(
        _l("Dowód w pliku"),
        description=_l(
            "Zdjęcie tablicy, wycinek, wydruk strony: PDF, JPEG, PNG albo WebP. Zobaczą go mieszkańcy."
        ),
    )

    def validate_link(self, field: StringField) -> None:
        """A link of the web."""
        if field.data and not field.data.startswith(("https://", "http://")):
            field.errors = [*field.errors, _l("Link zaczyna się od https://")]

    @property
    def evidence(self) -> Evidence:
        """What was written; a day without an hour is its beginning."""
        at = opens_at(self.day.data, self.hour.data or time(0)) if self.day.data else None
        return Evidence(at, self.link.data or "", bool(self.file.data and self.file.data.filename))


class SummaryForm(ActForm):
    """What came of a form."""

    FIELD_OF: ClassVar = {Refusal.FORM_SUMMARY_MISSING: "summary"}

    attendees = WholeField(_l("Ile osób przyszło"))
    summary = TextAreaField(
        _l("Przebieg i wnioski"),
        [Length(max=LONGEST_LONG, message=_SHORTER)],
        description=_l("Miejsce, czas, o czym mówiono. Bez nazwisk uczestników."),
    )


class ActRecordForm(ActForm):
    """The act that followed."""

    FIELD_OF: ClassVar = {Refusal.ACT_MISSING: "number", Refusal.CHANGES_MISSING: "what_changed"}

    number = StringField(_l("Numer uchwały albo zarządzenia"), _NUMBER)
    day = DayField(_l("Data"))
    link = StringField(_l("Link do aktu"), [Length(max=500, message=_SHORTER)])
    what_changed = TextAreaField(
        _l("Co się zmieniło dzięki konsultacjom"),
        [Length(max=LONGEST_LONG, message=_SHORTER)],
        description=_l("Przeczytają to osoby, które wysłały uwagi."),
    )

    def validate_link(self, field: StringField) -> None:
        """A link of the web."""
        if field.data and not field.data.startswith(("https://", "http://")):
            field.errors = [*field.errors, _l("Link zaczyna się od https://")]
