"""Numbers of lists as Word would print them: "§ 1.", "1)", "a)", "2.3."."""

import re
from dataclasses import dataclass, field

from civic.core.documents.docx.streams import Attributes, Reader, few, is_on, value
from civic.core.documents.docx.styles import number
from civic.core.documents.numbers import formatted

_PLACE = re.compile(r"%([1-9])")
_DASHES = {"-", "–", "—", "\uf02d", "\u2212"}
_LONGEST_LABEL = 40


@dataclass
class Level:
    """A level of a list. ``text``: with %1 ... %9 in place of the numbers of the levels."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass
class _Definition:
    levels: dict[int, Level] = field(default_factory=dict)


@dataclass
class _List:
    definition: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class NumberingReader(Reader):
    """Reads numbering.xml."""

    SKIPPED = frozenset({"pPr", "rPr", "numPicBullet"})

    def __init__(self) -> None:
        self.definitions: dict[str, _Definition] = {}
        self.lists: dict[str, _List] = {}
        self._levels: dict[int, Level] = {}
        self._level = Level()
        self._list: _List | None = None
        self._at = 0

    def begin_abstractNum(self, attributes: Attributes) -> None:
        """A definition of a list."""
        definition = _Definition()
        self.definitions[value(attributes, "abstractNumId")] = definition
        self._levels, self._list = definition.levels, None
        few(self.definitions)

    def begin_num(self, attributes: Attributes) -> None:
        """A list made after a definition."""
        self._list = _List()
        self.lists[value(attributes, "numId")] = self._list
        self._levels = self._list.levels
        few(self.lists)

    def begin_abstractNumId(self, attributes: Attributes) -> None:
        """The definition of the list."""
        if self._list:
            self._list.definition = value(attributes)

    def begin_lvlOverride(self, attributes: Attributes) -> None:
        """A level of this list differs from the definition."""
        self._at = number(value(attributes, "ilvl")) or 0

    def begin_startOverride(self, attributes: Attributes) -> None:
        """It begins anew from this number."""
        if self._list:
            self._list.starts[self._at] = _or(number(value(attributes)), 1)

    def begin_lvl(self, attributes: Attributes) -> None:
        """A level."""
        self._level = Level()
        self._levels[number(value(attributes, "ilvl")) or 0] = self._level

    def begin_start(self, attributes: Attributes) -> None:
        """Its first number."""
        self._level.start = _or(number(value(attributes)), 1)

    def begin_numFmt(self, attributes: Attributes) -> None:
        """How its numbers are written."""
        self._level.format = value(attributes)

    def begin_lvlText(self, attributes: Attributes) -> None:
        """What stands around them."""
        self._level.text = value(attributes)

    def begin_lvlRestart(self, attributes: Attributes) -> None:
        """After which level it begins anew; 0: never."""
        self._level.restart = number(value(attributes))

    def begin_isLgl(self, attributes: Attributes) -> None:
        """Every number in arabic digits."""
        self._level.legal = is_on(attributes)


class Numbering:
    """The counters of all lists of a document, in reading order."""

    def __init__(self, read: NumberingReader) -> None:
        self._read = read
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def is_list(self, list_id: str) -> bool:
        """Whether there is such a list; "0" takes a paragraph out of the list of its style."""
        return list_id in self._read.lists and list_id != "0"

    def next(self, list_id: str, at: int) -> str:
        """The number of the next paragraph at this level, as printed; "" for a plain bullet, "–" for a dash."""
        counter = self._counted(list_id, at)
        level = self._level(list_id, at)
        if level.format == "bullet":
            return "–" if level.text.strip() in _DASHES else ""
        if level.format == "none" and not _PLACE.search(level.text):
            return level.text.strip()[:_LONGEST_LABEL]

        def written(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            its = self._level(list_id, other)
            return formatted(counter.get(other, its.start), "decimal" if level.legal else its.format)

        return _PLACE.sub(written, level.text).strip()[:_LONGEST_LABEL]

    def _counted(self, list_id: str, at: int) -> dict[int, int]:
        made = self._read.lists[list_id]
        counter = self._counters.setdefault(made.definition or f"list {list_id}", {})
        if at in made.starts and (list_id, at) not in self._begun:
            counter[at] = made.starts[at]
        elif at in counter:
            counter[at] += 1
        else:
            counter[at] = self._level(list_id, at).start
        self._begun.add((list_id, at))
        for deeper in [level for level in counter if level > at]:
            restart = self._level(list_id, deeper).restart
            if restart != 0 and (restart is None or at < restart):
                del counter[deeper]
        return counter

    def _level(self, list_id: str, at: int) -> Level:
        made = self._read.lists[list_id]
        definition = self._read.definitions.get(made.definition)
        return made.levels.get(at) or (definition.levels.get(at) if definition else None) or Level()


def _or(found: int | None, other: int) -> int:
    return other if found is None else found
