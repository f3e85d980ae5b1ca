"""Names of authors where the office writes: in answers, in topics, in the parts of the report and in what it takes over.

A name counts when it is typed as names are, two words or more with capitals, and it is looked for just so: a word of
everybody's typed as a name must not stop a report.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Subquery, func, literal, or_, select, union_all

from civic.consultations.answers.models import Answer, AnswerRemark, Sorting, Topic
from civic.consultations.answers.rules import State
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.rules import personal_covered
from civic.consultations.reports.rules import Finding, Found, Where
from civic.core.db import db

_WORD = re.compile(r"[^\W_]+")
_AS_A_NAME = r"^\s*[[:upper:]]\S+(\s+[[:upper:]]\S+)+\s*$"


def listed(consultation_id: Any) -> Any:
    """Every name typed as one, its words parted by one space, as a JSON list: one value of a larger statement."""
    return select(func.json_agg(_names(consultation_id).c.name)).scalar_subquery()


def by_last_word(names: Iterable[str]) -> Mapping[str, list[str]]:
    """The same by the last word in small letters, to find them quickly."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name.rsplit(" ", 1)[-1].casefold(), []).append(name)
    return found


def of_authors(consultation_id: int) -> Mapping[str, list[str]]:
    """The names of a consultation, by the last word. One statement."""
    return by_last_word(db.session.scalar(select(listed(consultation_id))) or [])


def said_by_office(consultation_id: int) -> list[Finding]:
    """Answers and topics that name an author, of this remark or of another. One statement."""
    names, said = _names(consultation_id), _said(consultation_id).subquery()
    each_word = func.unnest(func.string_to_array(said.c.words, " ")).label("word")
    said = select(said, each_word).subquery()
    named = or_(func.strpos(said.c.words, names.c.name) > 0, func.strpos(said.c.words, names.c.turned) > 0)
    found = db.session.execute(
        select(said.c.place, said.c.number)
        .join(names, names.c.last == said.c.word)
        .where(named)
        .distinct()
        .order_by(said.c.number)
    )
    return [Finding(Where(place), Found.NAME, number) for place, number in found]


def named_in(where: Where, text: str, names: Mapping[str, list[str]]) -> Iterator[Finding]:
    """A finding for each of these names in the text."""
    plain = " ".join(_WORD.findall(text))
    for name in _near(plain, names):
        if name in plain or name.upper() in plain or _turned(name) in plain:
            yield Finding(where, Found.NAME)


def covered(text: str, names: Mapping[str, list[str]]) -> str:
    """A text nobody can mend any more, with personal data and these names covered by a visible mark."""
    return personal_covered(text, also=list(_near(text, names)))


def _near(text: str, names: Mapping[str, list[str]]) -> Iterator[str]:
    """Those whose last word stands in the text."""
    for word in dict.fromkeys(_WORD.findall(text.casefold())):
        yield from names.get(word, ())


def _turned(name: str) -> str:
    first, _, last = name.partition(" ")
    return f"{last} {first}"


def _names(consultation_id: int) -> Subquery:
    name = _words(Opinion.name)
    return (
        select(
            name.label("name"),
            func.regexp_replace(name, r"^(\S+) (.+)$", r"\2 \1").label("turned"),
            func.regexp_replace(name, r"^.* ", "").label("last"),
        )
        .where(
            Opinion.consultation_id == consultation_id, Opinion.sent_at.is_not(None),
            Opinion.name.regexp_match(_AS_A_NAME), func.fold(Opinion.name) != func.fold(Opinion.organisation_name),
        )
        .distinct()
        .subquery()
    )  # fmt: skip


def _said(consultation_id: int) -> CompoundSelect[Any]:
    first = func.min(Remark.number)
    answers = (
        select(literal(Where.REASONS.value).label("place"), first.label("number"), _words(Answer.reasons + " " + Answer.change).label("words"))
        .join(AnswerRemark, AnswerRemark.answer_id == Answer.id)
        .join(Remark, Remark.id == AnswerRemark.remark_id)
        .where(Answer.consultation_id == consultation_id, Answer.state == State.APPROVED)
        .group_by(Answer.id)
    )  # fmt: skip
    topics = (
        select(literal(Where.TOPIC.value), first, _words(Topic.name))
        .join(Sorting, Sorting.topic_id == Topic.id)
        .join(Remark, Remark.id == Sorting.remark_id)
        .where(Topic.consultation_id == consultation_id)
        .group_by(Topic.id)
    )
    return union_all(answers, topics)


def _words(text: Any) -> ColumnElement[str]:
    """Words parted by one space, nothing between them."""
    return func.btrim(func.regexp_replace(text, "[^[:alnum:]]+", " ", "g"))
