"""Reading a discussion."""

import secrets
from typing import Any

from flask import render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from civic.consultations.discussion import messages, queries, rules
from civic.consultations.discussion.forms import ADDRESS, LookForm
from civic.consultations.discussion.queries import Read, View
from civic.consultations.discussion.rules import Only, Order, Standing
from civic.consultations.discussion.views.blueprint import bp, terms_of
from civic.consultations.notices import queries as notices
from civic.core import clock
from civic.core.access import Permission, actor, allows
from civic.core.web import WARSAW


@bp.get("")
@allows(Permission.ANYONE)
def show(consultation_id: int) -> ResponseReturnValue:
    """Threads of the discussion, each with a few answers."""
    consultation = notices.public_consultation(consultation_id)
    look = LookForm(request.args)
    view = _view(look, look.only)
    listed, more = queries.threads(consultation_id, view)
    return render_template(
        "consultations/discussion/show.html",
        consultation=consultation,
        look=look,
        shuffled=view.order is Order.SHUFFLED,
        active=_active(look, consultation_id),
        totals=queries.totals(consultation_id),
        next=_next(listed, look) if more else None,
        from_middle=view.after is not None,
        **_shared(consultation, listed),
    )


@bp.get("/<int:comment_id>")
@allows(Permission.ANYONE)
def comment(consultation_id: int, comment_id: int) -> ResponseReturnValue:
    """One comment, and the answers to it."""
    consultation = notices.public_consultation(consultation_id)
    look = LookForm(request.args)
    view = _view(look, Only.ALL)
    found = queries.one(consultation_id, comment_id)
    listed, more = queries.answers_of(comment_id, view)
    return render_template(
        "consultations/discussion/comment.html",
        consultation=consultation,
        found=found,
        look=look,
        shuffled=view.order is Order.SHUFFLED,
        next=_next(listed, look) if more else None,
        from_middle=view.after is not None,
        **_shared(consultation, listed),
    )


@bp.get("/moderacja")
@allows(Permission.ANYONE)
def moderation(consultation_id: int) -> ResponseReturnValue:
    """How much was moderated, and every decision with its reason."""
    consultation = notices.public_consultation(consultation_id)
    decided, more = queries.traces(consultation_id, request.args.get("przed", type=int))
    return render_template(
        "consultations/discussion/moderation.html",
        consultation=consultation,
        counts=queries.counts(consultation_id),
        decided=decided,
        older=decided[-1].id if more else None,
        words=messages,
    )


def _shared(consultation: Any, listed: list[Read]) -> dict[str, Any]:
    """What the template of a comment asks for."""
    person, now = actor(), clock.now()
    no = rules.why_not_comment(terms_of(consultation))
    return {
        "listed": listed,
        "closed": no,
        "closed_words": messages.REFUSED[no] if no else None,
        "person_id": person.person_id if person else None,
        "editable_since": now - rules.EDIT_WINDOW,
        "words": messages,
        "Standing": Standing,
    }


def _view(look: LookForm, only: Only) -> View:
    person = actor()
    reader = f"person:{person.person_id}" if person else session.setdefault("list_seed", secrets.token_hex(4))
    today = clock.now().astimezone(WARSAW).date()
    after = request.args.get("po", type=int)
    return View(look.order, only, rules.seed(reader, today), after if after and 0 < after < 2**31 else None)


def _chosen(look: LookForm) -> dict[str, str]:
    chosen = {"kolejnosc": ADDRESS[look.order], "pokaz": ADDRESS[look.only]}
    return {name: value for name, value in chosen.items() if value}


def _next(listed: list[Read], look: LookForm) -> str:
    """The address of the next page of this list."""
    args: dict[str, Any] = {**(request.view_args or {}), **_chosen(look), "po": listed[-1].id}
    return url_for(request.endpoint or "", **args)


def _active(look: LookForm, consultation_id: int) -> list[tuple[str, str]]:
    """What is chosen, in words, each with the address without it."""
    chosen = _chosen(look)
    said = {"kolejnosc": messages.ORDER[look.order], "pokaz": messages.ONLY[look.only]}
    found = []
    for name in chosen:
        rest: dict[str, Any] = {other: value for other, value in chosen.items() if other != name}
        found.append((str(said[name]), url_for("discussion.show", consultation_id=consultation_id, **rest)))
    return found
