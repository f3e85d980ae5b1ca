"""What later parts say beside a paragraph of the document, for example how many remarks there are on it.

This part knows nothing of remarks: whoever has something to say registers a function, which the page calls once:

    @paragraph_notes
    def remarks_beside(consultation_id: int, document_id: int) -> Mapping[str, Note]: ...

by anchor. It may take one statement; the words are in the language of the page and short ("3 uwagi").
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """A few words beside a paragraph, and where they lead ("" nowhere)."""

    words: str
    href: str = ""


ParagraphNotes = Callable[[int, int], Mapping[str, Note]]

PARAGRAPH_NOTES: list[ParagraphNotes] = []
"""The functions registered, in the order in which their notes are shown."""


def paragraph_notes(function: ParagraphNotes) -> ParagraphNotes:
    """Register a function that gives the notes beside the paragraphs of (consultation id, document id)."""
    PARAGRAPH_NOTES.append(function)
    return function


def beside(consultation_id: int, document_id: int) -> dict[str, list[Note]]:
    """Every note, by anchor."""
    found: dict[str, list[Note]] = {}
    for function in PARAGRAPH_NOTES:
        for anchor, note in function(consultation_id, document_id).items():
            found.setdefault(anchor, []).append(note)
    return found
