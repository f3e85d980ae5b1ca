"""DOCX: what is refused, then the text, read in a stream. Nothing of the file itself is kept or run."""

from civic.core.documents.collecting import Collector
from civic.core.documents.docx.body import Body
from civic.core.documents.docx.numbering import Numbering, NumberingReader
from civic.core.documents.docx.relations import RelationsReader, check, main_part, relations_of
from civic.core.documents.docx.streams import Elements, read_part
from civic.core.documents.docx.styles import StylesReader
from civic.core.documents.packed import Package

_STYLES, _NUMBERING, _FOOTNOTES, _ENDNOTES = "styles", "numbering", "footnotes", "endnotes"


def collect(content: bytes) -> Collector:
    """The blocks of a DOCX; Refused(DocumentRefusal...) for one that is not safe, not whole or not a DOCX."""
    package, elements = Package(content), Elements()
    check(package, elements)
    main = main_part(package, elements)
    relations = read_part(package, relations_of(main), RelationsReader(), elements)
    styles = read_part(package, relations.part(_STYLES, main), StylesReader(), elements).styles
    numbering = Numbering(read_part(package, relations.part(_NUMBERING, main), NumberingReader(), elements))
    collector = Collector()
    body = Body(collector, styles, numbering, relations.links)
    read_part(package, main, body, elements)
    for kind in (_FOOTNOTES, _ENDNOTES):
        part = relations.part(kind, main)
        if part in package.names:
            links = read_part(package, relations_of(part), RelationsReader(), elements).links
            body.read_notes(links)
            read_part(package, part, body, elements)
    body.finish()
    return collector
