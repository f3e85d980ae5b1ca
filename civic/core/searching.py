"""Looking for words as people type them, in a column of folded words (``fold``: lower case, no accents, only letters and
digits) with a trigram index."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, true

LONGEST = 100
"""More of a text than this is not looked at."""


def has_words(folded: Any, text: str) -> ColumnElement[bool]:
    """Every word of the text is in the column, or the text is nearly there (a slip, another ending).

    A text without a letter or a digit asks for nothing in particular: everything has it.
    """
    text = text[:LONGEST]
    if not any(sign.isalnum() for sign in text):
        return true()
    every = [folded.contains(func.fold(word)) for word in text.split()]
    return or_(and_(*every), nearness(folded, text) >= 0.6)


def nearness(folded: Any, text: str) -> ColumnElement[float]:
    """How near the text is to the column, 0 to 1, for the order of what was found."""
    return func.word_similarity(func.fold(text[:LONGEST]), folded)
