"""Do the queued work now, as the worker would, and read what came in the post."""

import re
from email import message_from_bytes, policy
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from civic.core import clock, jobs
from civic.core.db import db

_NEXT = text(
    "DELETE FROM procrastinate_jobs WHERE id = (SELECT id FROM procrastinate_jobs"
    " WHERE scheduled_at IS NULL OR scheduled_at <= :now ORDER BY id LIMIT 1) RETURNING task_name, args"
)


def work(app: Flask) -> int:
    """Run every job that is due and the jobs these queue, in order; gives how many."""
    done = 0
    while True:
        with app.app_context(), db.engine.begin() as connection:
            job = connection.execute(_NEXT, {"now": clock.now()}).one_or_none()
        if job is None:
            return done
        with app.app_context():
            jobs.TASKS[job.task_name](**job.args)
        done += 1


def letters(app: Flask) -> list[tuple[str, str, str]]:
    """Every mail in the folder as (to, subject, text), oldest first; the folder is empty afterwards."""
    work(app)
    found = []
    for path in sorted(
        Path(app.config["CIVIC"].var, "mail").glob("*.eml"), key=lambda p: p.stat().st_mtime_ns
    ):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        found.append((str(message["To"]), str(message["Subject"]), message.get_content()))
        path.unlink()
    return found


def link_in(body: str) -> str:
    """The path of the first link in a mail."""
    (found, *_) = re.findall(r"http://localhost(/\S+)", body)
    return found
