"""What every page needs: headers, request ids, languages, the words for money and time, error pages, health."""

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    has_request_context,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import Babel, get_locale, gettext
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from civic.config import Settings
from civic.core import money
from civic.core.deadlines import closing_shown

LANGUAGES = {"pl": "Polski", "en": "English"}
WARSAW = ZoneInfo("Europe/Warsaw")

babel = Babel()
csrf = CSRFProtect()


def local(moment: datetime) -> str:
    """A moment as people in Poland read it: "22 listopada 2026, 23:59"."""
    here = moment.astimezone(WARSAW)
    return f"{format_date(here, 'd MMMM y', locale=str(get_locale()))}, {here:%H:%M}"


def closing(moment: datetime) -> str:
    """The end of a period as people read it: midnight is 23:59 of the day before."""
    return local(closing_shown(moment))


def day(value: date | datetime) -> str:
    """A day in words: "22 listopada 2026"."""
    here = value.astimezone(WARSAW) if isinstance(value, datetime) else value
    return format_date(here, "d MMMM y", locale=str(get_locale()))


def weekday(value: date | datetime) -> str:
    """A day with its weekday: "niedziela, 22 listopada 2026"."""
    here = value.astimezone(WARSAW) if isinstance(value, datetime) else value
    return format_date(here, "EEEE, d MMMM y", locale=str(get_locale()))


def iso(moment: datetime) -> str:
    """A moment for the datetime attribute of <time>."""
    return format_datetime(moment.astimezone(WARSAW), "yyyy-MM-dd'T'HH:mmxxx", locale="en")


def number(value: int) -> str:
    """A number as people in Poland read it: "61 668", with no-break spaces."""
    return f"{value:,}".replace(",", money.NBSP)


def url_for_lang(lang: str) -> str:
    """The address of this page in another language; the query stays. A page shown in answer to a POST goes to its GET."""
    if request.endpoint is None:
        return url_for("home.index", lang=lang)
    query = {name: values for name, values in request.args.lists() if name != "lang"}
    return url_for(request.endpoint, **{**query, **(request.view_args or {}), "lang": lang})


def address(endpoint: str, **values: object) -> str:
    """The whole address of a page, for a mail or a poster: from the settings, never from what a request calls us."""
    base = urlsplit(current_app.config["CIVIC"].base_url)
    adapter = current_app.url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


class RowNumber(IntegerConverter):
    """``<int:...>`` in an address: a number a row can have. A larger one is a page that is not there."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, *args, **{"max": 2**31 - 1, **kwargs})


def init_app(app: Flask, settings: Settings) -> None:
    """Install it all; before any route is added."""
    app.url_map.converters["int"] = RowNumber
    babel.init_app(app, locale_selector=_choose_language, default_locale="pl")
    app.before_request(_start)
    csrf.init_app(app)
    app.after_request(_headers)
    app.jinja_env.filters.update(
        money=money.show,
        money_short=money.show_short,
        number=number,
        percent=money.show_percent,
        local=local,
        closing=closing,
        day=day,
        weekday=weekday,
        iso=iso,
    )
    app.context_processor(
        lambda: {
            "settings": settings,
            "city": settings.city,
            "lang": str(get_locale()),
            "languages": LANGUAGES,
            "url_for_lang": url_for_lang,
            "csp_nonce": csp_nonce,
        }
    )
    app.register_error_handler(NoResultFound, lambda _: _error_page(404))
    app.register_error_handler(CSRFError, lambda _: _error_page(400))
    app.register_error_handler(HTTPException, lambda error: _error_page(error.code or 500, error))
    app.register_error_handler(500, lambda _: _error_page(500))


def csp_nonce() -> str:
    """The nonce of this response, for a <script> of our own."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    nonce: str = g.nonce
    return nonce


def _choose_language() -> str:
    if not has_request_context():
        return "pl"
    wanted = request.args.get("lang")
    if wanted in LANGUAGES:
        session["lang"] = wanted
    chosen: str = session.get("lang", "pl")
    return chosen


def _start() -> None:
    g.request_id = secrets.token_hex(8)
    if "\0" in request.path:
        abort(404)  # no slug or key has it, and the database would choke on it


def _headers(response: Response) -> Response:
    nonce = f" 'nonce-{g.nonce}'" if "nonce" in g else ""
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'self'{nonce}; style-src 'self'; img-src 'self' data:; font-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
    )
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
    headers["X-Request-Id"] = g.get("request_id", "")
    if "_user_id" in session:
        headers.setdefault("Cache-Control", "no-store")
    return response


_TITLES: dict[int, Callable[[], tuple[str, str]]] = {
    400: lambda: (
        gettext("Formularz stracił ważność"),
        gettext("Strona była otwarta zbyt długo albo w innej karcie. Wróć, odśwież ją i wyślij jeszcze raz."),
    ),
    403: lambda: (
        gettext("Nie masz dostępu do tej strony"),
        gettext("Jeśli powinno być inaczej, napisz do nas."),
    ),
    404: lambda: (
        gettext("Nie ma takiej strony"),
        gettext("Sprawdź adres albo zacznij od strony głównej."),
    ),
    405: lambda: (gettext("Tak nie da się otworzyć tej strony"), gettext("Zacznij od strony głównej.")),
    413: lambda: (gettext("Plik jest za duży"), gettext("Wybierz mniejszy plik i wyślij go jeszcze raz.")),
    429: lambda: (gettext("Za dużo prób naraz"), gettext("Odczekaj kilka minut i spróbuj jeszcze raz.")),
    500: lambda: (
        gettext("Coś się u nas zepsuło"),
        gettext("To nie twoja wina. Spróbuj za chwilę; jeśli to wróci, podaj nam numer zgłoszenia."),
    ),
}


def _error_page(code: int, error: HTTPException | None = None) -> ResponseReturnValue:
    if error is not None and error.response is not None:
        return error.response
    title, text = _TITLES.get(code, _TITLES[400 if code < 500 else 500])()
    page = render_template(
        "error.html", code=code, heading=title, text=text, request_id=g.get("request_id", "")
    )
    return page, code
