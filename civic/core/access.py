"""Who may reach a page: the doors. A view that declares nothing is closed.

Whether this person may do this to that now is a rule of the feature (``why_not_...``), not a matter of this file.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """Roles of people in a city's procedures. RESIDENT is everybody with an account; the rest are granted."""

    RESIDENT = "resident"
    ORG_REP = "org-rep"
    COORDINATOR = "coordinator"
    VERIFIER = "verifier"
    APPEAL_BODY_MEMBER = "appeal-body-member"
    COMMITTEE_MEMBER = "committee-member"
    TEAM_MEMBER = "team-member"
    COUNCIL_CLERK = "council-clerk"
    POINT_CLERK = "point-clerk"
    ANIMATOR = "animator"
    ADVISORY_MEMBER = "advisory-member"
    BIP_EDITOR = "bip-editor"
    DPO = "dpo"
    FINANCE = "finance"
    EXECUTIVE = "executive"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a door asks for."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    OFFICE = "office"
    EDIT_EDITION = "edit-edition"
    ORDER_EDITION = "order-edition"
    ASSESS_FORMAL = "assess-formal"
    ASSESS_MERIT = "assess-merit"
    FIX_LIST = "fix-list"
    HOLD_KEY = "hold-key"
    RUN_VOTING = "run-voting"
    DECIDE_DOUBTFUL = "decide-doubtful"
    COUNT = "count"
    APPROVE_RESULTS = "approve-results"
    EDIT_CONSULTATION = "edit-consultation"
    ORDER_CONSULTATION = "order-consultation"
    PUBLISH_NOTICE = "publish-notice"
    ENTER_REMARKS = "enter-remarks"
    READ_REMARKS = "read-remarks"
    MODERATE = "moderate"
    READ_ANSWERS = "read-answers"
    ANSWER_REMARKS = "answer-remarks"
    APPROVE_ANSWERS = "approve-answers"
    APPROVE_REPORT = "approve-report"
    RECORD_ACT = "record-act"
    CONFIRM_ORGANISATIONS = "confirm-organisations"
    ENTER_INITIATIVES = "enter-initiatives"
    CHECK_INITIATIVES = "check-initiatives"
    SCORE_INITIATIVES = "score-initiatives"
    EDIT_CRITERIA = "edit-criteria"
    DECIDE_INITIATIVES = "decide-initiatives"
    NEGOTIATE_INITIATIVES = "negotiate-initiatives"
    SIGN_INITIATIVES = "sign-initiatives"
    SETTLE_INITIATIVES = "settle-initiatives"
    READ_AUDIT = "read-audit"
    GRANT_ROLES = "grant-roles"


_OFFICE = frozenset(Role) - {Role.RESIDENT, Role.ORG_REP}

PERMISSIONS: Mapping[Permission, frozenset[Role]] = {
    Permission.OFFICE: _OFFICE,
    Permission.EDIT_EDITION: frozenset({Role.COORDINATOR}),
    Permission.ORDER_EDITION: frozenset({Role.EXECUTIVE, Role.COORDINATOR}),
    Permission.ASSESS_FORMAL: frozenset({Role.COORDINATOR, Role.VERIFIER}),
    Permission.ASSESS_MERIT: frozenset({Role.COORDINATOR, Role.VERIFIER}),
    Permission.FIX_LIST: frozenset({Role.COORDINATOR, Role.EXECUTIVE}),
    Permission.HOLD_KEY: frozenset({Role.COMMITTEE_MEMBER}),
    Permission.RUN_VOTING: frozenset({Role.COMMITTEE_MEMBER, Role.COORDINATOR}),
    Permission.DECIDE_DOUBTFUL: frozenset({Role.COMMITTEE_MEMBER}),
    Permission.COUNT: frozenset({Role.COMMITTEE_MEMBER}),
    Permission.APPROVE_RESULTS: frozenset({Role.COMMITTEE_MEMBER, Role.EXECUTIVE}),
    Permission.EDIT_CONSULTATION: frozenset({Role.COORDINATOR}),
    Permission.ORDER_CONSULTATION: frozenset({Role.EXECUTIVE}),
    Permission.PUBLISH_NOTICE: frozenset({Role.BIP_EDITOR, Role.COORDINATOR}),
    Permission.ENTER_REMARKS: frozenset({Role.POINT_CLERK, Role.COORDINATOR}),
    Permission.READ_REMARKS: frozenset({Role.POINT_CLERK, Role.VERIFIER, Role.COORDINATOR, Role.EXECUTIVE}),
    Permission.MODERATE: frozenset({Role.COORDINATOR}),
    Permission.READ_ANSWERS: frozenset({Role.VERIFIER, Role.COORDINATOR, Role.EXECUTIVE}),
    Permission.ANSWER_REMARKS: frozenset({Role.VERIFIER, Role.COORDINATOR}),
    Permission.APPROVE_ANSWERS: frozenset({Role.COORDINATOR, Role.EXECUTIVE}),
    Permission.APPROVE_REPORT: frozenset({Role.EXECUTIVE}),
    Permission.RECORD_ACT: frozenset({Role.COUNCIL_CLERK, Role.COORDINATOR}),
    Permission.CONFIRM_ORGANISATIONS: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.ENTER_INITIATIVES: frozenset({Role.POINT_CLERK, Role.COORDINATOR}),
    Permission.CHECK_INITIATIVES: frozenset({Role.COORDINATOR, Role.VERIFIER}),
    Permission.SCORE_INITIATIVES: frozenset({Role.TEAM_MEMBER}),
    Permission.EDIT_CRITERIA: frozenset({Role.COORDINATOR}),
    Permission.DECIDE_INITIATIVES: frozenset({Role.EXECUTIVE}),
    Permission.NEGOTIATE_INITIATIVES: frozenset({Role.COORDINATOR, Role.VERIFIER}),
    Permission.SIGN_INITIATIVES: frozenset({Role.EXECUTIVE}),
    Permission.SETTLE_INITIATIVES: frozenset({Role.COORDINATOR, Role.FINANCE}),
    Permission.READ_AUDIT: frozenset({Role.AUDITOR, Role.ADMIN, Role.DPO, Role.COORDINATOR}),
    Permission.GRANT_ROLES: frozenset({Role.ADMIN}),
}
"""The permission table. ANYONE and SIGNED_IN need no role."""


