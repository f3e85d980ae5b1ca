"""Where somebody who tries the sample reads the mails nobody sends. Never part of a production installation."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from civic.core.access import Permission, allows
from civic.core.mail import mail_folder

bp = Blueprint("sample_mail", __name__, url_prefix="/poczta")

NEWEST = 50


@dataclass(frozen=True)
class Letter:
    """One mail as it lies in the folder."""

    name: str
    to: str
    subject: str
    at: datetime
    body: str


@bp.get("")
@allows(Permission.ANYONE)
def index() -> ResponseReturnValue:
    """The newest mails."""
    paths = sorted(mail_folder(current_app.config["CIVIC"]).glob("*.eml"), reverse=True)[:NEWEST]
    return render_template("people/sample_mail/index.html", letters=[_read(path) for path in paths])


@bp.get("/<name>")
@allows(Permission.ANYONE)
def letter(name: str) -> ResponseReturnValue:
    """One mail, its links to follow."""
    path = mail_folder(current_app.config["CIVIC"]) / f"{name}.eml"
    if not re.fullmatch(r"[0-9]{8}-[0-9]{6}-[0-9]+", name) or not path.exists():
        abort(404)
    return render_template("people/sample_mail/letter.html", letter=_read(path))


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Letter(
        path.stem,
        str(message["To"]),
        str(message["Subject"]),
        datetime.strptime(str(message["Date"]), "%a, %d %b %Y %H:%M:%S %z"),
        str(message.get_content()),
    )
