"""The files inside a DOCX, unpacked bit by bit and counted as they really are, whatever the archive says of itself."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from civic.core.documents.rules import MAX_ENTRIES, MAX_PART, MAX_UNPACKED, DocumentRefusal
from civic.core.refusal import Refused

_CHUNK = 64 * 1024
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_TAKEN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Package:
    """An archive whose entries may be read. Opening it unpacks everything once, to nowhere, to see how much it is."""

    def __init__(self, content: bytes) -> None:
        if content.count(_ENTRY) > MAX_ENTRIES:  # before zipfile makes an object for each
            raise Refused(DocumentRefusal.UNPACKS_TOO_BIG)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Refused(DocumentRefusal.DAMAGED) from error
        entries = self._archive.infolist()
        self.names = frozenset(entry.filename for entry in entries)
        if len({name.casefold() for name in self.names}) != len(entries):
            raise Refused(DocumentRefusal.DAMAGED)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise Refused(DocumentRefusal.PASSWORD)
        if any(entry.compress_type not in _TAKEN for entry in entries):
            raise Refused(DocumentRefusal.DAMAGED)
        self._weigh()

    def _weigh(self) -> None:
        room = MAX_UNPACKED
        for name in sorted(self.names):
            most = min(room, MAX_PART) if name.endswith((".xml", ".rels")) else room
            room -= sum(len(chunk) for chunk in self._unpacked(name, most))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry, at most MAX_PART, in small pieces; none when there is no such entry."""
        return self._unpacked(name, MAX_PART) if name in self.names else iter(())

    def _unpacked(self, name: str, most: int) -> Iterator[bytes]:
        size = 0
        try:
            with self._archive.open(name) as file:
                while chunk := file.read(_CHUNK):
                    size += len(chunk)
                    if size > most:
                        raise Refused(DocumentRefusal.UNPACKS_TOO_BIG)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise Refused(DocumentRefusal.DAMAGED) from error
