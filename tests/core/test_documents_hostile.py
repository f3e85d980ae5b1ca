"""DOCX and HTML made to do harm are refused with a sentence, and in bounded memory."""

import io
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from civic.core.documents import DocumentRefusal, messages, read
from civic.core.refusal import Refused
from tests.core.docx_files import MAIN, RELS, TYPES, W, docx, p, part, rel, zipped

R = DocumentRefusal


def refusal(content: bytes, name: str = "x.docx") -> DocumentRefusal:
    with pytest.raises(Refused) as refused:
        read(content, name)
    assert "%(" not in messages.words(refused.value)
    return refused.value.reason


def with_rels(**parts: str) -> bytes:
    return docx(
        p("Tekst"),
        also={
            name.replace("__", "/").replace("_rels_", "_rels/"): content for name, content in parts.items()
        },
    )


MACRO_TYPES = [
    TYPES % "application/vnd.ms-word.document.macroEnabled.main+xml",
    (TYPES % MAIN).replace(
        "</Types>",
        '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    ),
    (TYPES % MAIN).replace(
        "</Types>",
        '<Override PartName="/word/a.xml" ContentType="application/vnd.ms-office.activeX+xml"/></Types>',
    ),
]


@pytest.mark.parametrize("types", MACRO_TYPES)
def test_macros_by_content_type(types):
    assert refusal(docx(p("Tekst"), types=types)) is R.MACROS


@pytest.mark.parametrize(
    "name",
    [
        "word/vbaProject.bin",
        "word/VBAPROJECT.BIN",
        "word/vbaData.xml",
        "inny/vbaProjectSignature.bin",
        "word/activeX/activeX1.xml",
    ],
)
def test_macros_by_what_is_inside(name):
    assert refusal(docx(p("Tekst"), also={name: b"\0" * 10})) is R.MACROS


OUTSIDE = [
    rel("image", "http://example.org/x.png", 1, "External"),
    rel("attachedTemplate", "file:///c:/x.dotm", 1, "External"),
    rel("oleObject", "\\\\serwer\\plik", 1, "EXTERNAL"),
    rel("frame", "https://example.org/", 1, "External"),
    rel("image", "https://example.org/x.png", 1),
    rel("image", "//example.org/x.png", 1),
    rel("subDocument", "x.docx", 1, "External"),
]


@pytest.mark.parametrize("relation", OUTSIDE)
@pytest.mark.parametrize(
    "name",
    [
        "word/_rels/document.xml.rels",
        "word/_rels/settings.xml.rels",
        "word/_RELS/header1.xml.RELS",
        "_rels/.rels",
    ],
)
def test_what_comes_from_outside(relation, name):
    usual = rel("officeDocument", "word/document.xml", 9) if name == "_rels/.rels" else ""
    assert refusal(docx(p("Tekst"), also={name: RELS % (usual + relation)})) is R.EXTERNAL


def test_links_are_not_from_outside():
    links = rel("hyperlink", "https://example.org", 1, "External") + rel(
        "hyperlink", "mailto:a@b.pl", 2, "External"
    )
    assert read(docx(p("Tekst"), links=links), "x.docx").blocks


DTDS = [
    '<!DOCTYPE d SYSTEM "http://example.org/x.dtd">',
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
    f'<!--{" " * 70_000}--><!DOCTYPE d [<!ENTITY x "y">]>',
    f'<!--{" " * 65_510}--><!DOCTYPE d [<!ENTITY x "y">]>',
]


@pytest.mark.parametrize("dtd", DTDS, ids=range(5))
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "name", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"]
)
def test_entities_and_dtds(dtd, coding, name):
    made = f'{dtd}<w:document xmlns:w="{W}"><w:body>{p("&x;")}</w:body></w:document>'
    assert refusal(docx(p("Tekst"), also={name: made.encode(coding)})) is R.EXTERNAL


