"""One remark as a row of a list, for the public and for the office: the same columns, chosen once."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, literal, or_, select

from civic.consultations.notices.models import Consultation
from civic.consultations.notices.rules import signature as consultation_signature
from civic.consultations.remarks import rules
from civic.consultations.remarks.models import Opinion, Remark
from civic.consultations.remarks.queries.units import name_of
from civic.consultations.remarks.rules import NATURAL, personal_covered
from civic.consultations.texts.models import ConsultedDocument, Paragraph


class Shown(NamedTuple):
    """A remark as somebody sees it. ``text``, ``proposed``: for the public with marks where something is covered.

    ``unit``: which part it is about, in words; "" for the whole. ``covered``: something in it is covered.
    ``name``, ``email``, ``address``: only in the office's rows, else "". ``number`` is None in a draft.
    """

    id: int
    opinion_id: int
    consultation_id: int
    signature: str
    number: int | None
    place: int
    unit: str
    document: str
    document_id: int | None
    version_id: int | None
    anchor: str | None
    quote: str
    text: str
    proposed: str | None
    covered: bool
    mask_reason: str
    late: bool
    channel: str
    kind: str
    organisation: str
    name: str
    name_public: bool
    address: str
    email: str
    received_at: datetime | None

    @property
    def full_number(self) -> str:
        """K/2026/014/U/0007; "" in a draft."""
        return rules.signature(self.signature, self.number) if self.number is not None else ""


def rows(*, public: bool) -> Select[Any]:
    """All remarks that were sent or not, as ``shown`` reads them; the caller narrows it down."""
    return (
        select(
            Remark.id, Remark.opinion_id, Remark.consultation_id, Consultation.year, Consultation.number.label("of_year"),
            Remark.number, Remark.place, Paragraph.label, func.left(Paragraph.text, 100).label("paragraph"),
            ConsultedDocument.title, Remark.document_id, Remark.version_id, Remark.anchor, Remark.quote, Remark.unit_text,
            (func.coalesce(Remark.masked, Remark.text) if public else Remark.text).label("text"),
            (func.coalesce(Remark.masked_proposed, Remark.proposed) if public else Remark.proposed).label("proposed"),
            or_(Remark.masked.is_not(None), Remark.masked_proposed.is_not(None)).label("covered"),
            Remark.mask_reason, Remark.late, Opinion.channel, Opinion.author_kind, Opinion.organisation_name,
            Opinion.name, Opinion.name_public, Opinion.address, Opinion.email, Opinion.received_at,
            literal(public).label("public"),
        )
        .join(Opinion, Opinion.id == Remark.opinion_id)
        .join(Consultation, Consultation.id == Remark.consultation_id)
        .outerjoin(ConsultedDocument, ConsultedDocument.id == Remark.document_id)
        .outerjoin(Paragraph, (Paragraph.version_id == Remark.version_id) & (Paragraph.anchor == Remark.anchor))
    )  # fmt: skip


def shown(row: Row[Any]) -> Shown:
    """A row of ``rows`` as facts."""
    unit = name_of(row.label or "", row.paragraph or "") if row.anchor else row.unit_text
    if row.public and not row.anchor:
        unit = personal_covered(unit, also=(row.address, "" if row.name_public else row.name))
    return Shown(
        id=row.id,
        opinion_id=row.opinion_id,
        consultation_id=row.consultation_id,
        signature=consultation_signature(row.year, row.of_year),
        number=row.number,
        place=row.place,
        unit=unit,
        document=row.title or "",
        document_id=row.document_id,
        version_id=row.version_id,
        anchor=row.anchor,
        quote=row.quote,
        text=row.text,
        proposed=row.proposed,
        covered=row.covered,
        mask_reason=row.mask_reason,
        late=row.late,
        channel=row.channel,
        kind=row.author_kind,
        organisation=_organisation(row),
        name=row.name if row.name_public or not row.public else "",
        name_public=row.name_public,
        address="" if row.public else row.address,
        email="" if row.public else row.email,
        received_at=row.received_at,
    )


def _organisation(row: Row[Any]) -> str:
    if not row.public:
        return str(row.organisation_name)
    return "" if row.author_kind in NATURAL else personal_covered(row.organisation_name)
