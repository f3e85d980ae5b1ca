"""The pages of the works, the same for both sides: what each of the two blueprints calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import NoResultFound

from civic.core import clock
from civic.core.access import require_actor
from civic.core.deadlines import in_poland
from civic.core.fields import Form
from civic.core.files.messages import REFUSED as FILE_REFUSED
from civic.core.files.rules import FileRefusal
from civic.core.refusal import Refused
from civic.initiatives.agreements import queries as agreements
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.requests.rules import Side, Status
from civic.initiatives.works import letters, messages, protocol, queries, rules, services
from civic.initiatives.works.forms import (
    BackForm,
    DayForm,
    EntryForm,
    PhotoForm,
    TerminateForm,
    ThingForm,
)
from civic.initiatives.works.queries import Dates
from civic.initiatives.works.queries.work import made, work_lines

BLUEPRINT = {Side.RESIDENTS: "works", Side.CITY: "works_office"}
LAYOUT = {Side.RESIDENTS: "base.html", Side.CITY: "office.html"}


@dataclass
class Desk:
    """One initiative at work, seen from one side."""

    side: Side
    initiative: InitiativeFacts
    dates: Dates

    @property
    def id(self) -> int:
        """The initiative."""
        return self.initiative.id

    def url(self, page: str, **values: Any) -> str:
        """A page of this side."""
        return url_for(f"{BLUEPRINT[self.side]}.{page}", initiative_id=self.id, **values)

    def to(self, page: str, said: str) -> ResponseReturnValue:
        """Say it on another page."""
        flash(said, "success")
        return redirect(self.url(page), 303)

    @property
    def who(self) -> int:
        """Who acts."""
        return require_actor().person_id

    def render(self, template: str, status: int = 200, **context: Any) -> ResponseReturnValue:
        """A page with what all of them need."""
        today = in_poland(clock.now())
        page = render_template(
            f"initiatives/works/{template}.html",
            layout=LAYOUT[self.side],
            desk=self,
            initiative=self.initiative,
            dates=self.dates,
            city_side=self.side is Side.CITY,
            words=messages,
            today=today,
            term=messages.term(self.dates.settle_by, today) if self.dates.settle_by else "",
            overdue=rules.overdue(self.dates.settle_by, today) > 0,
            **context,
        )
        return page, status


def desk(side: Side, initiative_id: int) -> Desk:
    """The case, for one who may act on this side of it; else there is no such page."""
    initiative = requests.public_initiative(initiative_id)
    if side is Side.RESIDENTS and not agreements.speaks(initiative, require_actor().person_id):
        raise NoResultFound
    return Desk(side, initiative, queries.dates(initiative_id))


def show(
    found: Desk, refused: str | None = None, error: Form | None = None, **forms: Form
) -> ResponseReturnValue:
    """Days, things, hours, photos, where the settlement stands; a refused form keeps what was typed."""
    things, entries, lines = queries.lent(found.id), queries.log(found.id), queries.planned(found.id)
    days = (entries[0].day, entries[-1].day) if entries else None
    work, today = made(found.initiative, found.dates, things, days), in_poland(clock.now())
    entry = forms.get("entry") or EntryForm(None, data={"day": today})
    if isinstance(entry, EntryForm):
        entry.offer(work_lines(lines))
    shown: dict[str, Form] = {
        "day": forms.get("day") or DayForm(None, data={"day": today}),
        "entry": entry,
        "thing": forms.get("thing") or ThingForm(None, data={"day": today}),
        "photo": forms.get("photo") or PhotoForm(None),
        "ending": forms.get("ending") or TerminateForm(None, data={"day": today}),
    }
    for name, form in shown.items():
        _own_ids(form, name)
    return found.render(
        "show",
        422 if refused or error else 200,
        things=things,
        entries=entries,
        kinds={line.key: line.name for line in lines},
        sums=_sums(lines, queries.logged_hours(entries)),
        photos=queries.photos(found.id, public=False),
        may_start=rules.why_not_start(work, today, today) is None,
        may_finish=rules.why_not_finish(work, today, today) is None,
        may_log=work.status is Status.IN_PROGRESS,
        may_hand=work.status in {Status.CONTRACTED, Status.IN_PROGRESS},
        may_photo=work.status in {Status.CONTRACTED, Status.IN_PROGRESS, Status.COMPLETED},
        forms=shown,
        back=BackForm(None, data={"day": today}),
        typed=forms.get("back"),
        typed_of=(request.view_args or {}).get("thing_id"),
        plain=Form(None),
        error=error,
        refused=refused,
    )


def _own_ids(form: Form, name: str) -> None:
    """Several forms stand on one page: their fields' ids must differ, their names need not."""
    for field in form:
        field.id = field.label.field_id = f"{name}-{field.name}"


