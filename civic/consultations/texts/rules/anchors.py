"""Addresses of paragraphs that stay the same from version to version as long as the paragraph does.

A paragraph that is the same, or much alike, keeps the address it had, wherever it moved and whatever number it bears
now. A new one gets the address its number makes ("par-3-ust-2"), else one made of its words; never one that ever
belonged to another paragraph of the document.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from civic.consultations.texts.rules.labels import named, slug
from civic.core.differences import common

ALIKE = 0.55
"""How much of the words two texts must share to be one paragraph in two versions."""
_RARE = 12
_NEAREST = 6
_SAME_LABEL = 0.12


@dataclass(frozen=True)
class Known:
    """A paragraph of the version before: its address, its words, how it was called."""

    anchor: str
    text: str
    label: str = ""


@dataclass(frozen=True)
class Placed:
    """A paragraph of the new version: its address and how the text calls it."""

    anchor: str
    label: str


def placed(
    texts: Sequence[tuple[str, bool]], before: Sequence[Known] = (), used: Collection[str] = ()
) -> list[Placed]:
    """The addresses of a version, given as (words, whether it is a heading), all different.

    ``before``: the version it follows; ``used``: every address the document ever had.
    """
    names = named(texts)
    bare = [name.bare for name in names]
    old = [each.bare for each in named((known.text, False) for known in before)]
    kept = matches([_plain(text) for text in old], [_plain(text) for text in bare], [known.label for known in before], [name.label for name in names])  # fmt: skip
    found: dict[int, str] = {j: before[i].anchor for i, j in kept}
    taken = {*used, *(known.anchor for known in before)}
    made = []
    for place, ((text, heading), name) in enumerate(zip(texts, names, strict=True)):
        anchor = found.get(place)
        if anchor is None:
            anchor = _free(name.slug or _from_words(name.bare or text, heading), taken)
            taken.add(anchor)
        made.append(Placed(anchor, name.label))
    return made


def _from_words(text: str, heading: bool) -> str:
    words = _plain(text)
    readable = slug(text, 40) if heading else ""
    return readable or f"akapit-{sha256(words.encode()).hexdigest()[:8]}"


def _free(wanted: str, taken: Collection[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-n{number}" in taken:
        number += 1
    return f"{wanted}-n{number}"


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def matches(
    old: Sequence[str], new: Sequence[str], old_labels: Sequence[str] = (), new_labels: Sequence[str] = ()
) -> list[tuple[int, int]]:
    """Which paragraphs are the same in both, as pairs of places, each at most once.

    First those that are equal and in order, then equal ones that moved, then those much alike, the likest first.
    """
    pairs = dict(common(old, new))
    free_old = [i for i in range(len(old)) if i not in pairs]
    gone_new = set(pairs.values())
    moved: defaultdict[str, list[int]] = defaultdict(list)
    for j, text in enumerate(new):
        if j not in gone_new and text:
            moved[text].append(j)
    for i in list(free_old):
        if moved.get(old[i]):
            pairs[i] = moved[old[i]].pop(0)
            gone_new.add(pairs[i])
    free_old = [i for i in free_old if i not in pairs]
    free_new = [j for j in range(len(new)) if j not in gone_new]
    scored = sorted(_scores(old, new, free_old, free_new, old_labels, new_labels, pairs))
    for _, i, j in scored:
        if i not in pairs and j not in gone_new:
            pairs[i] = j
            gone_new.add(j)
    return sorted(pairs.items())


def _scores(
    old: Sequence[str], new: Sequence[str], free_old: Sequence[int], free_new: Sequence[int],
    old_labels: Sequence[str], new_labels: Sequence[str], pairs: dict[int, int],
) -> Iterator[tuple[float, int, int]]:  # fmt: skip
    """Pairs alike enough, with a number the smaller the liker."""
    bags = {j: Counter(new[j].split()) for j in free_new}
    with_word: defaultdict[str, list[int]] = defaultdict(list)
    for j, bag in bags.items():
        for word in bag:
            with_word[word].append(j)
    beside = _beside(free_old, free_new, pairs)
    for i in free_old:
        bag = Counter(old[i].split())
        votes = Counter(j for word in bag for j in with_word[word] if len(with_word[word]) <= _RARE)
        candidates = {j for j, _ in votes.most_common(_NEAREST)} | beside.get(i, set())
        for j in candidates:
            size = bag.total() + bags[j].total()
            likeness = 2 * (bag & bags[j]).total() / size if size else 0.0
            if old_labels and new_labels and old_labels[i] and old_labels[i] == new_labels[j]:
                likeness += _SAME_LABEL
            if likeness >= ALIKE:
                yield round(-likeness, 6) + abs(i - j) * 1e-9, i, j


def _beside(free_old: Sequence[int], free_new: Sequence[int], pairs: dict[int, int]) -> dict[int, set[int]]:
    """For each paragraph without a partner, those that stand where it stood: counted from the neighbours before and after."""
    back = {j: i for i, j in pairs.items()}
    free = set(free_new)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for step, order in ((1, free_old), (-1, free_old[::-1])):
        for i in order:
            neighbour = i - step
            partner = pairs.get(neighbour)
            before = {j + step for j in found.get(neighbour, ())} if partner is None else {partner + step}
            if neighbour < 0:
                before = {0}
            found[i] |= {j for j in before if j in free and j not in back}
    return found
