"""Which fields stand on which page of an edition's rules, and the forms of single pools and lists."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from civic.budget.editions.forms.builder import Choices, Part, data_of, form_for, names_of, value_of
from civic.budget.editions.forms.fields import WholeField, options
from civic.budget.editions.messages import FIELDS
from civic.budget.editions.rules import BallotList, Pool, Rules
from civic.budget.editions.rules.profile import CityArea
from civic.core.fields import Form, MoneyField

SECTIONS: Mapping[str, tuple[LazyString, tuple[str, ...]]] = {
    "podstawa": (_l("Nazwa i podstawa"), ("name", "year", "legal_basis")),
    "projekty": (_l("Jakie projekty można zgłaszać"), ("projects",)),
    "glosujacy": (
        _l("Kto i jak może głosować"),
        ("eligibility", "channels", "duplicates", "empty_ballot", "ballot_order"),
    ),
    "sposoby": (_l("Sposoby głosowania"), ("identity",)),
    "liczenie": (_l("Jak liczymy głosy"), ("counting",)),
    "kalendarz": (_l("Kalendarz"), ("calendar",)),
    "terminy": (_l("Terminy, ogłoszenia i przechowywanie danych"), ("process", "publication", "retention")),
}
"""Page -> its title and the fields of the document on it. Money, pools and lists have pages of their own."""

_FIXED_IN_POOL = ("id", "amount")
_FIXED_IN_LIST = ("id",)


class Versioned(Form):
    """A change of the rules; ``version`` is the one it was made on."""

    version = HiddenField()

    @property
    def based_on(self) -> int:
        """The version on which the person worked; 0 is none."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class PoolRow(Part):
    """A pool on the page of money; matched by its id, for another person may have added one."""

    id = HiddenField()
    name = StringField(FIELDS["name"], [InputRequired(_l("Wpisz nazwę puli.")), Length(max=300)])
    amount = MoneyField(FIELDS["amount"], [InputRequired(_l("Wpisz kwotę puli."))])
    residents = WholeField(FIELDS["residents"])
    signatures = WholeField(FIELDS["signatures"])


class FundsForm(Versioned):
    """The money of an edition and how it is divided."""

    total = MoneyField(FIELDS["total"], [InputRequired(_l("Wpisz, ile pieniędzy jest w tej edycji."))])
    cc_rights = BooleanField(FIELDS["cc_rights"])
    expenditure = MoneyField(FIELDS["expenditure"])
    pools = FieldList(FormField(PoolRow), FIELDS["pools"], max_entries=500)

    def made(self, rules: Rules) -> Rules:
        """The rules with this money; a pool the form does not know stays as it is."""
        rows = {entry.form.data["id"]: entry.form.data for entry in self.pools.entries}
        pools = tuple(replace(pool, **rows.get(pool.id, {})) for pool in rules.pools)
        return replace(
            rules,
            total=self.total.data,
            cc_rights=bool(self.cc_rights.data),
            expenditure=self.expenditure.data,
            pools=pools,
        )


def section_form(key: str, rules: Rules, areas: Sequence[CityArea]) -> Form:
    """The form of a page, showing the rules; filled by what was sent, if it was."""
    names = SECTIONS[key][1]
    form: Form = form_for(Rules, names, _choices(rules, areas), Versioned)(data=data_of(rules, names))
    return form


def section_made(key: str, form: Form, rules: Rules) -> Rules:
    """The rules as the page would have them."""
    made: Rules = value_of(Rules, form, SECTIONS[key][1], rules)
    return made


def pool_form(rules: Rules, areas: Sequence[CityArea], pool: Pool | None) -> Form:
    """The form of one pool; a new one also says its amount, its list and where the money comes from."""
    names = names_of(Pool, _FIXED_IN_POOL)
    made = form_for(Pool, names, _choices(rules, areas), Versioned)
    if pool is not None:
        form: Form = made(obj=pool)
        return form
    sources = [("", _l("z nowych pieniędzy: całość rośnie")), *((each.id, each.name) for each in rules.pools)]
    extended = type(made)(  # type: ignore[misc]
        "NewPoolForm",
        (made,),
        {
            "amount": MoneyField(FIELDS["amount"], [InputRequired(_l("Wpisz kwotę puli."))]),
            "taken_from": SelectField(_l("Skąd pieniądze"), choices=options(sources)),
            "on_list": SelectField(
                _l("Na której liście"), choices=options((each.id, each.name) for each in rules.lists)
            ),
        },
    )
    new: Form = extended()
    return new


def pool_changed(form: Form, rules: Rules, pool_id: str) -> Rules:
    """The rules with this pool changed."""
    names = names_of(Pool, _FIXED_IN_POOL)
    pools = tuple(value_of(Pool, form, names, pool) if pool.id == pool_id else pool for pool in rules.pools)
    return replace(rules, pools=pools)


