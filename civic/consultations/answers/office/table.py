"""The table of remarks, and what is done with many of them at once."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from civic.consultations.answers import messages, queries, rules, services
from civic.consultations.answers.forms import CustomForm, QueueForm, numbers, pair, whole
from civic.consultations.answers.office.blueprint import bp
from civic.consultations.answers.queries import PAGE
from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.remarks import messages as remark_words
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.fields import Form
from civic.core.refusal import Refused


@bp.get("")
@allows(Permission.READ_ANSWERS)
def index(consultation_id: int) -> ResponseReturnValue:
    """Every remark with what it waits for."""
    return _page(notices.consultation(consultation_id))


@bp.post("/zbiorczo")
@allows(Permission.READ_ANSWERS)
def bulk(consultation_id: int) -> ResponseReturnValue:
    """Do one thing with the remarks that were ticked."""
    found, chosen = notices.consultation(consultation_id), request.form.getlist("uwaga")
    permission, act = _BULK.get(request.form.get("co", ""), (None, None))
    if not Form().validate_on_submit() or act is None or permission is None:
        return redirect(_back(consultation_id), 303)
    if not require_actor().may(permission):
        abort(403)
    ticked = numbers(text.partition(":")[0] for text in chosen)
    try:
        if not ticked:
            raise Refused(rules.Refusal.NO_REMARKS)
        return act(found, ticked, chosen)
    except Refused as no:
        return _page(found, no, chosen)


@bp.post("/udostepnij")
@allows(Permission.APPROVE_ANSWERS)
def publish(consultation_id: int) -> ResponseReturnValue:
    """Let residents see approved answers before the report."""
    found = notices.consultation(consultation_id)
    if not Form().validate_on_submit():
        return _page(found)
    try:
        services.publish_answers(found.id, require_actor().person_id, clock.now())
    except Refused as no:
        return _page(found, no)
    flash(gettext("Mieszkańcy widzą już zatwierdzone odpowiedzi. Autorzy dostaną e-mail."), "success")
    return redirect(url_for(".index", consultation_id=found.id), 303)


@bp.post("/zasady")
@allows(Permission.APPROVE_ANSWERS)
def custom(consultation_id: int) -> ResponseReturnValue:
    """When an answer needs reasons."""
    found, form = notices.consultation(consultation_id), CustomForm()
    if not form.validate_on_submit():
        return _page(found)
    try:
        services.set_custom(
            found.id, require_actor().person_id, reasons_always=bool(form.reasons_always.data)
        )
    except Refused as no:
        return _page(found, no)
    flash(gettext("Zapisane."), "success")
    return redirect(url_for(".index", consultation_id=found.id), 303)


@bp.get("/zbiorczo")
@bp.get("/udostepnij")
@bp.get("/zasady")
@allows(Permission.READ_ANSWERS)
def back_to_table(consultation_id: int) -> ResponseReturnValue:
    """A refused action looked at again is the table."""
    return redirect(_back(consultation_id), 303)


def _answer_together(found: ConsultationFacts, ticked: list[int], _chosen: list[str]) -> ResponseReturnValue:
    first, *rest = ticked
    return redirect(url_for(".card", consultation_id=found.id, number=first, razem=rest, **_asked()), 303)


def _sort(found: ConsultationFacts, ticked: list[int], _chosen: list[str]) -> ResponseReturnValue:
    count = services.sort(
        found.id,
        require_actor().person_id,
        ticked,
        topic_id=whole(request.form.get("na_temat")),
        unit_id=whole(request.form.get("do_jednostki")),
    )
    flash(ngettext("Uporządkowano %(num)s uwagę.", "Uporządkowano %(num)s uwag.", count), "success")
    return redirect(_back(found.id), 303)


def _hand_over(found: ConsultationFacts, _ticked: list[int], chosen: list[str]) -> ResponseReturnValue:
    done = services.hand_over_many(found.id, require_actor().person_id, _answers(chosen), clock.now())
    flash(
        ngettext(
            "Do zatwierdzenia poszła %(num)s odpowiedź.", "Do zatwierdzenia poszło %(num)s odpowiedzi.", done
        ),
        "success",
    )
    return redirect(_back(found.id), 303)


def _approve(found: ConsultationFacts, _ticked: list[int], chosen: list[str]) -> ResponseReturnValue:
    done, left = services.approve_many(found.id, require_actor().person_id, _answers(chosen), clock.now())
    flash(ngettext("Zatwierdzono %(num)s odpowiedź.", "Zatwierdzono %(num)s odpowiedzi.", done), "success")
    if left:
        flash(
            ngettext(
                "Pominięto %(num)s odpowiedź: jest twoja, nie czeka na zatwierdzenie albo ktoś ją zmienił.",
                "Pominięto %(num)s odpowiedzi: są twoje, nie czekają na zatwierdzenie albo ktoś je zmienił.",
                left,
            ),
            "info",
        )
    return redirect(_back(found.id), 303)


_Act = Callable[[ConsultationFacts, list[int], list[str]], ResponseReturnValue]
_BULK: Mapping[str, tuple[Permission, _Act]] = {
    "odpowiedz": (Permission.ANSWER_REMARKS, _answer_together),
    "uporzadkuj": (Permission.ANSWER_REMARKS, _sort),
    "przekaz": (Permission.ANSWER_REMARKS, _hand_over),
    "zatwierdz": (Permission.APPROVE_ANSWERS, _approve),
}
"""What can be done with many at once, and who may."""


def _answers(chosen: list[str]) -> dict[int, int]:
    """Answers of the ticked remarks as they were seen: id -> version. A tick is "number:id-version"."""
    seen = (pair(text.partition(":")[2]) for text in chosen)
    return dict(each for each in seen if each is not None)


def _asked() -> dict[str, Any]:
    """The filters in the address, to come back to the same list."""
    return {name: value for name, value in request.args.items() if name != "lang" and value}


def _back(consultation_id: int) -> str:
    return url_for(".index", consultation_id=consultation_id, **_asked())


def _page(
    found: ConsultationFacts, no: Refused | None = None, ticked: list[str] | None = None
) -> ResponseReturnValue:
    form, now = QueueForm(request.args), clock.now()
    choices = queries.choices(found.id)
    form.offer(choices)
    page = max(1, min(request.args.get("page", 1, int), 10_000))
    total, lines = queries.queue(found.id, form.wanted, page)
    customs = queries.customs(found.id)
    answer = render_template(
        "consultations/answers/index.html",
        consultation=found,
        form=form,
        custom=CustomForm(None, data={"reasons_always": customs.reasons_always}),
        choices=choices,
        lines=lines,
        found=ngettext("%(num)s uwaga", "%(num)s uwag", total),
        page=page,
        pages=max(1, -(-total // PAGE)),
        asked=_asked() | {"page": ""},
        summary=queries.summary(found.id),
        customs=customs,
        closed=rules.why_not_touch(found.standing),
        may_publish=rules.why_not_publish(found.standing, customs, 1, now) is None,
        today=in_poland(now),
        refused=messages.words(no) if no else None,
        ticked=set(ticked or ()),
        words=messages,
        remark_words=remark_words,
    )
    return answer, 422 if no else 200
