"""What Miłogród asks about and what people say, read from consultations.yaml and the documents beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from civic.consultations.answers.rules import Decision
from civic.consultations.discussion.rules import Stance
from civic.consultations.notices.rules import FormKind, Regime
from civic.consultations.notices.rules.forms import Access
from civic.consultations.remarks.rules import AuthorKind

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Form:
    """A form of a consultation, so many days after remarks open. ``summary``: what came of it, once it is over."""

    kind: FormKind
    title: str
    place: str
    day: int
    hours: tuple[int, int]
    accessible: tuple[Access, ...] = ()
    presents_draft: bool = False
    attendees: int | None = None
    summary: str = ""


@dataclass(frozen=True)
class Said:
    """A remark. ``at``: the unit of the document as it names it; ``same_as``: the place, from 1, of the remark answered
    together with it; ``answer``: decision, reasons, change."""

    author: AuthorKind
    text: str
    at: str = ""
    proposed: str | None = None
    organisation: str = ""
    name: str = ""
    address: str = ""
    owner: bool | None = None
    topic: str = ""
    same_as: int = 0
    answer: tuple[Decision, str, str] | None = None


@dataclass(frozen=True)
class Comment:
    """A comment with the replies to it, and the office's answer if there is one."""

    stance: Stance
    text: str
    replies: tuple["Comment", ...] = ()
    office: str = ""


@dataclass(frozen=True)
class Asked:
    """One consultation and how far it has come: ``phase`` as the file names it."""

    key: str
    phase: str
    regime: Regime
    words: Mapping[str, str]
    areas: tuple[str, ...]
    document: str
    document_title: str
    forms: tuple[Form, ...]
    remarks: tuple[Said, ...]
    comments: tuple[Comment, ...]
    cancel_reason: str = ""
    act: Mapping[str, str] | None = None


@cache
def consultations() -> tuple[Asked, ...]:
    """All of them."""
    raw = yaml.safe_load((HERE / "consultations.yaml").read_text(encoding="utf-8"))
    return tuple(_read(each) for each in raw)


def _read(raw: Mapping[str, Any]) -> Asked:
    names = ("title", "summary", "goal", "subject", "justification", "influence", "audience")
    return Asked(
        key=raw["key"],
        phase=raw["phase"],
        regime=Regime(raw["regime"]),
        words={**{name: raw[name] for name in names}, "questions": raw.get("questions", "")},
        areas=tuple(raw["areas"]),
        document=raw.get("document", ""),
        document_title=raw.get("document_title", ""),
        forms=tuple(_form(each) for each in raw.get("forms", ())),
        remarks=tuple(_remark(each) for each in raw.get("remarks", ())),
        comments=tuple(_comment(each) for each in raw.get("comments", ())),
        cancel_reason=raw.get("cancel_reason", ""),
        act=raw.get("act"),
    )


def _form(raw: Mapping[str, Any]) -> Form:
    named = {
        "kind": FormKind(raw["kind"]),
        "hours": tuple(raw["hours"]),
        "accessible": tuple(Access(each) for each in raw.get("accessible", ("STEP_FREE",))),
    }
    return Form(**{**raw, **named})


def _remark(raw: Mapping[str, Any]) -> Said:
    answer = raw.get("answer")
    said = (Decision(answer["decision"]), answer["reasons"], answer.get("change", "")) if answer else None
    known = {name: value for name, value in raw.items() if name != "krs"}
    return Said(**{**known, "author": AuthorKind(raw["author"]), "answer": said})


def _comment(raw: Mapping[str, Any]) -> Comment:
    replies = tuple(_comment(each) for each in raw.get("replies", ()))
    return Comment(Stance(raw["stance"]), raw["text"], replies, raw.get("office", ""))
