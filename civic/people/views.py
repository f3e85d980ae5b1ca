"""Pages where people make and keep their accounts."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from civic.core import access
from civic.core.access import Permission, actor, allows, require_actor
from civic.core.fields import Form
from civic.core.limits import network
from civic.core.refusal import Refused
from civic.people import queries
from civic.people.forms import (
    AddressForm,
    ChangePasswordForm,
    NewPasswordForm,
    ProfileForm,
    ProofForm,
    SignInForm,
    SignUpForm,
)
from civic.people.messages import status, words
from civic.people.rules import Refusal, local_only
from civic.people.services import accounts, mailbox

bp = Blueprint("people", __name__, url_prefix="/konto")

_BY_FIELD = {
    Refusal.TOO_SHORT: "password",
    Refusal.TOO_LONG: "password",
    Refusal.TOO_SIMPLE: "password",
    Refusal.ABOUT_YOU: "password",
}


def _page(
    template: str, form: Form, refused: Refused | None = None, **context: object
) -> ResponseReturnValue:
    """A page with its form; a refusal stands at its field, or above all where it belongs to none."""
    if refused is None:
        return render_template(f"people/{template}.html", form=form, **context), 422 if form.errors else 200
    field = _BY_FIELD.get(Refusal(refused.reason))
    if field is not None:
        form[field].errors = [words(refused)]
    page = render_template(
        f"people/{template}.html", form=form, refusal=None if field else words(refused), **context
    )
    return page, status(refused)


def _begin_session(person_id: int, version: int) -> None:
    found = queries.load_actor(person_id, version)
    if found is not None:
        access.sign_in(found)


@bp.route("/zaloz", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def sign_up() -> ResponseReturnValue:
    """Ask for an account."""
    if actor() is not None:
        return redirect(url_for(".account"), 303)
    form = SignUpForm()
    if form.validate_on_submit():
        try:
            mailbox.ask_sign_up(
                form.email.data or "",
                form.name.data or "",
                form.password.data or "",
                str(get_locale()),
                network(),
            )
        except Refused as refused:
            return _page("sign_up", form, refused)
        return redirect(url_for(".mail_sent", what="konto"), 303)
    return _page("sign_up", form)


@bp.get("/list-wyslany/<any(konto, haslo):what>")
@allows(Permission.ANYONE)
def mail_sent(what: str) -> ResponseReturnValue:
    """Said after every question, whether there is such an account or not."""
    return render_template("people/mail_sent.html", what=what)


@bp.route("/jeszcze-raz", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def again() -> ResponseReturnValue:
    """Have the sign-up mail sent once more."""
    form = AddressForm()
    if form.validate_on_submit():
        try:
            mailbox.ask_again(form.email.data or "", str(get_locale()), network())
        except Refused as refused:
            return _page("again", form, refused)
        return redirect(url_for(".mail_sent", what="konto"), 303)
    return _page("again", form)


@bp.route("/potwierdz/<token>", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def confirm(token: str) -> ResponseReturnValue:
    """Follow the link of the sign-up mail; opening it changes nothing, mail filters open links too."""
    form = ProofForm()
    try:
        mailbox.check_link(token, "sign-up")
        if form.validate_on_submit():
            _begin_session(*mailbox.confirm(token, form.password.data or ""))
            flash(_("Konto jest gotowe, a ty jesteś w środku."), "success")
            return redirect(url_for(".account"), 303)
    except Refused as refused:
        if refused.reason in {Refusal.LINK_DEAD, Refusal.LINK_USED}:
            return _dead_link(refused, url_for(".sign_up"))
        return _page("confirm", form, refused)
    return _page("confirm", form)


@bp.route("/zaloguj", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Come in, and go on to where one was going."""
    target = local_only(request.values.get("next"))
    if actor() is not None:
        return redirect(target or url_for(".account"), 303)
    form = SignInForm()
    if form.validate_on_submit():
        try:
            found = accounts.sign_in(form.email.data or "", form.password.data or "", network())
        except Refused as refused:
            return _page("sign_in", form, refused, target=target)
        access.sign_in(found)
        session["lang"] = found.lang
        return redirect(target or url_for(".account"), 303)
    return _page("sign_in", form, target=target)


