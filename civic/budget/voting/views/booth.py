"""The booth: from "Głosuj" to "Oddano głos", one form carried from page to page, nothing of it kept on the server."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from flask import abort, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from civic.budget.editions.rules import IdentityMethod, IdentityRoute
from civic.budget.voting import queries, services
from civic.budget.voting.forms import Draft, EmailForm, read_draft
from civic.budget.voting.messages import words
from civic.budget.voting.queries import Poll
from civic.budget.voting.rules import Paper, Problem, Refusal
from civic.budget.voting.services import Claim
from civic.budget.voting.services.casting import receipt_of
from civic.budget.voting.services.routes import adapter_of
from civic.budget.voting.views import show
from civic.budget.voting.views.blueprint import bp
from civic.budget.voting.views.steps import AREA, CHECK, Booth
from civic.core import clock, limits, web
from civic.core.access import Permission, actor, allows
from civic.core.refusal import Refused


@bp.get("/budzet/<edition>/glosuj")
@allows(Permission.ANYONE)
def start(edition: str) -> ResponseReturnValue:
    """What is voted on, until when, how, and the ways to vote."""
    poll = queries.poll(edition)
    return show.start(poll, poll.why_closed(clock.now()))


@bp.get("/budzet/<edition>/glosuj/droga/<route>")
@allows(Permission.ANYONE)
def enter(edition: str, route: str) -> ResponseReturnValue:
    """The first page of a way to vote."""
    poll = queries.poll(edition)
    if why := poll.why_closed(clock.now()):
        return show.start(poll, why)
    chosen, paper = _route(poll, route), poll.paper
    method = adapter_of(chosen).method  # type: ignore[union-attr]
    if method is IdentityMethod.EMAIL_LINK:
        return render_template("voting/email.html", paper=paper, route=chosen, form=EmailForm())
    if method is IdentityMethod.ACCOUNT and actor() is None:
        return redirect(url_for("people.sign_in", next=request.path))
    who = actor()
    typed = {"name": who.name} if method is IdentityMethod.ACCOUNT and who is not None else {}
    return _begin(Booth(paper, chosen, Draft(route=chosen.id, who=typed)))


@bp.post("/budzet/<edition>/glosuj/droga/<route>")
@allows(Permission.ANYONE)
def send_link(edition: str, route: str) -> ResponseReturnValue:
    """Mail a link; the answer is the same whoever owns the mailbox and whether they voted."""
    poll = queries.poll(edition)
    chosen, paper = _route(poll, route), poll.paper
    if adapter_of(chosen).method is not IdentityMethod.EMAIL_LINK:  # type: ignore[union-attr]
        abort(404)
    form = EmailForm()
    if form.validate_on_submit():
        try:
            url = web.address("voting.follow", edition=edition, token="TOKEN")  # noqa: S106 - a placeholder
            services.send_link(paper, chosen.id, form.email.data or "", url)
            return render_template("voting/sent.html", paper=paper, route=chosen, address=form.email.data)
        except Refused as refused:
            form.email.errors = [words(refused)]
    return render_template("voting/email.html", paper=paper, route=chosen, form=form), 422


@bp.get("/budzet/<edition>/glosuj/link/<token>")
@allows(Permission.ANYONE)
def follow(edition: str, token: str) -> ResponseReturnValue:
    """The mailed link: the ballot is filled in from here. Opening it uses nothing up."""
    poll = queries.poll(edition)
    paper = poll.paper
    if why := poll.why_closed(clock.now()):
        return show.start(poll, why)
    try:
        link = services.read_link(paper.edition_id, token, clock.now())
    except Refused as refused:
        return show.refused(paper, refused), 422
    return _begin(Booth(paper, _route(poll, link.route), Draft(route=link.route, link=token)))


@bp.get("/budzet/<edition>/glosuj/karta")
@bp.get("/budzet/<edition>/glosuj/oddaj")
@allows(Permission.ANYONE)
def again(edition: str) -> ResponseReturnValue:
    """Somebody opened the address of a page that only a form leads to."""
    return redirect(url_for(".start", edition=edition), 303)


@bp.post("/budzet/<edition>/glosuj/karta")
@allows(Permission.ANYONE)
def step(edition: str) -> ResponseReturnValue:
    """Go to the next page, back, or to the page named; a page with something wrong stays, saying what."""
    poll, draft = queries.poll(edition), read_draft(request.form)
    booth = Booth(poll.paper, _route(poll, draft.route), draft)
    if why := poll.why_closed(clock.now()):
        return show.closed(booth, why), 422
    at = draft.at if draft.at in booth.steps else booth.steps[0]
    if draft.go == "back":
        return _show(booth, booth.before(at))
    if draft.go in booth.steps:
        return _show(booth, draft.go)
    dropped = False
    if at == AREA:
        booth, dropped = booth.without_closed_projects()
    if found := booth.needs(at):
        return _show(booth, at, found)
    return _show(booth, booth.after(at), dropped=dropped)


@bp.post("/budzet/<edition>/glosuj/oddaj")
@allows(Permission.ANYONE)
def cast(edition: str) -> ResponseReturnValue:
    """Cast the ballot. The choice exists in clear only while this runs."""
    poll, draft = queries.poll(edition), read_draft(request.form)
    booth = Booth(poll.paper, _route(poll, draft.route), draft)
    if draft.go in booth.steps or draft.go == "back":
        return step(edition)
    try:
        if why := poll.why_closed(clock.now()):
            raise why
        if fault := booth.first_fault():
            return _show(booth, fault, booth.needs(fault))
        claim = Claim(draft.voter, actor(), draft.link)
        identity = services.identify(booth.route, claim, poll.paper, clock.now())
        once = draft.once or secrets.token_hex(16)
        services.cast(poll.paper, booth.choice, identity, once=once, network=limits.network(), key=poll.key)
        return _receipt(poll.paper, once)
    except Refused as refused:
        if draft.once and queries.envelope_cast_from(poll.edition.id, draft.once) is not None:
            return _receipt(poll.paper, draft.once)
        return _not_cast(booth, refused)


@bp.get("/budzet/<edition>/glosuj/oddano")
@allows(Permission.ANYONE)
def done(edition: str) -> ResponseReturnValue:
    """The receipt, as long as the browser's session lasts. It says nothing of the choice."""
    paper = queries.poll(edition).paper
    once = session.get("cast", {}).get(edition)
    row = queries.envelope_cast_from(paper.edition_id, once) if once else None
    if row is None:
        return redirect(url_for("voting.tracker", edition=edition), 303)
    return show.receipt(paper, receipt_of(row))


