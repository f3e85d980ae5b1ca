"""/healthz: the process answers. /readyz: it can serve: database reachable, schema current, jobs moving."""

from alembic.runtime.migration import MigrationContext
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from civic.core.access import Permission, allows
from civic.core.db import db
from civic.core.logs import log, where
from civic.core.migrations import head

bp = Blueprint("health", __name__)

_OLDEST_JOB = text(
    "SELECT coalesce(extract(epoch FROM now() - min(coalesce(e.at, now()))), 0)::int FROM procrastinate_jobs j"
    " LEFT JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'"
    " WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())"
)
LATE_SECONDS = 600


@bp.get("/healthz")
@allows(Permission.ANYONE)
def healthz() -> ResponseReturnValue:
    """The process is alive."""
    return jsonify(status="ok")


@bp.get("/readyz")
@allows(Permission.ANYONE)
def readyz() -> ResponseReturnValue:
    """Each check by name; 503 when one fails."""
    checks = {"database": False, "schema": False, "jobs": False}
    try:
        connection = db.session.connection()
        checks["database"] = True
        checks["schema"] = MigrationContext.configure(connection).get_current_revision() == head()
        checks["jobs"] = connection.execute(_OLDEST_JOB).scalar_one() < LATE_SECONDS
    except SQLAlchemyError as error:
        log.error("not ready", error=type(error).__name__, where=where(error))
    ready = all(checks.values())
    return jsonify(status="ok" if ready else "not ready", checks=checks), 200 if ready else 503
