"""HTML and Markdown read into blocks."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html

from civic.core.documents import DocumentRefusal, Format, Kind, read
from civic.core.refusal import Refused


def said(text: str, name: str) -> list[tuple[str, int, str, str]]:
    return [
        (block.kind.value, block.level, block.label, block.text) for block in read(text.encode(), name).blocks
    ]


MARKDOWN = """# Uchwała
## Rozdział 1

§ 1. Strefa obejmuje:
1) ulicę Długą;
2) plac:
   a) Nowy,
   b) Stary.
§ 2.
Opłata wynosi **5 zł** za *godzinę*, zob. [BIP](https://bip.example.org/a) albo [tu](javascript:alert(1)).

- pierwszy
- drugi

> Głos mieszkanki.

| Ulica | Stawka |
|---|---|
| Długa | 5 zł |

Linia pierwsza
i dalej <script>alert(1)</script>
"""


def test_markdown_of_a_legal_text():
    assert said(MARKDOWN, "uchwala.md") == [
        ("HEADING", 1, "", "Uchwała"), ("HEADING", 2, "", "Rozdział 1"), ("TEXT", 0, "", "§ 1. Strefa obejmuje:"),
        ("ITEM", 1, "1)", "1) ulicę Długą;"), ("ITEM", 1, "2)", "2) plac:"), ("ITEM", 1, "", "a) Nowy,"), ("ITEM", 1, "", "b) Stary."),
        ("TEXT", 0, "", "§ 2. Opłata wynosi 5 zł za godzinę, zob. BIP albo [tu](javascript:alert(1))."),
        ("ITEM", 1, "", "pierwszy"), ("ITEM", 1, "", "drugi"), ("QUOTE", 0, "", "Głos mieszkanki."),
        ("TABLE", 0, "", "Ulica | Stawka\nDługa | 5 zł"), ("TEXT", 0, "", "Linia pierwsza i dalej <script>alert(1)</script>"),
    ]  # fmt: skip


def test_markdown_keeps_the_numbers_as_they_are_written():
    assert [block.label for block in read("3. trzeci\n5. piąty\n\n\n1) raz\n".encode(), "").blocks] == [
        "3.",
        "5.",
        "1)",
    ]


HTML = """<!doctype html><html><head><title>Nie czytaj</title><style>p{}</style></head><body onload="x()">
<h1>Plan <em>ogólny</em></h1><script>alert(1)</script><div>Tekst bez akapitu<p>Akapit<br>w dwóch liniach &amp; m<sup>2</sup></p></div>
<ol start="4"><li>czwarty<ul><li>w środku</li></ul></li><li value="7"><p>siódmy</p><p>i drugi akapit</p></li></ol><ol type="a"><li>litera</li></ol>
<blockquote><p>Cytat</p></blockquote><p><a href="javascript:x()">zły</a> <a href=" mailto:a@example.org ">dobry</a><img src="x.png" alt="herb" onerror="x()"></p>
<table><caption>Stawki</caption><tr><th>Ulica<th>Opłata<tr><td colspan="2" onclick="x()">Długa <b>5</b></td></table>
<pre>jeden
dwa</pre><textarea>pole</textarea></body></html>"""


def test_html_is_what_a_reader_would_see():
    found = read(HTML.encode(), "plan.html")
    assert found.format is Format.HTML
    assert found.pictures == 1
    assert said(HTML, "plan.html") == [
        ("HEADING", 1, "", "Plan ogólny"), ("TEXT", 0, "", "Tekst bez akapitu"), ("TEXT", 0, "", "Akapit\nw dwóch liniach & m2"),
        ("ITEM", 1, "4.", "4. czwarty"), ("ITEM", 2, "", "w środku"), ("ITEM", 1, "7.", "7. siódmy"), ("ITEM", 1, "", "i drugi akapit"),
        ("ITEM", 1, "a.", "a. litera"), ("QUOTE", 0, "", "Cytat"), ("TEXT", 0, "", "zły dobry[rysunek: herb]"),
        ("TABLE", 0, "", "Stawki\nUlica | Opłata\nDługa 5"), ("TEXT", 0, "", "jeden\ndwa"),
    ]  # fmt: skip
    html = {block.text: block.html for block in found.blocks}
    assert (
        html["zły dobry[rysunek: herb]"]
        == 'zły <a href="mailto:a@example.org" rel="noopener nofollow">dobry</a>[rysunek: herb]'
    )
    assert html["Stawki\nUlica | Opłata\nDługa 5"] == (
        '<table><caption>Stawki</caption><thead><tr><th scope="col">Ulica</th><th scope="col">Opłata</th></tr></thead>'
        '<tbody><tr><td colspan="2">Długa <strong>5</strong></td></tr></tbody></table>'
    )


SOUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<h2>", "</h2>", "<a href='http://a.b'>", "</a>", "<script>", "</script>",
                     "<svg onload=x>", "<img src=x onerror=y>", "słowo ", "&lt;", "&#0;", "<br>", "<!--", "-->", "<![CDATA[", "]]>", "<td><table>", "\x00", "<select>"]), max_size=40
).map("".join)  # fmt: skip
GOOD = {
    "strong",
    "em",
    "s",
    "sup",
    "sub",
    "a",
    "br",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "span",
}


@given(SOUP | st.text(max_size=100), st.sampled_from(["x.html", "x.md"]))
@example("<table><td><table><td>a", "x.html")
def test_whatever_comes_the_html_is_safe_and_says_the_same_as_the_text(text: str, name: str):
    found = None
    with suppress(Refused):
        found = read(text.encode("utf-8", "ignore"), name)
    if found is None:
        return
    for block in found.blocks:
        assert block.text == block.text.strip(" \n") != ""
        tree = lxml_html.fragment_fromstring(block.html, create_parent="div")
        for node in tree.iter():
            assert node.tag in GOOD
            assert set(node.attrib) <= {"href", "rel", "scope", "colspan", "rowspan"}
        if block.kind is not Kind.TABLE:
            plain = block.html.replace("<br>", "\n")
            seen = lxml_html.fragment_fromstring(plain, create_parent="div").text_content()
            assert "".join(seen.split()) == "".join(block.text.split())


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso-8859-2"])
def test_polish_letters_in_every_usual_coding(coding: str):
    text = "Zażółć gęślą jaźń, proszę. Ścieżka przy źródle, łąka i ćma."
    assert read(text.encode(coding), "x.md").blocks[0].text == text
    page = f'<html><head><meta charset="{coding.removesuffix("-sig")}"></head><p>{text}</p></html>'
    assert read(page.encode(coding), "x.html").blocks[0].text == text


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "x.md", DocumentRefusal.EMPTY),
        (b" \n\t", "x.docx", DocumentRefusal.EMPTY),
        (b"a" * (10 * 1024 * 1024 + 1), "x.md", DocumentRefusal.TOO_BIG),
        (b"%PDF-1.7 ...", "x.docx", DocumentRefusal.WRONG_TYPE),
        (b"{\\rtf1 tekst}", "x.md", DocumentRefusal.WRONG_TYPE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.doc", DocumentRefusal.OLD_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "x.docx", DocumentRefusal.PASSWORD),
        (b"tekst", "x.exe", DocumentRefusal.WRONG_TYPE),
        (b"tekst", "x.docx", DocumentRefusal.WRONG_TYPE),
        (b"abc\0def", "x.md", DocumentRefusal.WRONG_TYPE),
        (bytes(range(128, 256)) * 4, "x.md", DocumentRefusal.ENCODING),
        (b"<meta charset=utf-16><p>\xff\xfea", "x.html", DocumentRefusal.ENCODING),
        ("Це текст".encode("cp1251"), "x.md", DocumentRefusal.ENCODING),
        (b"<html><body><script>x</script></body></html>", "x.html", DocumentRefusal.NO_TEXT),
        (b"---\n", "x.md", DocumentRefusal.NO_TEXT),
        (b"a\n\n" * 6000, "x.md", DocumentRefusal.TOO_LONG),
        (b"<p>a" * 6000, "x.html", DocumentRefusal.TOO_LONG),
    ],
)  # fmt: skip
def test_what_is_refused(content: bytes, name: str, reason: DocumentRefusal):
    with pytest.raises(Refused) as refused:
        read(content, name)
    assert refused.value.reason is reason
