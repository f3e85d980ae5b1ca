"""Where a point lies, in words."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.places.messages.shown import distance
from civic.places.rules import Kind
from civic.places.rules.location import Located, Verdict

LOCATED: Mapping[Verdict, LazyString] = {
    Verdict.INSIDE: _l("To miejsce leży w: %(area)s."),
    Verdict.BORDER: _l("To miejsce leży dokładnie na granicy: %(rivals)s. Przyjmujemy: %(area)s."),
    Verdict.OVERLAP: _l(
        "To miejsce leży naraz w obszarach, które się nakładają: %(rivals)s. Przyjmujemy: %(area)s."
    ),
    Verdict.OUTSIDE: _l("To miejsce leży poza miastem. Najbliżej jest %(nearest)s: %(distance)s stąd."),
    Verdict.ABROAD: _l("To miejsce leży daleko poza Polską."),
    Verdict.SWAPPED: _l(
        "Współrzędne wyglądają na zamienione: w Polsce długość ma od 14 do 24 stopni, a szerokość od 49 do 55."
        " Nie zmieniliśmy ich, popraw je."
    ),
    Verdict.NOT_A_PLACE: _l("To nie są współrzędne miejsca na Ziemi."),
    Verdict.NO_AREAS: _l("Nie wiemy jeszcze, gdzie to jest: miasto nie wczytało swoich granic."),
}


def place_name(located: Located) -> str:
    """The name of the place: the most detailed area, then those it lies in; the city only when there is nothing else."""
    names = [area.name for area in reversed(located.chain) if area.kind is not Kind.CITY]
    return ", ".join(names or [area.name for area in located.chain])


def located_sentence(located: Located) -> str:
    """The answer in a sentence or two."""
    return str(LOCATED[located.verdict]) % {
        "area": place_name(located),
        "rivals": _joined([area.name for area in located.rivals]),
        "nearest": located.nearest.name if located.nearest else "",
        "distance": distance(located.metres or 0),
    }


def located_note(located: Located) -> str:
    """What to write beside the area in a table: nothing when it is plainly inside."""
    return "" if located.verdict is Verdict.INSIDE else located_sentence(located)


def _joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s i %(last)s", first=", ".join(names[:-1]), last=names[-1])
