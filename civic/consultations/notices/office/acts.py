"""The decisions: order, correct, publish, announce, extend, cancel, summarise, record the act, archive."""

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.consultations.notices import messages, queries, services
from civic.consultations.notices.forms.acts import (
    ActRecordForm,
    ExtendForm,
    OrderForm,
    PublishForm,
    ReasonForm,
    SummaryForm,
)
from civic.consultations.notices.forms.base import ActForm
from civic.consultations.notices.forms.request import AnswerForm
from civic.consultations.notices.office.blueprint import bp
from civic.consultations.notices.office.pages import Act, perform
from civic.consultations.notices.rules import Initiator, missing
from civic.core import clock, web
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import WARSAW
from civic.core.publications import Channel


def _me() -> int:
    return require_actor().person_id


@bp.route("/<int:consultation_id>/zarzadz", methods=["GET", "POST"])
@allows(Permission.ORDER_CONSULTATION)
def order(consultation_id: int) -> ResponseReturnValue:
    """Order the draft; what it lacks is listed first."""
    case, form = queries.case(consultation_id), OrderForm()
    act = Act(
        title=_("Zarządzenie o konsultacjach"),
        button=_("Zarządź konsultacje"),
        done=_("Konsultacje są zarządzone. Teraz opublikuj ogłoszenie."),
        lead=_("Po zarządzeniu nie można zmieniać treści ani terminów bez nowego zarządzenia."),
        lines=[messages.finding(each) for each in missing(case.draft)],
    )
    return perform(case, form, act, lambda: services.order(case.id, _me(), form.order, clock.now()))


@bp.route("/<int:consultation_id>/popraw", methods=["GET", "POST"])
@allows(Permission.ORDER_CONSULTATION)
def correct(consultation_id: int) -> ResponseReturnValue:
    """Take it back to the draft, to be ordered anew."""
    case, form = queries.case(consultation_id), ReasonForm()
    act = Act(
        title=_("Cofnąć do poprawy?"),
        button=_("Cofnij do poprawy"),
        done=_("Szkic można znów zmieniać. Zarządź go potem od nowa."),
        lead=_(
            "Konsultacje zachowają sygnaturę. Opublikowane już ogłoszenia zostaną oznaczone jako wycofane, bo mają stare terminy."
        ),
    )
    reason = form.reason
    return perform(case, form, act, lambda: services.correct(case.id, _me(), reason.data or "", clock.now()))


@bp.route("/<int:consultation_id>/publikacje/<document>/<channel>", methods=["GET", "POST"])
@allows(Permission.PUBLISH_NOTICE)
def publish(consultation_id: int, document: str, channel: str) -> ResponseReturnValue:
    """Write down that the notice appeared in a channel, with evidence."""
    if channel not in set(Channel):
        abort(404)
    case, now = queries.case(consultation_id), clock.now()
    here = now.astimezone(WARSAW)
    form = PublishForm(day=here.date(), hour=here.time())
    chosen = Channel(channel)
    if not form.is_submitted() and chosen is Channel.WEBSITE:
        form.link.data = web.address("consultations.show", consultation_id=case.id)
    act = Act(
        title=_("Publikacja: %(channel)s", channel=str(messages.CHANNEL[chosen])),
        button=_("Zapisz publikację"),
        done=_("Publikacja zapisana."),
        lead=_("Podaj, kiedy ogłoszenie się ukazało, i dodaj dowód: link albo plik."),
    )

    def do() -> None:
        services.publish(
            case.id,
            _me(),
            chosen,
            form.evidence,
            clock.now(),
            document=document,
            upload=form.file.data or None,
        )

    return perform(case, form, act, do, upload=True)


@bp.route("/<int:consultation_id>/wycofaj/<int:publication_id>", methods=["GET", "POST"])
@allows(Permission.PUBLISH_NOTICE)
def withdraw(consultation_id: int, publication_id: int) -> ResponseReturnValue:
    """Write down that a publication no longer stands."""
    case, form = queries.case(consultation_id), ReasonForm()
    act = Act(
        title=_("Wycofać publikację?"),
        button=_("Wycofaj"),
        done=_("Publikacja wycofana. Zostaje w historii."),
        danger=True,
    )

    def do() -> None:
        services.withdraw(case.id, _me(), publication_id, form.reason.data or "", clock.now())

    return perform(case, form, act, do)


@bp.route("/<int:consultation_id>/oglos", methods=["GET", "POST"])
@allows(Permission.PUBLISH_NOTICE)
def announce(consultation_id: int) -> ResponseReturnValue:
    """Show it to residents, when every required channel has it and it came in time."""
    case = queries.case(consultation_id)
    act = Act(
        title=_("Ogłosić konsultacje?"),
        button=_("Ogłoś"),
        done=_("Konsultacje są ogłoszone i widzą je mieszkańcy."),
        lead=_(
            "Sprawdzimy jeszcze raz, czy ogłoszenie jest wszędzie i czy terminy liczone od ostatniej publikacji się zgadzają."
        ),
    )
    return perform(case, ActForm(), act, lambda: services.announce(case.id, _me(), clock.now()))


