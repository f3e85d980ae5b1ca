"""The protocol of things lent (art. 19f): handed over in this condition, returned in that, or damaged or lost."""

from collections.abc import Sequence

from civic.core import pdf
from civic.core.pdf import parts
from civic.initiatives.agreements.rules.contract import day, plain_number
from civic.initiatives.requests.queries import InitiativeFacts
from civic.initiatives.works.queries import Dates, Lent

_OUTCOME = {"RETURNED": "zwrot", "DAMAGED": "uszkodzenie", "LOST": "utrata"}


def rows(things: Sequence[Lent]) -> list[tuple[str, str, str, str]]:
    """The protocol's rows: thing, how many, handed over, back. In Polish: it is a document of Polish law."""
    return [
        (
            each.name,
            f"{plain_number(each.quantity)} {each.unit}".strip(),
            f"{day(each.handed_on)}: {each.condition}",
            f"{_OUTCOME[each.outcome]}, {day(each.outcome_on)}: {each.outcome_note}" if each.outcome else "",
        )
        for each in things
    ]


def made_pdf(initiative: InitiativeFacts, dates: Dates, things: Sequence[Lent]) -> bytes:
    """The protocol as a tagged PDF with places to sign."""
    title = f"Protokół rzeczy użyczonych: {initiative.title}"
    columns = [
        parts.Column("Rzecz", 1.2),
        parts.Column("Ile", 0.7),
        parts.Column("Przekazanie: dzień i stan", 1.6),
        parts.Column("Zwrot: dzień i stan", 1.6),
    ]
    body = [
        parts.facts([("Umowa", dates.number), ("Inicjatywa", f"{initiative.signature} {initiative.title}")]),
        parts.text("Rzeczy użyczone na czas trwania umowy (art. 19f ustawy o działalności pożytku publicznego i o wolontariacie)."),
        parts.table("Rzeczy", columns, rows(things)),
        parts.signatures("Przekazujący (Miasto)", "Odbierający (Wnioskodawca)"),
    ]  # fmt: skip
    return pdf.make("document", {"parts": body, "letterhead": dates.number}, title=title, lang="pl")
