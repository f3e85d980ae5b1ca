"""JSON logs: one line per request, request id, and only the fields named here. Never addresses, queries, forms, people."""

import logging
import sys
import time
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "request_id",
        "method",
        "route",
        "status",
        "ms",
        "task",
        "job_id",
        "error",
        "where",
        "count",
    }
)
"""What may be written to a log. A field that is not here is dropped, whoever passes it."""


def only_allowed(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Drop every field that is not on the list."""
    return {name: value for name, value in event.items() if name in ALLOWED}


def configure() -> None:
    """Write JSON lines to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


log = structlog.get_logger()


def where(error: BaseException) -> str:
    """The innermost place of ours where it went wrong: file and line, no values."""
    place = ""
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if "/civic/" in name:
            place = f"civic/{name.rpartition('/civic/')[2]}:{step.tb_lineno}"
        step = step.tb_next
    return place


def init_app(app: Flask) -> None:
    """One line per request; an unforeseen error names its type and place, never its message (it may hold data)."""
    configure()

    def start() -> None:
        g.started = time.perf_counter()

    def end(response: Response) -> Response:
        if request.endpoint != "static":
            log.info(
                "request",
                request_id=g.get("request_id"),
                method=request.method,
                route=request.url_rule.rule if request.url_rule else None,
                status=response.status_code,
                ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000),
            )
        return response

    def log_exception(error: Any) -> None:
        exception = error[1] if isinstance(error, tuple) else error
        log.error(
            "failed", request_id=g.get("request_id"), error=type(exception).__name__, where=where(exception)
        )

    app.before_request(start)
    app.after_request(end)
    app.log_exception = log_exception  # type: ignore[method-assign,assignment]
