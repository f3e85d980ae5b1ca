"""Documents as PDF: tagged, titled, in a language, with an outline; what people wrote is text and nothing else."""

import io
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
import time_machine
import typst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from civic.core import pdf
from civic.core.differences import words
from civic.core.files.rules import check_pdf
from civic.core.pdf import parts
from civic.core.resources import resource

TEMPLATES = resource("templates") / "pdf"
COLUMNS = (parts.Column("Numer"), parts.Column("Treść", 3), parts.Column("Kwota", numeric=True))


def made(*some: parts.Part, title: str = "Raport z konsultacji", lang: str = "pl", **data: str) -> bytes:
    return pdf.make("document", {"parts": list(some), **data}, title=title, lang=lang)


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def tags(node: object) -> list[str]:
    """The kinds of structure elements, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for each in node for tag in tags(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (tags(node["/K"]) if "/K" in node else [])


def test_is_tagged_and_has_a_title_a_language_and_an_outline(app):
    found = read(
        made(
            parts.heading("Podstawa"),
            parts.heading("Uchwała", 2),
            parts.text("Tekst."),
            parts.heading("Przebieg"),
        )
    )
    assert found.metadata.title == "Raport z konsultacji"
    assert found.root_object["/Lang"] == "pl-PL"
    assert found.root_object["/MarkInfo"]["/Marked"]
    assert found.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [each if isinstance(each, str) else [one.title for one in each] if isinstance(each, list) else each.title for each in found.outline] == [
        "Podstawa", ["Uchwała"], "Przebieg",
    ]  # fmt: skip
    assert "pdfuaid:part" in found.root_object["/Metadata"].get_data().decode()


def test_is_english_where_it_should_be(app):
    content = made(parts.difference(words("a", "b")), lang="en")
    assert read(content).root_object["/Lang"] == "en"


def test_a_table_has_header_cells_and_a_caption(app):
    rows = [(str(n), f"uwaga {n}", "12,00 zł") for n in range(120)]
    content = made(parts.table("Uwagi mieszkańców", COLUMNS, rows, foot=("Razem", "", "1 440,00 zł")))
    found = tags(read(content).root_object["/StructTreeRoot"])
    assert found.count("/Table") == 1
    assert found.count("/TH") == 3
    assert found.count("/TD") == 363
    assert "/Caption" in found
    pages = [page.extract_text() for page in read(content).pages]
    assert len(pages) > 1
    assert all("Treść" in page for page in pages), "the header row stands on every page"


def test_says_what_is_new_and_what_is_gone_without_colour(app):
    content = made(parts.difference(words("stare słowo zostaje", "nowe słowo zostaje")), parts.table("", COLUMNS, [("1", parts.changed(words("a b", "a c")), "")]))  # fmt: skip
    assert "[usunięto: stare] [dodano: nowe] słowo zostaje" in text_of(content)
    assert "a [usunięto: b] [dodano: c]" in text_of(content)


def test_every_part_is_there(app):
    content = made(
        parts.facts([("Temat", "Plan miejscowy"), ("Stan", parts.strong("zakończone"))]), parts.quote("Cytat"),
        parts.items(["pierwszy", "drugi"], ordered=True), parts.items(["kropka"]), parts.quiet("drobnym drukiem"),
        parts.signatures("Za miasto", "Za mieszkańców"), parts.page_break(), parts.text("dalej\nw nowej linii"),
        letterhead="K/2026/014", footer="Dokument nr 5",
    )  # fmt: skip
    text = text_of(content)
    for word in ("Miłogród", "K/2026/014", "Dokument nr 5", "strona 1 / 2", "strona 2 / 2", "Temat", "zakończone", "Cytat",
                 "1. pierwszy", "kropka", "drobnym", "Za miasto", "Za mieszkańców", "w nowej linii"):  # fmt: skip
        assert word in text, word


HOSTILE = '#read("base.typ") #import "@preview/x:1.0.0" *b* _i_ $x^2$ `raw` <label> @ref \\ // /* = # [ ] { } ~ #panic()'


def test_what_people_wrote_is_never_markup(app):
    content = made(parts.heading(HOSTILE), parts.text(HOSTILE), parts.facts([(HOSTILE, HOSTILE)]), parts.table(HOSTILE, COLUMNS, [(HOSTILE,) * 3]), title=HOSTILE)  # fmt: skip
    squeezed = re.sub(r"\s|-", "", text_of(content))
    assert squeezed.count(re.sub(r"\s|-", "", "$x^2$`raw`<label>@ref")) >= 4
    assert read(content).metadata.title == HOSTILE


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
@example("😀 i 漢字 i \u0007 i \U000f0000 i \ufdd0")
@example("👩‍👩‍👧‍👦 🇵🇱 é́́́")
def test_any_text_can_be_printed(app, text):
    assert read(made(parts.heading(text), parts.text(text), title=text or "x")).root_object["/MarkInfo"][
        "/Marked"
    ]


def test_a_sign_no_font_has_is_a_square_and_the_rest_stays(app):
    assert "Привіт □ zażółć" in text_of(made(parts.text("Привіт 😀 zażółć")))


def test_can_be_kept_as_a_file_of_ours(app):
    check_pdf(made(parts.heading("Podstawa"), parts.text("Tekst")))


def test_the_same_data_at_the_same_moment_give_the_same_bytes(app):
    with time_machine.travel(datetime(2026, 5, 4, tzinfo=UTC), tick=False):
        assert made(parts.text("Tekst")) == made(parts.text("Tekst"))


def test_rows_must_fit_the_header():
    with pytest.raises(ValueError, match="as wide"):
        parts.table("", COLUMNS, [("1", "2")])


@pytest.mark.parametrize("name", ["../base", "/etc/passwd", "", "Base", "a.typ"])
def test_only_templates_of_ours_are_used(app, name):
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        pdf.make(name, {}, title="x", lang="pl")


def test_a_skipped_heading_is_the_templates_mistake_not_an_unreadable_document(app):
    with pytest.raises(typst.TypstError):
        made(parts.heading("Podstawa"), parts.heading("Za głęboko", 3))


def test_templates_fetch_nothing():
    for path in TEMPLATES.glob("**/*.typ"):
        assert "@preview" not in path.read_text(), path
        assert "http" not in path.read_text(), path


def test_templates_read_nothing_outside_their_folder(tmp_path: Path):
    with pytest.raises(typst.TypstError):
        typst.compile(b'#read("/../../README.md")', root=TEMPLATES, ignore_system_fonts=True)


def test_a_process_of_its_own_makes_the_same_document(app):
    with time_machine.travel(datetime(2026, 5, 4, tzinfo=UTC), tick=False):
        data = {"parts": [parts.text("Tekst 😀")]}
        apart = pdf.make_apart("document", data, title="Raport", lang="pl")
        assert apart == pdf.make("document", data, title="Raport", lang="pl")
    with pytest.raises(subprocess.CalledProcessError):
        pdf.make_apart("document", {"parts": [{"kind": "nonsense"}]}, title="Raport", lang="pl")
