"""Small makers of local initiatives. Each commits and gives the new id; what the test does not name is ordinary."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from civic.core import clock
from civic.core.db import db, transaction
from civic.core.deadlines import in_poland
from civic.initiatives.requests.models import Initiative, InitiativeLine, InitiativeStep, Member
from civic.initiatives.requests.rules import Status, decide_by
from tests.factories import make_person

ZLOTY = 100
_number = count(1)

WORK = {
    "side": "RESIDENTS", "kind": "WORK", "name": "Kopanie i sadzenie", "people": 10, "quantity": Decimal(40), "unit": "h",
    "rate": "ordinary", "unit_cost": 30 * ZLOTY,
}  # fmt: skip
"""Community work worth 1 200 zł."""
MATERIALS = {
    "side": "CITY", "kind": "MATERIALS", "name": "Sadzonki", "quantity": Decimal(100), "unit": "szt.",
    "unit_cost": 10 * ZLOTY,
}  # fmt: skip
"""Materials worth 1 000 zł."""
STEP = {"what": "Sadzenie krzewów", "side": "BOTH"}


def make_initiative(
    status: Status = Status.SUBMITTED,
    lines: Iterable[dict[str, Any]] = (WORK, MATERIALS),
    steps: Iterable[dict[str, Any]] = (STEP,),
    members: Iterable[dict[str, Any]] = (),
    **more: Any,
) -> int:
    """An initiative straight in the tables, past every rule: received today, a leader of its own, both sides' lines.

    Values are the sums of the lines. Any column of the initiative can be given in ``more``.
    """
    now = clock.now()
    today = in_poland(more.get("submitted_at") or now)
    lines = [{**line, "total": round(line["quantity"] * line["unit_cost"])} for line in lines]
    if not {"leader_id", "entered_by_id"} & more.keys():
        more["leader_id"] = make_person(name="Zofia Sąsiadka")
    row: dict[str, Any] = {
        "status": status.value,
        "title": "Zielony skwer przy Lipowej",
        "summary": "Posadzimy krzewy i postawimy ławki.",
        "scope": "GREENERY",
        "description": "Zaniedbany trawnik zamienimy w skwer.",
        "goal": "Miejsce odpoczynku dla sąsiadów.",
        "land": "CITY",
        "location_text": "trawnik przy Lipowej 12",
        "participants": 12,
        "residents_value": sum(line["total"] for line in lines if line["side"] == "RESIDENTS"),
        "city_value": sum(line["total"] for line in lines if line["side"] == "CITY"),
        "declares_residence": True,
        "created_at": now,
        "saved_at": now,
    }
    if status is not Status.DRAFT:
        received = more.get("received_on", today)
        row |= {
            "year": received.year,
            "number": next(_number),
            "submitted_at": now,
            "received_on": received,
            "due_on": decide_by(received),
        }
    if status is Status.WITHDRAWN:
        row["withdrawn_at"] = now
    with transaction():
        made = Initiative(**{**row, **more})
        db.session.add(made)
        db.session.flush()
        for place, line in enumerate(lines, 1):
            db.session.add(InitiativeLine(initiative_id=made.id, place=place, **line))
        for place, step in enumerate(steps, 1):
            days = {"starts_on": today + timedelta(days=60), "ends_on": today + timedelta(days=61)}
            db.session.add(InitiativeStep(initiative_id=made.id, place=place, **{**days, **step}))
        for member in members:
            db.session.add(Member(initiative_id=made.id, **member))
        return made.id
