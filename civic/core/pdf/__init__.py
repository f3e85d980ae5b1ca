"""Documents as tagged PDF (PDF/UA-1), made by Typst from ``templates/pdf``: see docs/decisions/0006-pdf-by-typst.md.

Data are handed over as JSON, so nothing people wrote is ever markup; fonts are Typst's own; nothing is fetched. Most
documents need no template of their own: ``make("document", {"parts": [...]}, ...)`` with the parts of ``pdf.parts``.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import msgspec
from flask import current_app
from flask_babel import force_locale, gettext

from civic.core import clock
from civic.core.pdf.typesetting import Work, cleaned, typeset

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 600


def make(template: str, data: Mapping[str, Any], *, title: str, lang: str) -> bytes:
    """The document as PDF/UA-1. ``data``: whatever JSON can hold; ``data["letterhead"]`` and ``data["footer"]``, if there,
    stand at the top beside the city's name and at the foot of every page (else the title does).

    Signs no font of ours has (emoji, Chinese) are shown as a square, control characters are left out. A mistake in a
    template raises typst.TypstError. For up to some 200 pages; a longer one: ``make_apart``.
    """
    return typeset(_work(template, data, title, lang))


def make_apart(template: str, data: Mapping[str, Any], *, title: str, lang: str) -> bytes:
    """The same in a process of its own, for long documents made by a job: memory (about 1 MB a page) goes back at once.

    Raises CalledProcessError or TimeoutExpired (after ten minutes).
    """
    done = subprocess.run(
        [sys.executable, "-m", "civic.core.pdf.apart"],
        input=msgspec.json.encode(_work(template, data, title, lang)),
        capture_output=True,
        check=True,
        timeout=_LONGEST,
    )
    return done.stdout


def _work(template: str, data: Mapping[str, Any], title: str, lang: str) -> Work:
    if not _NAME.fullmatch(template):
        raise ValueError(template)
    with force_locale(lang):
        words = {"page": gettext("strona"), "added": gettext("dodano:"), "removed": gettext("usunięto:")}
    city = current_app.config["CIVIC"].city
    clean, title = cleaned(dict(data)), cleaned(" ".join(title.split())).strip() or city
    meta = {
        "title": title,
        "lang": lang,
        "city": city,
        "letterhead": clean.get("letterhead", ""),
        "footer": clean.get("footer") or title,
        "words": words,
    }
    return Work(template, clean, meta, clock.now())