def test_the_coding_a_part_says_it_is_in_is_not_believed():
    made = f'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE d [+ADw-!ENTITY x SYSTEM "file:///etc/passwd"+AD4-]><w:document xmlns:w="{W}"/>'
    assert refusal(docx("", also={"word/document.xml": made})) is R.DAMAGED


def test_an_archive_that_is_no_docx():
    assert refusal(zipped({"a.txt": "x"})) is R.WRONG_TYPE
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert refusal(docx(p("x"), types=TYPES % sheet)) is R.WRONG_TYPE
    assert (
        refusal(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}))
        is R.WRONG_TYPE
    )


def test_a_docx_that_is_not_whole():
    whole = docx(p("Tekst"))
    assert refusal(whole[: len(whole) // 2]) is R.DAMAGED
    assert refusal(b"PK\x03\x04" + b"\0" * 100) is R.DAMAGED
    assert refusal(docx("<w:p>")) is R.DAMAGED
    assert refusal(zipped({"[Content_Types].xml": TYPES % MAIN})) is R.DAMAGED
    assert refusal(docx("<w:p/>")) is R.NO_TEXT
    broken = bytearray(whole)
    broken[whole.index(b"word/document.xml") + 40] ^= 0xFF
    assert refusal(bytes(broken)) is R.DAMAGED


def test_a_locked_entry_and_an_unusual_packing():
    locked = bytearray(docx(p("Tekst")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(mark)
        locked[place + at] |= 1
    assert refusal(bytes(locked)) is R.PASSWORD
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", TYPES % MAIN)
    assert refusal(file.getvalue()) is R.DAMAGED


def test_one_name_twice():
    file = io.BytesIO(docx(p("Tekst")))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("WORD/document.xml", part("document", "<w:body/>"))
    assert refusal(file.getvalue()) is R.DAMAGED


def test_many_entries():
    assert refusal(docx(p("Tekst"), also={f"x/{n}": b"" for n in range(2100)})) is R.UNPACKS_TOO_BIG


def lying(content: bytes, name: bytes, says: int) -> bytes:
    """The archive, with the size of an entry declared falsely in both places."""
    made = bytearray(content)
    for mark, at, begins in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        for found in re.finditer(re.escape(mark), content):
            if content[found.start() + begins :].startswith(name):
                made[found.start() + at : found.start() + at + 4] = struct.pack("<I", says)
    return bytes(made)


PROGRAM = """
import resource, sys
from civic.core.documents import read
from civic.core.refusal import Refused
content = open(sys.argv[1], "rb").read()
read("Zwykły **tekst** <b>x</b>".encode(), "x.md")
def peak():  # of this program alone: ru_maxrss remembers the one that started it
    return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
before = peak()
limit = int(sys.argv[3]) * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    found = f"taken {len(read(content, sys.argv[2]).blocks)}"
except Refused as refused:
    found = refused.reason.name
print(found, (peak() - before) // 1024)
"""


def measured(path: Path, content: bytes, name: str = "x.docx") -> tuple[str, int]:
    """What came of reading it, and by how many MiB memory grew, in a process that may not have more than 900 MiB."""
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), name, "900"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found, grown = done.stdout.rsplit(maxsplit=1)
    return found, int(grown)


def huge(inside: bytes, count: int, around: tuple[str, str] = ("<w:body>", "</w:body>")) -> bytes:
    begin, end = part("document", "#".join(around)).split("#")
    file = io.BytesIO(docx(""))
    with zipfile.ZipFile(file) as old:
        kept = {name: old.read(name) for name in old.namelist() if name != "word/document.xml"}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
        with archive.open("word/document.xml", "w") as entry:
            entry.write(begin.encode())
            for _ in range(count):
                entry.write(inside)
            entry.write(end.encode())
    return made.getvalue()


def huge_names() -> bytes:
    return docx("".join(f"<n{n}/>" for n in range(2_900_000)))


PARAGRAPH = b"<w:p><w:r><w:t>Tekst paragrafu, jakich wiele.</w:t></w:r></w:p>"
CELLS = b"<w:tr><w:tc><w:p/></w:tc></w:tr>"
BOMBS = {
    "100 MB of paragraphs": lambda: huge(PARAGRAPH * 1000, 1600),
    "100 MB of spaces": lambda: huge(b" " * 1_000_000, 105),
    "100 MB of tiny elements": lambda: huge(b"<w:b/>" * 100_000, 170),
    "29 MB of tiny elements": lambda: huge(b"<w:b/>" * 100_000, 48),
    "29 MB of paragraphs": lambda: huge(PARAGRAPH * 1000, 450),
    "29 MB in one text": lambda: huge(
        b"a " * 500_000, 29, ("<w:body><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:body>")
    ),
    "29 MB in one table": lambda: huge(CELLS * 1000, 900, ("<w:body><w:tbl>", "</w:tbl></w:body>")),
    "29 MB of letters in one table": lambda: huge(
        b"<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>" * 1000,
        480,
        ("<w:body><w:tbl>", "</w:tbl></w:body>"),
    ),
    "29 MB of unknown names": huge_names,
    "200 MB in a picture": lambda: docx(p("x"), also={"word/media/x.bmp": b"\0" * 200_000_000}),
    "many parts of 20 MB": lambda: docx(
        p("x"), also={f"word/x{n}.bin": b"\0" * 20_000_000 for n in range(20)}
    ),
    "29 MB of styles": lambda: docx(
        p("x"),
        also={
            "word/styles.xml": part(
                "styles", "".join(f'<w:style w:type="paragraph" w:styleId="{n}"/>' for n in range(600_000))
            )
        },
    ),
    "29 MB of links": lambda: docx(
        p("x"), links="".join(rel("hyperlink", f"http://a/{n}", n + 200, "External") for n in range(170_000))
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_bounded_memory(tmp_path, name):
    found, grown = measured(tmp_path / "bomb", BOMBS[name]())
    assert found in {"UNPACKS_TOO_BIG", "TOO_LONG", "TOO_BIG"}
    assert grown < 150


def test_sizes_in_headers_are_not_believed(tmp_path):
    bomb = huge(b" " * 1_000_000, 105)
    for says in (10, 0, 2**31):
        found, grown = measured(tmp_path / "bomb", lying(bomb, b"word/document.xml", says))
        assert found in {"UNPACKS_TOO_BIG", "DAMAGED"}
        assert grown < 100


HOSTILE_HTML = {
    "many tags": b"<p>" * 3_300_000, "nested": b"<div>" * 2_000_000, "bold": b"<b>" * 3_300_000, "one text": b"a " * 5_000_000,
    "table": b"<table>" + b"<tr><td>" * 1_300_000, "tables": b"<table><tr><td>" * 600_000, "one tag": b"<p " + b"a='b' " * 1_600_000 + b">",
    "entities": b"&amp;" * 2_000_000, "lists": b"<ul><li>x" * 1_000_000, "open tag": b"<" * 10_000_000, "links": b"<a href=x>" * 1_000_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_HTML)
def test_hostile_html_is_read_or_refused_in_bounded_memory(tmp_path, name):
    found, grown = measured(tmp_path / "page", HOSTILE_HTML[name], "x.html")
    assert not found.startswith("taken") or int(found.split()[1]) <= 5000
    assert grown < 250


HOSTILE_MARKDOWN = {
    "quotes": b">" * 1_000_000, "brackets": b"[" * 200_000, "stars": b"*a " * 100_000, "lists": b"- " * 300_000,
    "ticks": b"`a" * 100_000, "links": b"[a](" * 100_000, "tables": b"|a" * 60_000 + b"\n" + b"|-" * 60_000, "angles": b"<a " * 60_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_MARKDOWN)
def test_hostile_markdown_is_read_or_refused_in_bounded_memory(tmp_path, name):
    _, grown = measured(tmp_path / "text", HOSTILE_MARKDOWN[name], "x.md")
    assert grown < 400
