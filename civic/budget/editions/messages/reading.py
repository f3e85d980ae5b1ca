"""The rules told in sentences, section by section, as in the council's resolution."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from civic.budget.editions.messages.fields import FIELDS, field_words
from civic.budget.editions.messages.labels import label
from civic.budget.editions.rules import (
    AllocationRule,
    AreaChoice,
    BallotList,
    Method,
    Pool,
    Rules,
    ThresholdKind,
    cost_limits,
    min_pool,
    required_signatures,
)
from civic.core import money, web
from civic.core.deadlines import Interval, closing_shown


@dataclass(frozen=True)
class Passage:
    """One section: sentences, then facts as pairs of a name and words."""

    key: str
    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()


def passages(rules: Rules) -> tuple[Passage, ...]:
    """All sections in the order of a resolution."""
    return tuple(tell(rules) for tell in _SECTIONS)


def period(interval: Interval) -> str:
    """From when until when, as people read it."""
    return _(
        "od %(opens)s do %(closes)s",
        opens=web.local(interval.opens),
        closes=web.local(closing_shown(interval.closes)),
    )


def how_to_vote(each: BallotList) -> str:
    """What one may choose on a list."""
    return _HOW[each.method](each)


def where_to_vote(each: BallotList) -> str:
    """Whose projects one may choose; "" where there is nothing to choose."""
    if each.same_area_as:
        return _("Obszar jest ten sam, który wybierasz wcześniej na karcie.")
    match each.area_choice:
        case AreaChoice.OWN:
            return _("Głosujesz na projekty z obszaru, w którym mieszkasz.")
        case AreaChoice.ANY_ONE:
            return _("Głosujesz na projekty z jednego obszaru. Możesz wybrać dowolny.")
        case AreaChoice.ANY_N:
            return ngettext(
                "Głosujesz na projekty najwyżej z %(num)s obszaru.",
                "Głosujesz na projekty najwyżej z %(num)s obszarów.",
                each.areas_max or 1,
            )
        case AreaChoice.ALL:
            return ""


def _approval_words(each: BallotList) -> str:
    if each.max_choices is None:
        return ngettext(
            "Wybierasz dowolnie wiele projektów, co najmniej %(num)s.",
            "Wybierasz dowolnie wiele projektów, co najmniej %(num)s.",
            each.min_choices,
        )
    least, most = each.min_choices, each.max_choices
    if least == most:
        return ngettext(
            "Wybierasz dokładnie %(num)s projekt.", "Wybierasz dokładnie %(num)s projektów.", most
        )
    return _("Wybierasz od %(least)s do %(most)s projektów.", least=least, most=most)


def _rank_words(each: BallotList) -> str:
    given = ", ".join(str(point) for point in each.params.points)
    return _("Ustawiasz projekty na miejscach. Kolejne miejsca dają punktów: %(points)s.", points=given)


def _points_words(each: BallotList) -> str:
    total, most = each.params.total or 0, each.max_points_per_project
    said = ngettext("Masz %(num)s punkt do rozdania.", "Masz %(num)s punktów do rozdania.", total)
    if each.params.exact:
        said += " " + _("Trzeba rozdać wszystkie.")
    if most < total:
        said += " " + ngettext(
            "Jednemu projektowi możesz dać najwyżej %(num)s punkt.",
            "Jednemu projektowi możesz dać najwyżej %(num)s punktów.",
            most,
        )
    return said


_HOW: Mapping[Method, Callable[[BallotList], str]] = {
    Method.SINGLE: lambda _each: _("Wybierasz jeden projekt."),
    Method.APPROVAL: _approval_words,
    Method.KNAPSACK: lambda _each: _("Wybierasz dowolne projekty, które razem mieszczą się w kwocie puli."),
    Method.POINTS_FREE: _points_words,
    Method.RANK_POINTS: _rank_words,
    Method.FORUM_CONSENSUS: lambda _each: _("O projektach decyduje uzgodnienie na forum mieszkańców."),
}


def tell_pool(rules: Rules, pool: Pool) -> Passage:
    """One pool: its money, what fits in it, how much support."""
    limits = cost_limits(rules, pool)
    facts = [
        (str(FIELDS["amount"]), money.show(pool.amount)),
        (str(FIELDS["kind"]), label(pool.kind)),
        (str(FIELDS["residents"]), _told(pool.residents)),
        (str(FIELDS["costs"]), _costs_words(limits.min, limits.max)),
        (str(FIELDS["signatures"]), str(required_signatures(rules, pool))),
    ]
    return Passage(pool.id, (), tuple(facts))


def _head(rules: Rules) -> Passage:
    acts = [
        _(
            "%(kind)s nr %(number)s z %(date)s",
            kind=label(act.kind),
            number=act.number,
            date=web.day(act.date),
        )
        for act in rules.legal_basis
    ]
    basis = (
        _("Podstawa: %(acts)s.", acts="; ".join(acts)) if acts else _("Podstawa nie jest jeszcze wpisana.")
    )
    return Passage("podstawa", (_("%(name)s, rok %(year)s.", name=rules.name, year=rules.year), basis))


def _money(rules: Rules) -> Passage:
    said = [_("Na edycję przeznacza się %(total)s.", total=money.show(rules.total))]
    if rules.cc_rights and rules.expenditure is not None:
        least = min_pool(rules.expenditure, rules.min_share)
        said.append(_("Minimum 0,5 %% wydatków: %(minimum)s.", minimum=money.show(least)))
    return Passage(
        "pieniadze", tuple(said), tuple((pool.name, money.show(pool.amount)) for pool in rules.pools)
    )


def _ballot(rules: Rules) -> Passage:
    facts = tuple(
        (each.name, " ".join(filter(None, (how_to_vote(each), where_to_vote(each))))) for each in rules.lists
    )
    return Passage("karta", (_("Karta do głosowania ma te listy:"),), facts)


def _counting(rules: Rules) -> Passage:
    several = len(rules.counting.allocations) > 1
    facts = [
        (_who(rules, each.applies_to, several), _allocation_words(each.rule, each.topup_percent))
        for each in rules.counting.allocations
    ]
    facts += [
        (_who(rules, each.applies_to), _threshold_words(each.kind, each.value))
        for each in rules.counting.thresholds
    ]
    facts.append((str(FIELDS["ties"]), ", ".join(label(tie) for tie in rules.counting.ties)))
    facts.append((str(FIELDS["leftovers"]), ", ".join(label(each) for each in rules.counting.leftovers)))
    facts += [
        (_who(rules, bonus.applies_to), _("Nagroda za frekwencję: obszarów %(areas)s, projektów więcej w każdym %(projects)s.",
                                          projects=bonus.projects, areas=bonus.areas))
        for bonus in rules.counting.turnout_bonus
    ]  # fmt: skip
    said = [str(FIELDS[name]) + "." for name in ("conflict_groups", "cost_reduction", "skip_vote_if_all_fit")
            if getattr(rules.counting, name)]  # fmt: skip
    return Passage("liczenie", tuple(said), tuple(facts))


def _calendar(rules: Rules) -> Passage:
    facts = []
    for field in fields(rules.calendar):
        value = getattr(rules.calendar, field.name)
        if value is not None:
            facts.append((str(FIELDS[field.name]), _told(value)))
    return Passage("kalendarz", (), tuple(facts))


def _part(key: str, *names: str) -> Callable[[Rules], Passage]:
    """A section that is told field by field."""

    def tell(rules: Rules) -> Passage:
        return Passage(key, (), tuple(pair for name in names for pair in _facts(name, getattr(rules, name))))

    return tell


def _routes(rules: Rules) -> Passage:
    facts = tuple(
        (route.name, _("%(channel)s: %(methods)s", channel=label(route.channel),
                       methods=", ".join(label(method) for method in route.methods)))
        for route in rules.identity
    )  # fmt: skip
    return Passage("sposoby", (_("Każdy mieszkaniec może zagłosować na jeden z tych sposobów:"),), facts)


_SECTIONS: tuple[Callable[[Rules], Passage], ...] = (
    _head,
    _money,
    _part("projekty", "projects"),
    _ballot,
    _part("glosujacy", "eligibility", "channels", "duplicates", "empty_ballot", "ballot_order"),
    _routes,
    _counting,
    _calendar,
    _part("terminy", "process", "publication", "retention"),
)


def _facts(name: str, value: object, words: object = "") -> Iterator[tuple[str, str]]:
    """Names and words of a value and of what is inside it; what is not set is not told."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _facts(field.name, getattr(value, field.name), field_words(type(value), field.name))
    elif value is not None and value != ():
        is_money = name.endswith("_cost")
        yield (
            str(words or FIELDS[name]),
            money.show(value) if is_money and isinstance(value, int) else _told(value),
        )


