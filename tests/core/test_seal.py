"""Sealing: what is sealed opens only with enough shares, and its length tells nothing."""

import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.core import seal


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.integers(0, 4), st.binary(max_size=200), st.randoms())
def test_any_k_of_n_shares_open_what_was_sealed(threshold, more, content, chance):
    key = seal.make_split_key(threshold, threshold + more)
    box = seal.seal(key.public, content, 256)
    shares = chance.sample(key.shares, threshold)
    assert seal.open_sealed(seal.unwrap(key.wrapped_private, threshold, shares), box) == content


@given(st.binary(max_size=200), st.binary(max_size=200))
@settings(deadline=None)
def test_every_box_has_one_length(one, other):
    key = seal.make_split_key(1, 1)
    assert len(seal.seal(key.public, one, 256)) == len(seal.seal(key.public, other, 256))


def test_too_few_or_foreign_shares_do_not_open():
    key, foreign = seal.make_split_key(2, 3), seal.make_split_key(2, 3)
    for shares in (
        [key.shares[0]],
        [key.shares[0]] * 2,
        [key.shares[0], foreign.shares[1]],
        list(foreign.shares),
    ):
        with pytest.raises(seal.SealError):
            seal.unwrap(key.wrapped_private, 2, shares)


def test_a_mistyped_share_is_noticed():
    key = seal.make_split_key(2, 3)
    wrong = key.shares[0].replace(key.shares[0][6], "A" if key.shares[0][6] != "A" else "B", 1)
    for share in (wrong, "", "nonsense 189", key.shares[0][:-2]):
        with pytest.raises(seal.SealError):
            seal.unwrap(key.wrapped_private, 2, [share, key.shares[1]])


def test_a_share_may_be_typed_in_small_letters_with_spaces():
    key = seal.make_split_key(1, 1)
    assert len(seal.unwrap(key.wrapped_private, 1, [key.shares[0].lower().replace("-", " ")])) == 32


def test_a_changed_box_does_not_open():
    key = seal.make_split_key(1, 1)
    private = seal.unwrap(key.wrapped_private, 1, key.shares)
    box = bytearray(seal.seal(key.public, b"choice", 64))
    for place in (0, 40, len(box) - 1):
        changed = bytearray(box)
        changed[place] ^= 1
        with pytest.raises(seal.SealError):
            seal.open_sealed(private, bytes(changed))


def test_a_content_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        seal.seal(seal.make_split_key(1, 1).public, bytes(61), 64)


def test_a_voter_key_needs_the_secret():
    one, other = secrets.token_bytes(32), secrets.token_bytes(32)
    assert seal.voter_key(one, "jan") == seal.voter_key(one, "jan") != seal.voter_key(other, "jan")
    assert seal.voter_key(one, "jan") != seal.voter_key(one, "jan ")


def test_a_tracker_depends_on_where_a_part_ends():
    assert seal.tracker(b"ab", b"c") != seal.tracker(b"a", b"bc")
    assert len(seal.tracker(b"x")) == 29
