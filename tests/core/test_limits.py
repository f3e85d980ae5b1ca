"""Tries are counted across connections, forgotten with their window, and name nobody."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text

from civic.app import create_app
from civic.config import SettingsError, read_settings
from civic.core import limits
from civic.core.db import db, transaction
from civic.core.limits import Limit

THREE = Limit("test", 3, timedelta(minutes=15))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_fourth_try_is_too_many_until_the_window_ends(app):
    with time_machine.travel(NOON, tick=False):
        assert [limits.take(THREE, "anna") for _ in range(4)] == [True, True, True, False]
        assert limits.take(THREE, "olga")
        assert limits.take(Limit("other", 3, THREE.window), "anna")
    with time_machine.travel(NOON + timedelta(minutes=14, seconds=59), tick=False):
        assert not limits.take(THREE, "anna")
    with time_machine.travel(NOON + timedelta(minutes=15), tick=False):
        assert limits.take(THREE, "anna")


def test_success_gives_the_tries_back(app):
    assert [limits.take(THREE, "anna") for _ in range(3)][-1]
    limits.give_back(THREE, "anna")
    assert limits.take(THREE, "anna")


def test_a_try_counts_when_its_transaction_rolls_back(app):
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), transaction():
            limits.take(THREE, "anna")
            raise ZeroDivisionError
    assert not limits.take(THREE, "anna")


@pytest.mark.race
def test_tries_at_once_are_all_counted(app):
    def attempt(_: int) -> bool:
        with app.app_context():
            return limits.take(THREE, "anna")

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(24))) == 3


def test_nothing_kept_names_anybody_and_the_past_is_swept(app):
    with time_machine.travel(NOON, tick=False):
        limits.take(THREE, "anna@example.org", "192.0.2.7")
    kept = db.session.execute(text("SELECT key FROM rate_limit")).scalars().all()
    assert len(kept) == 1
    assert "anna" not in kept[0]
    db.session.rollback()
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        limits.take(THREE, "olga")
    assert db.session.execute(text("SELECT count(*) FROM rate_limit")).scalar_one() == 1


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::1", "2001:0db8:0001:0002"),
        ("nonsense", ""),
    ],
)
def test_one_subscriber_is_one_network(app, address, counted):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert limits.network() == counted


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.4")])
def test_what_a_visitor_says_about_the_own_address_is_not_believed(app, tmp_path, proxies, seen):
    """Only as many forwarded addresses count as there are proxies of ours, from the right."""
    settings = replace(app.config["CIVIC"], proxies=proxies, var=tmp_path)
    other = create_app(settings)
    with other.test_client() as client:
        client.get("/healthz", headers={"X-Forwarded-For": "10.0.0.1, 198.51.100.4, 203.0.113.9"})
        assert limits.network() == seen


def test_the_number_of_proxies_is_a_small_number():
    environ = {"DATABASE_URL": "postgresql://x", "CIVIC_SECRET_KEY": "x" * 32}
    assert read_settings(environ).proxies == 0
    assert read_settings({**environ, "CIVIC_PROXIES": "1"}).proxies == 1
    with pytest.raises(SettingsError):
        read_settings({**environ, "CIVIC_PROXIES": "all"})
