"""Files people send, in one place: checked by content, pictures made anew, private unless said otherwise.

A feature registers who may read its kind of files (``@files.readable("project-attachment")``), calls ``keep`` inside its
transaction and shows ``url_for("files.download", file_id=...)``. Files are always sent as attachments; a picture may
still stand in an <img>.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from shutil import copyfile

from flask import Blueprint, Response, abort, current_app, send_file
from sqlalchemy import BigInteger, CheckConstraint, Index, delete, event, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.datastructures import FileStorage

from civic.core import clock
from civic.core.access import Actor, Permission, actor, allows
from civic.core.db import Base, db
from civic.core.files import images
from civic.core.files.rules import MAX_BYTES, FileRefusal, Kind, check_pdf, clean_name, kind_of
from civic.core.refusal import Refused

bp = Blueprint("files", __name__)


class StoredFile(Base):
    """What we know of a file; its bytes lie in var/files under the same id. ``kept_by`` is a person's id."""

    __tablename__ = "stored_file"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    public: Mapped[bool]
    kept_by: Mapped[int | None]
    kept_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_stored_file_kind_subject_id", "kind", "subject_id"),
        CheckConstraint("size > 0", name="not_empty"),
    )


Reader = Callable[[StoredFile, Actor | None], bool]

READERS: dict[str, Reader] = {}
"""For each kind of file, who may read one that is not public."""


def readable(kind: str) -> Callable[[Reader], Reader]:
    """Register the function that says whether this visitor may read a private file of the kind."""

    def register(reader: Reader) -> Reader:
        READERS[kind] = reader
        return reader

    return register


def keep(
    upload: FileStorage,
    *,
    kind: str,
    subject_id: int | None = None,
    kept_by: int | None = None,
    public: bool = False,
) -> StoredFile:
    """Keep a file in the transaction under way, or raise Refused(FileRefusal...) with words in files.messages.

    PDF, JPEG, PNG or WebP by content, at most 10 MB and 40 million pixels. What is kept of a picture is the picture
    alone, upright, at most 4096 pixels long. ``kind`` must be registered with ``readable``; ``subject_id`` is the row of
    the feature the file belongs to. The bytes go away again when the transaction rolls back.
    """
    if kind not in READERS:
        raise KeyError(kind)
    content, media, width, height = _checked(upload.stream.read(MAX_BYTES + 1))
    row = StoredFile(
        id=uuid.uuid4(),
        kind=kind,
        subject_id=subject_id,
        name=clean_name(upload.filename, media),
        media_type=media.value,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        width=width,
        height=height,
        public=public,
        kept_by=kept_by,
        kept_at=clock.now(),
    )
    _write(row.id, content)
    db.session.add(row)
    db.session.flush()
    return row


def keep_made(
    path: Path, *, kind: str, name: str, media_type: str, subject_id: int | None = None, public: bool = False
) -> StoredFile:
    """Keep a copy of a file the city made itself (a report, an export), of any size, in the transaction under way.

    It is not checked as what people send is. The copy goes away again when the transaction rolls back.
    """
    if kind not in READERS:
        raise KeyError(kind)
    with path.open("rb") as file:
        checksum = file_digest(file, "sha256").hexdigest()
    row = StoredFile(
        id=uuid.uuid4(),
        kind=kind,
        subject_id=subject_id,
        name=name,
        media_type=media_type,
        size=path.stat().st_size,
        sha256=checksum,
        public=public,
        kept_at=clock.now(),
    )
    copyfile(path, _place_for(row.id))
    db.session.add(row)
    db.session.flush()
    return row


def of(kind: str, subject_id: int) -> Sequence[StoredFile]:
    """The files of one subject, oldest first."""
    query = select(StoredFile).filter_by(kind=kind, subject_id=subject_id)
    return db.session.scalars(query.order_by(StoredFile.kept_at, StoredFile.id)).all()


def publish(file_id: uuid.UUID, *, public: bool) -> None:
    """Open the file to everybody, or close it again, in the transaction under way."""
    db.session.execute(update(StoredFile).where(StoredFile.id == file_id).values(public=public))


def forget(file_id: uuid.UUID) -> None:
    """Delete the file in the transaction under way; the bytes go when it commits."""
    db.session.execute(delete(StoredFile).where(StoredFile.id == file_id))
    db.session.info.setdefault("forgotten_files", []).append(path_of(file_id))


def attach(
    uploads: Iterable[FileStorage],
    *,
    kind: str,
    subject_id: int,
    removed: Collection[uuid.UUID] = (),
    kept_by: int | None = None,
    most: int = 20,
) -> None:
    """What ``AttachmentsField`` read, in the transaction under way: forget ``removed`` of this subject, keep the uploads.

    Refused as ``keep`` does, or TOO_MANY when the subject would then have more than ``most`` files.
    """
    kept = {row.id for row in of(kind, subject_id)}
    for file_id in kept & set(removed):
        forget(file_id)
    left = len(kept - set(removed))
    for upload in uploads:
        left += 1
        if left > most:
            raise Refused(FileRefusal.TOO_MANY, most=most)
        keep(upload, kind=kind, subject_id=subject_id, kept_by=kept_by)


def of_many(kind: str, subject_ids: Iterable[int]) -> Mapping[int, Sequence[StoredFile]]:
    """The files of several subjects in one statement, oldest first; a subject without files is missing."""
    query = select(StoredFile).where(StoredFile.kind == kind, StoredFile.subject_id.in_(subject_ids))
    found: dict[int, list[StoredFile]] = {}
    for row in db.session.scalars(query.order_by(StoredFile.kept_at, StoredFile.id)):
        found.setdefault(row.subject_id or 0, []).append(row)
    return found


def path_of(file_id: uuid.UUID) -> Path:
    """Where the bytes lie."""
    folder: Path = current_app.config["CIVIC"].var / "files"
    return folder / file_id.hex[:2] / file_id.hex


@bp.get("/pliki/<uuid:file_id>")
@allows(Permission.ANYONE)
def download(file_id: uuid.UUID) -> Response:
    """The file, to whom it may be shown; to others it does not exist."""
    row = db.session.get_one(StoredFile, file_id)
    if not row.public and not READERS[row.kind](row, actor()):
        abort(404)
    response = send_file(
        path_of(file_id), mimetype=row.media_type, as_attachment=True, download_name=row.name, etag=row.sha256
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "public, max-age=3600" if row.public else "private, no-store"
    return response


def _checked(content: bytes) -> tuple[bytes, Kind, int | None, int | None]:
    """What is kept of the content, its type, and a picture's width and height."""
    media = kind_of(content)
    if media is Kind.PDF:
        check_pdf(content)
        return content, media, None, None
    made, width, height = images.remade(content, media)
    return made, media, width, height


def _write(file_id: uuid.UUID, content: bytes) -> None:
    _place_for(file_id).write_bytes(content)


def _place_for(file_id: uuid.UUID) -> Path:
    """An empty file of that name, which goes away again when the transaction rolls back."""
    path = path_of(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    db.session.info.setdefault("kept_files", []).append(path)
    path.touch(mode=0o600)
    return path


@event.listens_for(db.session, "after_commit")
def _committed(session: Session) -> None:
    session.info.pop("kept_files", None)
    for path in session.info.pop("forgotten_files", ()):
        path.unlink(missing_ok=True)


@event.listens_for(db.session, "after_rollback")
def _rolled_back(session: Session) -> None:
    session.info.pop("forgotten_files", None)
    for path in session.info.pop("kept_files", ()):
        path.unlink(missing_ok=True)
