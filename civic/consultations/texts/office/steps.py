"""What is done with one click: publish a version, throw one away, move a document up. Reloaded, each leads back."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.consultations.texts import messages, queries, services
from civic.consultations.texts.office.blueprint import bp
from civic.consultations.texts.office.pages import in_this
from civic.core import clock
from civic.core.access import Permission, allows, require_actor
from civic.core.refusal import Refused


@bp.route("/<int:consultation_id>/dokumenty/wersje/<int:version_id>/opublikuj", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def publish(consultation_id: int, version_id: int) -> ResponseReturnValue:
    """Show the version to residents."""
    in_this(consultation_id, queries.version(version_id).document_id)
    actor_id = require_actor().person_id
    _do(
        lambda: services.publish(version_id, actor_id=actor_id, now=clock.now()),
        _("Wersja jest opublikowana."),
    )
    return redirect(url_for(".version", consultation_id=consultation_id, version_id=version_id), 303)


@bp.route("/<int:consultation_id>/dokumenty/wersje/<int:version_id>/usun", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def withdraw(consultation_id: int, version_id: int) -> ResponseReturnValue:
    """Throw away a version nobody saw."""
    back = url_for(".show", consultation_id=consultation_id)
    if request.method == "GET":
        return redirect(back, 303)
    in_this(consultation_id, queries.version(version_id).document_id)
    actor_id = require_actor().person_id
    _do(lambda: services.withdraw(version_id, actor_id=actor_id), _("Wersja jest usunięta."))
    return redirect(back, 303)


@bp.route("/<int:consultation_id>/dokumenty/<int:document_id>/wyzej", methods=["GET", "POST"])
@allows(Permission.EDIT_CONSULTATION)
def move_up(consultation_id: int, document_id: int) -> ResponseReturnValue:
    """Put the document before the one above it."""
    in_this(consultation_id, document_id)
    actor_id = require_actor().person_id
    _do(lambda: services.move_up(document_id, actor_id=actor_id), _("Kolejność jest zmieniona."))
    return redirect(url_for(".show", consultation_id=consultation_id), 303)


def _do(verb: Callable[[], None], done: str) -> None:
    """Do it when a form asks, say what came of it; an address only opened does nothing."""
    if request.method == "GET":
        return
    try:
        verb()
    except Refused as refused:
        flash(messages.words(refused), "warning")
    else:
        flash(done, "success")
