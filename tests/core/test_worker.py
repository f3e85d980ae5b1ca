"""The worker does what was queued, once the transaction stands."""

import pytest
from sqlalchemy import text

from civic import worker
from civic.core import jobs
from civic.core.db import db, transaction

DONE: list[int] = []


def count(number: int) -> None:
    DONE.append(number)


@pytest.fixture
def counted():
    DONE.clear()
    jobs.TASKS["test.count"] = count
    yield DONE
    del jobs.TASKS["test.count"]


def test_queued_work_is_done_once(app, counted):
    with transaction():
        jobs.queue("test.count", number=7)
        jobs.queue("test.count", number=8)
    with pytest.raises(ZeroDivisionError), transaction():
        jobs.queue("test.count", number=9)
        raise ZeroDivisionError
    db.session.remove()
    worker.run(app, until_empty=True)
    worker.run(app, until_empty=True)
    assert sorted(counted) == [7, 8]
    assert db.session.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar_one() == 0
