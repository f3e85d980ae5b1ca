"""What the office sends: a request from paper on one screen, what is looked for in the queue, the city's settings."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, Length, Optional

from civic.core.fields import AttachmentsField, CountField, Form, MoneyField, PointField
from civic.initiatives.requests import messages
from civic.initiatives.requests.forms.estimate import (
    AskRow,
    MoneyRow,
    StepRow,
    ThingRow,
    WorkRow,
    ask_lines,
    give_lines,
    offer_rates,
    schedule_steps,
)
from civic.initiatives.requests.forms.step import RefusingForm, RowForm, choices, grow, one_line, written
from civic.initiatives.requests.queries import Filters
from civic.initiatives.requests.rules import (
    ApplicantKind,
    Channel,
    InitiativeSettings,
    Land,
    Rate,
    Scope,
    Status,
    facts,
)
from civic.initiatives.requests.rules.answers import Description, Idea, Place
from civic.initiatives.requests.rules.settings import RATES_MAX
from civic.initiatives.requests.services import Paper, Person

_SHORTER = _l("Skróć: zmieści się najwyżej %(max)s znaków.")


def _at_most(length: int) -> Length:
    return Length(max=length, message=_SHORTER)


class PersonRow(RowForm):
    """Somebody on the paper list."""

    watched = ("name", "address", "email", "phone")
    needed = (("name", _l("Wpisz imię i nazwisko.")),)
    name = StringField(_l("Imię i nazwisko"), [_at_most(facts.PERSON_MAX)])
    address = StringField(_l("Adres"), [_at_most(facts.ADDRESS_MAX)])
    email = StringField(_l("E-mail"), [Optional(), Email(_l("Sprawdź ten adres e-mail."))])
    phone = StringField(_l("Telefon"), [_at_most(facts.PHONE_MAX)])
    representative = BooleanField(_l("reprezentuje grupę"))


class PaperForm(RefusingForm):
    """Everything that stands on a paper request. The month runs from ``received_on``."""

    channel = SelectField(
        _l("Jak wpłynął"),
        choices=choices((each, messages.CHANNEL[each]) for each in Channel if each is not Channel.FORM),
        default=Channel.PAPER.value,
    )
    received_on = DateField(_l("Dzień wpływu"), [DataRequired(_l("Podaj dzień wpływu."))])
    case_number = StringField(_l("Znak sprawy"), [_at_most(100)])
    title = StringField(_l("Tytuł"), [DataRequired(_l("Wpisz tytuł wniosku.")), _at_most(facts.TITLE_MAX)])
    summary = TextAreaField(_l("W jednym zdaniu"), [_at_most(facts.SUMMARY_MAX)])
    scope = SelectField(
        _l("Zakres z ustawy"),
        [DataRequired(_l("Wybierz zakres."))],
        choices=choices([("", _l("Wybierz")), *messages.SCOPE_SHORT.items()]),
        validate_choice=False,
    )
    applicant_kind = SelectField(
        _l("Kto składa"), choices=choices(messages.APPLICANT.items()), default=ApplicantKind.GROUP.value
    )
    organisation_name = StringField(_l("Nazwa organizacji, jeśli przez nią"), [_at_most(facts.NAME_MAX)])
    participants = CountField(_l("Ile osób działa"))
    supporters = CountField(_l("Ile osób popiera"), least=0)
    place = PointField(_l("Miejsce"), separator="-")
    location_text = StringField(_l("Miejsce w słowach"), [_at_most(facts.LOCATION_MAX)])
    land = SelectField(_l("Czyj teren"), choices=choices(messages.LAND.items()), default=Land.UNKNOWN.value)
    land_note = StringField(_l("Zgoda właściciela"), [_at_most(facts.LAND_NOTE_MAX)])
    description = TextAreaField(_l("Opis"), [_at_most(facts.DESCRIPTION_MAX)])
    goal = TextAreaField(_l("Cel i adresaci"), [_at_most(facts.GOAL_MAX)])
    readiness = TextAreaField(_l("Co już gotowe"), [_at_most(facts.READINESS_MAX)])
    work = FieldList(FormField(WorkRow), max_entries=facts.LINES_MAX)
    money = FieldList(FormField(MoneyRow), max_entries=facts.LINES_MAX)
    things = FieldList(FormField(ThingRow), max_entries=facts.LINES_MAX)
    asked = FieldList(FormField(AskRow), max_entries=facts.LINES_MAX)
    steps = FieldList(FormField(StepRow), max_entries=facts.STEPS_MAX)
    people = FieldList(FormField(PersonRow), max_entries=facts.MEMBERS_MAX)
    declares_residence = BooleanField(_l("Na wniosku jest oświadczenie o zamieszkaniu"))
    files = AttachmentsField(_l("Skan wniosku i listy"))

    def prepare(self, rates: Iterable[Rate]) -> None:
        """Have somewhere to write the next line of each table."""
        for rows, most in (
            (self.work, facts.LINES_MAX), (self.money, facts.LINES_MAX), (self.things, facts.LINES_MAX),
            (self.asked, facts.LINES_MAX), (self.steps, facts.STEPS_MAX),
        ):  # fmt: skip
            grow(rows, most)
        grow(self.people, facts.MEMBERS_MAX, 3)
        offer_rates(self.work, tuple(rates))

    @property
    def paper(self) -> Paper:
        """What was typed; only after ``validate``."""
        return Paper(
            received_on=self.received_on.data,  # type: ignore[arg-type] # required
            idea=Idea(
                title=one_line(self.title.data),
                summary=self.summary.data or "",
                scope=Scope(self.scope.data) if self.scope.data in set(Scope) else None,
            ),
            place=Place(
                point=self.place.point,
                location_text=one_line(self.location_text.data),
                land=Land(self.land.data),
                land_note=self.land_note.data or "",
            ),
            description=Description(
                description=self.description.data or "",
                goal=self.goal.data or "",
                readiness=self.readiness.data or "",
            ),
            channel=Channel(self.channel.data),
            applicant_kind=ApplicantKind(self.applicant_kind.data),
            organisation_name=one_line(self.organisation_name.data),
            lines=(*give_lines(self.work, self.money, self.things), *ask_lines(self.asked)),
            steps=schedule_steps(self.steps),
            people=tuple(_person(row) for row in written(self.people)),
            participants=self.participants.data,
            supporters=self.supporters.data,
            case_number=one_line(self.case_number.data),
            declares_residence=bool(self.declares_residence.data),
        )


def _person(row: Any) -> Person:
    return Person(
        name=one_line(row.name.data),
        address=one_line(row.address.data),
        email=row.email.data or "",
        phone=one_line(row.phone.data),
        representative=bool(row.representative.data),
    )


class QueueForm(Form):
    """Search and filters of the queue, from its address. An unknown choice counts as none."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    q = StringField(_l("Szukaj"), description=_l("Słowo z tytułu, numer wniosku albo znak sprawy"))
    stan = SelectField(
        _l("Status"),
        choices=choices(
            [("", _l("Wszystkie")), *((each, messages.STATUS[each]) for each in Status if each is not Status.DRAFT)]
        ),
        validate_choice=False,
    )  # fmt: skip
    obszar = SelectField(_l("Część miasta"), validate_choice=False)
    spoznione = BooleanField(_l("Tylko po terminie"))

    def offer(self, areas: Iterable[tuple[str, str]]) -> None:
        """Fill the choice of areas, as (code, name)."""
        offered = list(areas)
        self.codes = {code for code, _ in offered}
        self.obszar.choices = choices([("", _l("Całe miasto")), *offered])

    @property
    def filters(self) -> Filters:
        """What is looked for."""
        known = self.stan.data in set(Status) - {Status.DRAFT}
        return Filters(
            text=self.q.data or "",
            status=Status(self.stan.data) if known else None,
            area=self.obszar.data if self.obszar.data in self.codes else "",
            overdue=bool(self.spoznione.data),
        )


