"""Differences between two texts, word by word."""

import random
import time
from itertools import pairwise

import pytest
from flask import render_template_string
from hypothesis import example, given
from hypothesis import strategies as st

from civic.core import differences
from civic.core.differences import Op, Piece, words

S, G, N = Op.SAME, Op.GONE, Op.NEW


def shown(before: str, after: str) -> str:
    """The difference as one line: [-gone-] {+new+}."""
    marks = {S: "%s", G: "[-%s-]", N: "{+%s+}"}
    return "".join(marks[piece.op] % piece.text for piece in words(before, after))


def side(pieces: tuple[Piece, ...], op: Op) -> str:
    return "".join(piece.text for piece in pieces if piece.op in {S, op})


TEXTS = st.text(st.sampled_from("ab ą\n.,§1 \u00a0\u0301"), max_size=60) | st.text(max_size=80)


@given(TEXTS, TEXTS)
@example("", "a")
@example(" a", "a ")
@example("a\u0301 b", "a b")
def test_the_pieces_give_both_texts_back(before: str, after: str):
    pieces = words(before, after)
    assert side(pieces, G) == before
    assert side(pieces, N) == after
    assert all(piece.text for piece in pieces)
    assert all(one.op != other.op for one, other in pairwise(pieces))
    assert not any((one.op, other.op) == (N, G) for one, other in pairwise(pieces))


@given(st.lists(st.sampled_from(["ala", "ma", "kota", "i", "psa"]), max_size=25), st.data())
def test_no_word_is_cut(some: list[str], data: st.DataObject):
    other = data.draw(st.lists(st.sampled_from(["ala", "ma", "kota", "kot", "psami"]), max_size=25))
    cut = words(" ".join(some), " ".join(other))
    assert {word for piece in cut for word in piece.text.split()} <= {*some, *other}


@given(st.lists(st.integers(0, 3), max_size=30), st.lists(st.integers(0, 3), max_size=30))
def test_the_common_part_is_as_long_as_can_be(one: list[int], other: list[int]):
    old, new = [str(n) for n in one], [str(n) for n in other]
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            longest[i + 1][j + 1] = longest[i][j] + 1 if a == b else max(longest[i][j + 1], longest[i + 1][j])
    pairs = differences._pairs(old, new)
    assert len(pairs) == longest[-1][-1]
    assert pairs == sorted(set(pairs))
    assert all(old[i] == new[j] for i, j in pairs)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Ulica jest szeroka.", "Ulica jest bardzo szeroka.", "Ulica jest {+bardzo +}szeroka."),
        ("Do dnia 12 maja.", "Do dnia 15 maja.", "Do dnia [-12-]{+15+} maja."),
        ("Koszt 12 500,50 zł", "Koszt 12 500,90 zł", "Koszt 12 [-500,50-]{+500,90+} zł"),
        ("miesiąc", "miesiące", "[-miesiąc-]{+miesiące+}"),
        ("Park, plac i skwer", "Park, plac", "Park, plac[- i skwer-]"),
        ("bez zmian", "bez zmian", "bez zmian"),
        ("", "Nowy", "{+Nowy+}"),
        ("Stary", "", "[-Stary-]"),
        ("jeden dwa", "jeden  dwa", "jeden {+ +}dwa"),
    ],
)
def test_reads_as_people_would_mark_it(before: str, after: str, expected: str):
    assert shown(before, after) == expected


def test_a_word_common_by_chance_does_not_break_a_rewritten_sentence():
    assert shown("Rada miasta ustala stawki opłat i terminy.", "Prezydent ogłasza wykaz ulic i numerów.") == (
        "[-Rada miasta ustala stawki opłat i terminy-]{+Prezydent ogłasza wykaz ulic i numerów+}."
    )


HOSTILE = [
    ("a " * 5000, "a b " * 2500),
    ("a b " * 2500, "b a " * 2500),
    ("!" * 10_000, "!?" * 5000),
    ("a" * 10_000, "b" * 10_000),
    (" " * 10_000, "\n" * 10_000),
]


def shuffled(seed: int) -> str:
    some = random.Random(seed)
    return " ".join(some.choice("abcdefgh") for _ in range(5000))


@pytest.mark.parametrize(("before", "after"), [*HOSTILE, (shuffled(1), shuffled(2))], ids=range(6))
def test_two_hostile_texts_of_ten_thousand_characters_take_less_than_a_second(before: str, after: str):
    begun = time.process_time()
    pieces = words(before, after)
    assert time.process_time() - begun < 1
    assert (side(pieces, G), side(pieces, N)) == (before, after)


def test_much_longer_texts_are_one_change_between_what_is_common(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(differences, "MOST_WORDS", 3)
    assert shown("a b c d e f g", "a X c Y e Z g") == "a [-b c d e f-]{+X c Y e Z+} g"


def test_the_component_says_aloud_what_the_eye_sees(app):
    with app.test_request_context():
        page = render_template_string(
            '{% from "components/difference.html" import difference %}{{ difference(pieces) }}',
            pieces=words("stare <b>słowo</b> zostaje", "nowe <b>słowo</b> zostaje"),
        )
    assert "<del" in page
    assert "<ins" in page
    assert "usunięto:" in page
    assert "dodano:" in page
    assert "<b>" not in page
