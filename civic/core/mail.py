"""Mail: queued in the transaction that causes it, sent by the worker, forgotten once sent."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import BigInteger, Identity, delete
from sqlalchemy.orm import Mapped, mapped_column

from civic.config import Settings
from civic.core import clock, jobs
from civic.core.db import Base, db, transaction


class OutgoingMail(Base):
    """A mail that waits. The row goes away when the mail is sent."""

    __tablename__ = "outgoing_mail"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    queued_at: Mapped[datetime]


def queue_mail(to: str, template: str, **context: object) -> None:
    """Queue a mail in the transaction under way.

    ``template`` is a file of templates/email/ without ".txt"; its first line is the subject, then an empty line and the
    text, in the language of the request. It knows ``settings`` and ``city`` and nothing of the request: links come in
    the context, made by ``web.address``.
    """
    settings: Settings = current_app.config["CIVIC"]
    page = current_app.jinja_env.get_template(f"email/{template}.txt")
    text = page.render(settings=settings, city=settings.city, **context)
    subject, _, body = text.strip().partition("\n")
    row = OutgoingMail(
        to=to, subject=" ".join(subject.split()), body=body.strip() + "\n", queued_at=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    jobs.queue("mail.send", mail_id=row.id)


@jobs.task("mail.send")
def send(mail_id: int) -> None:
    """Send one waiting mail and forget it; a mail already sent is left alone."""
    settings: Settings = current_app.config["CIVIC"]
    with transaction():
        row = db.session.get(OutgoingMail, mail_id, with_for_update=True)
        if row is None:
            return
        message = EmailMessage()
        message["To"], message["Subject"] = row.to, row.subject
        message["From"] = settings.contact_email
        message["Date"] = clock.now()
        message["Message-ID"] = make_msgid(domain=urlsplit(settings.base_url).hostname)
        message.set_content(row.body)
        _deliver(settings, message, mail_id)
        db.session.execute(delete(OutgoingMail).where(OutgoingMail.id == mail_id))


def mail_folder(settings: Settings) -> Path:
    """Where mails land while no SMTP server is set."""
    return settings.var / "mail"


def _deliver(settings: Settings, message: EmailMessage, mail_id: int) -> None:
    if not settings.smtp_url:
        folder = mail_folder(settings)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{clock.now():%Y%m%d-%H%M%S}-{mail_id:08}.eml").write_bytes(bytes(message))
        return
    url = urlsplit(settings.smtp_url)
    with smtplib.SMTP(url.hostname or "localhost", url.port or 587, timeout=30) as server:
        if url.username:
            server.starttls(context=ssl.create_default_context())
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)
