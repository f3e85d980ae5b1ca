"""A consulted document, and small makers of remarks for these tests."""

from datetime import UTC, datetime

from civic.consultations.notices.models import Consultation
from civic.consultations.remarks import services
from civic.consultations.remarks.rules import Author, AuthorKind, Written
from civic.consultations.texts.models import ConsultedDocument, DocumentVersion, Paragraph
from civic.core import clock
from civic.core.db import db, transaction
from tests.consultations.factories import make_consultation

OPENS = datetime(2026, 3, 2, 8, tzinfo=UTC)
CLOSES = datetime(2026, 3, 30, 22, tzinfo=UTC)
"""30 March 2026, 23:59 in Poland, as the calendar keeps it."""
IN_TIME = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATE = datetime(2026, 3, 30, 22, 1, tzinfo=UTC)

PARAGRAPHS = (
    ("par-1", "§ 1", "Park jest otwarty od 6 do 22."),
    ("par-2", "§ 2", "W parku nie wolno jeździć rowerem."),
    ("par-3-ust-1", "§ 3 ust. 1", "Psy prowadzi się na smyczy."),
)


def make_open(**more) -> int:
    """A consultation whose remarks are taken from 2 to 30 March 2026."""
    return make_consultation(opens=OPENS, closes=CLOSES, **more)


def make_document(
    consultation_id: int,
    title: str = "Regulamin parku",
    paragraphs=PARAGRAPHS,
    place: int = 1,
    published: bool = True,
) -> int:
    """A document in one published version; gives the version's id."""
    with transaction():
        document = ConsultedDocument(consultation_id=consultation_id, place=place, title=title)
        db.session.add(document)
        db.session.flush()
        version = DocumentVersion(
            document_id=document.id, number=1, format="MARKDOWN", sha256="0" * 64,
            imported_by_id=db.session.get_one(Consultation, consultation_id).created_by_id, imported_at=clock.now(), published_at=clock.now() if published else None,
        )  # fmt: skip
        db.session.add(version)
        db.session.flush()
        for number, (anchor, label, text) in enumerate(paragraphs, 1):
            db.session.add(
                Paragraph(
                    version_id=version.id, place=number, anchor=anchor, kind="TEXT", label=label, text=text,
                    html=f"<p>{text}</p>",
                )
            )  # fmt: skip
        return version.id


def send(consultation_id: int, *texts: str, now: datetime = IN_TIME, **author) -> services.Given:
    """An opinion with these remarks, sent at that moment; anonymous unless the test says who."""
    kind = author.pop("kind", AuthorKind.RESIDENT if author.get("name") else AuthorKind.ANONYMOUS)
    remarks = [Written(text=text) for text in texts or ("Więcej ławek.",)]
    return services.submit(consultation_id, Author(kind=kind, **author), remarks, now=lambda: now)
