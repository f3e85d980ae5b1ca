"""The blueprint of the office's pages, and what each of them begins with."""

from flask import Blueprint, abort, render_template

from civic.budget.editions import messages as edition_messages
from civic.budget.editions import queries as editions
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import Refusal as EditionRefusal
from civic.budget.voting import messages
from civic.core.refusal import Refused

bp = Blueprint("voting_office", __name__, url_prefix="/urzad/<edition>/glosowanie")


def facts_of(slug: str) -> EditionFacts:
    """The edition in the address."""
    edition_id = editions.id_of_slug(slug)
    if edition_id is None:
        abort(404)
    return editions.edition(edition_id)


def page(template: str, facts: EditionFacts, **more: object) -> str:
    """A page with its way back."""
    return render_template(f"voting/office/{template}.html", edition=facts, **more)


def words(refused: Refused) -> str:
    """The sentence of a refusal, ours or the edition's."""
    if isinstance(refused.reason, EditionRefusal):
        return edition_messages.words(refused)
    return messages.words(refused)
