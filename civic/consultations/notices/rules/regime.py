"""Legal regimes of consultations (polish-rules 3.1): what each demands, with the article that says so.

A city's own resolution may give people more time and more channels than a statute, never less.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from civic.consultations.notices.rules.forms import (
    OPEN_MEETINGS,
    OUTDOOR,
    POINTS,
    REVITALISATION_FORMS,
    SURVEYS,
    FormKind,
)
from civic.core.publications.rules import Channel


class Regime(StrEnum):
    """Under which law the city asks."""

    GENERAL = "GENERAL"
    REVITALISATION = "REVITALISATION"
    PLANNING = "PLANNING"
    STRATEGY = "STRATEGY"
    NGO_ACT = "NGO_ACT"


@dataclass(frozen=True)
class Source:
    """Where a rule stands: the article, and the act in the genitive. Names of Polish acts are not translated."""

    article: str
    act: str

    def __str__(self) -> str:
        return f"{self.article} {self.act}".strip()


class CountedFrom(StrEnum):
    """From what the time for remarks is counted."""

    NOTICE = "NOTICE"
    START = "START"


@dataclass(frozen=True)
class FormSet:
    """At least ``count`` different forms of these."""

    count: int
    kinds: frozenset[FormKind]
    source: Source


@dataclass(frozen=True)
class Window:
    """When meetings may be held: not sooner than ``first`` days after the start, not later than ``last`` before the end."""

    first: int
    last: int
    kinds: frozenset[FormKind]
    source: Source


@dataclass(frozen=True)
class Demand:
    """A number of days a statute demands (0: it leaves it to the city), what cities usually take, and where it stands."""

    days: int
    usual: int
    source: Source


@dataclass(frozen=True, kw_only=True)
class Demands:
    """Everything a regime demands.

    ``lead``: from the last required notice to the first activity. ``remarks``: for remarks, counted from ``counted_from``.
    ``survey_days``: the same for a survey. ``after_hours``, ``accessible``: kinds that must be held so unless online.
    ``presented``: kinds that begin with a presentation of the draft. ``care``, ``presentation``: where these stand. ``report``: at most so many days after the end
    (0: the city says). ``named``: who sends a remark gives a name. ``effect``: what the city must do with the result.
    """

    basis: Source
    lead: Demand
    remarks: Demand
    counted_from: CountedFrom
    channels: tuple[Channel, ...]
    usual_channels: tuple[Channel, ...]
    channels_source: Source
    forms: tuple[FormSet, ...]
    report: Demand
    effect: Source
    window: Window | None = None
    survey_days: int = 0
    after_hours: frozenset[FormKind] = frozenset()
    accessible: frozenset[FormKind] = frozenset()
    presented: frozenset[FormKind] = frozenset()
    presentation: Source | None = None
    care: Source | None = None
    named: bool = False


_GMINA = "ustawy o samorządzie gminnym"
_REVITAL = "ustawy o rewitalizacji"
_PLANNING = "ustawy o planowaniu i zagospodarowaniu przestrzennym"
_POLICY = "ustawy o zasadach prowadzenia polityki rozwoju"
_NGO = "ustawy o działalności pożytku publicznego i o wolontariacie"

CITY_RULES = Source("art. 5a ust. 2", _GMINA)
"""The council's resolution on how consultations are held stands on it."""

BINDING_BUDGET = Source("art. 5a ust. 4", _GMINA)
"""The only result that binds: the civic budget's."""

_NGO_RULES = Source("art. 5 ust. 5", _NGO)
_EVERYWHERE = (Channel.BIP, Channel.WEBSITE, Channel.NOTICE_BOARD, Channel.PRESS, Channel.CUSTOMARY)
_REMARKS = frozenset({FormKind.REMARKS_FORM})

_GENERAL = Demands(
    basis=Source("art. 5a", _GMINA),
    lead=Demand(0, 7, CITY_RULES),
    remarks=Demand(1, 14, CITY_RULES),
    counted_from=CountedFrom.START,
    channels=(),
    usual_channels=(Channel.BIP, Channel.WEBSITE),
    channels_source=CITY_RULES,
    forms=(FormSet(1, frozenset(FormKind), CITY_RULES),),
    report=Demand(0, 30, CITY_RULES),
    effect=CITY_RULES,
)