def _told(value: object) -> str:
    for kind, words in _KINDS:
        if isinstance(value, kind):
            return words(value)
    return label(value)


_KINDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (type(None), lambda _value: _("nie wiadomo")),
    (bool, lambda value: _("tak") if value else _("nie")),
    (Interval, period),
    (tuple, lambda value: ", ".join(_told(each) for each in value)),
    (datetime, lambda value: web.local(closing_shown(value))),
    (date, web.day),
)


def _costs_words(least: int | None, most: int | None) -> str:
    if least is None:
        return _("do %(most)s", most=money.show(most or 0))
    return _("od %(least)s do %(most)s", least=money.show(least), most=money.show(most or 0))


def _who(rules: Rules, applies_to: tuple[str, ...], several: bool = False) -> str:
    """Names of the pools and lists a rule is for; ``several`` rules leave the rest to the one that names
    none.
    """
    if not applies_to:
        return _("Pozostałe pule") if several else _("Wszystkie pule")
    names = {pool.id: pool.name for pool in rules.pools} | {each.id: each.name for each in rules.lists}
    return ", ".join(names.get(each, each) for each in applies_to)


def _allocation_words(rule: AllocationRule, percent: int | None) -> str:
    words = label(rule)
    return _("%(words)s (od %(percent)s%% kosztu)", words=words, percent=percent) if percent else words


def _threshold_words(kind: ThresholdKind, value: Decimal) -> str:
    number = f"{value:f}".replace(".", ",")
    return {
        ThresholdKind.ABS_VOTES: _("Próg: głosujących co najmniej %(value)s.", value=number),
        ThresholdKind.ABS_POINTS: _("Próg: punktów co najmniej %(value)s.", value=number),
        ThresholdKind.PCT_VALID: _("Próg: co najmniej %(value)s procent ważnych głosów.", value=number),
        ThresholdKind.COST_PROPORTIONAL: _(
            "Próg: część głosujących co najmniej taka, jak część puli, którą kosztuje projekt, podzielona przez %(value)s.",
            value=number,
        ),
    }[kind]