def _receipt(paper: Paper, once: str) -> ResponseReturnValue:
    session["cast"] = {paper.slug: once}
    return redirect(url_for(".done", edition=paper.slug), 303)


def _begin(booth: Booth) -> ResponseReturnValue:
    """The first page of the ballot, unless it is known already that this person has voted."""
    if adapter_of(booth.route) is not services.ROUTES[IdentityMethod.DECLARATION_ONLY]:
        try:
            claim = Claim(booth.draft.voter, actor(), booth.draft.link)
            identity = services.identify(booth.route, claim, booth.paper, clock.now())
        except Refused as refused:
            return show.refused(booth.paper, refused), 422
        if identity.contact is None and (cast_before := services.already(booth.paper, identity)):
            return show.refused(booth.paper, cast_before), 422
    return _show(booth, booth.steps[0])


def _show(
    booth: Booth, at: str | None, found: Sequence[Problem] = (), dropped: bool = False
) -> ResponseReturnValue:
    """One page of the booth. Browsers may keep it for their "back" button, but for the last one: nobody comes back to
    "not yet cast" after casting."""
    if at is None:
        return redirect(url_for(".start", edition=booth.paper.slug), 303)
    if at == CHECK:
        booth = replace(booth, draft=replace(booth.draft, seen=True))
    response = make_response(show.page(booth, at, _seed(booth), found, dropped), 422 if found else 200)
    response.headers["Cache-Control"] = "no-store" if at == CHECK else "private, no-cache"
    return response


def _not_cast(booth: Booth, refused: Refused) -> ResponseReturnValue:
    if refused.reason in {Refusal.CLOSED, Refusal.NOT_YET, Refusal.NOT_OPENED}:
        return show.closed(booth, refused), 422
    if refused.reason in {Refusal.ALREADY_VOTED, Refusal.ENVELOPE_ANNULLED, Refusal.LINK_USED}:
        return show.refused(booth.paper, refused), 422
    return _show(booth, CHECK, [Problem(Refusal(refused.reason), None, refused.facts)])


def _seed(booth: Booth) -> str:
    """What the order of projects hangs on: the link, else the browser's session. Nothing of the choice."""
    if booth.draft.link:
        return booth.draft.link
    seed: str = session.setdefault("paper_order", secrets.token_hex(8))
    return seed


def _route(poll: Poll, route_id: str) -> IdentityRoute:
    found = next((route for route in poll.routes if route.id == route_id and adapter_of(route)), None)
    if found is None:
        abort(404)
    return found
