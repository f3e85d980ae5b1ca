"""What happens to answers, for the audit trail. Ids, numbers, decisions and reasons; never an author's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

_LABELS: Mapping[str, str | LazyString] = {
    "consultation_id": _l("konsultacje"),
    "numbers": _l("numery uwag"),
    "number": _l("numer uwagi"),
    "decision": _l("rozstrzygnięcie"),
    "state": _l("stan"),
    "topic": _l("temat"),
    "from_topic": _l("z tematu"),
    "to_topic": _l("na temat"),
    "unit_id": _l("jednostka"),
    "count": _l("ile"),
    "body": _l("organ"),
    "outcome": _l("opinia"),
    "on": _l("dnia"),
    "reasons_always": _l("uzasadnienie zawsze wymagane"),
}


@dataclass(frozen=True, kw_only=True)
class AnswerWritten(Event):
    """An officer wrote an answer or changed it; ``state`` says whether it was handed over for approval."""

    words: ClassVar[str | LazyString] = _l("Napisano odpowiedź na uwagi")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    consultation_id: int
    numbers: tuple[int, ...]
    state: str
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerApproved(Event):
    """A second officer approved an answer."""

    words: ClassVar[str | LazyString] = _l("Zatwierdzono odpowiedź na uwagi")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    consultation_id: int
    numbers: tuple[int, ...]
    decision: str


@dataclass(frozen=True, kw_only=True)
class AnswerSentBack(Event):
    """The second officer sent an answer back; ``reason`` says what to mend."""

    words: ClassVar[str | LazyString] = _l("Odesłano odpowiedź do poprawy")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    consultation_id: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ApprovalWithdrawn(Event):
    """The approval of an answer was withdrawn, with a reason; it is a draft again."""

    words: ClassVar[str | LazyString] = _l("Cofnięto zatwierdzenie odpowiedzi")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    consultation_id: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class RemarkTakenOut(Event):
    """A remark no longer shares an answer with others; it waits for its own."""

    words: ClassVar[str | LazyString] = _l("Wyjęto uwagę ze wspólnej odpowiedzi")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    consultation_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class RemarksSorted(Event):
    """Remarks were given a topic or a unit."""

    words: ClassVar[str | LazyString] = _l("Uporządkowano uwagi")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    numbers: tuple[int, ...]
    topic: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TopicChanged(Event):
    """A topic was added (no ``from_topic``), renamed or merged into another (``count``: remarks moved)."""

    words: ClassVar[str | LazyString] = _l("Zmieniono tematy uwag")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    to_topic: str
    from_topic: str = ""
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class AnswersPublished(Event):
    """Residents see approved answers from now on, before the report."""

    words: ClassVar[str | LazyString] = _l("Udostępniono odpowiedzi przed raportem")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    count: int


@dataclass(frozen=True, kw_only=True)
class ReasonsCustomSet(Event):
    """The city said whether an accepted remark may be answered without reasons."""

    words: ClassVar[str | LazyString] = _l("Ustalono, kiedy odpowiedź wymaga uzasadnienia")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    reasons_always: bool


@dataclass(frozen=True, kw_only=True)
class BodyAsked(Event):
    """The draft was delivered to an advisory body for its opinion."""

    words: ClassVar[str | LazyString] = _l("Przekazano projekt do zaopiniowania")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    body: str
    on: str


@dataclass(frozen=True, kw_only=True)
class BodyAnswered(Event):
    """The advisory body's opinion came."""

    words: ClassVar[str | LazyString] = _l("Wpłynęła opinia organu")
    labels: ClassVar[Mapping[str, str | LazyString]] = _LABELS

    body: str
    on: str
    outcome: str
