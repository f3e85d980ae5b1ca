"""Entering what came on paper, by mail or by word of mouth: one screen, the number large, and the next one."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from civic.consultations.notices import queries as notices
from civic.consultations.notices.queries import ConsultationFacts
from civic.consultations.notices.rules import Regime
from civic.consultations.remarks import messages, queries, rules, services
from civic.consultations.remarks.forms import EntryForm
from civic.consultations.remarks.office.blueprint import bp
from civic.consultations.remarks.queries import Label, Shown
from civic.consultations.remarks.rules import Refusal, Written
from civic.consultations.remarks.services import Entry
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.deadlines import in_poland
from civic.core.files import messages as file_messages
from civic.core.files.rules import FileRefusal
from civic.core.refusal import Refused


@bp.route("/wpisz", methods=["GET", "POST"])
@allows(Permission.ENTER_REMARKS)
def enter(consultation_id: int) -> ResponseReturnValue:
    """One remark. ``?po=`` the number just given; with ``zostaw`` its way, date and author stay in the form."""
    found, labels = notices.consultation(consultation_id), queries.labels(consultation_id)
    previous = _previous(consultation_id)
    form = EntryForm(data=_kept(previous))
    alike: list[Shown] = []
    if form.validate_on_submit():
        if "check" in request.form:
            alike = queries.similar(consultation_id, form.text.data or "")
            return _page(found, form, labels, previous, alike), 200
        number = _save(found, form, labels)
        if number is not None:
            if "last" in request.form:
                flash(
                    gettext("Zapisano uwagę %(number)s.", number=rules.signature(found.signature, number)),
                    "success",
                )
                return redirect(url_for(".show", consultation_id=consultation_id, number=number), 303)
            stay = 1 if form.keep.data else None
            return redirect(url_for(".enter", consultation_id=consultation_id, po=number, zostaw=stay), 303)
    elif previous is not None:
        alike = queries.similar(consultation_id, previous.text, besides=previous.id)
    return _page(found, form, labels, previous, alike), 422 if form.errors else 200


def _save(found: ConsultationFacts, form: EntryForm, labels: list[Label]) -> int | None:
    """The number given; None when the form says why not."""
    typed = form.unit.data or ""
    meant = queries.named(labels, typed)
    unit = queries.unit(found.id, meant.anchor, version_id=meant.version_id) if meant else None
    place = (
        Written(document_id=unit.document_id, version_id=unit.version_id, anchor=unit.anchor, quote=unit.text)
        if unit
        else Written(unit_text=" ".join(typed.split()))
    )
    entry = Entry(
        arrival=form.arrival,
        author=form.author,
        remarks=(form.written(place),),
        case_number=form.case_number.data or "",
        uploads=form.files.data or (),
        again=bool(form.again.data),
    )
    try:
        return services.enter(found.id, entry, require_actor().person_id).numbers[0]
    except Refused as no:
        if isinstance(no.reason, FileRefusal):
            form.files.errors = [file_messages.words(no)]
        elif no.reason is Refusal.ENTERED_ALREADY:
            form.again.errors = [messages.words(no)]
        else:
            form.refuse([no])
        return None


def _previous(consultation_id: int) -> Shown | None:
    number = request.args.get("po", type=int)
    if number is None or not 0 < number < 2**31:
        return None
    return queries.one(consultation_id, number, public=False)


def _kept(previous: Shown | None) -> dict[str, Any]:
    """What stays for the next one; else only today's date."""
    today: date = in_poland(clock.now())
    if previous is None or "zostaw" not in request.args:
        return {"received_on": today}
    opinion = queries.opinion(previous.opinion_id)
    if opinion is None or opinion.received_at is None:
        return {"received_on": today}
    return {
        "channel": opinion.channel,
        "received_on": in_poland(opinion.received_at),
        "posted_on": opinion.posted_on,
        "case_number": opinion.case_number,
        "kind": opinion.author_kind,
        "owner": {True: "yes", False: "no", None: ""}[opinion.owner],
        **{
            name: getattr(opinion, name)
            for name in ("organisation_name", "krs", "name", "address", "email", "name_public")
        },
    }


def _page(
    found: ConsultationFacts, form: EntryForm, labels: list[Label], previous: Shown | None, alike: list[Shown]
) -> str:
    no = rules.why_not_send(found.standing, clock.now())
    return render_template(
        "consultations/remarks/office/enter.html",
        consultation=found,
        form=form,
        labels=labels,
        previous=previous,
        alike=alike,
        planning=found.regime is Regime.PLANNING,
        refused=messages.words(no) if no and not form.is_submitted() else None,
        words=messages,
    )
