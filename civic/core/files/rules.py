"""Which files we take: decided by what is in them, never by what they are called."""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum

from civic.core.refusal import Refused

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_NAME = 100


class FileRefusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too-big"
    WRONG_TYPE = "wrong-type"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too-many-pixels"
    LOCKED_PDF = "locked-pdf"
    ACTIVE_PDF = "active-pdf"
    TOO_MANY = "too-many"


class Kind(StrEnum):
    """A type of file we take, by its media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"


EXTENSIONS = {Kind.PDF: "pdf", Kind.JPEG: "jpg", Kind.PNG: "png", Kind.WEBP: "webp"}


def kind_of(content: bytes) -> Kind:
    """The type by the first bytes; refuses what is empty, too big or of another type."""
    if not content:
        raise Refused(FileRefusal.EMPTY)
    if len(content) > MAX_BYTES:
        raise Refused(FileRefusal.TOO_BIG, megabytes=MAX_BYTES // 1024 // 1024)
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    raise Refused(FileRefusal.WRONG_TYPE)


def check_pixels(width: int, height: int) -> None:
    """Refuse a picture that would not fit in memory; asked before it is decoded."""
    if width < 1 or height < 1:
        raise Refused(FileRefusal.DAMAGED)
    if width * height > MAX_PIXELS:
        raise Refused(FileRefusal.TOO_MANY_PIXELS, megapixels=MAX_PIXELS // 1_000_000)


def webp_size(content: bytes) -> tuple[int, int]:
    """Width and height from the header: the decoder takes memory for the whole picture as soon as it is opened."""
    chunk, body = content[12:16], content[20:30]
    if len(body) < 10:
        raise Refused(FileRefusal.DAMAGED)
    if chunk == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if chunk == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise Refused(FileRefusal.DAMAGED)


_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def check_pdf(content: bytes) -> None:
    """Refuse a PDF that is cut off, is an archive as well, needs a password, or does things when it is opened."""
    end = content.rfind(b"%%EOF")
    if end < 0 or content[end + 5 :].strip(b"\r\n\t \0") or zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused(FileRefusal.DAMAGED)
    for part in _pdf_objects(content):
        plain = _HEX.sub(lambda code: bytes([int(code[1], 16)]), part)
        if _LOCKED.search(plain):
            raise Refused(FileRefusal.LOCKED_PDF)
        if _ACTIVE.search(plain):
            raise Refused(FileRefusal.ACTIVE_PDF)


def _pdf_objects(content: bytes) -> Iterator[bytes]:
    """What stands outside streams, and the unpacked streams that hold further objects. Pictures and text are skipped."""
    unpacked = place = 0
    for begin in re.finditer(rb"stream\r?\n", content):
        if begin.start() < place:
            continue
        head = content[place : begin.start()]
        yield head
        end = content.find(b"endstream", begin.end())
        if end < 0:
            raise Refused(FileRefusal.DAMAGED)
        place = end + len(b"endstream")
        if b"/ObjStm" in head[head.rfind(b" obj") :]:
            inside = _unpack(content[begin.end() : end], head[head.rfind(b" obj") :], MAX_UNPACKED - unpacked)
            unpacked += len(inside)
            yield inside
    yield content[place:]


def _unpack(packed: bytes, head: bytes, room: int) -> bytes:
    if b"/Filter" not in head:
        return packed
    if b"/FlateDecode" not in head or len(re.findall(rb"/\w+Decode\b", head)) != 1:
        raise Refused(FileRefusal.DAMAGED)
    try:
        engine = zlib.decompressobj()
        inside = engine.decompress(packed, max(room, 1))
    except zlib.error as error:
        raise Refused(FileRefusal.DAMAGED) from error
    if engine.unconsumed_tail:
        raise Refused(FileRefusal.DAMAGED)
    return inside


_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


def clean_name(name: str | None, kind: Kind) -> str:
    """A name safe on every system and in every header, with the extension of what the file is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", (name or "").encode("utf-8", "ignore").decode()))[
        -1
    ]
    stem = last.rsplit(".", 1)[0] if "." in last[1:] else last
    stem = "".join(sign if sign.isalnum() or sign in " ._-()+" else "_" for sign in stem)
    stem = re.sub(r"[\s_]*_[\s_]*|\s+", lambda run: "_" if "_" in run[0] else " ", stem).strip(" ._")
    stem = stem[:MAX_NAME].strip(" ._") or "plik"
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}.{EXTENSIONS[kind]}"
