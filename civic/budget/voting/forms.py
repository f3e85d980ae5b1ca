"""What a browser may send while voting, and at the office. Shape only; whether it counts is in rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from civic.budget.editions.rules import Asked, Minors
from civic.budget.voting.messages import DOUBTS
from civic.budget.voting.rules import Refusal, Voter, choice_from_fields, choice_to_fields
from civic.core.fields import Form, clean
from civic.people.forms import email_field

WHO = ("name", "address", "age", "guardian", "consent", "sex", "declared")
LONGEST = {
    "route": 60,
    "link": 60,
    "once": 60,
    "at": 20,
    "go": 20,
    "name": 120,
    "address": 200,
    "age": 20,
    "guardian": 120,
}


@dataclass(frozen=True)
class Draft:
    """A ballot under way. It lives in the hidden fields of the page the voter looks at, and nowhere on the server.

    ``at``: the page it was sent from; ``go``: where to ("next", "back" or the name of a page); ``seen``: the page
    "Sprawdź swój głos" was reached once, so that a mended page leads straight back to it.
    """

    route: str = ""
    link: str = ""
    at: str = ""
    go: str = "next"
    once: str = ""
    seen: bool = False
    areas: tuple[str, ...] = ()
    lists: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    who: Mapping[str, str] = field(default_factory=dict)

    @property
    def voter(self) -> Voter:
        """What the page "Kim jesteś?" was told."""
        age = self.who.get("age", "")
        return Voter(
            declared=bool(self.who.get("declared")),
            age=int(age) if age.isascii() and age.isdecimal() else (-1 if age else None),
            guardian=self.who.get("guardian", ""),
            consent=bool(self.who.get("consent")),
            name=self.who.get("name", ""),
            address=self.who.get("address", ""),
            sex=self.who.get("sex", "") if self.who.get("sex", "") in {"F", "M"} else "",
        )

    def hidden(self, without: frozenset[str]) -> list[tuple[str, str]]:
        """Hidden fields that carry the draft; ``without``: lists, or "area" and "who", that stand on the page itself."""
        fields = [("route", self.route), ("link", self.link), ("seen", "1" if self.seen else "")]
        if "area" not in without:
            fields += [("area", code) for code in self.areas]
        if "who" not in without:
            fields += list(self.who.items())
        kept = {list_id: chosen for list_id, chosen in self.lists.items() if list_id not in without}
        return [(name, value) for name, value in fields if value] + [
            ("c", value) for value in choice_to_fields(kept)
        ]


def read_draft(sent: MultiDict[str, str]) -> Draft:
    """The draft a browser sent back. A choice comes as "c" = "list:project:points" or as "p.list.project" = points."""
    text = {
        name: (clean(sent.get(name, "")) or "")[: LONGEST.get(name, 10)] for name in (*LONGEST, *WHO, "seen")
    }
    pointed = [(name[2:].rpartition("."), points) for name, points in sent.items() if name[:2] == "p."]
    choices = [*sent.getlist("c"), *(f"{on}:{project}:{points}" for (on, _, project), points in pointed)]
    areas = dict.fromkeys(code for code in sent.getlist("area") if code and len(code) <= 100)
    return Draft(
        route=text["route"], link=text["link"], at=text["at"], go=text["go"] or "next", once=text["once"],
        seen=bool(text["seen"]), areas=tuple(areas), lists=choice_from_fields(choices),
        who={name: text[name] for name in WHO if text[name]},
    )  # fmt: skip


class EmailForm(Form):
    """Where to send the link."""

    email = email_field(_l("Adres e-mail"))


class WhoForm(Form):
    """Who votes. Fields the route does not ask for are taken out by ``who_form``."""

    name = StringField(_l("Imię i nazwisko"))
    address = StringField(
        _l("Adres zamieszkania"),
        description=_l("Ulica, numer domu i mieszkania. Nie musisz być tam zameldowany ani zameldowana."),
    )
    age = StringField(
        _l("Ile masz lat?"),
        description=_l(
            "Ukończone lata, na przykład 42. Głosować może każdy mieszkaniec, bez względu na wiek."
        ),
    )
    guardian = StringField(_l("Imię i nazwisko rodzica albo opiekuna"))
    consent = BooleanField(_l("Rodzic albo opiekun zgadza się na udział w głosowaniu"))
    sex = RadioField(
        _l("Płeć"),
        choices=[
            SelectChoice("F", _l("kobieta")),
            SelectChoice("M", _l("mężczyzna")),
            SelectChoice("", _l("nie chcę podawać")),
        ],
        default="",
        validate_choice=False,
    )
    declared = BooleanField(_l("Oświadczam, że mieszkam w tym mieście z zamiarem stałego pobytu."))


FIELD_OF = {
    Refusal.NAME_MISSING: "name",
    Refusal.ADDRESS_MISSING: "address",
    Refusal.AGE_MISSING: "age",
    Refusal.AGE_IMPOSSIBLE: "age",
    Refusal.GUARDIAN_REQUIRED: "guardian",
    Refusal.CONSENT_REQUIRED: "consent",
    Refusal.NO_DECLARATION: "declared",
}
"""Which field a refusal of the page "Kim jesteś?" belongs to."""


def who_form(draft: Draft, asks: frozenset[Asked], minors: Minors) -> WhoForm:
    """The form with only the fields this route asks for, filled with what was typed."""
    form = WhoForm(
        formdata=None,
        data={
            **draft.who,
            "consent": bool(draft.who.get("consent")),
            "declared": bool(draft.who.get("declared")),
        },
    )
    wanted = {
        "name": Asked.NAME in asks,
        "address": Asked.ADDRESS in asks,
        "age": Asked.AGE in asks,
        "guardian": Asked.AGE in asks and minors.guardian_below > 0,
        "consent": Asked.AGE in asks and minors.consent_below > minors.guardian_below,
        "sex": Asked.SEX in asks,
    }
    for name, kept in wanted.items():
        if not kept:
            del form[name]
    if "guardian" in form:
        form.guardian.description = _l(
            "Tylko jeśli głosuje dziecko: ma mniej niż %(years)s lat.", years=minors.guardian_below
        )
    if "consent" in form:
        form.consent.description = _l(
            "Tylko jeśli głosuje osoba, która ma mniej niż %(years)s lat.", years=minors.consent_below
        )
    return form


class StepForm(Form):
    """A button that does one thing."""


class CeremonyForm(Form):
    """Who gets a share of the key, and how many of them open the envelopes."""

    holders = TextAreaField(
        _l("Osoby, które dostaną udziały"),
        [InputRequired(_l("Wpisz co najmniej jedną osobę."))],
        description=_l("Imię i nazwisko każdej osoby w osobnym wierszu."),
    )
    threshold = IntegerField(
        _l("Ile osób wystarczy, żeby otworzyć koperty?"),
        [InputRequired(_l("Wpisz liczbę.")), NumberRange(1, 20, _l("Wpisz liczbę od 1 do 20."))],
    )


class DoubtForm(Form):
    """An envelope somebody doubts."""

    tracker = StringField(_l("Numer koperty"), [InputRequired(_l("Wpisz numer koperty."))])
    doubt = SelectField(
        _l("Co budzi wątpliwość?"), choices=[SelectChoice(name, label) for name, label in DOUBTS.items()]
    )
    reason = TextAreaField(_l("Uzasadnienie"), [InputRequired(_l("Napisz uzasadnienie.")), Length(max=1000)])


class DecisionForm(Form):
    """What should become of an envelope that was put aside."""

    to = RadioField(
        _l("Decyzja"),
        choices=[
            SelectChoice("VALID", _l("Uznać: koperta wraca do urny")),
            SelectChoice("ANNULLED", _l("Unieważnić: koperta nigdy nie będzie otwarta")),
        ],
    )
    reason = TextAreaField(_l("Uzasadnienie"), [InputRequired(_l("Napisz uzasadnienie.")), Length(max=1000)])
    may_vote_again = BooleanField(_l("Osoba, której dane wykorzystano, może zagłosować jeszcze raz"))


class FindForm(Form):
    """Somebody says that a vote was cast with their data: the data that find the envelope."""

    email = StringField(_l("Adres e-mail"), [Optional(), Length(max=254)])
    name = StringField(_l("Imię i nazwisko"), [Optional(), Length(max=120)])
    address = StringField(_l("Adres zamieszkania"), [Optional(), Length(max=200)])