def _sums(lines: Any, logged: dict[int, Any]) -> list[tuple[str, Any, Any]]:
    rows = [(line.name, line.quantity, logged.get(line.key, Decimal())) for line in work_lines(lines)]
    other = logged.get(0, Decimal())
    return [*rows, (gettext("Inna praca"), Decimal(), other)] if other else rows


def said_of(no: Refused) -> str:
    """The sentence of a refusal, of a file's too."""
    if isinstance(no.reason, FileRefusal):
        return str(FILE_REFUSED[no.reason]) % no.facts
    return messages.words(no)


def tried(
    found: Desk, name: str, form: Form, verb: Callable[[], Any], said: Callable[[Any], str]
) -> ResponseReturnValue:
    """Do it and say so, or show the page again with the reason and what was typed."""
    if not form.validate_on_submit():
        return show(found, error=form, **{name: form})
    try:
        done = verb()
    except Refused as no:
        return show(desk(found.side, found.id), refused=said_of(no), **{name: form})
    return found.to("show", said(done))


def start(found: Desk) -> ResponseReturnValue:
    """The work begins."""
    form = DayForm()
    return tried(
        found, "day", form,
        lambda: services.start(found.id, found.who, found.side, form.on, clock.now()),
        lambda _: gettext("Praca się zaczęła."),
    )  # fmt: skip


def finish(found: Desk) -> ResponseReturnValue:
    """The work is done."""
    form = DayForm()

    def said(due: date) -> str:
        return gettext("Praca zakończona. Sprawozdanie trzeba wysłać do %(day)s.", day=letters.shown(due))

    return tried(
        found, "day", form,
        lambda: services.finish(found.id, found.who, found.side, form.on, clock.now()), said,
    )  # fmt: skip


def log_hours(found: Desk) -> ResponseReturnValue:
    """A day of work."""
    form = EntryForm()
    form.offer(work_lines(queries.planned(found.id)))
    return tried(
        found, "entry", form,
        lambda: services.log_hours(found.id, found.who, found.side, form.entry(), clock.now()),
        lambda _: gettext("Godziny zapisane."),
    )  # fmt: skip


def strike_hours(found: Desk, entry_id: int) -> ResponseReturnValue:
    """Take an entry out."""
    return tried(
        found, "plain", Form(),
        lambda: services.strike_hours(found.id, found.who, found.side, entry_id),
        lambda _: gettext("Wpis usunięty."),
    )  # fmt: skip


def add_photo(found: Desk) -> ResponseReturnValue:
    """A photo."""
    form = PhotoForm()
    if form.validate_on_submit() and not form.photo.data:
        form.photo.errors = [gettext("Wybierz zdjęcie.")]
        return show(found, error=form, photo=form)
    return tried(
        found, "photo", form,
        lambda: services.add_photo(
            found.id, found.who, found.side, form.photo.data, form.caption.data or "",
            agreed=form.agreed.data, now=clock.now(),
        ),
        lambda _: gettext("Zdjęcie dodane."),
    )  # fmt: skip


def remove_photo(found: Desk, file_id: Any) -> ResponseReturnValue:
    """Take a photo away."""
    return tried(
        found, "plain", Form(),
        lambda: services.remove_photo(found.id, found.who, found.side, file_id),
        lambda _: gettext("Zdjęcie usunięte."),
    )  # fmt: skip


def protocol_page(found: Desk) -> ResponseReturnValue:
    """The protocol of things lent, to print and sign."""
    return found.render("protocol", things=queries.lent(found.id))


def protocol_pdf(found: Desk) -> ResponseReturnValue:
    """The same as a tagged PDF."""
    content = protocol.made_pdf(found.initiative, found.dates, queries.lent(found.id))
    name = f"protokol-{found.initiative.signature}".replace("/", "-")
    return Response(
        content,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )
