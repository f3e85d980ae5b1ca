"""What a DOCX points at, and what in it is not taken: macros, controls, anything from outside but links."""

import posixpath
import re

from civic.core.documents.docx.streams import Attributes, Elements, Reader, few, read_part, value
from civic.core.documents.packed import Package
from civic.core.documents.rules import DocumentRefusal
from civic.core.refusal import Refused

_TYPES = "[Content_Types].xml"
_WORD = re.compile(
    r"(?i)application/vnd\.openxmlformats-officedocument\.wordprocessingml\.(?:document|template)\.main\+xml"
)
_MACROS = re.compile(r"(?i)macro|vba|activex")
_MACRO_PARTS = re.compile(r"(?i)(?:^|/)(?:vba(?:project|data)[^/]*|activex/.*)$")


class RelationsReader(Reader):
    """A .rels part: its links by id, its parts by kind, whether it points outside with anything but a link."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self.parts: dict[str, str] = {}
        self.outside = False

    def begin_Relationship(self, attributes: Attributes) -> None:
        """One relationship."""
        kind = value(attributes, "Type").rpartition("/")[2]
        target = value(attributes, "Target")
        external = value(attributes, "TargetMode").casefold() == "external"
        if kind.casefold() == "hyperlink":
            if external:
                self.links[value(attributes, "Id")] = target
                few(self.links)
        elif external or re.match(r"(?i)^(?:[a-z][a-z0-9+.-]+:|//|\\\\)", target):
            self.outside = True
        else:
            self.parts.setdefault(kind, target)
            few(self.parts)

    def part(self, kind: str, beside: str) -> str:
        """The name in the package of the part of this kind, "" when there is none."""
        target = self.parts.get(kind, "")
        return (
            posixpath.normpath(posixpath.join("/", posixpath.dirname(beside), target)).lstrip("/")
            if target
            else ""
        )


class TypesReader(Reader):
    """The content types of the parts."""

    def __init__(self) -> None:
        self.types: dict[str, str] = {}

    def begin_Override(self, attributes: Attributes) -> None:
        """The type of one part."""
        self.types[value(attributes, "PartName").lstrip("/")] = value(attributes, "ContentType")
        few(self.types)

    def begin_Default(self, attributes: Attributes) -> None:
        """The type of every part with an extension."""
        self.types[f"*.{value(attributes, 'Extension')}"] = value(attributes, "ContentType")


def relations_of(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def check(package: Package, elements: Elements) -> None:
    """Refuse what is no DOCX, has macros, or points outside with anything but a link."""
    if _TYPES not in package.names:
        raise Refused(DocumentRefusal.WRONG_TYPE)
    types = read_part(package, _TYPES, TypesReader(), elements).types
    if any(_MACROS.search(kind) for kind in types.values()) or any(map(_MACRO_PARTS.search, package.names)):
        raise Refused(DocumentRefusal.MACROS)
    if not any(_WORD.match(kind) for kind in types.values()):
        raise Refused(DocumentRefusal.WRONG_TYPE)
    for name in sorted(package.names):
        if (
            name.casefold().endswith(".rels")
            and read_part(package, name, RelationsReader(), elements).outside
        ):
            raise Refused(DocumentRefusal.EXTERNAL)


def main_part(package: Package, elements: Elements) -> str:
    """The name of the part with the text."""
    found = read_part(package, "_rels/.rels", RelationsReader(), elements).part("officeDocument", "")
    for name in (found, "word/document.xml"):
        if name in package.names:
            return name
    raise Refused(DocumentRefusal.DAMAGED)
