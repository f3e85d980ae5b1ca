"""The blueprint, and how a changed document is saved from any of its pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from civic.budget.editions import services
from civic.budget.editions.forms import Line, attach
from civic.budget.editions.messages import legal_text, words
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import Finding, Refusal, Rules, why_not_edit
from civic.core.access import require_actor
from civic.core.refusal import Refused

bp = Blueprint("editions_office", __name__, url_prefix="/urzad")


@dataclass
class Attempt:
    """What came of saving: where to go, or what to say on the page."""

    gone: ResponseReturnValue | None = None
    refusal: str = ""
    extra: Sequence[Line] = ()
    laws: Sequence[str] = ()

    @property
    def status(self) -> int:
        """The page's HTTP status."""
        return 422 if self.refusal or self.extra else 200


def save(edition: EditionFacts, rules: Rules, form: Any, inside: str = "") -> Attempt:
    """Save the changed rules; a refusal leaves the form as it is, with what must be mended beside the
    fields.
    """
    try:
        services.save_rules(edition.id, rules, based_on=form.based_on, actor_id=require_actor().person_id)
    except Refused as refused:
        found: tuple[Finding, ...] = refused.facts.get("findings", ())  # type: ignore[assignment]
        if refused.reason is Refusal.CHANGED_MEANWHILE:
            form.version.data = str(refused.facts["version"])
        extra = attach(form, found, rules, inside)
        return Attempt(refusal=words(refused), extra=extra, laws=laws(found))
    flash(_("Zapisano. Poprzednia wersja zasad jest w historii."), "success")
    return Attempt(gone=redirect(url_for("editions_office.show", edition=edition.slug), 303))


def laws(findings: Iterable[Finding]) -> list[str]:
    """The legal texts behind what was found, each once."""
    return list(dict.fromkeys(text for finding in findings if (text := legal_text(finding))))


def must_be_open(edition: EditionFacts) -> None:
    """Rules that may not be changed are not shown as a form: back to reading them, with the reason."""
    if reason := why_not_edit(edition.standing):
        flash(words(Refused(reason)), "warning")
        abort(redirect(url_for("editions_office.show", edition=edition.slug), 303))


def answer(page: str, form: Any, attempt: Attempt) -> ResponseReturnValue:
    """The page with its status."""
    return page, 422 if form.errors or attempt.status == 422 else 200
