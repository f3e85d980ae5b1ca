"""The pages of negotiating, the same for both sides of the table: what each of the two blueprints calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import NoResultFound

from civic.core import clock, files
from civic.core.access import require_actor
from civic.core.deadlines import in_poland
from civic.core.fields import Form
from civic.core.refusal import Refused
from civic.initiatives.agreements import messages, papers, queries, rules, services
from civic.initiatives.agreements.forms import (
    MessageForm,
    PlanForm,
    ScanForm,
    SignForm,
    TermsForm,
    VersionForm,
    plan_data,
)
from civic.initiatives.agreements.queries import Table
from civic.initiatives.agreements.rules import OTHER, Plan
from civic.initiatives.agreements.services.signing import SCAN
from civic.initiatives.agreements.showing import shown
from civic.initiatives.requests import queries as requests
from civic.initiatives.requests.rules import Side

BLUEPRINT = {Side.RESIDENTS: "agreements", Side.CITY: "agreements_office"}
LAYOUT = {Side.RESIDENTS: "base.html", Side.CITY: "office.html"}


@dataclass
class Desk:
    """One initiative's table, seen from one side."""

    side: Side
    table: Table

    @property
    def id(self) -> int:
        """The initiative."""
        return self.table.initiative.id

    def url(self, page: str, **values: Any) -> str:
        """A page of this side."""
        return url_for(f"{BLUEPRINT[self.side]}.{page}", initiative_id=self.id, **values)

    def to(self, page: str, said: str) -> ResponseReturnValue:
        """Say it on another page."""
        flash(said, "success")
        return redirect(self.url(page), 303)

    def render(self, template: str, status: int = 200, **context: Any) -> ResponseReturnValue:
        """A page with what all of them need."""
        page = render_template(
            f"initiatives/agreements/{template}.html",
            layout=LAYOUT[self.side],
            desk=self,
            initiative=self.table.initiative,
            negotiation=self.table.negotiation,
            side=self.side,
            other=OTHER[self.side],
            city_side=self.side is Side.CITY,
            words=messages,
            **context,
        )
        return page, status


def desk(side: Side, initiative_id: int) -> Desk:
    """The table, for one who may sit on this side of it; else there is no such page."""
    initiative = requests.public_initiative(initiative_id)
    if side is Side.RESIDENTS and not queries.speaks(initiative, require_actor().person_id):
        raise NoResultFound
    return Desk(side, queries.table(initiative))


def show(
    found: Desk, *, message: MessageForm | None = None, refused: Refused | None = None, failed: bool = False
) -> ResponseReturnValue:
    """A version with its changes, who confirmed it, what was said; the newest, or the one asked for."""
    newest = found.table.negotiation.newest
    number = request.args.get("wersja", newest, int)
    if newest and not 1 <= number <= newest:
        abort(404)
    plans = queries.plans(found.id, number, number - 1) if newest else {}
    plan = plans.get(number, Plan())
    version = found.table.versions[number - 1] if newest else None
    no_confirm = rules.why_not_confirm(found.table.negotiation, number, found.side, plan)
    said = queries.messages(found.id) if newest else []
    return found.render(
        "show",
        422 if message or refused or failed else 200,
        version=version,
        plan=shown(plan, plans.get(number - 1)),
        marked=number > 1,
        agreed=rules.agreed(found.table.negotiation),
        may_begin=found.side is Side.CITY and rules.why_not_begin(found.table.negotiation) is None,
        may_confirm=no_confirm is None,
        may_write=found.table.negotiation.status in rules.OPEN and newest > 0,
        on_paper=found.side is Side.CITY and _on_paper(found, number),
        said=said,
        form=message or MessageForm(None),
        confirm=Form(None),
        refused=messages.words(refused) if refused else None,
        contact=contact(found),
    )


def _on_paper(found: Desk, number: int) -> bool:
    negotiation = found.table.negotiation
    fits = number == negotiation.newest and Side.RESIDENTS not in negotiation.confirmed
    fits = fits and negotiation.status in rules.OPEN and negotiation.newest != negotiation.in_force
    return fits and not queries.speak_online(found.table.initiative)


def contact(found: Desk) -> dict[str, Any] | None:
    """Until when the office gets in touch, while it has not; None when it has or nobody accepted the request here."""
    if rules.why_not_begin(found.table.negotiation) is not None:
        return None
    accepted_on = queries.accepted_on(found.id)
    if accepted_on is None:
        return None
    until = rules.contact_until(accepted_on)
    return {"until": until, "left": (until - in_poland(clock.now())).days}


def edit(found: Desk) -> ResponseReturnValue:
    """The next version on a form; overtaken, it keeps what was typed and shows the other's version beside."""
    newest = found.table.negotiation.newest
    if not newest or found.table.negotiation.status not in rules.OPEN:
        return redirect(found.url("show"), 303)
    plan = queries.newest_plan(found.table)
    if not request.form:
        form = PlanForm(data=plan_data(plan, newest))
        return _edit(found, form, plan, 200)
    form = PlanForm()
    if "more" in request.form:
        return _edit(found, form, plan, 200)
    if form.validate_on_submit():
        base = form.base.data or 0
        try:
            number = services.write_version(
                found.id, require_actor().person_id, found.side, form.plan(),
                based_on=base, note=form.note.data or "", now=clock.now(),
            )  # fmt: skip
        except Refused as no:
            form.refuse(messages.words(no))
            if no.reason is rules.Refusal.OVERTAKEN:
                return _overtaken(found, form, base)
        else:
            said = gettext("Zapisano wersję %(number)s. Druga strona dostanie wiadomość.", number=number)
            return found.to("show", said)
    return _edit(found, form, plan, 422)


