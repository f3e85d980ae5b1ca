"""One remark with its answer: writing, approving, sending back, withdrawing, taking out of a group."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.consultations.answers import messages, queries, rules, services
from civic.consultations.answers.forms import AnswerForm, NoteForm, QueueForm, numbers, whole
from civic.consultations.answers.office.blueprint import bp
from civic.consultations.answers.queries import Card
from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.remarks import messages as remark_words
from civic.core import clock, differences
from civic.core.access import Permission, allows, require_actor
from civic.core.fields import Form
from civic.core.refusal import Refused

_FILTERS = ("q", "stan", "wynik", "temat", "jednostka", "fragment", "termin")


@bp.get("/<int:number>")
@allows(Permission.READ_ANSWERS)
def card(consultation_id: int, number: int) -> ResponseReturnValue:
    """The remark, its answer, remarks that are alike."""
    return _page(notices.consultation(consultation_id), queries.card(consultation_id, number), Shown())


@bp.post("/<int:number>")
@allows(Permission.ANSWER_REMARKS)
def write(consultation_id: int, number: int) -> ResponseReturnValue:
    """Keep the answer, or hand it over for approval; then the next remark or this one."""
    found, remark = notices.consultation(consultation_id), queries.card(consultation_id, number)
    form = AnswerForm()
    form.offer(queries.choices(consultation_id))
    go = request.form.get("co", "zapisz-nastepna")
    if not form.validate_on_submit():
        return _page(found, remark, Shown(form=form))
    together = {number, *numbers(request.form.getlist("razem"))}
    following = _next(found, number, together) if go.endswith("nastepna") else number
    try:
        services.save(
            found.id,
            require_actor().person_id,
            form.writing(remark.anchor),
            together,
            clock.now(),
            expected=form.expected,
            hand_over=go.startswith("przekaz"),
        )
    except Refused as no:
        form.refuse(no)
        clash = no.reason in {rules.Refusal.CHANGED_MEANWHILE, rules.Refusal.ALREADY_ANSWERED}
        return _page(found, queries.card(consultation_id, number), Shown(form=form, clash=clash))
    handed = go.startswith("przekaz")
    flash(
        gettext("Odpowiedź czeka na zatwierdzenie.") if handed else gettext("Odpowiedź zapisana."), "success"
    )
    return _on(found, following)


@bp.post("/<int:number>/zatwierdz")
@allows(Permission.APPROVE_ANSWERS)
def approve(consultation_id: int, number: int) -> ResponseReturnValue:
    """Approve what was read, then the next remark."""
    found, remark, form = *_both(consultation_id, number), NoteForm()
    following = _next(found, number)
    try:
        answer_id, version = _seen(remark)
        services.approve(found.id, require_actor().person_id, answer_id, clock.now(), seen_version=version)
    except Refused as no:
        form.refuse(no)
        return _page(found, queries.card(consultation_id, number), Shown(note=form))
    flash(gettext("Odpowiedź zatwierdzona."), "success")
    return _on(found, following)


@bp.post("/<int:number>/odeslij")
@allows(Permission.APPROVE_ANSWERS)
def send_back(consultation_id: int, number: int) -> ResponseReturnValue:
    """Send the answer back with a note."""
    found, remark, form = *_both(consultation_id, number), NoteForm()
    try:
        answer_id, version = _seen(remark)
        services.send_back(
            found.id, require_actor().person_id, answer_id, form.note.data or "", seen_version=version
        )
    except Refused as no:
        form.refuse(no)
        return _page(found, queries.card(consultation_id, number), Shown(note=form))
    flash(gettext("Odpowiedź wróciła do poprawy."), "success")
    return _on(found, _next(found, number))


@bp.post("/<int:number>/wycofaj")
@allows(Permission.APPROVE_ANSWERS)
def withdraw(consultation_id: int, number: int) -> ResponseReturnValue:
    """Withdraw the approval with a reason."""
    found, remark, form = *_both(consultation_id, number), NoteForm()
    try:
        services.withdraw(found.id, require_actor().person_id, _seen(remark)[0], form.note.data or "")
    except Refused as no:
        form.refuse(no)
        return _page(found, queries.card(consultation_id, number), Shown(note=form))
    flash(gettext("Zatwierdzenie cofnięte. Odpowiedź jest znowu szkicem."), "success")
    return _on(found, number)


@bp.post("/<int:number>/wyjmij")
@allows(Permission.ANSWER_REMARKS)
def take_out(consultation_id: int, number: int) -> ResponseReturnValue:
    """Take the remark out of an answer it shares."""
    found, remark = _both(consultation_id, number)
    form = NoteForm()
    try:
        services.take_out(found.id, require_actor().person_id, number, expected=_seen(remark))
    except Refused as no:
        form.refuse(no)
        return _page(found, queries.card(consultation_id, number), Shown(note=form))
    flash(gettext("Ta uwaga czeka teraz na własną odpowiedź."), "success")
    return _on(found, number)


@bp.get("/<int:number>/<verb>")
@allows(Permission.READ_ANSWERS)
def back_to_card(consultation_id: int, number: int, verb: str) -> ResponseReturnValue:
    """A refused action looked at again, in another language or after a reload, is the card."""
    return redirect(url_for(".card", consultation_id=consultation_id, number=number), 303)


@dataclass(frozen=True)
class Shown:
    """What the card shows besides what is stored: forms with what was typed. ``clash``: another officer was faster."""

    form: AnswerForm | None = None
    note: NoteForm | None = None
    clash: bool = False


def _both(consultation_id: int, number: int) -> tuple[ConsultationFacts, Card]:
    return notices.consultation(consultation_id), queries.card(consultation_id, number)


def _seen(remark: Card) -> tuple[int, int]:
    """The answer as the officer saw it: from the form; without an answer there is nothing to decide on."""
    if remark.answer_id is None:
        raise Refused(rules.Refusal.CHANGED_MEANWHILE)
    return remark.answer_id, whole(request.form.get("version")) or 0


def _asked() -> dict[str, Any]:
    return {name: value for name in _FILTERS if (value := request.args.get(name))}


def _next(found: ConsultationFacts, number: int, together: Collection[int] = ()) -> int | None:
    """The next remark of the queue as it was filtered, asked before this one leaves it with those answered together."""
    return queries.following(found.id, QueueForm(request.args).wanted, number, together)


def _on(found: ConsultationFacts, number: int | None) -> ResponseReturnValue:
    if number is None:
        flash(gettext("To była ostatnia uwaga na tej liście."), "info")
        return redirect(url_for(".index", consultation_id=found.id, **_asked()), 303)
    return redirect(url_for(".card", consultation_id=found.id, number=number, **_asked()), 303)


def _page(found: ConsultationFacts, remark: Card, shown: Shown) -> ResponseReturnValue:
    form, written, officer_id = shown.form or AnswerForm.of(remark), remark.written, require_actor().person_id
    form.offer(choices := queries.choices(found.id))
    if shown.clash and written is not None:
        form.seen.data = f"{written.id}-{written.version}"
    before, after = queries.neighbours(found.id, QueueForm(request.args).wanted, remark.number)
    page = render_template(
        "consultations/answers/card.html",
        consultation=found,
        remark=remark,
        pieces=differences.words(remark.quote, remark.proposed) if remark.proposed else (),
        form=form,
        note=shown.note or NoteForm(None),
        clash=shown.clash,
        together=[number for number in queries.members(remark.answer_id) if number != remark.number],
        also=set(numbers([*request.args.getlist("razem"), *request.form.getlist("razem")])) - {remark.number},
        similar=queries.similar(remark.remark_id),
        choices=choices,
        asked=_asked(),
        before=before,
        after=after,
        closed=rules.why_not_touch(found.standing),
        own=written is not None and written.written_by_id == officer_id,
        words=messages,
        remark_words=remark_words,
        **_doors(remark),
    )
    return page, 422 if shown.form or shown.note else 200


def _doors(remark: Card) -> dict[str, Any]:
    """What can be done with the answer as it stands."""
    state = remark.state
    return {
        "writable": state != rules.State.APPROVED,
        "waits": state == rules.State.WAITING,
        "approved": state == rules.State.APPROVED,
        "plain": Form(None),
    }
