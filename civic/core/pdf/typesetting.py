"""Typst itself: knows no application, so that it can also run in a process of its own."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import typst

from civic.core.resources import resource

_MISSING_SIGN = "could not be displayed"
_PLACEHOLDER = "\u25a1"
_SURE = re.compile(r"[\n\u0020-\u007e\u00a0-\u017f\u0400-\u045f\u2010-\u2015\u2018-\u201e\u2026\u20ac\u25a1]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FONTS = '("Libertinus Serif", "DejaVu Sans Mono")'


@dataclass(frozen=True)
class Work:
    """A document to be made: the template's name, its data, what ``base.typ`` needs besides, the moment it bears."""

    template: str
    data: Any
    meta: dict[str, Any]
    at: datetime


def typeset(work: Work) -> bytes:
    """The document; signs no font has become a square."""
    try:
        return _compile(work)
    except typst.TypstError as error:
        if _MISSING_SIGN not in str(error):
            raise
    shown = Work(
        work.template, _each_text(work.data, _displayable), _each_text(work.meta, _displayable), work.at
    )
    return _compile(shown)


def cleaned(value: Any) -> Any:
    """Every text in it without control characters, line ends as LF."""
    return _each_text(value, lambda text: _CONTROL.sub("", text.replace("\r\n", "\n").replace("\t", " ")))


def _compile(work: Work) -> bytes:
    folder = resource("templates") / "pdf"
    inputs = {
        "data": json.dumps(work.data, ensure_ascii=False),
        "meta": json.dumps(work.meta, ensure_ascii=False),
    }
    made: bytes = typst.compile(
        folder / f"{work.template}.typ",
        root=folder,
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=work.at.replace(microsecond=0),
        package_path=folder / "packages",
        package_cache_path=folder / "packages",
    )
    return made


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each_text(each, change) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(each, change) for each in value]
    return value


def _displayable(text: str) -> str:
    return "".join(sign if _SURE.fullmatch(sign) or _has_sign(sign) else _PLACEHOLDER for sign in text)


@cache
def _has_sign(sign: str) -> bool:
    """Whether one of the fonts has it: asked of Typst, once for each sign that is out of the ordinary."""
    program = f'#set document(title: "x")\n#set text(font: {_FONTS})\n#sys.inputs.sign'
    inputs = {"sign": f"x{sign}x"}
    try:
        typst.compile(program.encode(), ignore_system_fonts=True, sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True
