"""Pages of a discussion with 18,000 comments: statements, CPU of the application and time in the database for each.

Every page is set beside two peers of the same run: a bare Flask page that says hello, and one row fetched by its key.
"""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from civic.app import create_app
from civic.consultations.discussion import queries
from civic.consultations.discussion.queries import View
from civic.core.access import Role
from civic.core.db import db
from tests.conftest import clone, connect, make_template, settings_for
from tests.consultations.discussion.talk import make_people, write, write_many
from tests.consultations.factories import make_consultation
from tests.factories import make_person

THREADS, BELOW_ONE, AUTHORS = 15_000, 3_000, 300
RUNS = 15
STATEMENTS, CPU = 8, 80.0


def main() -> None:
    """Fill a database of its own, then measure page after page."""
    server = make_url(os.environ["CIVIC_BENCH_DATABASE"])
    url = clone((server, make_template(server)), "civic_bench_discussion")
    var = Path(tempfile.mkdtemp())
    app = create_app(settings_for(url, var))
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(40)
    )  # one line a request is not told
    with app.app_context():
        consultation, reader, officer, last, asked = fill()
        db.session.remove()
    with connect(url) as admin:
        admin.execute("VACUUM ANALYZE")
    with app.app_context():
        row = cpu(lambda: db.session.execute(text("SELECT title FROM consultation WHERE id = 1")).all())[0]
        db.session.remove()
    hello = cpu(bare().get)[0]
    print(f"{THREADS + BELOW_ONE + 1} comments; hello page {hello:.2f} ms CPU, one row {row:.2f} ms CPU")
    print(f"{'page':<44}{'statements':>11}{'CPU ms':>8}{'in SQL ms':>11}{'hellos':>8}{'rows':>7}")
    for name, person, address in pages(consultation, reader, officer, last, asked):
        measure(app, name, person, address, hello, row)
    shutil.rmtree(var)


def fill() -> tuple[int, int, int, int, int]:
    """The consultation, a reader, an officer, the last thread of a first page, and a comment far down."""
    consultation = make_consultation()
    reader = make_people(AUTHORS)
    write_many(consultation, THREADS, reader, AUTHORS)
    write_many(consultation, BELOW_ONE, reader, AUTHORS, parent=1)
    asked = write(consultation, reader, "Kiedy to będzie?", to=1)
    officer = make_person([Role.COORDINATOR], name="Olga Moderatorka")
    db.session.execute(
        text(
            "INSERT INTO comment_report (comment_id, person_id, ground, words, at)"
            " SELECT n, :reader, 'OFFENSIVE', '', now() FROM generate_series(2, 2000) AS n"
        ),
        {"reader": officer},
    )
    db.session.execute(
        text(
            "INSERT INTO comment_moderation (comment_id, verdict, rule, reason, by_id, at)"
            " SELECT n, 'HIDE', 'OFFENSIVE', 'Wulgaryzmy.', :officer, now() FROM generate_series(3000, 3999) AS n"
        ),
        {"officer": officer},
    )
    db.session.execute(text("UPDATE comment SET standing = 'HIDDEN' WHERE id BETWEEN 3000 AND 3999"))
    db.session.commit()
    listed, _ = queries.threads(consultation, View(seed=1))
    return consultation, reader, officer, listed[-1].id, asked


def pages(
    consultation: int, reader: int, officer: int, last: int, asked: int
) -> list[tuple[str, int | None, str]]:
    """(name, who, address)."""
    at, desk = f"/konsultacje/{consultation}/dyskusja", f"/urzad/konsultacje/{consultation}/dyskusja"
    return [
        ("the list, shuffled, a visitor", None, at),
        ("the list, shuffled, signed in", reader, at),
        ("the list, shuffled, a later page", reader, f"{at}?po={last}"),
        ("the list, newest first", reader, f"{at}?kolejnosc=najnowsze"),
        ("the list, unanswered", reader, f"{at}?pokaz=bez-odpowiedzi"),
        ("the list, answered by the office", reader, f"{at}?pokaz=urzad"),
        ("the list, only for", reader, f"{at}?pokaz=za"),
        ("a comment with 3,000 answers", reader, f"{at}/1"),
        ("a comment far down", reader, f"{at}/{asked}"),
        ("write", reader, f"{at}/napisz"),
        ("reply", reader, f"{at}/1/odpowiedz"),
        ("report", reader, f"{at}/2/zglos"),
        ("moderation for everybody", None, f"{at}/moderacja"),
        ("queue of 2,000 reported", officer, desk),
        ("queue of all consultations", officer, "/urzad/konsultacje/dyskusje"),
        ("one comment, moderator", officer, f"{desk}/2"),
        ("answer as the office", officer, f"{desk}/2/odpowiedz"),
    ]


def measure(app: Flask, name: str, person: int | None, address: str, hello: float, row: float) -> None:
    """One page, many times; the medians."""
    client = app.test_client()
    if person is not None:
        with client.session_transaction() as session:
            session["_user_id"] = f"{person}.0.bench"
    with app.app_context(), counted() as sent:

        def fetch() -> None:
            with app.app_context():
                if client.get(address).status_code != 200:
                    raise SystemExit(f"{address} did not answer 200")

        fetch()
        sent.clear()
        spent, times = cpu(fetch)
        statements, in_sql = len(sent) // times, sum(sent) / times * 1000
    late = " <- over" if statements > STATEMENTS or spent > CPU else ""
    print(
        f"{name:<44}{statements:>11}{spent:>8.1f}{in_sql:>11.1f}{spent / hello:>8.0f}{spent / row:>7.0f}{late}"
    )


def cpu(act: Callable[[], Any]) -> tuple[float, int]:
    """The median CPU of this process for one act, in ms, and how often it was done."""
    act()
    found = []
    for _ in range(RUNS):
        begun = time.process_time()
        act()
        found.append((time.process_time() - begun) * 1000)
    return statistics.median(found), RUNS + 1


@contextmanager
def counted():  # type: ignore[no-untyped-def]
    """The seconds each SQL statement took meanwhile."""
    sent: list[float] = []
    begun: list[float] = []

    def before(*_: object) -> None:
        begun.append(time.perf_counter())

    def after(*_: object) -> None:
        sent.append(time.perf_counter() - begun.pop())

    event.listen(db.engine, "before_cursor_execute", before)
    event.listen(db.engine, "after_cursor_execute", after)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", before)
        event.remove(db.engine, "after_cursor_execute", after)


def bare() -> Any:
    """A Flask that knows nothing but hello."""
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello world")
    client = app.test_client()

    class Hello:
        @staticmethod
        def get() -> Any:
            return client.get("/")

    return Hello
