"""Consultations ordered, extended and cancelled by several people at the same moment."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from civic.consultations.notices import queries, services
from civic.consultations.notices.rules import Phase, Refusal, Status
from civic.consultations.notices.rules.why_not import Evidence, Order
from civic.core import publications
from civic.core.access import Role
from civic.core.db import db
from civic.core.deadlines import closes_at
from civic.core.publications import Channel
from civic.core.refusal import Refused
from tests.consultations.notices.cases import NOW, announced, clerk, drafted, ordered
from tests.consultations.notices.plans import at

pytestmark = pytest.mark.race

ROUNDS = 6
ORDER = Order("120/2026", NOW.date())
OPEN = at(date(2026, 4, 20), 12)


def at_once(app, *acts: Callable[[], object]) -> Counter[str]:
    """What came of it when all begin at the same moment, each on a connection of its own: "done" or the refusal."""
    gate, outcomes = threading.Barrier(len(acts)), Counter[str]()

    def go(act: Callable[[], object]) -> None:
        with app.app_context():
            db.session.connection()
            gate.wait(60)
            try:
                act()
                outcomes["done"] += 1
            except Refused as refused:
                outcomes[str(refused.reason)] += 1
            except BaseException as error:  # noqa: BLE001 - counted, and then no outcome that is expected
                outcomes[repr(error)[:300]] += 1
            finally:
                db.session.remove()

    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return outcomes


def test_orders_at_once_never_share_a_number(app):
    """Six drafts ordered at the same moment get six numbers, without a gap."""
    by = clerk(Role.EXECUTIVE)
    drafts = [drafted() for _ in range(6)]
    outcomes = at_once(app, *((lambda made=made: services.order(made, by, ORDER, NOW)) for made in drafts))
    assert outcomes == {"done": 6}
    assert sorted(queries.case(made).number or 0 for made in drafts) == [1, 2, 3, 4, 5, 6]


def test_one_draft_is_ordered_once(app):
    by = clerk(Role.EXECUTIVE)
    for number in range(1, ROUNDS + 1):
        made = drafted()
        outcomes = at_once(app, *[lambda made=made: services.order(made, by, ORDER, NOW)] * 2)
        assert outcomes == {"done": 1, Refusal.NOT_NOW: 1}
        assert queries.case(made).number == number


def test_extending_while_somebody_cancels(app):
    """Whoever comes second is told: never extended after it was cancelled."""
    by = clerk(Role.EXECUTIVE)
    for _ in range(ROUNDS):
        made = announced()
        longer = closes_at(date(2026, 5, 20))
        outcomes = at_once(
            app,
            lambda made=made, longer=longer: services.extend(made, by, longer, "Powódź.", ORDER, OPEN),
            lambda made=made: services.cancel(made, by, "Rada zmieniła zamiar.", OPEN),
        )
        extended = len(queries.extensions(made))
        assert outcomes in ({"done": 2}, {"done": 1, Refusal.NOT_NOW: 1})
        assert queries.consultation(made).phase(OPEN) is Phase.CANCELLED
        assert extended == outcomes["done"] - 1
        assert (queries.case(made).closes_at == longer) == bool(extended)


def test_two_extensions_at_once_only_lengthen(app):
    """The one that would end sooner than the other is refused when it comes second; the longer one always holds."""
    by = clerk(Role.EXECUTIVE)
    for _ in range(ROUNDS):
        made = announced()
        days = (closes_at(date(2026, 5, 20)), closes_at(date(2026, 5, 27)))
        at_once(
            app,
            *(
                lambda made=made, day=day: services.extend(made, by, day, "Powódź.", ORDER, OPEN)
                for day in days
            ),
        )
        assert queries.case(made).closes_at == days[1]


def test_a_channel_is_written_down_once(app):
    by = clerk(Role.BIP_EDITOR)
    noon = at(date(2026, 4, 6), 12)
    evidence = Evidence(noon, "https://bip.milogrod.example/1")
    for _ in range(ROUNDS):
        made = ordered()
        publish = [lambda made=made: services.publish(made, by, Channel.BIP, evidence, noon)] * 2
        assert at_once(app, *publish) == {"done": 1, Refusal.ALREADY_PUBLISHED: 1}
        assert len(publications.of(f"consultation:{made}")) == 1


def test_announcing_while_the_notice_is_withdrawn(app):
    """Announced only with its notice in every channel at that moment, or not at all."""
    by, noon = clerk(Role.BIP_EDITOR), at(date(2026, 4, 6), 12)
    for _ in range(ROUNDS):
        made = ordered()
        evidence = Evidence(noon, "https://bip.milogrod.example/1")
        stood = [
            services.publish(made, by, channel, evidence, noon) for channel in (Channel.BIP, Channel.WEBSITE)
        ]
        outcomes = at_once(
            app,
            lambda made=made: services.announce(made, by, noon),
            lambda made=made, first=stood[0]: services.withdraw(made, by, first, "Literówka.", noon),
        )
        status = queries.consultation(made).status
        expected = {"done": 2} if status is Status.ANNOUNCED else {"done": 1, Refusal.NOTICE_NOT_PUBLISHED: 1}
        assert outcomes == expected
