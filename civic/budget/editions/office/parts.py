"""Single pools and lists: change, add, remove."""

from collections.abc import Callable
from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.budget.editions import queries
from civic.budget.editions.forms import (
    RemovalForm,
    list_form,
    list_made,
    list_removed,
    options,
    pool_added,
    pool_changed,
    pool_form,
    pool_removed,
)
from civic.budget.editions.office.blueprint import Attempt, answer, bp, must_be_open, save
from civic.budget.editions.queries import EditionFacts
from civic.budget.editions.rules import Rules
from civic.core.access import Permission, allows


@bp.route("/edycje/<edition>/nowa-pula", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def new_pool(edition: str) -> ResponseReturnValue:
    """One pool more."""
    facts = _open(edition)
    form: Any = pool_form(facts.rules, queries.city_areas(), None)
    attempt = Attempt()
    if form.validate_on_submit():
        made = pool_added(form, facts.rules)
        attempt = save(facts, made, form, f"pools[{len(made.pools) - 1}].")
    return _answer(facts, form, attempt, title=_("Nowa pula"))


@bp.route("/edycje/<edition>/pule/<pool>", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def pool(edition: str, pool: str) -> ResponseReturnValue:
    """A pool, its amount apart: that stands on the page of money."""
    facts = _open(edition)
    place = _place(pool, [each.id for each in facts.rules.pools])
    form: Any = pool_form(facts.rules, queries.city_areas(), facts.rules.pools[place])
    attempt = Attempt()
    if form.validate_on_submit():
        attempt = save(facts, pool_changed(form, facts.rules, pool), form, f"pools[{place}].")
    return _answer(
        facts,
        form,
        attempt,
        title=facts.rules.pools[place].name,
        removal=("editions_office.remove_pool", {"pool": pool}),
    )


@bp.route("/edycje/<edition>/pule/<pool>/usun", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def remove_pool(edition: str, pool: str) -> ResponseReturnValue:
    """A pool goes; its money stays or goes with it."""
    facts = _open(edition)
    place = _place(pool, [each.id for each in facts.rules.pools])
    heirs = [(each.id, each.name) for each in facts.rules.pools if each.id != pool]
    choices = [("", _l("nikomu: całość maleje")), *heirs]
    name = facts.rules.pools[place].name
    return _remove(
        facts, choices, _("Usuń pulę: %(name)s", name=name), lambda rules, to: pool_removed(rules, pool, to)
    )


@bp.route("/edycje/<edition>/nowa-lista", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def new_list(edition: str) -> ResponseReturnValue:
    """One list more on the ballot."""
    facts = _open(edition)
    form: Any = list_form(facts.rules, queries.city_areas(), None)
    attempt = Attempt()
    if form.validate_on_submit():
        made = list_made(form, facts.rules, None)
        attempt = save(facts, made, form, f"lists[{len(made.lists) - 1}].")
    return _answer(facts, form, attempt, title=_("Nowa lista"))


@bp.route("/edycje/<edition>/listy/<name>", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def ballot_list(edition: str, name: str) -> ResponseReturnValue:
    """A list of the ballot: method, pools, what makes it invalid."""
    facts = _open(edition)
    place = _place(name, [each.id for each in facts.rules.lists])
    form: Any = list_form(facts.rules, queries.city_areas(), facts.rules.lists[place])
    attempt = Attempt()
    if form.validate_on_submit():
        attempt = save(facts, list_made(form, facts.rules, name), form, f"lists[{place}].")
    return _answer(
        facts,
        form,
        attempt,
        title=facts.rules.lists[place].name,
        removal=("editions_office.remove_list", {"name": name}),
    )


@bp.route("/edycje/<edition>/listy/<name>/usun", methods=["GET", "POST"])
@allows(Permission.EDIT_EDITION)
def remove_list(edition: str, name: str) -> ResponseReturnValue:
    """A list goes; its pools move to another one."""
    facts = _open(edition)
    place = _place(name, [each.id for each in facts.rules.lists])
    heirs = [(each.id, each.name) for each in facts.rules.lists if each.id != name]
    shown = facts.rules.lists[place].name
    return _remove(
        facts, heirs, _("Usuń listę: %(name)s", name=shown), lambda rules, to: list_removed(rules, name, to)
    )


def _open(edition: str) -> EditionFacts:
    facts = queries.edition_by_slug(edition)
    must_be_open(facts)
    return facts


def _place(wanted: str, ids: list[str]) -> int:
    if wanted not in ids:
        abort(404)
    return ids.index(wanted)


def _answer(facts: EditionFacts, form: Any, attempt: Attempt, **more: Any) -> ResponseReturnValue:
    if attempt.gone is not None:
        return attempt.gone
    if form.version.data is None:
        form.version.data = str(facts.version)
    page = render_template(
        "editions/office/part.html",
        edition=facts,
        form=form,
        refusal=attempt.refusal,
        extra=attempt.extra,
        laws=attempt.laws,
        **more,
    )
    return answer(page, form, attempt)


def _remove(
    facts: EditionFacts, heirs: list[Any], title: str, made: Callable[[Rules, str], Rules]
) -> ResponseReturnValue:
    form, attempt = RemovalForm(), Attempt()
    form.given_to.choices = options(heirs)
    if form.validate_on_submit():
        attempt = save(facts, made(facts.rules, form.given_to.data or ""), form)
    if attempt.gone is not None:
        return attempt.gone
    if form.version.data is None:
        form.version.data = str(facts.version)
    page = render_template(
        "editions/office/remove.html",
        edition=facts,
        form=form,
        refusal=attempt.refusal,
        extra=attempt.extra,
        laws=attempt.laws,
        title=title,
    )
    return answer(page, form, attempt)