_REVITALISATION = Demands(
    basis=Source("art. 6", _REVITAL),
    lead=Demand(7, 7, Source("art. 6 ust. 2", _REVITAL)),
    remarks=Demand(30, 30, Source("art. 6 ust. 5", _REVITAL)),
    counted_from=CountedFrom.NOTICE,
    channels=(Channel.BIP, Channel.WEBSITE, Channel.CUSTOMARY),
    usual_channels=(Channel.BIP, Channel.WEBSITE, Channel.CUSTOMARY),
    channels_source=Source("art. 6 ust. 2", _REVITAL),
    forms=(
        FormSet(1, _REMARKS, Source("art. 6 ust. 4", _REVITAL)),
        FormSet(2, REVITALISATION_FORMS, Source("art. 6 ust. 4", _REVITAL)),
    ),
    report=Demand(0, 30, Source("art. 6 ust. 7", _REVITAL)),
    effect=Source("art. 6 ust. 7", _REVITAL),
)

_SPATIAL = Demands(
    basis=Source("art. 8h–8k", _PLANNING),
    lead=Demand(0, 0, Source("art. 8h ust. 1", _PLANNING)),
    remarks=Demand(28, 28, Source("art. 8j pkt 1", _PLANNING)),
    counted_from=CountedFrom.START,
    channels=_EVERYWHERE,
    usual_channels=_EVERYWHERE,
    channels_source=Source("art. 8h ust. 1", _PLANNING),
    forms=(
        FormSet(1, _REMARKS, Source("art. 8i ust. 2", _PLANNING)),
        FormSet(1, OPEN_MEETINGS, Source("art. 8i ust. 2", _PLANNING)),
        FormSet(1, OUTDOOR | SURVEYS | POINTS, Source("art. 8i ust. 2", _PLANNING)),
    ),
    report=Demand(0, 30, Source("art. 8k ust. 2", _PLANNING)),
    effect=Source("art. 8k ust. 2", _PLANNING),
    window=Window(7, 7, OPEN_MEETINGS | OUTDOOR, Source("art. 8j pkt 2", _PLANNING)),
    survey_days=28,
    after_hours=OPEN_MEETINGS | OUTDOOR | POINTS,
    accessible=OPEN_MEETINGS | OUTDOOR | POINTS,
    presented=OPEN_MEETINGS,
    presentation=Source("art. 8i ust. 1 pkt 2", _PLANNING),
    care=Source("art. 8h ust. 3", _PLANNING),
    named=True,
)

_STRATEGY = Demands(
    basis=Source("art. 6", _POLICY),
    lead=Demand(0, 0, Source("art. 6 ust. 4", _POLICY)),
    remarks=Demand(35, 35, Source("art. 6 ust. 5", _POLICY)),
    counted_from=CountedFrom.NOTICE,
    channels=(Channel.WEBSITE,),
    usual_channels=(Channel.BIP, Channel.WEBSITE),
    channels_source=Source("art. 6 ust. 4", _POLICY),
    forms=(
        FormSet(1, _REMARKS, Source("art. 6 ust. 4", _POLICY)),
        FormSet(1, OPEN_MEETINGS | OUTDOOR | {FormKind.DEBATE}, Source("art. 6 ust. 4", _POLICY)),
    ),
    report=Demand(30, 30, Source("art. 6 ust. 6", _POLICY)),
    effect=Source("art. 6 ust. 6", _POLICY),
)

_WITH_ORGANISATIONS = Demands(
    basis=Source("art. 5 ust. 2 pkt 3", _NGO),
    lead=Demand(0, 0, _NGO_RULES),
    remarks=Demand(1, 14, _NGO_RULES),
    counted_from=CountedFrom.START,
    channels=(),
    usual_channels=(Channel.BIP, Channel.WEBSITE),
    channels_source=_NGO_RULES,
    forms=(FormSet(1, frozenset(FormKind), _NGO_RULES),),
    report=Demand(0, 30, _NGO_RULES),
    effect=_NGO_RULES,
)

DEMANDS: Mapping[Regime, Demands] = {
    Regime.GENERAL: _GENERAL,
    Regime.REVITALISATION: _REVITALISATION,
    Regime.PLANNING: _SPATIAL,
    Regime.STRATEGY: _STRATEGY,
    Regime.NGO_ACT: _WITH_ORGANISATIONS,
}
