"""The published seals of the audit trail: what an observer copies today to compare with tomorrow."""

import json

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from civic.core import audit_seal
from civic.core.access import Permission, allows

bp = Blueprint("audit", __name__, url_prefix="/dziennik")

ON_A_PAGE = 50


@bp.get("")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """Seals, the newest first."""
    pages = max(1, -(-audit_seal.count() // ON_A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    batches = audit_seal.newest(ON_A_PAGE, skip=(page - 1) * ON_A_PAGE)
    return render_template("audit/index.html", batches=batches, page=page, pages=pages)


@bp.get("/pieczecie.json")
@allows(Permission.ANYONE)
def seals() -> Response:
    """Every seal as JSON: ``civic audit verify --against FILE`` compares with it."""
    entries = [
        {
            "batch": row.id,
            "first_event": row.first_id,
            "last_event": row.last_id,
            "events": row.size,
            "root": row.root,
            "previous_root": row.previous_root,
            "sealed_at": row.sealed_at.isoformat(),
        }
        for row in audit_seal.batches()
    ]
    city = current_app.config["CIVIC"].city
    body = json.dumps(
        {"city": city, "hash": "SHA-256, RFC 6962", "seals": entries}, ensure_ascii=False, indent=1
    )
    return Response(
        body + "\n",
        mimetype="application/json",
        headers={"Content-Disposition": "attachment; filename=pieczecie.json"},
    )
