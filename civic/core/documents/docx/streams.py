"""XML read as a stream of elements, so that memory does not grow with it; no entity, no DTD, nothing fetched."""

import codecs
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from lxml import etree

from civic.core.documents.packed import Package
from civic.core.documents.rules import MAX_ELEMENTS, DocumentRefusal
from civic.core.refusal import Refused

Attributes = Mapping[str, str]
_MOST = 20_000
_DOCTYPE = b"<!DOCTYPE"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def local(name: str) -> str:
    """The name without its namespace: the transitional and the strict kind of DOCX differ only there."""
    return name.rpartition("}")[2]


def value(attributes: Attributes, name: str = "val") -> str:
    """An attribute, whatever its namespace; "" when it is not there."""
    found = next((text for key, text in attributes.items() if local(key) == name), "")
    return found.replace("&#38;", "&")  # as the parser gives "&amp;" when it is told to leave entities alone


def is_on(attributes: Attributes) -> bool:
    """A switch of WordprocessingML: on unless it says it is off."""
    return value(attributes) not in {"0", "false", "off", "none"}


class Elements:
    """How many elements a document has had so far, in all its parts."""

    def __init__(self) -> None:
        self.count = 0

    def one_more(self) -> None:
        """Refuse a document of too many."""
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise Refused(DocumentRefusal.UNPACKS_TOO_BIG)


def few(some: Collection[object]) -> None:
    """Refuse a document with too many of something that is kept while it is read."""
    if len(some) > _MOST:
        raise Refused(DocumentRefusal.UNPACKS_TOO_BIG)


class Reader:
    """Told of each element as it streams by: ``begin_<name>`` and ``end_<name>``, where there is such a method.

    What stands in ``SKIPPED`` is passed over with everything inside it.
    """

    SKIPPED: frozenset[str] = frozenset()

    def text(self, data: str) -> None:
        """Text between the tags."""


class _Target:
    """Between lxml and a Reader."""

    def __init__(self, reader: Reader, elements: Elements) -> None:
        self._reader, self._elements = reader, elements
        self._skipped = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        self._elements.one_more()
        name = local(tag)
        if self._skipped or name in self._reader.SKIPPED:
            self._skipped += 1
        elif handler := self._handler(f"begin_{name}"):
            handler(attributes)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif handler := self._handler(f"end_{local(tag)}"):
            handler()

    def data(self, data: str) -> None:
        if not self._skipped:
            self._reader.text(data)

    def close(self) -> None:
        """Nothing to give."""

    def _handler(self, name: str) -> Callable[..., None] | None:
        return getattr(self._reader, name, None)


R = TypeVar("R", bound=Reader)


def read_part(package: Package, name: str, reader: R, elements: Elements) -> R:
    """Stream a part of the package through the reader, and give the reader back. No such part: nothing is read."""
    parser: Any = None
    tail = b""
    try:
        for chunk in package.chunks(name):
            if parser is None:
                parser = _parser(reader, elements, chunk)
            seen = (tail + chunk).replace(b"\0", b"")
            if _DOCTYPE in seen.upper():
                raise Refused(DocumentRefusal.EXTERNAL)
            tail = chunk[-2 * len(_DOCTYPE) :]
            parser.feed(chunk)
        if parser is not None:
            parser.close()
    except etree.LxmlError as error:
        raise Refused(DocumentRefusal.DAMAGED) from error
    return reader


def _parser(reader: Reader, elements: Elements, beginning: bytes) -> Any:
    target: Any = _Target(reader, elements)
    return etree.XMLParser(
        target=target,
        encoding="utf-16" if beginning.startswith(_UTF16) else "utf-8",  # whatever it says of itself
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
