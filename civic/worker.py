"""The job worker: procrastinate, running the registered tasks inside the application's context."""

from collections.abc import Callable
from typing import Any

import procrastinate
from flask import Flask
from sqlalchemy.engine import make_url

from civic.core import jobs
from civic.core.db import conninfo, db
from civic.core.logs import log, where

RETRIES = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=4)


def run(app: Flask, *, until_empty: bool = False) -> None:
    """Work until told to stop (SIGINT, SIGTERM); with ``until_empty`` until nothing waits."""
    worker = _procrastinate(app)
    worker.run_worker(
        wait=not until_empty, concurrency=1, install_signal_handlers=True, delete_jobs="successful"
    )


def _procrastinate(app: Flask) -> procrastinate.App:
    url = make_url(app.config["CIVIC"].database_url)
    connector = procrastinate.PsycopgConnector(conninfo=conninfo(url), min_size=1, max_size=3)
    made = procrastinate.App(connector=connector)
    for name, function in jobs.TASKS.items():
        task = made.task(name=name, retry=RETRIES)(_in_context(app, name, function))
        if name in jobs.CLOCK:
            made.periodic(cron=jobs.CLOCK[name])(task)
    return made


def _in_context(app: Flask, name: str, function: jobs.Task) -> Callable[..., None]:
    def run_task(**arguments: Any) -> None:
        if name in jobs.CLOCK:
            arguments.pop("timestamp", None)
        with app.app_context():
            try:
                function(**arguments)
                log.info("job done", task=name)
            except Exception as error:
                log.error("job failed", task=name, error=type(error).__name__, where=where(error))
                raise
            finally:
                db.session.remove()

    return run_task
