"""Documents people upload, read into blocks: DOCX, HTML, Markdown. What is not safe or not whole is refused.

Memory is bounded whatever comes: files are read as streams, really unpacked bytes, elements and letters are counted.
"""

import re

from civic.core.documents import docx, html, markdown
from civic.core.documents.charset import decoded
from civic.core.documents.rules import MAX_BYTES, MIB, Block, DocumentRefusal, Format, Imported, Kind
from civic.core.refusal import Refused

__all__ = ["Block", "DocumentRefusal", "Format", "Imported", "Kind", "read"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER = (
    b"%PDF-",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_TEXT_NAMES = (".md", ".markdown", ".txt", "")
_LOOKS_LIKE_HTML = re.compile(
    r"(?is)^\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|h[1-6]|p|div|article|main)\b"
)


def read(content: bytes, file_name: str) -> Imported:
    """The document as blocks; Refused(DocumentRefusal...) with words in documents.messages.

    What it is, its content decides; the name only tells HTML from Markdown. At most 10 MB.
    """
    if not content.strip():
        raise Refused(DocumentRefusal.EMPTY)
    if len(content) > MAX_BYTES:
        raise Refused(DocumentRefusal.TOO_BIG, megabytes=MAX_BYTES // MIB)
    if content.startswith(_OLE):
        raise Refused(DocumentRefusal.PASSWORD if _ENCRYPTED in content else DocumentRefusal.OLD_WORD)
    extension = re.search(r"\.[^./\\]*$", file_name.casefold())
    kind = extension[0] if extension else ""
    if content.startswith(_ZIP):
        form, collected = Format.DOCX, docx.collect(content)
    elif content.startswith(_OTHER) or kind not in (*_HTML_NAMES, *_TEXT_NAMES):
        raise Refused(DocumentRefusal.WRONG_TYPE)
    else:
        text = decoded(content)
        if kind in _HTML_NAMES or (kind != ".md" and _LOOKS_LIKE_HTML.match(text)):
            form, collected = Format.HTML, html.collect(text)
        else:
            form, collected = Format.MARKDOWN, markdown.collect(text)
    if collected.only_pictures():
        raise Refused(DocumentRefusal.NO_TEXT)
    return Imported(form, tuple(collected.blocks), collected.pictures)
