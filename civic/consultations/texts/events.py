"""What happens to a consulted document, for the audit trail."""

from dataclasses import dataclass
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from civic.core.audit import Event

_VERSION = _l("wersja")
_DOCUMENT = _l("numer dokumentu")
_SUM = _l("suma kontrolna SHA-256")
_PARAGRAPHS = _l("akapitów")


@dataclass(frozen=True, kw_only=True)
class VersionAdded(Event):
    """A version of a document was imported; nobody but the office sees it yet. ``version`` 1: the document is new."""

    words: ClassVar = _l("Dodano wersję dokumentu")
    labels: ClassVar = {
        "document_id": _DOCUMENT,
        "version": _VERSION,
        "sha256": _SUM,
        "paragraphs": _PARAGRAPHS,
    }

    document_id: int
    version: int
    sha256: str
    paragraphs: int


@dataclass(frozen=True, kw_only=True)
class VersionPublished(Event):
    """A version was published; from now on it never changes."""

    words: ClassVar = _l("Opublikowano wersję dokumentu")
    labels: ClassVar = {"document_id": _DOCUMENT, "version": _VERSION, "sha256": _SUM}

    document_id: int
    version: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class VersionWithdrawn(Event):
    """A version nobody saw was thrown away."""

    words: ClassVar = _l("Usunięto nieopublikowaną wersję dokumentu")
    labels: ClassVar = {"document_id": _DOCUMENT, "version": _VERSION}

    document_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DocumentsOrdered(Event):
    """The documents of a consultation were put in another order."""

    words: ClassVar = _l("Zmieniono kolejność dokumentów")
    labels: ClassVar = {"order": _l("kolejność")}

    order: str