def _edit(found: Desk, form: PlanForm, plan: Plan, status: int, **more: Any) -> ResponseReturnValue:
    form.grow()
    typed = form.summed()
    return found.render(
        "edit",
        status,
        form=form,
        sums=shown(typed, plan).sums,
        base=form.base.data,
        **{"meanwhile": None, **more},
    )


def _overtaken(found: Desk, form: PlanForm, base: int) -> ResponseReturnValue:
    now = desk(found.side, found.id)
    newest = now.table.negotiation.newest
    plans = queries.plans(found.id, newest, *([base] if 0 < base < newest else []))
    form.base.process_data(newest)
    form.base.raw_data = None
    meanwhile = shown(plans[newest], plans.get(base))
    version = now.table.versions[-1]
    return _edit(now, form, plans[newest], 422, meanwhile=meanwhile, version=version, since=base)


Verb = Callable[[], Any]


def tried(found: Desk, form: Form, verb: Verb, page: str, said: Callable[[Any], str]) -> ResponseReturnValue:
    """Do it and say so, or show the table again with the reason."""
    if not form.validate_on_submit():
        return show(found, message=form if isinstance(form, MessageForm) else None, failed=True)
    try:
        done = verb()
    except Refused as no:
        again = desk(found.side, found.id)
        return show(again, message=form if isinstance(form, MessageForm) else None, refused=no)
    return found.to(page, said(done))


def confirm(found: Desk, *, on_paper: bool = False) -> ResponseReturnValue:
    """This side confirms the version it read."""
    form, who = VersionForm(), require_actor().person_id

    def verb() -> bool:
        if on_paper:
            return services.confirm_on_paper(found.id, who, form.number, clock.now())
        return services.confirm(found.id, who, found.side, form.number, clock.now())

    def said(both: bool) -> str:
        if both:
            return gettext("Obie strony potwierdziły wersję %(number)s.", number=form.number)
        return gettext("Wersja %(number)s potwierdzona. Czekamy na drugą stronę.", number=form.number)

    return tried(found, form, verb, "show", said)


def send_message(found: Desk) -> ResponseReturnValue:
    """Write to the other side."""
    form, who = MessageForm(), require_actor().person_id

    def verb() -> None:
        services.send_message(found.id, who, found.side, form.text.data or "", clock.now())

    return tried(found, form, verb, "show", lambda _: gettext("Wiadomość wysłana."))


def paper(
    found: Desk,
    *,
    terms: TermsForm | None = None,
    sign: SignForm | None = None,
    refused: Refused | str | None = None,
) -> ResponseReturnValue:
    """The text of the agreement or annex with both tables, and what can be done with it."""
    annex = request.args.get("aneks", _current(found), int)
    made = papers.document(found.table, annex) if annex >= 0 else None
    if made is None:
        abort(404)
    draft = made.paper.draft if made.paper else None
    accepted = made.paper is not None and made.paper.applicant_signed_on is not None
    newest = found.table.negotiation.newest
    plan = made.plan if made.text.version == newest else queries.newest_plan(found.table)
    no_accept = rules.why_not_accept_text(found.table.negotiation, plan, draft, accepted=accepted)
    form = terms or sign
    return found.render(
        "paper",
        422 if form or refused else 200,
        made=made,
        schedule=papers.schedule_rows(made.plan),
        estimate={side: papers.estimate_rows(made.plan, side) for side in Side},
        sums=rules.totals(made.plan.lines),
        residents=Side.RESIDENTS,
        accepted=accepted,
        may_accept=found.side is Side.RESIDENTS and not made.number and no_accept is None,
        waits_for=messages.words(no_accept) if no_accept and not accepted and not made.number else None,
        form=form or Form(None),
        sign=sign or SignForm(None, data={"signed_on": in_poland(clock.now()), "way": "ELECTRONIC" if accepted else "PAPER"}),
        scan=ScanForm(None),
        scans=files.of(SCAN, found.id) if made.number else [],
        refused=messages.words(refused) if isinstance(refused, Refused) else refused,
    )  # fmt: skip


def _current(found: Desk) -> int:
    """The paper people mean: the one being prepared, else the last signed."""
    negotiation, signed = found.table.negotiation, len(found.table.signed)
    return signed if not signed or negotiation.newest > negotiation.in_force else signed - 1


def paper_pdf(found: Desk) -> ResponseReturnValue:
    """The same as a tagged PDF."""
    annex = request.args.get("aneks", _current(found), int)
    made = papers.document(found.table, annex) if annex >= 0 else None
    if made is None:
        abort(404)
    name = (made.number or f"projekt-{found.table.initiative.signature}").replace("/", "-")
    return Response(
        papers.made_pdf(made, found.table.initiative.signature),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


def terms_form(found: Desk) -> TermsForm:
    """The form of terms: as sent, else as prepared, else as in the agreement before, else the standard ones."""
    draft, signed = found.table.draft, found.table.signed
    if draft is not None or signed:
        kept = (draft or signed[-1]).draft
        values = {**kept.terms.__dict__, "applicant_party": kept.applicant_party}
        return TermsForm(data=values)
    days = found.table.negotiation.settings.settlement_days
    return TermsForm(data=papers.standard_terms(current_app.config["CIVIC"].city, days))
