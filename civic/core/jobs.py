"""Work done later: queued in the same transaction as its cause, done by `civic worker` (procrastinate, in PostgreSQL)."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import text

from civic.core.db import db

Task = Callable[..., None]

TASKS: dict[str, Task] = {}
"""Every task by its name; features add theirs with @task when their jobs.py is imported."""

CLOCK: dict[str, str] = {}
"""When the clock queues a task by itself: cron words in UTC, by the task's name."""

_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', :task, 0, NULL, :only_one, CAST(:args AS jsonb),"
    " CAST(:at AS timestamptz))::procrastinate_job_to_defer_v1])"
)


def task(name: str, *, cron: str = "") -> Callable[[Task], Task]:
    """Register a function to be run by the worker inside an application context, with the arguments it was queued with.

    ``cron``: the worker also queues it by the clock, without arguments ("*/5 * * * *": every five minutes).
    """

    def register(function: Task) -> Task:
        TASKS[name] = function
        if cron:
            CLOCK[name] = cron
        return function

    return register


def queue(name: str, *, at: datetime | None = None, **arguments: Any) -> None:
    """Queue a task in the transaction under way: it runs only if that commits.

    Arguments are ids and plain values, never personal data. ``at``: not before this moment (aware UTC).
    """
    if name not in TASKS:
        raise KeyError(name)
    db.session.execute(_DEFER, {"task": name, "args": json.dumps(arguments), "at": at, "only_one": None})
