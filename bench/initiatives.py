"""2,000 initiatives: SQL statements and CPU of each public page, of the table and of the workshop of one initiative."""

import os
import tempfile
import time
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from civic.app import create_app
from civic.core import clock
from civic.core.db import db, transaction
from civic.initiatives.agreements import services as agreements
from civic.initiatives.requests.models import Initiative
from civic.initiatives.requests.rules import Side
from tests.conftest import clone, make_template, settings_for
from tests.initiatives.agreements import steps as table
from tests.initiatives.works import steps

INITIATIVES = 2_000
ROUNDS = 15
MOST_STATEMENTS = 8
MOST_CPU = 0.080

_OTHER = {
    "status": "(ARRAY['SUBMITTED', 'ACCEPTED', 'NEGOTIATION', 'CONTRACTED', 'SETTLED', 'REJECTED'])[1 + n % 6]",
    "year": "year - n % 3",
    "number": "1000 + n",
    "title": "title || ' ' || n",
    "point": "ST_SetSRID(ST_MakePoint(21 + n % 100 / 500.0, 52 + n / 20000.0), 4326)",
}
_COLUMNS = [each.name for each in Initiative.__table__.columns if each.name not in {"id", "words"}]
_COPY = text(
    f"INSERT INTO initiative ({', '.join(_COLUMNS)})"
    f" SELECT {', '.join(_OTHER.get(name, name) for name in _COLUMNS)}"
    " FROM initiative, generate_series(1, :more) AS n WHERE id = :id"
)
_VERSIONS = text("""
INSERT INTO plan_version (initiative_id, number, side, by_id, at, note, document)
SELECT other.id, 1, v.side, v.by_id, v.at, '', v.document FROM initiative AS other, plan_version AS v
WHERE v.initiative_id = :id AND v.number = 1 AND other.number >= 1000""")
_AGREEMENTS = text("""
INSERT INTO agreement (initiative_id, annex, year, number, terms, applicant_party, prepared_by_id, prepared_at, version, way,
  applicant_signed_on, signed_on, signed_by_id, signed_at, snapshot, work_hours, work_value, things_value, money_value, city_value)
SELECT other.id, 0, other.year, other.number, a.terms, '', a.prepared_by_id, a.prepared_at, 1, a.way, a.applicant_signed_on,
  a.signed_on, a.signed_by_id, a.signed_at, a.snapshot, a.work_hours, a.work_value, a.things_value, a.money_value, a.city_value
FROM initiative AS other, agreement AS a
WHERE a.initiative_id = :id AND other.number >= 1000 AND other.status IN ('CONTRACTED', 'SETTLED')""")
_SETTLEMENTS = text("""
INSERT INTO settlement (initiative_id, status, document, work_hours, work_value, things_value, money_value, city_value,
  written_by_id, saved_at, submitted_at, sent_back_note, accepted_by_id, accepted_at)
SELECT other.id, s.status, s.document, s.work_hours, s.work_value, s.things_value, s.money_value, s.city_value,
  s.written_by_id, s.saved_at, s.submitted_at, s.sent_back_note, s.accepted_by_id, s.accepted_at
FROM initiative AS other, settlement AS s WHERE s.initiative_id = :id AND other.number >= 1000 AND other.status = 'SETTLED'""")


def main() -> None:
    """Build the city, then measure page by page."""
    server = make_url(os.environ["CIVIC_BENCH_DATABASE"])
    url = clone((server, make_template(server)), "civic_bench_initiatives")
    app = create_app(settings_for(url, Path(tempfile.mkdtemp())))
    with app.app_context():
        settled, leader, officer = build()
        at_work, work_leader, _ = steps.started()
        talks, _, _ = negotiation()
        db.session.remove()
    year = steps.ago().year
    public = (
        "/inicjatywy", "/inicjatywy?page=50", "/inicjatywy?q=skwer&stan=rozliczone", f"/inicjatywy/{settled}",
        f"/inicjatywy/rejestr/{year}", f"/inicjatywy/rejestr/{year}.csv", "/inicjatywy/mapa.geojson",
        f"/inicjatywy/rejestr/{year}.geojson",
    )  # fmt: skip
    for path in public:
        show(app, path, None)
    for path in (f"/inicjatywy/{at_work}/praca", f"/inicjatywy/{at_work}/uzgodnienia"):
        show(app, path, work_leader)
    for path in ("", "/zmien", "/umowa"):
        show(app, f"/urzad/inicjatywy/{talks}/uzgodnienia{path}", officer)
    show(app, f"/inicjatywy/{settled}/praca/rozliczenie", leader)
    with app.app_context():
        db.engine.dispose()


def build() -> tuple[int, int, int]:
    """One settled initiative by the services, then copies of it in every status."""
    made = steps.settled(point="SRID=4326;POINT(21 52)")
    with transaction():
        db.session.execute(_COPY, {"more": INITIATIVES, "id": made[0]})
        for statement in (_VERSIONS, _AGREEMENTS, _SETTLEMENTS):
            db.session.execute(statement, {"id": made[0]})
    return made


def negotiation() -> tuple[int, int, int]:
    """A negotiation with twenty versions and a message at each."""
    initiative_id, leader, officer = table.negotiated()
    for hours in range(41, 61):
        table.write(initiative_id, officer, Side.CITY, quantity=hours)
        agreements.send_message(initiative_id, leader, Side.RESIDENTS, "Czytamy i odpiszemy.", clock.now())
    return initiative_id, leader, officer


def show(app: Flask, path: str, person_id: int | None) -> None:
    """Statements and median CPU of one page, with a mark where it is over the limit."""
    client = app.test_client()
    if person_id is not None:
        with client.session_transaction() as session:
            session["_user_id"] = f"{person_id}.0.bench"
    statements, seconds, size = measured(app, client, path)
    over = " OVER" if statements > MOST_STATEMENTS or seconds > MOST_CPU else ""
    print(f"{statements:2} statements {seconds * 1000:6.1f} ms CPU {size / 1024:7.0f} KiB  {path}{over}")


def measured(app: Flask, client: FlaskClient, path: str) -> tuple[int, float, int]:
    """Statements of one request, the median of CPU seconds of this process, bytes of the answer."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def listen(*args: object) -> None:
        seen.append(str(args[2]))

    client.get(path)
    event.listen(engine, "before_cursor_execute", listen)
    answer = client.get(path)
    event.remove(engine, "before_cursor_execute", listen)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        _ = client.get(path).data
        times.append(time.process_time() - begun)
    return len(seen), sorted(times)[ROUNDS // 2], len(answer.data)
