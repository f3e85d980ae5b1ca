"""The list of consultations with what each waits for, the case of one, and its notice before it is published."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from civic.consultations.notices import messages, notice, queries
from civic.consultations.notices.office.blueprint import bp
from civic.consultations.notices.office.pages import section_url
from civic.consultations.notices.queries import OFFICE_PAGE, Case, ExtensionMade
from civic.consultations.notices.rules import Phase, Section, Status, Waiting, missing, waits_for
from civic.consultations.notices.rules.why_not import CANCELLATION, EXTENSION, NOTICE
from civic.core import clock, publications
from civic.core.access import Permission, allows, opens
from civic.core.deadlines import in_poland
from civic.core.publications import Channel, Publication


@bp.get("")
@allows(Permission.OFFICE)
def index() -> ResponseReturnValue:
    """Every consultation and what it waits for."""
    text, ended, now = request.args.get("q", ""), request.args.get("stan") == "zakonczone", clock.now()
    total = queries.office_count(text, ended=ended)
    last = max(1, -(-total // OFFICE_PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    today = in_poland(now)
    rows = queries.office_list(text, now, page, ended=ended)
    return render_template(
        "consultations/notices/office_index.html",
        rows=[(row, wait_words(row.waiting, today), is_late(row.waiting, today)) for row in rows],
        words=messages,
        text=text,
        ended=ended,
        found=ngettext("%(num)s konsultacje", "%(num)s konsultacji", total),
        page=page,
        pages=last,
        asked={name: value for name, value in request.args.items() if name not in {"page", "lang"} and value},
    )


def wait_words(waiting: Waiting, today: date) -> str:
    """What it waits for and how far the day is: "Raport, zostało 5 dni"."""
    said = [str(messages.WAIT[waiting.what])]
    if waiting.channels:
        said.append(messages.listed(messages.CHANNEL, waiting.channels))
    if waiting.due is not None:
        said.append(messages.days_left(waiting.due, today))
    return ", ".join(said)


def is_late(waiting: Waiting, today: date) -> bool:
    """Whether its day is over."""
    return waiting.due is not None and waiting.due < today


class Paper(NamedTuple):
    """A document to be published, with a row for each channel: the channel, whether it is required, what stands there."""

    document: str
    title: str
    rows: list[tuple[Channel, bool, Publication | None]]


def papers(case: Case, extensions: Sequence[ExtensionMade], made: Iterable[Publication]) -> list[Paper]:
    """What has to be published of this consultation now."""
    wanted = []
    if case.status not in {Status.DRAFT, Status.REQUESTED, Status.FIX_CALLED, Status.REFUSED}:
        wanted.append((NOTICE, _("Ogłoszenie o konsultacjach")))
    wanted += [(f"{EXTENSION}:{each.id}", _("Ogłoszenie o przedłużeniu")) for each in extensions[-1:]]
    if case.status is Status.CANCELLED and case.announced_at is not None:
        wanted.append((CANCELLATION, _("Ogłoszenie o odwołaniu")))
    standing = {(each.document, each.channel): each for each in made if each.withdrawn_at is None}
    return [
        Paper(
            document,
            title,
            [(each, each in case.channels, standing.get((document, each.value))) for each in Channel],
        )
        for document, title in wanted
    ]


def _actions(case: Case, phase: Phase) -> Iterator[tuple[str, str, str]]:
    """Words, endpoint and kind of button of what can be done now; the first is the main one."""
    going = phase in {Phase.UPCOMING, Phase.OPEN}
    offered = {
        Status.REQUESTED: [(_("Rozpatrz wniosek"), "answer_request", "main")],
        Status.FIX_CALLED: [(_("Rozpatrz wniosek"), "answer_request", "quiet")],
        Status.DRAFT: [(_("Zarządź"), "order", "main"), (_("Odwołaj"), "cancel", "danger")],
        Status.ORDERED: [
            (_("Ogłoś"), "announce", "main"),
            (_("Popraw i zarządź od nowa"), "correct", "quiet"),
            (_("Odwołaj"), "cancel", "danger"),
        ],
        Status.ANNOUNCED: [(_("Przedłuż"), "extend", "quiet"), (_("Odwołaj"), "cancel", "danger")]
        if going
        else [],
        Status.REPORT_PUBLISHED: [(_("Zapisz przyjęty akt"), "decide", "main")],
        Status.DECIDED: [(_("Zamknij w archiwum"), "archive", "main")],
    }
    for words, name, kind in offered.get(case.status, []):
        endpoint = f"consultations_office.{name}"
        if opens(endpoint):
            yield words, url_for(endpoint, consultation_id=case.id), kind


@bp.get("/<int:consultation_id>")
@allows(Permission.OFFICE)
def show(consultation_id: int) -> ResponseReturnValue:
    """One consultation, where it stands, what it lacks and what can be done."""
    case, now = queries.case(consultation_id), clock.now()
    extensions = queries.extensions(consultation_id)
    made = publications.of(f"consultation:{consultation_id}")
    phase, today = case.phase(now), in_poland(now)
    lacking = [channel for channel, required, there in _notice_rows(case, made) if required and there is None]
    waiting = waits_for(
        case.standing, now, notice_on=case.notice_on, report_days=case.report_days, lacking=lacking
    )
    checklist = missing(case.draft) if case.status is Status.DRAFT else ()
    return render_template(
        "consultations/notices/office_show.html",
        case=case,
        words=messages,
        phase=phase,
        waits=wait_words(waiting, today),
        late=is_late(waiting, today),
        checklist=[(messages.finding(each), section_url(case.id, each.section)) for each in checklist],
        sections=[(messages.SECTION[each], section_url(case.id, each)) for each in Section],
        actions=list(_actions(case, phase)),
        papers=papers(case, extensions, made),
        history=[each for each in made if each.withdrawn_at is not None],
        extensions=extensions,
        form_line=notice.form_line,
        place=notice.place_words(case),
        held={form.id for form in case.forms if form.starts is None or form.starts <= now},
    )


def _notice_rows(case: Case, made: Iterable[Publication]) -> list[tuple[Channel, bool, Publication | None]]:
    there = {each.channel: each for each in made if each.withdrawn_at is None and each.document == NOTICE}
    return [(each, each in case.channels, there.get(each.value)) for each in Channel]


@bp.get("/<int:consultation_id>/ogloszenie")
@allows(Permission.OFFICE)
def preview(consultation_id: int) -> ResponseReturnValue:
    """The notice as it will be published; a draft's too."""
    case, extensions = queries.case(consultation_id), queries.extensions(consultation_id)
    return render_template(
        "consultations/notices/office_notice.html",
        case=case,
        parts=notice.contents(case, extensions),
        order=notice.order_words(case),
    )


@bp.get("/<int:consultation_id>/ogloszenie.pdf")
@allows(Permission.OFFICE)
def preview_pdf(consultation_id: int) -> ResponseReturnValue:
    """The same to print and hang on the board."""
    case, extensions = queries.case(consultation_id), queries.extensions(consultation_id)
    return notice.as_pdf(case, extensions)
