"""A choice as bytes: one form, one length."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.budget.editions.rules import Method, Params
from civic.budget.voting.rules import (
    Choice,
    EncodingError,
    PaperProject,
    box_size,
    choice_from_fields,
    choice_to_fields,
    decode,
    encode,
)
from civic.core import seal
from tests.budget.voting.papers import KRAKOW, WARSAW, city_list, district_list, paper

names = st.text(min_size=1, max_size=12)
lists = st.dictionaries(
    names, st.dictionaries(st.integers(0, 10**9), st.integers(1, 99), min_size=1, max_size=8), max_size=4
)


@given(
    st.builds(
        Choice, lists, st.text(max_size=20), st.sampled_from(["", "13-17"]), st.just(""), st.just("ONLINE")
    )
)
def test_what_is_sealed_is_what_is_read(choice):
    assert decode(encode(choice)) == choice


def test_the_form_is_fixed():
    """Ballots sealed today must be readable by any later version: this string never changes."""
    choice = Choice({"cw": {12: 3, 7: 1}, "d": {}}, "stare-miasto", "13-17", "", "ONLINE")
    assert (
        encode(choice) == b'{"a":"stare-miasto","b":"13-17","c":"ONLINE","l":{"cw":[7,[12,3]]},"s":"","v":1}'
    )


def test_the_order_of_choosing_leaves_no_trace():
    assert encode(Choice({"d": {2: 1, 1: 1}, "cw": {5: 1}})) == encode(
        Choice({"cw": {5: 1}, "d": {1: 1, 2: 1}})
    )


GOOD = encode(Choice({"cw": {7: 1}}))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"null", b"[]", b"{}", GOOD + b" ", GOOD.replace(b"[7]", b"[[7,1]]"), GOOD.replace(b"[7]", b"[7,7]"),
        GOOD.replace(b"[7]", b"[true]"), GOOD.replace(b"[7]", b'["7"]'), GOOD.replace(b"[7]", b"[[7]]"),
        GOOD.replace(b"[7]", b"[NaN]"), GOOD.replace(b'"v":1', b'"v":2'), GOOD[:-5], b"\xff", b"[" * 100_000,
        json.dumps(json.loads(GOOD)).encode(),
    ],
)  # fmt: skip
def test_other_bytes_are_refused(content):
    with pytest.raises(EncodingError):
        decode(content)


def test_every_ballot_of_a_paper_fits_its_box_and_weighs_the_same():
    key = seal.make_split_key(1, 1)
    for sheet, fullest in (
        (KRAKOW, {"d": {11: 3, 12: 2, 13: 1}, "cw": {4: 3, 5: 2, 6: 1}}),
        (WARSAW, {"d": dict.fromkeys(range(11, 16), 1), "cw": dict.fromkeys(range(1, 6), 1)}),
        (paper(city_list(params=Params())), {"cw": dict.fromkeys(range(1, 7), 1)}),
        (
            paper(city_list(Method.POINTS_FREE, Params(total=10)), district_list()),
            {"cw": {1: 10}, "d": {11: 1}},
        ),
    ):
        size = box_size(sheet)
        one = seal.seal(key.public, encode(Choice({"cw": {1: 1}})), size)
        all_of_it = seal.seal(
            key.public, encode(Choice(fullest, "stare-miasto", "13-17", "F", "ONLINE")), size
        )
        assert len(one) == len(all_of_it)


@given(st.sets(st.integers(1, 10**8), min_size=1, max_size=120), st.one_of(st.none(), st.integers(1, 40)))
def test_the_fullest_ballot_of_any_paper_fits(ids, most):
    offered = tuple(PaperProject(each, str(each), "", 1, "cw") for each in ids)
    sheet = paper(replace(city_list(params=Params(max=most)), projects=offered))
    longest = sorted(ids, key=lambda each: -len(str(each)))[: most or len(ids)]
    fullest = Choice({"cw": dict.fromkeys(longest, 1)}, "stare-miasto", "13-17", "F", "ONLINE")
    assert len(encode(fullest)) + 4 <= box_size(sheet)


def test_fields_carry_a_draft_and_drop_nonsense():
    draft = {"cw": {7: 1, 12: 3}}
    assert choice_from_fields(choice_to_fields(draft)) == draft
    assert choice_from_fields(
        ["cw:1:1", "", "x", "cw::", "cw:1:", "cw:-1:1", "cw:٣:1", "cw:9:0", f"cw:{10**12}:1"]
    ) == {"cw": {1: 1}}
