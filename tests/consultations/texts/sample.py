"""A legal text to consult, and small makers for these tests."""

from civic.consultations.texts import services
from civic.consultations.texts.services import Source
from civic.core import clock
from tests.consultations.factories import make_consultation
from tests.factories import make_person

TEXT = """# Projekt uchwały w sprawie strefy płatnego parkowania

## Rozdział 1. Przepisy ogólne

§ 1. Ustala się strefę płatnego parkowania, zwaną dalej „strefą”.

§ 2. 1. Strefa obejmuje ulice:

1) Długą na całej długości;
2) Nową:

   a) od rynku do mostu,

   b) od mostu do dworca.

2\\. Strefa działa od poniedziałku do piątku w godzinach od 8 do 18.

## Rozdział 2. Opłaty

§ 3. Za pierwszą godzinę pobiera się opłatę w wysokości 5 zł.

| Godzina | Opłata |
|---|---|
| pierwsza | 5 zł |
| druga | 6 zł |

- mieszkańcy strefy płacą 100 zł rocznie

> Opłata abonamentowa jest opłatą zryczałtowaną.
"""

ANCHORS = (
    "projekt-uchwaly-w-sprawie-strefy", "rozdzial-1", "par-1", "par-2-ust-1", "par-2-ust-1-pkt-1", "par-2-ust-1-pkt-2",
    "par-2-ust-1-pkt-2-lit-a", "par-2-ust-1-pkt-2-lit-b", "par-2-ust-2", "rozdzial-2", "par-3",
)  # fmt: skip


def make_draft(consultation_id: int | None = None, text: str = TEXT, title: str = "Projekt uchwały") -> int:
    """A document in one version nobody sees yet; gives the version's id."""
    consultation_id = consultation_id or make_consultation()
    return services.add_document(
        consultation_id, title, Source(text.encode()), actor_id=make_person(), now=clock.now()
    )


def make_published(
    consultation_id: int | None = None, text: str = TEXT, title: str = "Projekt uchwały"
) -> int:
    """A document in one published version; gives the version's id."""
    version_id = make_draft(consultation_id, text, title)
    services.publish(version_id, actor_id=make_person(), now=clock.now())
    return version_id


def make_next(document_id: int, text: str, note: str = "wersja poprawiona po uwagach") -> int:
    """A further version, published; gives its id."""
    who = make_person()
    version_id = services.add_version(document_id, Source(text.encode()), note, actor_id=who, now=clock.now())
    services.publish(version_id, actor_id=who, now=clock.now())
    return version_id
