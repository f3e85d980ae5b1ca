"""DOCX read into blocks."""

import pytest

from civic.core.documents import DocumentRefusal, Format, Kind, read
from civic.core.refusal import Refused
from tests.core.docx_files import RELS, W, docx, item, p, rel, run, styled

TABLE = (
    "<w:tbl><w:tblPr/><w:tr><w:tc><w:p>%s</w:p></w:tc><w:tc><w:p>%s</w:p></w:tc></w:tr>"
    "<w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>"
)


def blocks(body: str, **more: object):
    return read(docx(body, **more), "uchwala.docx").blocks


def texts(body: str, **more: object) -> list[str]:
    return [block.text for block in blocks(body, **more)]


def test_headings_by_style_outline_level_or_a_style_based_on_one():
    found = blocks(
        styled("Uchwała", "Nagwek1") + styled("Przepisy ogólne", "Nagwek2") + styled("Inne", "Moj")
        + p("Poziom", '<w:outlineLvl w:val="3"/>') + p("Zwykły", '<w:pStyle w:val="Nagwek1"/><w:outlineLvl w:val="9"/>')
        + styled("Słowa mieszkańców", "Cytat") + styled("Uchwała....1", "TOC1")
    )  # fmt: skip
    assert [(block.kind, block.level, block.text) for block in found] == [
        (Kind.HEADING, 1, "Uchwała"), (Kind.HEADING, 2, "Przepisy ogólne"), (Kind.HEADING, 2, "Inne"), (Kind.HEADING, 4, "Poziom"),
        (Kind.TEXT, 0, "Zwykły"), (Kind.QUOTE, 0, "Słowa mieszkańców"),
    ]  # fmt: skip
    assert read(docx(p("x")), "x.docx").format is Format.DOCX


def test_numbers_of_lists_are_computed_as_word_prints_them():
    found = blocks(
        item("Zakres.", 0) + item("Dotyczy:", 1) + item("parków;", 2) + item("dróg:", 2) + item("gminnych,", 3)
        + item("nowych", 4) + item("kropka", 5) + item("wewnętrznych.", 3) + item("Nie dotyczy lasów.", 1) + item("Terminy.", 0)
        + item("Termin biegnie.", 1) + styled("Ustęp ze stylu.", "Ustep") + item("Ogólne", 0, 2) + item("Pierwszy", 1, 2)
    )  # fmt: skip
    assert [(block.label, block.text) for block in found] == [
        ("§ 1.", "§ 1. Zakres."), ("1.", "1. Dotyczy:"), ("1)", "1) parków;"), ("2)", "2) dróg:"), ("a)", "a) gminnych,"),
        ("–", "– nowych"), ("", "kropka"), ("b)", "b) wewnętrznych."), ("2.", "2. Nie dotyczy lasów."), ("§ 2.", "§ 2. Terminy."),
        ("1.", "1. Termin biegnie."), ("2.", "2. Ustęp ze stylu."), ("Rozdział III", "Rozdział III Ogólne"), ("3.1", "3.1 Pierwszy"),
    ]  # fmt: skip
    assert [block.kind for block in found[:3]] == [Kind.TEXT, Kind.ITEM, Kind.ITEM]
    assert [block.level for block in found[:5]] == [0, 2, 3, 3, 4]


def test_a_list_that_begins_anew_begins_anew():
    found = blocks(item("a", 2) + item("b", 2) + item("c", 2, 3) + item("d", 2, 3))
    assert [block.label for block in found] == ["1)", "2)", "1)", "2)"]


def test_a_number_alone_on_its_line_stays_when_it_names_a_unit():
    assert texts(item("", 0) + p("Treść paragrafu.") + item("", 2) + item("drugi", 2)) == [
        "§ 1.",
        "Treść paragrafu.",
        "2) drugi",
    ]


def test_emphasis_and_links_to_the_web_only():
    links = rel("hyperlink", "https://example.org/a?b=1&amp;c=2", 7, "External") + rel(
        "hyperlink", "javascript:alert(1)", 8, "External"
    )
    body = p(
        run("gruby", "<w:b/>") + run(" i ") + run("pochyły", "<w:b/><w:i/>") + run("zwykły", '<w:b w:val="0"/>') + run("2", '<w:vertAlign w:val="superscript"/>')
        + f'<w:hyperlink r:id="rId7">{run("tu")}</w:hyperlink><w:hyperlink r:id="rId8">{run("tam")}</w:hyperlink>'
        + run("tajne", "<w:vanish/>") + "<w:r><w:tab/><w:t>&lt;b&gt;</w:t><w:br/><w:t>R&amp;D</w:t></w:r>"
    )  # fmt: skip
    (block,) = blocks(body, links=links)
    assert block.text == "gruby i pochyłyzwykły2tutam <b>\nR&D"
    assert block.html == (
        "<strong>gruby</strong> i <strong><em>pochyły</em></strong>zwykły<sup>2</sup>"
        '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow">tu</a>tam &lt;b&gt;<br>R&amp;D'
    )