@bp.route("/<int:consultation_id>/przedluz", methods=["GET", "POST"])
@allows(Permission.ORDER_CONSULTATION)
def extend(consultation_id: int) -> ResponseReturnValue:
    """Give more time."""
    case, form = queries.case(consultation_id), ExtendForm()
    until = web.closing(case.closes_at) if case.closes_at else "–"
    act = Act(
        title=_("Przedłużenie konsultacji"),
        button=_("Przedłuż"),
        done=_("Konsultacje są przedłużone. Opublikuj ogłoszenie o przedłużeniu."),
        lead=_("Teraz uwagi można wysyłać do %(until)s. Czas można tylko wydłużyć.", until=until),
    )

    def do() -> None:
        services.extend(case.id, _me(), form.closes, form.reason.data or "", form.order, clock.now())

    return perform(case, form, act, do)


@bp.route("/<int:consultation_id>/odwolaj", methods=["GET", "POST"])
@allows(Permission.ORDER_CONSULTATION)
def cancel(consultation_id: int) -> ResponseReturnValue:
    """Cancel it for good."""
    case, form = queries.case(consultation_id), ReasonForm()
    act = Act(
        title=_("Odwołać konsultacje?"),
        button=_("Odwołaj na zawsze"),
        done=_("Konsultacje są odwołane."),
        lead=_("Tego nie da się cofnąć. Powód przeczytają mieszkańcy, jeśli konsultacje były już ogłoszone."),
        danger=True,
    )
    reason = form.reason
    return perform(case, form, act, lambda: services.cancel(case.id, _me(), reason.data or "", clock.now()))


@bp.route("/<int:consultation_id>/podsumowanie/<int:form_id>", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def summarise(consultation_id: int, form_id: int) -> ResponseReturnValue:
    """What came of a form."""
    case = queries.case(consultation_id)
    held = next((form for form in case.forms if form.id == form_id), None)
    if held is None:
        abort(404)
    form = SummaryForm(attendees=held.attendees, summary=held.summary)
    act = Act(
        title=_("Podsumowanie: %(form)s", form=messages.form_name(held)),
        button=_("Zapisz podsumowanie"),
        done=_("Podsumowanie zapisane. Widzą je mieszkańcy."),
    )

    def do() -> None:
        summary, people = form.summary.data or "", form.attendees.data
        services.summarise(case.id, _me(), form_id, summary, people, clock.now())

    return perform(case, form, act, do)


@bp.route("/<int:consultation_id>/akt", methods=["GET", "POST"])
@allows(Permission.RECORD_ACT)
def decide(consultation_id: int) -> ResponseReturnValue:
    """The act that followed, and what the consultation changed."""
    case, form = queries.case(consultation_id), ActRecordForm()
    act = Act(
        title=_("Akt przyjęty po konsultacjach"),
        button=_("Zapisz akt"),
        done=_("Akt zapisany. Mieszkańcy widzą, co się zmieniło."),
    )

    def do() -> None:
        services.decide(
            case.id,
            _me(),
            form.number.data or "",
            form.day.data,
            form.link.data or "",
            form.what_changed.data or "",
        )

    return perform(case, form, act, do)


@bp.route("/<int:consultation_id>/archiwum", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def archive(consultation_id: int) -> ResponseReturnValue:
    """Close the case."""
    case = queries.case(consultation_id)
    act = Act(
        title=_("Zamknąć w archiwum?"),
        button=_("Zamknij w archiwum"),
        done=_("Sprawa jest w archiwum."),
        lead=_("Strona konsultacji zostaje dla mieszkańców. W sprawie nic już nie można zmienić."),
        back=url_for("consultations_office.show", consultation_id=case.id),
    )
    return perform(case, ActForm(), act, lambda: services.archive(case.id, _me()))


@bp.route("/<int:consultation_id>/wniosek", methods=["GET", "POST"])
@allows(Permission.ORDER_CONSULTATION)
def answer_request(consultation_id: int) -> ResponseReturnValue:
    """Accept or refuse a request for a consultation, with reasons."""
    case, made, form = queries.case(consultation_id), queries.request_made(consultation_id), AnswerForm()
    act = Act(
        title=_("Wniosek o konsultacje"),
        button=_("Zapisz decyzję"),
        done=_("Decyzja zapisana i wysłana do osoby, która złożyła wniosek."),
        lead=_(
            "%(who)s, podpisów: %(supporters)s. Odpowiedź do %(due)s.",
            who=str(messages.INITIATOR[Initiator(case.initiator)]),
            supporters=made.supporters,
            due=web.day(made.answer_due),
        ),
    )

    def do() -> None:
        accept, reason = form.accept.data == "tak", form.reason.data or ""
        services.answer(case.id, _me(), reason, clock.now(), accept=accept)

    template = "consultations/notices/office_request.html"
    return perform(case, form, act, do, template=template, made=made)
