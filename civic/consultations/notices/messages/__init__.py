"""The words of consultations."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import LazyString, gettext, ngettext

from civic.consultations.notices.messages.labels import (
    ACCESS,
    EFFECT,
    FORM,
    INITIATOR,
    PHASE,
    REGIME,
    REGIME_HINT,
    SECTION,
    STATUS,
    TAG,
    WAIT,
)
from civic.consultations.notices.messages.refusals import REFUSED
from civic.consultations.notices.rules import Finding, FormKind, PlannedForm, Refusal, Source
from civic.core import web
from civic.core.publications.messages import CHANNEL
from civic.core.refusal import Refused

__all__ = [
    "ACCESS",
    "CHANNEL",
    "EFFECT",
    "FORM",
    "INITIATOR",
    "PHASE",
    "REFUSED",
    "REGIME",
    "REGIME_HINT",
    "SECTION",
    "STATUS",
    "TAG",
    "WAIT",
    "days_left",
    "finding",
    "form_name",
    "forms_of",
    "listed",
    "source_words",
    "words",
]


def words(no: Refused) -> str:
    """The sentence of a refusal, its facts filled in."""
    return _sentence(Refusal(no.reason), no.facts)


def finding(found: Finding) -> str:
    """The sentence of a finding."""
    return _sentence(found.reason, found.facts)


def _sentence(reason: Refusal, facts: Mapping[str, object]) -> str:
    named = {**facts, "source": source_words(facts.get("source"))}
    if "form" in facts:
        named["form"] = _form(facts["form"], str(facts.get("title", "")))
    filled = {name: _shown(name, value) for name, value in named.items()}
    return " ".join((str(REFUSED[reason]) % filled).split())


def source_words(source: object) -> str:
    """Where a rule stands; without a statute it is the city's own resolution."""
    return (
        str(source)
        if isinstance(source, Source)
        else gettext("zasady konsultacji przyjęte przez radę miasta")
    )


def _shown(name: str, value: object) -> str:
    if isinstance(value, Finding):
        return finding(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date | datetime):
        return web.day(value)
    if name == "channels" and isinstance(value, Iterable):
        return listed(CHANNEL, value)
    if name == "kinds" and isinstance(value, Iterable):
        return listed(FORM, value).lower()
    return "–" if value is None else str(value)


def listed(names: Mapping[Any, LazyString], values: Iterable[object]) -> str:
    """Several of an enum in words, with commas."""
    return ", ".join(str(names[value]) for value in values)


def forms_of(kinds: Iterable[FormKind]) -> str:
    """Kinds of forms in the order of their list, as a part of a sentence."""
    there = set(kinds)
    return listed(FORM, (kind for kind in FormKind if kind in there)).lower()


def _form(kind: object, title: str) -> str:
    name = str(FORM[kind]) if isinstance(kind, FormKind) else str(kind)
    return f"{name} „{title}”" if title else name


def form_name(form: PlannedForm) -> str:
    """A form by its title, or by its kind."""
    return form.title or str(FORM[form.kind])


def days_left(due: date, today: date) -> str:
    """How far a day is, in words."""
    left = (due - today).days
    if left < 0:
        return ngettext("po terminie od %(num)s dnia", "po terminie od %(num)s dni", -left)
    if left == 0:
        return gettext("ostatni dzień")
    return ngettext("został %(num)s dzień", "zostało %(num)s dni", left)