def pool_added(form: Any, rules: Rules) -> Rules:
    """The rules with one pool more; its money is new or another pool's."""
    taken = _ids(rules)
    blank = Pool(
        id=_new_id(form["name"].data, taken), name="", kind=rules.pools[0].kind, amount=form.amount.data
    )
    pool = value_of(Pool, form, names_of(Pool, _FIXED_IN_POOL), blank)
    source = form.taken_from.data
    pools = tuple(
        replace(each, amount=each.amount - pool.amount) if each.id == source else each for each in rules.pools
    )
    lists = tuple(
        replace(each, pools=(*each.pools, pool.id)) if each.id == form.on_list.data else each
        for each in rules.lists
    )
    total = rules.total if source else rules.total + pool.amount
    return replace(rules, total=total, pools=(*pools, pool), lists=lists)


def pool_removed(rules: Rules, pool_id: str, given_to: str) -> Rules:
    """The rules without this pool; its money goes to another one, or the total shrinks."""
    gone = rules.pool(pool_id)
    pools = tuple(
        replace(each, amount=each.amount + gone.amount) if each.id == given_to else each
        for each in rules.pools
        if each.id != pool_id
    )
    total = rules.total if given_to else rules.total - gone.amount
    return without(replace(rules, pools=pools, total=total), pool_id)


def list_form(rules: Rules, areas: Sequence[CityArea], each: BallotList | None) -> Form:
    """The form of one list of the ballot."""
    made = form_for(BallotList, names_of(BallotList, _FIXED_IN_LIST), _choices(rules, areas), Versioned)
    form: Form = made(obj=each) if each is not None else made()
    return form


def list_made(form: Any, rules: Rules, list_id: str | None) -> Rules:
    """The rules with this list changed, or one list more; its pools leave the lists they stood on."""
    names = names_of(BallotList, _FIXED_IN_LIST)
    taken = _ids(rules)
    before = rules.ballot_list(list_id) if list_id else None
    blank = before or replace(rules.lists[0], id=_new_id(form["name"].data, taken), pools=())
    each = value_of(BallotList, form, names, blank)
    others = [replace(one, pools=tuple(p for p in one.pools if p not in each.pools)) for one in rules.lists]
    lists = [each if one.id == each.id else one for one in others]
    return replace(rules, lists=tuple(lists if before else [*lists, each]))


def list_removed(rules: Rules, list_id: str, given_to: str) -> Rules:
    """The rules without this list; its pools move to another one."""
    gone = rules.ballot_list(list_id)
    lists = tuple(
        replace(each, pools=(*each.pools, *gone.pools)) if each.id == given_to else each
        for each in rules.lists
        if each.id != list_id
    )
    lists = tuple(
        replace(each, same_area_as=None) if each.same_area_as == list_id else each for each in lists
    )
    return without(replace(rules, lists=lists), list_id)


def without(rules: Rules, name: str) -> Rules:
    """Counting rules and lists no longer point to what is gone; a rule for nothing else goes with it."""

    def freed(settings: Sequence[Any]) -> tuple[Any, ...]:
        kept = [each for each in settings if each.applies_to != (name,)]
        return tuple(
            replace(each, applies_to=tuple(i for i in each.applies_to if i != name)) for each in kept
        )

    counting = replace(
        rules.counting,
        allocations=freed(rules.counting.allocations),
        thresholds=freed(rules.counting.thresholds),
        area_caps=freed(rules.counting.area_caps),
        turnout_bonus=freed(rules.counting.turnout_bonus),
    )
    lists = tuple(replace(each, pools=tuple(i for i in each.pools if i != name)) for each in rules.lists)
    return replace(rules, lists=lists, counting=counting)


def slug_of(name: str) -> str:
    """Small letters without marks, digits and hyphens; "" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ł", "l"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:60].strip("-")


def _new_id(name: str, taken: set[str]) -> str:
    wanted = slug_of(name) or "pula"
    number = next(n for n in range(1, 10_000) if (f"{wanted}-{n}" if n > 1 else wanted) not in taken)
    return f"{wanted}-{number}" if number > 1 else wanted


def _ids(rules: Rules) -> set[str]:
    return {pool.id for pool in rules.pools} | {each.id for each in rules.lists}


def _choices(rules: Rules, areas: Sequence[CityArea]) -> Choices:
    pools = [(pool.id, pool.name) for pool in rules.pools]
    lists = [(each.id, each.name) for each in rules.lists]
    targets = [(name, _("lista: %(name)s", name=words)) for name, words in lists]
    targets += [(name, _("pula: %(name)s", name=words)) for name, words in pools]
    return {
        "areas": [(area.code, area.name) for area in areas],
        "pools": pools,
        "same_area_as": lists,
        "applies_to": targets,
    }