@bp.post("/wyloguj")
@allows(Permission.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """Leave."""
    accounts.sign_out(require_actor().session_key)
    access.sign_out()
    flash(_("Do zobaczenia. Nikt już nie działa tu w twoim imieniu."), "success")
    return redirect(url_for("home.index"), 303)


@bp.post("/wyloguj-wszedzie")
@allows(Permission.SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """Leave on every device."""
    accounts.sign_out_everywhere(require_actor().person_id)
    access.sign_out()
    flash(_("Wylogowaliśmy cię na wszystkich urządzeniach."), "success")
    return redirect(url_for(".sign_in"), 303)


@bp.route("/nie-pamietam", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def forgot() -> ResponseReturnValue:
    """Ask for a link to set a new password."""
    form = AddressForm()
    if form.validate_on_submit():
        try:
            mailbox.ask_reset(form.email.data or "", str(get_locale()), network())
        except Refused as refused:
            return _page("forgot", form, refused)
        return redirect(url_for(".mail_sent", what="haslo"), 303)
    return _page("forgot", form)


@bp.route("/nowe-haslo/<token>", methods=["GET", "POST"])
@allows(Permission.ANYONE)
def reset(token: str) -> ResponseReturnValue:
    """Set a new password by the link of the mail."""
    form = NewPasswordForm()
    try:
        mailbox.check_link(token, "reset")
        if form.validate_on_submit():
            _begin_session(*mailbox.reset(token, form.password.data or ""))
            flash(_("Masz nowe hasło. Na innych urządzeniach trzeba zalogować się od nowa."), "success")
            return redirect(url_for(".account"), 303)
    except Refused as refused:
        if refused.reason in {Refusal.LINK_DEAD, Refusal.LINK_USED}:
            return _dead_link(refused, url_for(".forgot"))
        return _page("reset", form, refused)
    return _page("reset", form)


def _dead_link(refused: Refused, way: str) -> ResponseReturnValue:
    return render_template("people/link.html", text=words(refused), way=way), status(refused)


@bp.route("", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def account() -> ResponseReturnValue:
    """My account."""
    person = queries.person(require_actor().person_id)
    form = ProfileForm(obj=person)
    if form.validate_on_submit():
        accounts.change_profile(person.id, form.name.data or "", form.lang.data or "")
        session["lang"] = form.lang.data
        flash(_("Zapisaliśmy zmiany."), "success")
        return redirect(url_for(".account"), 303)
    return _page("account", form, person=person)


@bp.route("/haslo", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def password() -> ResponseReturnValue:
    """Change the password."""
    form = ChangePasswordForm()
    who = require_actor()
    if form.validate_on_submit():
        try:
            version = accounts.change_password(who.person_id, form.old.data or "", form.password.data or "")
        except Refused as refused:
            return _page("password", form, refused)
        _begin_session(who.person_id, version)
        flash(_("Masz nowe hasło. Na innych urządzeniach trzeba zalogować się od nowa."), "success")
        return redirect(url_for(".account"), 303)
    return _page("password", form)


@bp.route("/usun", methods=["GET", "POST"])
@allows(Permission.SIGNED_IN)
def close() -> ResponseReturnValue:
    """Close the account."""
    form = ProofForm()
    if form.validate_on_submit():
        try:
            accounts.close(require_actor().person_id, form.password.data or "")
        except Refused as refused:
            return _page("close", form, refused)
        access.sign_out()
        flash(_("Konto jest usunięte. Dziękujemy za ten czas."), "success")
        return redirect(url_for("home.index"), 303)
    return _page("close", form)
