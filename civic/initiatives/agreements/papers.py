"""The agreement as it is read and as it is printed: one text, the schedule and the estimate annexed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from civic.core import money, pdf
from civic.core.pdf import parts
from civic.initiatives.agreements import queries
from civic.initiatives.agreements.queries import Paper, Table
from civic.initiatives.agreements.rules import Plan, Terms, totals
from civic.initiatives.agreements.rules.contract import (
    STANDARD,
    Contract,
    Heads,
    contract,
    day,
    kind_words,
    plain_number,
)
from civic.initiatives.requests.rules import Side, Who

_SIDE = {Side.RESIDENTS: "Wnioskodawca", Side.CITY: "Miasto"}
_DOER = {Who.RESIDENTS: "Wnioskodawca", Who.CITY: "Miasto", Who.BOTH: "obie strony"}


@dataclass(frozen=True)
class Document:
    """An agreement or annex, draft or signed. ``number``: "" for a draft; ``applicant``: personal data."""

    annex: int
    number: str
    text: Contract
    applicant: str
    plan: Plan
    paper: Paper | None


def standard_terms(city: str, settlement_days: int) -> dict[str, Any]:
    """What the form of terms begins with."""
    names = ("tasks", "communication", "liability", "control", "settlement", "amendments", "termination")
    return {
        "city_party": f"Miasto {city}, reprezentowane przez prezydenta miasta",
        "settlement_days": settlement_days,
        **{name: getattr(STANDARD, name) for name in names},
    }


def document(found: Table, annex: int, terms: Terms | None = None) -> Document | None:
    """The paper with this number among those signed, or the next one as a draft; None for one further on.

    ``terms``: of a draft that is not prepared yet.
    """
    paper = next((each for each in found.papers if each.annex == annex), None)
    if annex > len(found.signed):
        return None
    version = paper.version if paper and paper.version else found.negotiation.newest
    plan = queries.plans(found.initiative.id, version).get(version, Plan())
    if paper is not None and paper.snapshot is not None:
        return Document(annex, paper.number, paper.snapshot, paper.draft.applicant_party, plan, paper)
    heads = Heads(
        signature=found.initiative.signature,
        title=found.initiative.title,
        place=queries.place_words(found.initiative.id),
        annex=annex,
        main_number=found.signed[0].number if found.signed else "",
    )
    draft = paper.draft if paper else None
    text = contract(heads, draft.terms if draft else terms or STANDARD, plan, version)
    return Document(annex, "", text, draft.applicant_party if draft else "", plan, paper)


def schedule_rows(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Annex 1, row by row."""
    return [
        (str(number), step.what, _DOER[step.doer], f"{day(step.starts_on)} – {day(step.ends_on)}")
        for number, step in enumerate(plan.steps, 1)
    ]


def estimate_rows(plan: Plan, side: Side) -> list[tuple[str, str, str, str, str]]:
    """Annex 2, the lines of one side."""
    return [
        (
            kind_words(line.side, line.kind),
            line.name + (f" ({line.people} os.)" if line.people else ""),
            f"{plain_number(line.quantity)} {line.unit}".strip(),
            money.show(line.unit_cost),
            money.show(line.total),
        )
        for line in plan.of(side)
    ]


def made_pdf(found: Document, signature: str) -> bytes:
    """The document as a tagged PDF, in Polish whatever the page's language: it is a document of Polish law."""
    title = found.text.title if found.number else f"{found.text.title} (projekt)"
    data = {"parts": list(_parts(found)), "letterhead": found.number or signature}
    return pdf.make("document", data, title=title, lang="pl")


def _parts(found: Document) -> Iterator[parts.Part]:
    yield parts.text(found.text.opening)
    yield parts.items([found.text.city_party or "…………", found.applicant or "…………"], ordered=True)
    for number, section in enumerate(found.text.sections, 1):
        yield parts.heading(f"§ {number}. {section.title}")
        if len(section.points) > 1:
            yield parts.items(section.points, ordered=True)
        else:
            yield from (parts.text(point) for point in section.points)
    yield parts.signatures("za Miasto", "Wnioskodawca")
    yield parts.page_break()
    yield from annexes(found.plan, found.text.version)


def annexes(plan: Plan, version: int) -> Iterator[parts.Part]:
    """Both annexes."""
    yield parts.heading("Załącznik nr 1. Harmonogram")
    yield parts.quiet(f"Wersja {version}, potwierdzona przez obie strony.")
    columns = [
        parts.Column("Nr", 0.3),
        parts.Column("Co", 2.4),
        parts.Column("Kto"),
        parts.Column("Kiedy", 1.8),
    ]
    yield parts.table("Etapy", columns, schedule_rows(plan))
    yield parts.heading("Załącznik nr 2. Kosztorys")
    for side in Side:
        columns = [
            parts.Column("Rodzaj", 1.2), parts.Column("Co", 2), parts.Column("Ile"),
            parts.Column("Cena", numeric=True), parts.Column("Razem", numeric=True),
        ]  # fmt: skip
        summed = sum(line.total for line in plan.of(side))
        yield parts.table(
            _SIDE[side], columns, estimate_rows(plan, side), foot=("Razem", "", "", "", money.show(summed))
        )
    both = totals(plan.lines)
    yield parts.facts(
        [
            ("Całość", money.show(both.whole)),
            ("Udział Wnioskodawcy", money.show_percent(both.residents, both.whole)),
        ]
    )
