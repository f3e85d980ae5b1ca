"""One form of the consultation: what, when, where, for whom accessible."""

from datetime import datetime, time
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from civic.consultations.notices import messages
from civic.consultations.notices.forms.base import ActForm
from civic.consultations.notices.forms.fields import ChecksField, DayField, HourField, pairs
from civic.consultations.notices.queries import HeldForm
from civic.consultations.notices.rules import Access, FormKind, PlannedForm, Refusal
from civic.consultations.notices.rules.draft import LONGEST_TEXT, LONGEST_TITLE
from civic.consultations.notices.services import FormText
from civic.core.deadlines import LAST_MINUTE, WARSAW, closes_at, closing_shown, opens_at

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")


class HeldFormForm(ActForm):
    """A form of the consultation as it is planned."""

    FIELD_OF: ClassVar = {
        Refusal.FORM_UNDATED: "day",
        Refusal.FORM_TOO_EARLY: "day",
        Refusal.FORM_TOO_LATE: "day",
        Refusal.AFTER_HOURS_REQUIRED: "hour",
        Refusal.FORM_ENDS_BEFORE: "end_hour",
        Refusal.SURVEY_TOO_SHORT: "end_day",
        Refusal.FORM_WITHOUT_PLACE: "place",
        Refusal.PLACE_NOT_ACCESSIBLE: "accessible",
        Refusal.DRAFT_NOT_PRESENTED: "presents_draft",
    }

    kind = SelectField(_l("Rodzaj"), choices=pairs(messages.FORM))
    title = StringField(
        _l("Nazwa"),
        [Length(max=LONGEST_TITLE, message=_SHORTER)],
        description=_l("Na przykład: Spotkanie w Ogrodach"),
    )
    day = DayField(_l("Dzień"))
    hour = HourField(_l("Od godziny"))
    end_hour = HourField(_l("Do godziny"))
    end_day = DayField(_l("Ostatni dzień"), description=_l("Tylko jeśli trwa dłużej niż jeden dzień."))
    online = BooleanField(_l("Przez internet"))
    place = StringField(
        _l("Miejsce i adres"),
        [Length(max=300, message=_SHORTER)],
        description=_l("Dla spotkań przez internet: link."),
    )
    accessible = ChecksField(_l("Dostępność miejsca"), choices=pairs(messages.ACCESS))
    presents_draft = BooleanField(_l("Zaczyna się od prezentacji projektu"))
    host = StringField(_l("Kto prowadzi"), [Length(max=LONGEST_TITLE, message=_SHORTER)])
    agenda = TextAreaField(_l("Program"), [Length(max=LONGEST_TEXT, message=_SHORTER)])

    @classmethod
    def of(cls, held: HeldForm) -> "HeldFormForm":
        """Filled with a form as it is."""
        starts = held.starts.astimezone(WARSAW) if held.starts else None
        ends = closing_shown(held.ends) if held.ends else None
        several = starts is not None and ends is not None and ends.date() != starts.date()
        return cls(
            kind=held.kind.value,
            title=held.title,
            day=starts.date() if starts else None,
            hour=starts.time() if starts else None,
            end_hour=ends.time() if ends else None,
            end_day=ends.date() if ends and several else None,
            online=held.online,
            place=held.place,
            accessible=[each.value for each in held.accessible],
            presents_draft=held.presents_draft,
            host=held.host,
            agenda=held.agenda,
        )

    @property
    def starts(self) -> datetime | None:
        """When it begins."""
        return opens_at(self.day.data, self.hour.data or time(0)) if self.day.data else None

    @property
    def ends(self) -> datetime | None:
        """When it ends, if that is known."""
        last = self.end_day.data or (self.day.data if self.end_hour.data else None)
        return closes_at(last, self.end_hour.data or LAST_MINUTE) if last else None

    def answer(self, form_id: int = 0) -> FormText:
        """What was written."""
        planned = PlannedForm(
            kind=FormKind(self.kind.data),
            id=form_id,
            title=self.title.data or "",
            starts=self.starts,
            ends=self.ends if self.starts else None,
            online=self.online.data,
            place=self.place.data or "",
            accessible=self.accessible.chosen(Access),
            presents_draft=self.presents_draft.data,
        )
        return FormText(planned=planned, host=self.host.data or "", agenda=self.agenda.data or "")
