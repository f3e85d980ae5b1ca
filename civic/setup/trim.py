"""Cut the component library's stylesheet down to what our macros use. Standard library only.

The published file is 136 kB: it styles forty components and names a typeface licensed to one government. Our pages
use its form controls; the rest of the look is civic/static/css/civic.css. The cut keeps the published rules as they
are, in their order, and puts them into the cascade layer ``govuk`` so that any rule of ours wins without a fight.
"""

import re
from collections.abc import Iterator

KEPT = (
    "button", "button-group", "character-count", "checkboxes", "date-input", "error-message", "error-summary",
    "fieldset", "file-upload", "form-group", "hint", "input", "label", "list", "password-input", "radios", "select",
    "skip-link", "textarea", "visually-hidden",
)  # fmt: skip

_COMPONENT = re.compile(
    r"\.govuk-(" + "|".join(sorted(KEPT, key=len, reverse=True)) + r")(?![a-z])(?!-[a-z])"
)
_FONT = re.compile(r"font-family:GDS Transport,arial,sans-serif(;|(?=}))")
_NOTICE = "/*! govuk-frontend, MIT licence, Crown copyright; cut down and put into a cascade layer */"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def trim(css: str) -> str:
    """The rules of ``css`` that style a component in KEPT, in one cascade layer, without fonts and comments."""
    body = "".join(_kept(_FONT.sub(r"font-family:inherit\1", _COMMENT.sub("", css))))
    return f"{_NOTICE}\n@layer govuk{{{body}}}\n"


def _kept(css: str) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith(("@media", "@supports")):
            inner = "".join(_kept(body))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head == ":root":
            yield f"{head}{{{body}}}"
        elif not head.startswith("@"):
            selectors = [selector for selector in _selectors(head) if _COMPONENT.search(selector)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Pairs (what stands before the brace, what stands between the braces) of the outermost rules."""
    depth, start, opened = 0, 0, 0
    for place, letter in enumerate(css):
        if letter == ";" and depth == 0:
            start = place + 1
        elif letter == "{":
            depth += 1
            if depth == 1:
                opened = place
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1


def _selectors(head: str) -> list[str]:
    """Split at the commas outside parentheses: ``:not(a,b)`` is one selector."""
    return re.split(r",(?![^(]*\))", head)
