"""The words of a report's values, in the language of the page or file."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext

from civic.consultations.answers.messages import DECISION, OUTCOME
from civic.consultations.answers.rules import Decision, Outcome
from civic.consultations.notices.messages import CHANNEL, FORM
from civic.consultations.notices.rules import FormKind
from civic.consultations.remarks.messages import KIND
from civic.consultations.remarks.rules import AuthorKind
from civic.consultations.remarks.rules import signature as remark_signature
from civic.consultations.reports.queries import Contents, Form, Opinion, Row
from civic.core import money, web
from civic.core.deadlines import closing_shown
from civic.core.publications import Channel


def number(contents: Contents, row: Row) -> str:
    """The remark's signature."""
    return remark_signature(contents.signature, row.number)


def author(row: Row) -> str:
    """Who wrote it: an organisation by name, a person by kind."""
    kind = str(KIND[AuthorKind(row.author_kind)])
    return f"{row.author} ({kind})" if row.author else kind


def place(row: Row) -> str:
    """Which unit of which document."""
    return ", ".join(part for part in (row.document, row.place) if part) or gettext("całość")


def decision(row: Row) -> str:
    """What the city made of it; a late remark may have nothing."""
    return str(DECISION[Decision(row.decision)]) if row.decision else gettext("uwaga po terminie")


def change(row: Row) -> str:
    """What changes, and where it shows."""
    return "\n".join(part for part in (row.change, row.change_place) if part)


def percent(share: float | None) -> str:
    """A share with one place after the comma."""
    return f"{share * 100:.1f} %".replace(".", ",") if share is not None else "–"


def by_kind(contents: Contents) -> list[list[str]]:
    """Rows of the table of statistics: author kind, each decision, together."""
    counts = contents.statistics.by_kind
    return [
        [str(KIND[kind]), *(str(counts[kind].get(each, 0)) for each in Decision), str(sum(counts[kind].values()))]
        for kind in AuthorKind
        if kind in counts
    ]  # fmt: skip


def totals(contents: Contents) -> list[str]:
    """The last row of the same table."""
    counts = contents.statistics.by_decision
    return [
        gettext("Razem"),
        *(str(counts.get(each, 0)) for each in Decision),
        str(contents.statistics.remarks),
    ]


def when(moment: datetime | None) -> str:
    """A moment, or a dash."""
    return web.local(moment) if moment else "–"


def closing(moment: datetime | None) -> str:
    """The end of a period, or a dash."""
    return web.local(closing_shown(moment)) if moment else "–"


def on(day: date | None) -> str:
    """A day, or a dash."""
    return web.day(day) if day else "–"


def course(contents: Contents) -> list[tuple[str, str]]:
    """Facts of the course: order, notice, remarks, extensions."""
    rows = [
        (gettext("Podstawa"), contents.basis or "–"),
        (gettext("Zarządzenie"), f"{contents.order_number}, {on(contents.ordered_on)}"),
        (gettext("Ogłoszenie"), when(contents.announced_at)),
        (gettext("Uwagi przyjmowano"), f"{when(contents.opens_at)} – {closing(contents.closes_at)}"),
        (gettext("Jednostka odpowiedzialna"), contents.unit or "–"),
    ]
    for longer in contents.extensions:
        said = gettext(
            "do %(day)s: %(reason)s (%(order)s)",
            day=closing(longer.to), reason=longer.reason, order=longer.order_number,
        )  # fmt: skip
        rows.append((gettext("Przedłużenie"), said))
    rows += [
        (
            gettext("Dokument"),
            gettext("%(title)s, wersja %(version)s", title=each.title, version=each.version),
        )
        for each in contents.documents
    ]
    return rows


def forms(contents: Contents) -> list[Sequence[str]]:
    """Rows of the table of forms."""
    return [
        (_form(form), when(form.starts), form.place or "–", _came(form), form.summary or "–")
        for form in contents.forms
    ]


def published(contents: Contents) -> list[Sequence[str]]:
    """Rows of the table of publications: what, where, when, link."""
    names = {"NOTICE": gettext("ogłoszenie"), "EXTENSION": gettext("przedłużenie")}
    return [
        (names.get(each.document, each.document.lower()), _channel(each.channel), when(each.at), each.link or "–")
        for each in contents.publications
    ]  # fmt: skip


def opinion(each: Opinion) -> list[tuple[str, str]]:
    """Facts of a body's opinion."""
    outcome = str(OUTCOME[Outcome(each.outcome)]) if each.outcome else "–"
    if each.outcome == Outcome.NO_OPINION and each.answered_on is None:
        outcome = gettext("%(outcome)s: termin minął bez odpowiedzi", outcome=outcome)
    rows = [
        (gettext("Projekt doręczono"), on(each.delivered_on)),
        (gettext("Ostatni dzień na opinię"), on(each.last_day)),
        (gettext("Opinia"), " ".join(part for part in (outcome, each.number) if part)),
    ]
    if each.answered_on is not None:
        said = on(each.answered_on)
        rows.append(
            (gettext("Wpłynęła"), said if each.in_time else gettext("%(day)s, po terminie", day=said))
        )
    if each.text:
        rows.append((gettext("Treść"), each.text))
    return rows


def cost(contents: Contents) -> str:
    """What it cost, in words."""
    shown = money.show(contents.cost) if contents.cost is not None else ""
    return " ".join(part for part in (shown, contents.cost_note) if part) or gettext("Nie podano.")


def _form(form: Form) -> str:
    kind = str(FORM[FormKind(form.kind)]) if form.kind in set(FormKind) else form.kind
    return f"{kind}: {form.title}" if form.title else kind


def _came(form: Form) -> str:
    return str(form.attendees) if form.attendees is not None else "–"


def _channel(channel: str) -> str:
    return str(CHANNEL[Channel(channel)]) if channel in set(Channel) else channel
