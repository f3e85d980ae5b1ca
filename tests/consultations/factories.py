"""Small makers of consultations. Each commits and gives the new id; what the test does not name is ordinary."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import Regime, Status
from civic.core import clock
from civic.core.db import db, transaction
from civic.core.publications import Channel
from tests.factories import make_person

_number = count(501)
_NOT_YET = {Status.REQUESTED, Status.FIX_CALLED, Status.REFUSED, Status.DRAFT}
_NOT_PUBLIC = {*_NOT_YET, Status.ORDERED}


def make_consultation(
    status: Status = Status.ANNOUNCED,
    regime: Regime = Regime.GENERAL,
    opens: datetime | None = None,
    closes: datetime | None = None,
    **more: Any,
) -> int:
    """A consultation straight in the table, past every rule; by default open since a week, for three more.

    Ordered ones have an order and a number; announced ones ``announced_at``. Any column can be given in ``more``.
    """
    now = clock.now()
    opens = opens or now - timedelta(days=7)
    closes = closes or now + timedelta(days=21)
    if "created_by_id" not in more:
        more["created_by_id"] = make_person(name="Ewa Koordynatorka")
    row: dict[str, Any] = {
        "status": status.value,
        "regime": regime.value,
        "title": "Park nad rzeką",
        "summary": "Jak ma wyglądać park nad rzeką?",
        "goal": "Poznać zdanie mieszkańców.",
        "subject": "Projekt parku.",
        "justification": "Park powstanie w przyszłym roku.",
        "influence": "Można zmienić wszystko poza granicami parku.",
        "basis": "Uchwała nr VI/64/15 Rady Miasta",
        "contact": "konsultacje@milogrod.example",
        "lead_days": 7,
        "min_days": 14,
        "report_days": 30,
        "channels": [Channel.BIP.value, Channel.WEBSITE.value],
        "notice_on": (opens - timedelta(days=10)).date(),
        "opens_at": opens,
        "closes_at": closes,
        "created_at": now,
        "saved_at": now,
    }
    if status not in _NOT_YET:
        row |= {
            "year": opens.year,
            "number": next(_number),
            "order_number": "120/2026",
            "ordered_on": (opens - timedelta(days=12)).date(),
        }
    if status not in _NOT_PUBLIC and status is not Status.CANCELLED:
        row["announced_at"] = opens - timedelta(days=10)
    if status is Status.CANCELLED:
        row["cancel_reason"] = "Rada zmieniła zamiar."
    if status in {Status.DECIDED, Status.ARCHIVED}:
        row |= {"act_number": "XII/80/26", "act_on": closes.date(), "what_changed": "Dodano ławki."}
    with transaction():
        made = Consultation(**{**row, **more})
        db.session.add(made)
        db.session.flush()
        return made.id