def test_insertions_are_accepted_and_deletions_left_out():
    body = (
        p(f'{run("Stawka ")}<w:ins w:id="1">{run("12")}</w:ins><w:del w:id="2"><w:r><w:delText>10</w:delText></w:r></w:del>{run(" zł")}')
        + p(f'<w:moveFrom w:id="3">{run("Przeniesiony")}</w:moveFrom>')
        + p(f'<w:moveTo w:id="4">{run("Przeniesiony")}</w:moveTo>')
        + p(run("Początek "), '<w:rPr><w:del w:id="5"/></w:rPr>') + p("i koniec.")
        + p('<w:del w:id="6"><w:r><w:delText>Cały akapit</w:delText></w:r></w:del>', '<w:rPr><w:del w:id="7"/></w:rPr>')
        + item("pierwszy", 2) + p('<w:del w:id="8"><w:r><w:t>usunięty</w:t></w:r></w:del>', '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>')
        + item("drugi", 2) + p("Stare wyrównanie", '<w:jc w:val="left"/><w:pPrChange w:id="9"><w:pPr><w:pStyle w:val="Nagwek1"/></w:pPr></w:pPrChange>')
        + p(run("Ostatni"), "<w:rPr><w:del/></w:rPr>")
    )  # fmt: skip
    assert texts(body) == [
        "Stawka 12 zł", "Przeniesiony", "Początek i koniec.", "1) pierwszy", "2) drugi", "Stare wyrównanie", "Ostatni",
    ]  # fmt: skip
    assert blocks(body)[5].kind is Kind.TEXT


def test_a_table_has_a_header_and_merged_cells():
    merged = (
        '<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>{}</w:p></w:tc></w:tr>'
        '<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>'
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
    ).format(run("Stawki"), run("Centrum"), run("5 zł"), run("6 zł"), run("usunięty"))
    plain, second = blocks(
        TABLE % (run("Ulica"), run("Stawka"), p("Długa", "") + p("Nowa"), p(run("5 zł", "<w:b/>"))) + merged
    )
    assert plain.kind is Kind.TABLE
    assert plain.text == "Ulica | Stawka\nDługa Nowa | 5 zł"
    assert plain.html == (
        '<table><thead><tr><th scope="col">Ulica</th><th scope="col">Stawka</th></tr></thead>'
        "<tbody><tr><td>Długa<br>Nowa</td><td><strong>5 zł</strong></td></tr></tbody></table>"
    )
    assert second.html == (
        '<table><thead><tr><th scope="col" colspan="2">Stawki</th></tr></thead><tbody><tr><td rowspan="2">Centrum</td><td>5 zł</td></tr>'
        "<tr><td>6 zł</td></tr></tbody></table>"
    )


def test_a_frame_is_not_a_table_and_a_table_in_a_table_keeps_its_words():
    assert [(block.kind, block.text) for block in blocks("<w:tbl><w:tr><w:tc>" + styled("Tytuł", "Nagwek1") + p("Treść") + "</w:tc></w:tr></w:tbl>")] == [
        (Kind.HEADING, "Tytuł"), (Kind.TEXT, "Treść"),
    ]  # fmt: skip
    inner = TABLE % (run("a"), run("b"), p("c"), p("&lt;i&gt;"))
    (block,) = blocks(TABLE % (run("x"), run("y"), inner, p("z")))
    assert "a | b c | <i> | z" in block.text
    assert "c | &lt;i&gt;" in block.html


def test_text_boxes_are_not_lost_nor_said_twice():
    box = f"<w:txbxContent>{p('W ramce')}{p('druga')}</w:txbxContent>"
    drawn = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert texts(p(run("Przed ") + drawn + run("i po"))) == ["Przed i po", "W ramce", "druga"]
    assert texts(p(old)) == ["W ramce", "druga"]


def test_notes_come_after_the_text():
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote><w:footnote w:id="2">{p("Dz.U. 2024 poz. 1491.")}{p("Drugi akapit.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Nikt się nie odwołuje.")}</w:footnote>'
    )
    found = blocks(
        p(run("Ustawa") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" stanowi.")) + p("Koniec."),
        notes=notes,
    )
    assert [block.text for block in found] == [
        "Ustawa[1] stanowi.",
        "Koniec.",
        "[1] Dz.U. 2024 poz. 1491.\nDrugi akapit.",
    ]
    assert found[0].html == "Ustawa<sup>[1]</sup> stanowi."


def test_where_a_picture_stood_the_text_says_so():
    drawn = p(run("Plan: ") + '<w:r><wps:docPr descr="Mapa [1] strefy"/><a:blip/></w:r>') + p(
        "<w:r><a:blip/></w:r>"
    )
    assert texts(drawn) == ["Plan: [rysunek: Mapa [1) strefy]", "[rysunek]"]
    with pytest.raises(Refused) as refused:
        read(docx(p("<w:r><a:blip/><w:br/><a:blip/></w:r>")), "x.docx")
    assert refused.value.reason is DocumentRefusal.NO_TEXT


def test_pictures_are_counted():
    assert read(docx(p("Tekst") + p("<w:r><a:blip/></w:r>")), "x.docx").pictures == 1


def test_the_strict_kind_of_docx_is_read_too():
    strict = {
        "word/document.xml": '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"><d:body><d:p><d:r><d:t>Ścisły</d:t></d:r></d:p></d:body></d:document>'
    }
    assert texts("", also=strict) == ["Ścisły"]


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig"])
def test_parts_in_other_codings_are_read(coding):
    made = f'<?xml version="1.0" encoding="{coding[:6].upper().rstrip("-")}"?><w:document xmlns:w="{W}"><w:body>{p("Zażółć")}</w:body></w:document>'
    assert texts("", also={"word/document.xml": made.encode(coding)}) == ["Zażółć"]


def test_the_main_part_may_have_another_name():
    also = {
        "_rels/.rels": RELS % rel("officeDocument", "/word/inny.xml", 1),
        "word/inny.xml": f'<w:document xmlns:w="{W}"><w:body>{p("Inny")}</w:body></w:document>',
    }
    assert texts("", also=also) == ["Inny"]
