"""The group behind a request: asking people by mail, a paper list, and the page where somebody asked answers."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import NoResultFound

from civic.core import clock, files, limits
from civic.core.access import Permission, allows, require_actor
from civic.core.fields import Form
from civic.core.files import messages as file_messages
from civic.core.files.rules import FileRefusal
from civic.core.limits import Limit
from civic.core.refusal import Refused
from civic.initiatives.requests import messages, queries, rules, services
from civic.initiatives.requests.forms import MemberForm, PaperListForm
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import ApplicantKind, Refusal, Role, Status, Step
from civic.initiatives.requests.views import pages
from civic.initiatives.requests.views.blueprint import bp
from civic.people.queries import names

_INVITATIONS = Limit("initiative-invitation", 60, timedelta(days=1))
"""Of one leader: more is not a neighbourhood but a mailing."""


@bp.route("/zloz/<int:initiative_id>/grupa", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def group(initiative_id: int) -> ResponseReturnValue:
    """Who is with us; POST asks somebody."""
    leader_id = require_actor().person_id
    found = queries.own_initiative(initiative_id, leader_id)
    if rules.why_not_edit(Status(found.status), Step.MEMBERS, [Step(each) for each in found.reopened]):
        return redirect(url_for(".mine_one", initiative_id=initiative_id), 303)
    form = MemberForm()
    if form.validate_on_submit():
        try:
            _count(leader_id)
            services.invite(initiative_id, leader_id, form.invited, clock.now())
            flash(gettext("Zaproszenie wysłane."), "success")
            return redirect(url_for(".group", initiative_id=initiative_id) + "#osoby", 303)
        except Refused as no:
            form.refuse([no])
    return _show(found, form, PaperListForm(formdata=None))


@bp.post("/zloz/<int:initiative_id>/grupa/lista")
@allows(Permission.SIGNED_IN)
def paper_list(initiative_id: int) -> ResponseReturnValue:
    """Attach a paper list, or take one off."""
    leader_id = require_actor().person_id
    found = queries.own_initiative(initiative_id, leader_id)
    form = PaperListForm()
    if form.validate_on_submit():
        try:
            sent = form.files
            services.attach(
                initiative_id, leader_id, Step.MEMBERS, queries.PAPER_LIST, sent.data or (), sent.removed
            )
            flash(gettext("Zapisane."), "success")
            return redirect(url_for(".group", initiative_id=initiative_id) + "#lista", 303)
        except Refused as no:
            words = file_messages.words if isinstance(no.reason, FileRefusal) else messages.words
            form.files.errors = [words(no)]
    return _show(found, MemberForm(formdata=None), form)


@bp.post("/zloz/<int:initiative_id>/grupa/<int:member_id>/<verb>")
@allows(Permission.SIGNED_IN)
def member(initiative_id: int, member_id: int, verb: str) -> ResponseReturnValue:
    """Remind somebody, or take them off."""
    leader_id = require_actor().person_id
    queries.own_initiative(initiative_id, leader_id)
    form = Form()
    if form.validate_on_submit():
        try:
            if verb == "usun":
                services.remove(initiative_id, leader_id, member_id)
                flash(gettext("Osoba usunięta z listy."), "success")
            else:
                _count(leader_id)
                services.remind(initiative_id, leader_id, member_id, clock.now())
                flash(gettext("Zaproszenie wysłane jeszcze raz."), "success")
        except Refused as no:
            flash(messages.words(no), "error")
    return redirect(url_for(".group", initiative_id=initiative_id) + "#osoby", 303)


@bp.get("/zloz/<int:initiative_id>/grupa/lista")
@bp.get("/zloz/<int:initiative_id>/grupa/<int:member_id>/<verb>")
@allows(Permission.SIGNED_IN)
def back_to_group(initiative_id: int, member_id: int = 0, verb: str = "") -> ResponseReturnValue:
    """A refused change looked at again, in another language or after a reload, is the group."""
    return redirect(url_for(".group", initiative_id=initiative_id), 303)


@bp.route("/dolacz/<key>", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def join(key: str) -> ResponseReturnValue:
    """Somebody asked reads what it is and says yes or no. Opening the page alone says nothing."""
    try:
        asked = queries.invitation(key)
    except NoResultFound:
        return render_template("initiatives/requests/join_gone.html"), 404
    form, no = Form(), rules.why_not_join(Status(asked.status), answered=False)
    if form.validate_on_submit() and request.form.get("answer") in {"yes", "no"}:
        try:
            services.answer(key, joins=request.form["answer"] == "yes", now=clock.now())
            return redirect(url_for(".joined", said="tak" if request.form["answer"] == "yes" else "nie"), 303)
        except Refused as refused:
            no = refused
        except NoResultFound:
            return render_template("initiatives/requests/join_gone.html"), 404
    leader = names({asked.leader_id}).get(asked.leader_id, "") if asked.leader_id else ""
    page = render_template(
        "initiatives/requests/join.html",
        asked=asked,
        place=pages.place_words(asked.area, asked.location_text),
        leader=leader,
        signs=asked.role == Role.REPRESENTATIVE,
        form=form,
        refused=messages.words(no) if no else None,
    )
    return page, 422 if no and form.is_submitted() else 200


@bp.get("/dolacz/dziekujemy/<any(tak, nie):said>")
@allows(Permission.ANYONE)
def joined(said: str) -> ResponseReturnValue:
    """The answer is taken."""
    return render_template("initiatives/requests/joined.html", joins=said == "tak")


def _count(leader_id: int) -> None:
    if not limits.take(_INVITATIONS, str(leader_id)):
        raise Refused(Refusal.INVITED_TOO_OFTEN)


def _show(found: Initiative, form: MemberForm, listed: PaperListForm) -> ResponseReturnValue:
    initiative_id = found.id
    settings = queries.settings_of(initiative_id).document
    people = queries.members(initiative_id)
    kept = files.of(queries.PAPER_LIST, initiative_id)
    draft = queries.draft_of(found, settings, people, listed=bool(kept))
    page = render_template(
        "initiatives/requests/step_members.html",
        initiative=found,
        draft=draft,
        form=form,
        listed=listed,
        kept=kept,
        people=[_row(each) for each in people if each.role != Role.LEADER],
        needed=settings.members_needed if draft.applicant_kind is ApplicantKind.GROUP else 0,
        words=messages,
        plan=pages.plan(
            initiative_id,
            Step.MEMBERS,
            rules.steps_done(draft, settings),
            {Step(each) for each in found.reopened},
        ),
        number=pages.ORDER.index(Step.MEMBERS) + 1,
        length=pages.LENGTH,
        further=_further(found.status, initiative_id),
    )
    return page, 422 if form.errors or listed.errors else 200


def _further(status: str, initiative_id: int) -> str:
    if request.args.get("do") == "sprawdz" or status != Status.DRAFT:
        return url_for(".check", initiative_id=initiative_id)
    return pages.step_url(initiative_id, Step.DECLARATIONS)


def _row(each: queries.Participant) -> dict[str, Any]:
    if each.confirmed_at:
        tag = (gettext("potwierdzenie na papierze") if each.on_paper else gettext("jest z nami"), "done")
    elif each.declined_at:
        tag = (gettext("odmowa"), "closed")
    else:
        tag = (gettext("czekamy na odpowiedź"), "wait")
    name = each.name or gettext("Osoba, która odmówiła")
    return {"person": each, "name": name, "tag": tag, "waits": not each.confirmed_at and not each.declined_at}
