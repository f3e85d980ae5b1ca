"""Names and addresses of paragraphs, what two versions have in common, who may change what."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.consultations.notices.rules import Standing, Status
from civic.consultations.texts import rules
from civic.consultations.texts.rules import (
    Change,
    Known,
    Part,
    Placed,
    Refusal,
    Side,
    compare,
    folded,
    placed,
    short_name,
)
from civic.consultations.texts.rules.anchors import matches
from civic.consultations.texts.rules.labels import named, slug
from civic.core import documents
from civic.core.refusal import Refused

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def labels(*texts: str) -> list[str]:
    return [each.label for each in named((text, False) for text in texts)]


def test_names_of_a_legal_text():
    assert labels(
        "Rozdział 1", "§ 1. Ustala się strefę.", "§ 2", "1. Strefa obejmuje:", "1) ulicę Długą;", "2) plac:", "a) Nowy,", "– zachodni", "– wschodni",
        "b) Stary.", "2. Strefa działa.", "dalszy ciąg ustępu", "§ 3. 1. Opłata wynosi:", "1) 5 zł;", "§ 3a. Nowy.", "Rozdział 2", "§ 4. Uchwała wchodzi w życie.",
    ) == [
        "Rozdział 1", "§ 1", "§ 2", "§ 2 ust. 1", "§ 2 ust. 1 pkt 1", "§ 2 ust. 1 pkt 2", "§ 2 ust. 1 pkt 2 lit. a", "§ 2 ust. 1 pkt 2 lit. a tiret 1",
        "§ 2 ust. 1 pkt 2 lit. a tiret 2", "§ 2 ust. 1 pkt 2 lit. b", "§ 2 ust. 2", "", "§ 3 ust. 1", "§ 3 ust. 1 pkt 1", "§ 3a", "Rozdział 2", "§ 4",
    ]  # fmt: skip


def test_points_right_under_a_paragraph_and_articles():
    assert labels("§ 5. Zakazuje się:", "1) parkowania;", "2) postoju.", "Art. 5. 1. W ustawie:", "2) słowo", "Art. 6. Inny.") == [
        "§ 5", "§ 5 pkt 1", "§ 5 pkt 2", "Art. 5 ust. 1", "Art. 5 ust. 1 pkt 2", "Art. 6",
    ]  # fmt: skip


def test_an_annex_counts_anew():
    found = named(
        [
            ("§ 1. Przyjmuje się regulamin.", False),
            ("Załącznik nr 1 do uchwały nr 5/26", False),
            ("§ 1. Park jest otwarty.", False),
            ("Załącznik nr 2", True),
            ("§ 1. Opłaty.", False),
        ]
    )
    assert [each.label for each in found] == ["§ 1", "Załącznik 1", "zał. 1 § 1", "Załącznik 2", "zał. 2 § 1"]
    assert [each.slug for each in found] == ["par-1", "zal-1", "zal-1-par-1", "zal-2", "zal-2-par-1"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Cel programu",
        "1) pierwszy",
        "a) litera",
        "– myślnik",
        "Zwykły akapit.",
        "5 zł za godzinę",
        "§ znak",
        "Art deco jest stylem.",
        "Rozdzielczość 2",
        "1.1 Diagnoza",
    ],
)
def test_outside_a_legal_unit_a_number_names_nothing(text):
    assert labels(text) == [""]


def test_units_of_two_chapters_do_not_share_addresses():
    found = placed([("Dział I", False), ("Rozdział 1", False), ("Dział II", False), ("Rozdział 1", False)])
    assert [each.anchor for each in found] == [
        "dzial-i",
        "dzial-i-rozdzial-1",
        "dzial-ii",
        "dzial-ii-rozdzial-1",
    ]


TEXTS = st.lists(
    st.sampled_from(["§ 1. Zakres", "§ 1. Inny zakres", "1. Ustęp pierwszy", "2. Ustęp", "1) punkt", "a) litera", "– tiret", "Akapit o parku", "Akapit o drodze i moście", "Rozdział 1", "Załącznik nr 2", "***", "Ж"])
    | st.text(max_size=12), max_size=25,
).map(lambda texts: [(text, False) for text in texts])  # fmt: skip


@given(TEXTS)
def test_addresses_are_all_different_and_fit_an_address(texts):
    found = placed(texts)
    anchors = [each.anchor for each in found]
    assert len(set(anchors)) == len(anchors) == len(texts)
    assert all(SLUG.fullmatch(anchor) for anchor in anchors)


def known(texts: list[tuple[str, bool]], found: list[Placed]) -> list[Known]:
    return [Known(each.anchor, text, each.label) for (text, _), each in zip(texts, found, strict=True)]


@given(TEXTS, TEXTS)
def test_a_new_version_has_different_addresses_and_takes_none_that_was_somebody_elses(old, new):
    first = known(old, placed(old))
    used = {each.anchor for each in first} | {"par-9"}
    second = placed(new, first, used)
    anchors = [each.anchor for each in second]
    assert len(set(anchors)) == len(anchors) == len(new)
    assert all(SLUG.fullmatch(anchor) for anchor in anchors)
    assert "par-9" not in anchors


@given(TEXTS)
def test_the_same_text_keeps_every_address(texts):
    first = placed(texts)
    assert placed(texts, known(texts, first), {each.anchor for each in first}) == first


@given(TEXTS, st.data())
def test_what_is_put_in_or_taken_out_does_not_move_the_others(texts, data):
    first = placed(texts)
    place = data.draw(st.integers(0, len(texts)))
    new = [*texts[:place], ("Zupełnie nowe słowa których nikt nie użył", False), *texts[place:]]
    after = placed(new, known(texts, first), {each.anchor for each in first})
    del after[place]
    assert [each.anchor for each in after] == [each.anchor for each in first]


OLD = [
    ("§ 1. Ustala się strefę płatnego parkowania w centrum.", False),
    ("§ 2. Opłata za pierwszą godzinę wynosi 5 zł.", False),
    ("§ 3. Uchwała wchodzi w życie po upływie 14 dni od ogłoszenia.", False),
]


def again(*texts: str) -> list[tuple[str, str]]:
    first = known(OLD, placed(OLD))
    found = placed([(text, False) for text in texts], first, {each.anchor for each in first})
    return [(each.anchor, each.label) for each in found]


def test_a_paragraph_renumbered_keeps_its_address_and_the_new_one_does_not_take_it():
    assert again(OLD[0][0], "§ 2. Mieszkańcy strefy są zwolnieni z opłat.", "§ 3. Opłata za pierwszą godzinę wynosi 5 zł.", "§ 4. Uchwała wchodzi w życie po upływie 14 dni od ogłoszenia.") == [
        ("par-1", "§ 1"), ("par-2-n2", "§ 2"), ("par-2", "§ 3"), ("par-3", "§ 4"),
    ]  # fmt: skip


def test_a_paragraph_much_alike_keeps_its_address_wherever_it_is():
    assert again("§ 1. Uchwała wchodzi w życie po upływie 30 dni od dnia ogłoszenia.", "§ 2. Opłata za pierwszą godzinę wynosi 6 zł.") == [
        ("par-3", "§ 1"), ("par-2", "§ 2"),
    ]  # fmt: skip


def test_a_paragraph_written_anew_is_a_new_one():
    assert again("§ 1. Znosi się wszystkie opłaty.")[0][0] not in {"par-1", "par-2", "par-3"}


def test_the_address_of_a_paragraph_that_went_is_not_given_again():
    assert (
        placed([("§ 2. Coś zupełnie innego o zieleni miejskiej.", False)], [], {"par-2"})[0].anchor
        == "par-2-n2"
    )


def test_among_hundreds_of_paragraphs_that_differ_by_a_number_each_is_found():
    old = [f"opłata przy ulicy numer {n} wynosi {n + 3} zł za godzinę" for n in range(300)]
    new = [f"opłata przy ulicy numer {n} wynosi {n + 4} zł za godzinę" for n in range(300)]
    assert dict(matches(old, new)) == {n: n for n in range(300)}


@pytest.mark.parametrize("count", [420, 2000])
def test_hundreds_of_paragraphs_take_well_under_a_second(count):
    words = [
        "park",
        "ulica",
        "opłata",
        "rada",
        "miasto",
        "plan",
        "teren",
        "dom",
        "woda",
        "most",
        "zieleń",
        "droga",
    ]
    text = [" ".join(words[(n * k + k) % 12] for k in range(3, 40)) + f" {n}" for n in range(count)]
    other = [" ".join(reversed(line.split()[: 20 + n % 15])) + f" {n * 7}" for n, line in enumerate(text)]
    begun = time.process_time()
    first = placed([(line, False) for line in text])
    placed(
        [(line, False) for line in other],
        [Known(each.anchor, line) for each, line in zip(first, text, strict=True)],
    )
    assert time.process_time() - begun < 0.6 * count / 420


def sides(*pairs: tuple[str, str]) -> list[Side]:
    return [Side(anchor, "", text) for anchor, text in pairs]


def test_a_comparison_says_what_came_went_changed_and_moved():
    rows = compare(
        sides(("a", "jeden"), ("b", "dwa"), ("c", "trzy"), ("d", "cztery"), ("e", "pięć")),
        sides(("d", "cztery i pół"), ("a", "jeden"), ("x", "nowy"), ("c", "trzy cztery"), ("e", "pięć")),
    )
    assert [(row.change.value, row.old and row.old.anchor, row.new and row.new.anchor) for row in rows] == [
        ("MOVED", "d", "d"), ("SAME", "a", "a"), ("ADDED", None, "x"), ("REMOVED", "b", None), ("CHANGED", "c", "c"), ("SAME", "e", "e"),
    ]  # fmt: skip


SIDES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["park", "droga", "park i droga", ""])),
    unique_by=lambda pair: pair[0],
    max_size=8,
)


@given(SIDES, SIDES)
def test_a_comparison_holds_every_paragraph_of_both_once(one, other):
    rows = compare(sides(*one), sides(*other))
    assert [row.new.anchor for row in rows if row.new] == [anchor for anchor, _ in other]
    assert sorted(row.old.anchor for row in rows if row.old) == sorted(anchor for anchor, _ in one)
    stayed = [row.old.anchor for row in rows if row.old and row.change is not Change.MOVED]
    assert stayed == [anchor for anchor, _ in one if anchor in stayed]
    for row in rows:
        if row.change is Change.SAME:
            assert (row.old.text if row.old else None) == (row.new.text if row.new else "")
        if row.change is Change.CHANGED:
            assert (row.old.text if row.old else None) != (row.new.text if row.new else None)
    assert [row for run in folded(rows) for row in run.rows] == rows


def test_only_runs_of_unchanged_paragraphs_are_folded():
    rows = compare(
        sides(*[(str(n), "x") for n in range(8)]),
        sides(*[(str(n), "y" if n in {3, 6} else "x") for n in range(8)]),
    )
    assert [(run.folded, len(run.rows)) for run in folded(rows)] == [
        (True, 3),
        (False, 1),
        (False, 2),
        (False, 1),
        (False, 1),
    ]


PARTS = [
    Part("HEADING", 1, "Tytuł # z *gwiazdką*"), Part("TEXT", 0, "§ 1. Tekst <b> & [link](x) `kod` 2 | 3"), Part("ITEM", 1, "1) punkt"), Part("ITEM", 2, "a) litera"),
    Part("ITEM", 1, "kropka", bullet=True), Part("QUOTE", 0, "Cytat\nw dwóch liniach"), Part("TABLE", 0, "Ulica | Stawka\nDługa | 5 zł"),
    Part("TEXT", 0, "- nie lista"), Part("TEXT", 0, "2026. rok"), Part("TEXT", 0, "+48 nie lista\n# nie nagłówek"), Part("TEXT", 0, "---"),
]  # fmt: skip


def test_markdown_taken_away_reads_back_as_the_same_words():
    written = rules.markdown("Projekt", PARTS)
    found = documents.read(written.encode(), "x.md").blocks
    assert [block.text for block in found] == ["Projekt", *(part.text for part in PARTS)]
    assert [block.kind.value for block in found if block.kind.value != "ITEM"] == ["HEADING", "HEADING", "TEXT", "TEXT", "TEXT", "QUOTE", "TABLE", "TEXT", "TEXT", "TEXT", "TEXT"]  # fmt: skip
    assert rules.plain_text("Projekt", PARTS[2:5]) == "Projekt\n\n1) punkt\n\na) litera\n\n• kropka\n"


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x2FF), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_any_words_taken_away_read_back(text):
    found = documents.read(rules.markdown("T", [Part("TEXT", 0, text)]).encode(), "x.md").blocks
    assert [block.text for block in found[1:]] == [text]


def test_short_names():
    assert short_name("§ 3", "cokolwiek") == "§ 3"
    assert short_name("", "krótki") == "krótki"
    assert short_name("", "słowo " * 30) == "słowo " * 9 + "słowo…"
    assert slug("Zażółć gęślą jaźń, § 5!") == "zazolc-gesla-jazn-5"


def standing(status: Status, days: int = 0) -> Standing:
    opens = NOW - timedelta(days=10) + timedelta(days=days)
    return Standing(status, opens, opens + timedelta(days=20), status not in {Status.DRAFT, Status.ORDERED})


EXAMPLES = {
    Refusal.CONSULTATION_ENDED: lambda: rules.why_not_change(standing(Status.ARCHIVED)),
    Refusal.NOT_BEING_PREPARED: lambda: rules.why_not_add(standing(Status.REQUESTED), 0, NOW),
    Refusal.REMARKS_CLOSED: lambda: rules.why_not_add(standing(Status.ANNOUNCED, -30), 1, NOW),
    Refusal.TOO_MANY_DOCUMENTS: lambda: rules.why_not_add(standing(Status.DRAFT), 20, NOW),
    Refusal.TITLE_MISSING: lambda: rules.why_not_title(" "),
    Refusal.TITLE_TOO_LONG: lambda: rules.why_not_title("x" * 201),
    Refusal.NOTE_MISSING: lambda: rules.why_not_note("", 1),
    Refusal.NOTE_TOO_LONG: lambda: rules.why_not_note("x" * 301, 1),
    Refusal.VERSION_WAITS: lambda: rules.why_not_version(waiting=True, same=True),
    Refusal.NOTHING_CHANGED: lambda: rules.why_not_version(waiting=False, same=True),
    Refusal.ALREADY_PUBLISHED: lambda: rules.why_not_settle(standing(Status.CANCELLED), published=True),
}
ELSEWHERE = {Refusal.TEXT_MISSING, Refusal.PDF_ONLY}
"""Met in test_pages and test_services."""


@pytest.mark.parametrize("reason", [reason for reason in Refusal if reason not in ELSEWHERE])
def test_every_refusal_has_an_example(reason):
    found = EXAMPLES[reason]()
    assert isinstance(found, Refused)
    assert found.reason is reason


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ORDERED, Status.ANNOUNCED])
def test_a_document_may_be_added_until_remarks_close(status):
    assert rules.why_not_add(standing(status), 0, NOW) is None


def test_a_version_may_follow_after_the_remarks():
    for status in (Status.ANNOUNCED, Status.REPORT_DRAFT, Status.REPORT_PUBLISHED, Status.DECIDED):
        assert rules.why_not_settle(standing(status, -30), published=False) is None
    assert rules.why_not_note("", 0) is None
    assert rules.why_not_version(waiting=False, same=False) is None
