"""How a paper is laid out over pages, and in which order its projects stand."""

import hashlib
from collections.abc import Sequence

from civic.budget.editions.rules import BallotOrder
from civic.budget.voting.rules.paper import Paper, PaperProject

MOST_STEPS = 8


def list_pages(paper: Paper, other_steps: int) -> tuple[tuple[str, ...], ...]:
    """Which lists stand on which page: one each, until the journey would be longer than eight steps.

    Then neighbours of one kind (of a part of the city, of the whole city) share a page, the last ones first.
    """
    pages: list[tuple[tuple[str, ...], bool]] = [((each.id,), each.by_area) for each in paper.lists]
    room = max(1, MOST_STEPS - other_steps)
    while len(pages) > room:
        alike = [at for at in range(len(pages) - 1) if pages[at][1] == pages[at + 1][1]]
        at = min(alike or [len(pages) - 2], key=lambda at: (len(pages[at][0]) + len(pages[at + 1][0]), -at))
        pages[at : at + 2] = [(pages[at][0] + pages[at + 1][0], pages[at][1] and pages[at + 1][1])]
    return tuple(ids for ids, _ in pages)


def ordered(projects: Sequence[PaperProject], order: BallotOrder, seed: str) -> list[PaperProject]:
    """Projects as they stand on this voter's paper; the same ``seed`` gives the same order."""
    if order is BallotOrder.RANDOM_PER_VOTER:
        return sorted(projects, key=lambda each: hashlib.sha256(f"{seed}|{each.id}".encode()).digest())
    if order is BallotOrder.DRAW:
        return sorted(
            projects, key=lambda each: (each.position is None, each.position or 0, natural(each.number))
        )
    return sorted(projects, key=lambda each: natural(each.number))


def natural(number: str) -> list[tuple[int, str]]:
    """Numbers sorted as people read them: W2 before W10."""
    parts: list[tuple[int, str]] = []
    digits = text = ""
    for letter in f"{number} ":
        if letter.isdecimal():
            if text:
                parts, text = [*parts, (-1, text)], ""
            digits += letter
        else:
            if digits:
                parts, digits = [*parts, (int(digits), "")], ""
            text += letter
    return [*parts, (-1, text)]
