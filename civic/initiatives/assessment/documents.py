"""The minutes as the parts of a document, for the PDF. The same is on the page."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext

from civic.core import scores, web
from civic.core.pdf import parts
from civic.core.pdf.parts import Column, Part
from civic.initiatives.assessment import messages
from civic.initiatives.assessment.queries import Case, Minutes, Scored


def minutes(case: Case, kept: Minutes) -> dict[str, Any]:
    """What ``pdf.make("document", ...)`` needs."""
    return {
        "letterhead": gettext("Zespół do spraw inicjatyw lokalnych"),
        "footer": gettext("Protokół oceny wniosku %(signature)s", signature=case.signature),
        "parts": list(_parts(case, kept)),
    }


def _parts(case: Case, kept: Minutes) -> Iterator[Part]:
    yield parts.facts(
        [
            (gettext("Wniosek"), case.title),
            (gettext("Dzień zamknięcia oceny"), web.day(kept.closed_on)),
            (gettext("Ocenę zamknął lub zamknęła"), kept.closed_by),
            (gettext("Kryteria"), gettext("wersja %(number)s", number=kept.criteria_version)),
            (gettext("Wynik"), gettext("%(score)s%%", score=scores.shown(kept.score))),
            (gettext("Próg"), gettext("%(score)s%%", score=kept.threshold)),
        ]
    )
    yield parts.heading(gettext("Rekomendacja"))
    yield parts.text(recommendation(kept))
    if kept.remarks:
        yield parts.text(kept.remarks)
    yield parts.heading(gettext("Kto oceniał"))
    yield parts.items([each.name for each in kept.members])
    yield from _left_out(kept)
    yield parts.heading(gettext("Punkty"))
    yield _together(kept)
    for each in kept.members:
        yield parts.heading(each.name, 2)
        yield _of_member(kept, each)


def recommendation(kept: Minutes) -> str:
    """What the Team recommends, in a sentence."""
    facts = {"score": scores.shown(kept.score), "threshold": kept.threshold}
    if kept.passed:
        return gettext("Zespół poleca przyjąć inicjatywę: wynik %(score)s%%, próg %(threshold)s%%.", **facts)
    return gettext("Zespół nie poleca przyjąć inicjatywy: wynik %(score)s%%, próg %(threshold)s%%.", **facts)


def _left_out(kept: Minutes) -> Iterator[Part]:
    if kept.excluded:
        yield parts.heading(gettext("Kto nie oceniał z powodu konfliktu interesów"))
        own = gettext("należy do wnioskodawców")
        yield parts.items([f"{each.name}: {own}" if each.own else each.name for each in kept.excluded])
    if kept.unfinished:
        yield parts.heading(gettext("Kto nie zakończył karty"))
        yield parts.items(kept.unfinished)


def _together(kept: Minutes) -> Part:
    return parts.table(
        str(messages.HOW[kept.how]),
        [
            Column(gettext("Kryterium"), 4),
            Column(gettext("Waga"), 1, numeric=True),
            Column(gettext("Najwięcej"), 1, numeric=True),
            Column(gettext("Punkty"), 1, numeric=True),
        ],
        [
            (each.name, str(each.weight), str(each.max_points), scores.shown(kept.points[each.key]))
            for each in kept.criteria
        ],
    )


def _of_member(kept: Minutes, member: Scored) -> Part:
    return parts.table(
        gettext("Karta: %(score)s%%", score=scores.shown(member.score)),
        [
            Column(gettext("Kryterium"), 3),
            Column(gettext("Punkty"), 1, numeric=True),
            Column(gettext("Uwaga"), 3),
        ],
        [(each.name, str(member.points[each.key]), member.notes.get(each.key, "")) for each in kept.criteria],
    )
