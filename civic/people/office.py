"""The office's pages about people: roles, units, who may do what, the journal of actions."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.core import audit, audit_seal
from civic.core.access import PERMISSIONS, Permission, Role, allows, edition_names, require_actor
from civic.core.fields import Form
from civic.core.refusal import Refused
from civic.people import queries
from civic.people.forms import GrantForm, ReasonForm, UnitForm, choices
from civic.people.messages import PERMISSIONS_IN_WORDS, ROLES, done, fact, status, words
from civic.people.services import office

bp = Blueprint("people_office", __name__, url_prefix="/urzad")

EVENTS_ON_A_PAGE = 50


def _page(
    template: str, form: Form, refused: Refused | None = None, **context: object
) -> ResponseReturnValue:
    refusal = words(refused) if refused else None
    page = render_template(f"people/office/{template}.html", form=form, refusal=refusal, **context)
    return page, status(refused) if refused else 422 if form.errors else 200


@bp.get("/osoby")
@allows(Permission.GRANT_ROLES)
def index() -> ResponseReturnValue:
    """Who has which role."""
    return render_template(
        "people/office/index.html", granted=queries.granted(), roles=ROLES, editions=edition_names()
    )


@bp.route("/osoby/nadaj", methods=["GET", "POST"])
@allows(Permission.GRANT_ROLES)
def grant() -> ResponseReturnValue:
    """Give a role."""
    form = GrantForm()
    open_units = [(unit.id, unit.path) for unit in queries.units() if not unit.closed]
    form.unit.choices = choices(_("Cały urząd"), open_units)
    form.edition.choices = choices(_("Wszystkie edycje"), edition_names().items())
    if form.validate_on_submit():
        try:
            office.grant(
                require_actor().person_id,
                form.email.data or "",
                Role(form.role.data),
                unit_id=form.unit.data,
                edition_id=form.edition.data,
                reason=form.reason.data or "",
                document_number=form.document_number.data or "",
            )
        except Refused as refused:
            return _page("grant", form, refused)
        flash(_("Rola nadana. Działa od razu."), "success")
        return redirect(url_for(".index"), 303)
    return _page("grant", form)


@bp.route("/osoby/role/<int:grant_id>/odbierz", methods=["GET", "POST"])
@allows(Permission.GRANT_ROLES)
def revoke(grant_id: int) -> ResponseReturnValue:
    """Take a role back."""
    row = queries.granted_one(grant_id)
    form = ReasonForm()
    editions = edition_names()
    if form.validate_on_submit():
        try:
            office.revoke(
                require_actor().person_id,
                grant_id,
                reason=form.reason.data or "",
                document_number=form.document_number.data or "",
            )
        except Refused as refused:
            return _page("revoke", form, refused, row=row, roles=ROLES, editions=editions)
        flash(_("Rola odebrana. Ta osoba już nic w niej nie zrobi."), "success")
        return redirect(url_for(".index"), 303)
    return _page("revoke", form, row=row, roles=ROLES, editions=editions)


@bp.get("/uprawnienia")
@allows(Permission.OFFICE)
def permissions() -> ResponseReturnValue:
    """Who may do what, in words."""
    rows = [
        (PERMISSIONS_IN_WORDS[permission], [ROLES[role] for role in Role if role in PERMISSIONS[permission]])
        for permission in Permission
        if permission in PERMISSIONS
    ]
    return render_template("people/office/permissions.html", rows=rows)


@bp.get("/jednostki")
@allows(Permission.GRANT_ROLES)
def units() -> ResponseReturnValue:
    """The tree of office units."""
    return render_template("people/office/units.html", units=queries.units())


@bp.route("/jednostki/nowa", methods=["GET", "POST"])
@allows(Permission.GRANT_ROLES)
def add_unit() -> ResponseReturnValue:
    """Enter a unit."""
    form = UnitForm()
    form.parent.choices = choices(
        _("Nie podlega żadnej"), [(u.id, u.path) for u in queries.units() if not u.closed]
    )
    if form.validate_on_submit():
        try:
            office.add_unit(require_actor().person_id, form.name.data or "", form.parent.data)
        except Refused as refused:
            return _page("unit", form, refused, unit=None)
        flash(_("Jednostka dodana."), "success")
        return redirect(url_for(".units"), 303)
    return _page("unit", form, unit=None)


@bp.route("/jednostki/<int:unit_id>", methods=["GET", "POST"])
@allows(Permission.GRANT_ROLES)
def change_unit(unit_id: int) -> ResponseReturnValue:
    """Rename or move a unit."""
    unit = queries.unit(unit_id)
    form = UnitForm(data={"name": unit.name, "parent": unit.parent_id})
    others = [
        (u.id, u.path)
        for u in queries.units()
        if u.id != unit_id and (not u.closed or u.id == unit.parent_id)
    ]
    form.parent.choices = choices(_("Nie podlega żadnej"), others)
    if form.validate_on_submit():
        try:
            office.change_unit(require_actor().person_id, unit_id, form.name.data or "", form.parent.data)
        except Refused as refused:
            return _page("unit", form, refused, unit=unit)
        flash(_("Zapisaliśmy zmiany."), "success")
        return redirect(url_for(".units"), 303)
    return _page("unit", form, unit=unit)


@bp.route("/jednostki/<int:unit_id>/zamknij", methods=["GET", "POST"])
@allows(Permission.GRANT_ROLES)
def close_unit(unit_id: int) -> ResponseReturnValue:
    """Close a unit."""
    unit = queries.unit(unit_id)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            office.close_unit(
                require_actor().person_id,
                unit_id,
                reason=form.reason.data or "",
                document_number=form.document_number.data or "",
            )
        except Refused as refused:
            return _page("close_unit", form, refused, unit=unit)
        flash(_("Jednostka zamknięta."), "success")
        return redirect(url_for(".units"), 303)
    return _page("close_unit", form, unit=unit)


@bp.get("/dziennik")
@allows(Permission.READ_AUDIT)
def journal() -> ResponseReturnValue:
    """What was done, by whom, when and why."""
    asked = " ".join(request.args.get("szukaj", "").split())[:200]
    before = request.args.get("przed", type=int)
    events = audit.search(asked, before=before, limit=EVENTS_ON_A_PAGE + 1)
    shown = events[:EVENTS_ON_A_PAGE]
    return render_template(
        "people/office/journal.html",
        asked=asked,
        before=before,
        events=shown,
        older=shown[-1].id if len(events) > EVENTS_ON_A_PAGE else None,
        sealed=audit_seal.last_sealed(),
        names=queries.names({event.actor_id for event in shown if event.actor_id is not None}),
        done=done,
        fact=fact,
    )