@dataclass(frozen=True)
class Grant:
    """A role given to a person, everywhere or for one office unit and/or one edition (None = all)."""

    role: Role
    unit_id: int | None = None
    edition_id: int | None = None


@dataclass(frozen=True)
class Actor(UserMixin):  # type: ignore[misc]
    """Who is signed in."""

    person_id: int
    name: str
    email: str
    grants: tuple[Grant, ...] = ()
    session_version: int = 0
    session_key: str = ""
    lang: str = "pl"

    def get_id(self) -> str:
        """What the session keeps: the person, the version "sign out everywhere" makes stale, the key signing out ends."""
        return f"{self.person_id}.{self.session_version}.{self.session_key}"

    def may(self, permission: Permission, edition_id: int | None = None) -> bool:
        """Whether a grant covers the permission, for that edition; with no edition any grant of the role does."""
        if permission in {Permission.ANYONE, Permission.SIGNED_IN}:
            return True
        roles = PERMISSIONS[permission]
        return any(
            grant.role in roles and (edition_id is None or grant.edition_id in {None, edition_id})
            for grant in self.grants
        )


def allows(permission: Permission) -> Callable[[View], View]:
    """Open the view to those who have the permission (for the edition in the URL, where there is one)."""

    def mark(view: View) -> View:
        view.allows = permission  # type: ignore[attr-defined]
        return view

    return mark


def actor() -> Actor | None:
    """Who is signed in, or None."""
    found: Actor | None = g.get("actor")
    return found


def require_actor() -> Actor:
    """Who is signed in; only behind a door that asks for it."""
    found = actor()
    if found is None:
        abort(403)
    return found


def opens(endpoint: str) -> bool:
    """Whether the page is there and its door is open to the visitor: asked before a link to it is shown."""
    permission: Permission | None = getattr(current_app.view_functions.get(endpoint), "allows", None)
    who = actor()
    return permission is Permission.ANYONE or (
        permission is not None and who is not None and who.may(permission)
    )


LoadActor = Callable[[int, int, str], Actor | None]


def sign_in(who: Actor) -> None:
    """Begin a new session of this person: forms and marks of the time before do not carry over."""
    session.pop("csrf_token", None)
    login_user(replace(who, session_key=secrets.token_urlsafe(12)))


def sign_out() -> None:
    """Forget everything this browser was told, the language apart."""
    lang = session.get("lang")
    logout_user()
    session.clear()
    if lang:
        session["lang"] = lang


def edition_names() -> Mapping[int, str]:
    """Every edition a role may be given for, by id."""
    names: Mapping[int, str] = current_app.extensions["civic-edition-names"]()
    return names


def _keep_sessions(app: Flask, load_actor: LoadActor) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # a phone changes its address on the way home; the cookie is signed

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(kept: str) -> Actor | None:
        person_id, version, key = [*kept.split(".", 2), "0", ""][:3]
        found = load_actor(int(person_id), int(version), key)
        if found is None:
            session.pop("_user_id", None)
        return found


def init_app(
    app: Flask,
    load_actor: LoadActor,
    edition_id_of: Callable[[str], int | None],
    edition_names: Callable[[], Mapping[int, str]] = dict,
) -> None:
    """Guard every route. What persons and editions there are, the features know and the functions given here ask."""
    app.extensions["civic-edition-names"] = edition_names
    _keep_sessions(app, load_actor)

    def guard() -> ResponseReturnValue | None:
        g.actor = current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001
        if request.endpoint is None or request.endpoint == "static" or request.routing_exception is not None:
            return None
        permission = getattr(current_app.view_functions[request.endpoint], "allows", None)
        if permission is Permission.ANYONE:
            return None
        if permission is None:
            abort(403)
        if g.actor is None:
            if request.method in {"GET", "HEAD"}:
                return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")))
            abort(403)
        slug = (request.view_args or {}).get("edition")
        edition_id = edition_id_of(slug) if slug is not None else None
        if slug is not None and edition_id is None:
            abort(404)
        if not g.actor.may(permission, edition_id):
            abort(403)
        return None

    app.before_request(guard)
    app.context_processor(lambda: {"actor": actor(), "Permission": Permission})
    app.jinja_env.globals["opens"] = opens
