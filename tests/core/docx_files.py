"""Small DOCX files made by hand, good and bad."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="%s"/></Types>'
RELS = f'<Relationships xmlns="{_PACKAGE}/relationships">%s</Relationships>'


def rel(kind: str, target: str, number: int, mode: str = "") -> str:
    """A relationship."""
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"{outside}/>'


def part(root: str, inside: str) -> str:
    """A part of the package."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_SPACES}>{inside}</w:{root}>'


STYLES = """
<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Nagwek1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Nagwek2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Moj"><w:name w:val="Mój tytuł rozdziału"/><w:basedOn w:val="Nagwek2"/></w:style>
<w:style w:type="paragraph" w:styleId="Cytat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Ustep"><w:name w:val="Ustęp"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""
LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for at, (form, text) in enumerate(
        [("decimal", "§ %1."), ("decimal", "%2."), ("decimal", "%3)"), ("lowerLetter", "%4)"), ("bullet", "–"), ("bullet", "\uf0b7")]
    )
)  # fmt: skip
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Rozdział %1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def run(text: str, look: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str, properties: str = "") -> str:
    """A paragraph of runs, or of a plain text."""
    made = inside if inside.startswith("<") or not inside else run(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{made}</w:p>"


def styled(text: str, style: str) -> str:
    """A paragraph with a style."""
    return p(text, f'<w:pStyle w:val="{style}"/>')


def item(text: str, level: int, number: int = 1) -> str:
    """A paragraph in a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def docx(
    body: str,
    *,
    links: str = "",
    types: str = TYPES % MAIN,
    also: dict[str, bytes | str] | None = None,
    notes: str = "",
) -> bytes:
    """A whole file. ``also``: further entries, or others in place of the usual ones."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": RELS % rel("officeDocument", "word/document.xml", 1),
        "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": RELS
        % (rel("styles", "styles.xml", 101) + rel("numbering", "numbering.xml", 102) + rel("footnotes", "/word/footnotes.xml", 103) + links),
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", NUMBERING),
        "word/footnotes.xml": part("footnotes", notes),
        **(also or {}),
    }  # fmt: skip
    return zipped(parts)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """An archive of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