class RateRow(RowForm):
    """A rate of the city."""

    watched = ("name", "hourly")
    needed = (("name", _l("Nazwij tę pracę.")), ("hourly", _l("Wpisz kwotę.")))
    id = HiddenField()
    name = StringField(_l("Rodzaj pracy"), [_at_most(100)])
    hourly = MoneyField(_l("Za godzinę"))


class SettingsForm(RefusingForm):
    """The city's rates and limits."""

    before = HiddenField()
    basis = StringField(
        _l("Uchwała, z której to wynika"),
        [_at_most(300)],
        description=_l("Na przykład: uchwała nr XII/80/2026 Rady Miasta z 26 marca 2026."),
    )
    rates = FieldList(FormField(RateRow), max_entries=RATES_MAX)
    max_city_share = DecimalField(
        _l("Największy udział miasta"),
        [Optional()],
        places=None,
        description=_l("W procentach całej wartości. Puste: bez limitu."),
    )
    max_city_amount = MoneyField(_l("Największa kwota miasta"), description=_l("Puste: bez limitu."))
    members_needed = CountField(
        _l("Ile osób poza prowadzącą musi potwierdzić wniosek grupy"), least=0, most=facts.MEMBERS_MAX
    )
    fix_days = CountField(_l("Ile dni na uzupełnienie wniosku"), most=365)
    settlement_days = CountField(_l("Ile dni na rozliczenie"), most=365)
    retention_years = CountField(_l("Po ilu latach usuwamy dane osobowe"), most=100)

    def prepare(self) -> None:
        """Have a row for a new rate."""
        grow(self.rates, RATES_MAX)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Every number must be there."""
        fine = bool(super().validate(extra_validators))
        for field in (self.members_needed, self.fix_days, self.settlement_days, self.retention_years):
            if field.data is None and not field.errors:
                field.errors = [_l("Wpisz liczbę.")]
                fine = False
        return fine

    @property
    def document(self) -> InitiativeSettings:
        """What was typed; only after ``validate``. A new rate gets an id no other ever had here."""
        rows = written(self.rates)
        used = {row.id.data for row in rows}
        fresh = (f"rate-{number}" for number in range(1, 1000) if f"rate-{number}" not in used)
        return InitiativeSettings(
            basis=one_line(self.basis.data),
            rates=tuple(
                Rate(id=row.id.data or next(fresh), name=one_line(row.name.data), hourly=row.hourly.data)
                for row in rows
            ),
            max_city_share=self.max_city_share.data,
            max_city_amount=self.max_city_amount.data,
            members_needed=self.members_needed.data,
            fix_days=self.fix_days.data,
            settlement_days=self.settlement_days.data,
            retention_years=self.retention_years.data,
        )
