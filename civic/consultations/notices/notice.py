"""What a notice says (polish-rules 3.6(1)), once: as a page, as PDF and as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app
from flask_babel import get_locale
from flask_babel import gettext as _

from civic.consultations.notices import messages
from civic.consultations.notices.messages.privacy import clause
from civic.consultations.notices.queries import Case, ExtensionMade, HeldForm
from civic.consultations.notices.rules import report_due
from civic.consultations.notices.rules.regime import BINDING_BUDGET
from civic.core import pdf, web
from civic.core.deadlines import WARSAW, closing_shown
from civic.core.pdf import parts


@dataclass(frozen=True)
class Part:
    """A part of the notice: paragraphs, then a list."""

    title: str
    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()


def contents(case: Case, extensions: Sequence[ExtensionMade] = ()) -> list[Part]:
    """The notice, part by part."""
    found = [
        Part(_("Podstawa prawna"), [case.basis or str(case.demands.basis)]),
        Part(_("Przedmiot i cel"), [case.subject, case.goal]),
        Part(_("Dlaczego teraz"), [case.justification]),
        Part(_("Co można zmienić, a czego nie"), [case.influence]),
        Part(_("Pytania"), [], case.questions.splitlines()),
        Part(_("Teren"), [place_words(case)]),
        Part(_("Kogo pytamy"), [case.audience]),
        Part(_("Formy konsultacji"), [], [form_line(form) for form in case.forms]),
        _remarks(case, extensions),
        Part(_("Kto rozpatrzy uwagi"), _considered(case)),
        Part(_("Kontakt"), [case.unit or "", case.contact]),
        Part(_("Dostępność"), [case.accessibility]),
        Part(_("Dane osobowe (RODO)"), privacy(case)),
    ]
    return [part for part in found if any(part.paragraphs) or any(part.items)]


def privacy(case: Case) -> list[str]:
    """The clause of its version."""
    settings = current_app.config["CIVIC"]
    return clause(
        case.privacy_version, city=settings.city, email=settings.contact_email, basis=str(case.demands.basis)
    )


def place_words(case: Case) -> str:
    """Where, in words."""
    if case.whole_city:
        return _("Całe miasto.")
    if case.areas:
        return ", ".join(area.name for area in case.areas) + "."
    return _("Teren narysowany na mapie na stronie konsultacji.")


def form_line(form: HeldForm) -> str:
    """A form with its day and place in one line."""
    name = str(messages.FORM[form.kind])
    titled = f"{name}: {form.title}" if form.title else name
    place = _("przez internet: %(link)s", link=form.place) if form.online else form.place
    access = messages.listed(messages.ACCESS, form.accessible)
    return "; ".join(filter(None, (titled, when_words(form), place, access)))


def when_words(form: HeldForm) -> str:
    """Its day and hours, or "" when it lasts as long as the consultation."""
    if form.starts is None:
        return ""
    starts = form.starts.astimezone(WARSAW)
    if form.ends is None:
        return web.weekday(starts) + f", {starts:%H:%M}"
    ends = closing_shown(form.ends)
    if ends.date() == starts.date():
        return web.weekday(starts) + f", {starts:%H:%M}–{ends:%H:%M}"
    return _("od %(first)s do %(last)s", first=web.day(starts), last=web.day(ends))


def _remarks(case: Case, extensions: Sequence[ExtensionMade]) -> Part:
    if case.opens_at is None or case.closes_at is None:
        return Part(_("Jak i do kiedy wysłać uwagę"))
    until = _("Uwagi przyjmujemy od %(first)s do %(last)s.", first=web.local(case.opens_at), last=web.closing(case.closes_at))  # fmt: skip
    how = _("Uwagę można wysłać przez tę stronę, e-mailem, listem albo powiedzieć do protokołu w urzędzie.")
    named = _("Kto składa uwagę, podaje imię i nazwisko albo nazwę oraz adres (art. 8g ust. 2 ustawy o planowaniu i zagospodarowaniu przestrzennym).")  # fmt: skip
    longer = [
        _("Termin wydłużono do %(last)s. Powód: %(reason)s", last=web.closing(each.to_closes_at), reason=each.reason)
        for each in extensions
    ]  # fmt: skip
    where = _("Dokumenty są na stronie konsultacji i w jednostce, która je prowadzi.")
    paragraphs = [until, how, *([named] if case.demands.named else []), where]
    return Part(_("Jak i do kiedy wysłać uwagę"), paragraphs, longer)


def _considered(case: Case) -> list[str]:
    said = [str(messages.EFFECT[case.regime]) + f" ({case.demands.effect})"]
    said.append(
        _("Ustawa wiąże miasto tylko wynikiem budżetu obywatelskiego (%(source)s).", source=BINDING_BUDGET)
    )
    if case.closes_at is not None:
        due = report_due(case.closes_at, case.report_days)
        said.append(_("Raport z odpowiedzią na każdą uwagę ogłosimy do %(day)s.", day=web.day(due)))
    return said


def order_words(case: Case) -> str:
    """By which order, in words; "" while it is a draft."""
    if not case.order_number or case.ordered_on is None:
        return ""
    return _("Zarządzenie nr %(number)s z %(day)s", number=case.order_number, day=web.day(case.ordered_on))


def as_parts(case: Case, extensions: Sequence[ExtensionMade]) -> dict[str, Any]:
    """The notice as data of the PDF template ``document``."""
    made: list[Any] = [parts.text(case.summary)]
    known = ((_("Sygnatura"), case.signature), (_("Zarządzenie"), order_words(case)))
    if facts := [(key, value) for key, value in known if value]:
        made.append(parts.facts(facts))
    for part in contents(case, extensions):
        made.append(parts.heading(part.title))
        made += [parts.text(paragraph) for paragraph in part.paragraphs if paragraph]
        if part.items:
            made.append(parts.items(part.items))
    return {
        "parts": made,
        "letterhead": _("Ogłoszenie o konsultacjach"),
        "footer": case.signature or case.title,
    }


def as_pdf(case: Case, extensions: Sequence[ExtensionMade]) -> Response:
    """The notice as a tagged PDF."""
    data = as_parts(case, extensions)
    content = pdf.make("document", data, title=case.title, lang=str(get_locale()))
    name = (case.signature or f"szkic-{case.id}").replace("/", "-")
    headers = {"Content-Disposition": f'attachment; filename="ogloszenie-{name}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)
