"""The letters of a text file: UTF-8, UTF-16 with its mark, what the file says it is in, or the two old Polish codings."""

import codecs
import re

from civic.core.documents.rules import DocumentRefusal
from civic.core.refusal import Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"""(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})"""
)
_KNOWN = {"utf-8", "cp1250", "iso8859-2", "cp1252", "iso8859-1", "ascii", "utf-16"}
_GUESSED = ("cp1250", "iso8859-2")
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ§„”’–—…\u00a0•°²³½×äöüß")
_SENSIBLE = 0.8
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x9f]")


def decoded(content: bytes) -> str:
    """The text; refused when no coding makes sense of it."""
    for mark, coding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, coding)
    if b"\0" in content[:4096]:
        raise Refused(DocumentRefusal.WRONG_TYPE)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(content[:4096])
    said = _known(declared[1].decode("ascii")) if declared else None
    if said:
        return _strictly(content, said)
    return _guessed(content)


def _strictly(content: bytes, coding: str) -> str:
    try:
        return content.decode(coding)
    except UnicodeDecodeError as error:
        raise Refused(DocumentRefusal.ENCODING) from error


def _known(name: str) -> str | None:
    try:
        coding = codecs.lookup(name).name
    except LookupError:
        return None
    return coding if coding in _KNOWN and coding != "utf-8" else None


def _guessed(content: bytes) -> str:
    """The coding in which most of the unusual letters are Polish ones."""
    best, text = 0.0, ""
    for coding in _GUESSED:
        try:
            tried = content.decode(coding)
        except UnicodeDecodeError:
            continue
        unusual = [sign for sign in tried if sign > "\x7f"]
        share = sum(sign in _POLISH for sign in unusual) / len(unusual)
        if share > best and not _CONTROL.search(tried):
            best, text = share, tried
    if best < _SENSIBLE:
        raise Refused(DocumentRefusal.ENCODING)
    return text
