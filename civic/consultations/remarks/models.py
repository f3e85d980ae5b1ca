"""Tables of remarks: what somebody sent (an opinion) and its remarks, one by one."""

import uuid
from datetime import date, datetime

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, Computed, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from civic.core import clock
from civic.core.db import Base
from civic.core.geo import WGS84


class Opinion(Base):
    """What one author sends at once (opinia): one remark or many. Until ``sent_at`` a draft only its author sees.

    ``draft_key``: opens the draft to a browser without an account; gone once sent. ``who_said``: the author has answered
    who they are. ``receipt``: the code that opens the author's own page. ``channel``: FORM, EMAIL, PAPER, ORAL or
    EDELIVERY; ``entered_by_id``: the clerk, for all but FORM. ``received_at``: when it came to the office, which decides
    whether it is late, ``posted_on`` where the day of sending does. ``person_id``: the author's account, if any.
    ``name``, ``address``, ``email``: only what the regime requires; erased on the date (``erased_at``), an organisation's
    name and KRS number stay. ``owner``: whether they own land there (PLANNING). ``supplements_id``: the opinion this one
    adds to.
    """

    __tablename__ = "opinion"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    draft_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    receipt: Mapped[str | None] = mapped_column(unique=True)
    channel: Mapped[str]
    author_kind: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    organisation_name: Mapped[str] = mapped_column(default="")
    krs: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    name_public: Mapped[bool] = mapped_column(default=False)
    owner: Mapped[bool | None]
    who_said: Mapped[bool] = mapped_column(default=False)
    supplements_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"))
    case_number: Mapped[str] = mapped_column(default="")
    privacy_version: Mapped[str] = mapped_column(default="")
    lang: Mapped[str] = mapped_column(default="pl")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)
    posted_on: Mapped[date | None]
    received_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    late: Mapped[bool] = mapped_column(default=False)
    erased_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("channel IN ('EDELIVERY', 'EMAIL', 'FORM', 'ORAL', 'PAPER')", name="channel_known"),
        CheckConstraint(
            "author_kind IN ('ANONYMOUS', 'BUSINESS', 'COUNCILLOR', 'NGO', 'OTHER', 'RESIDENT', 'UNIT')",
            name="author_kind_known",
        ),
        CheckConstraint(
            "(sent_at IS NULL) = (received_at IS NULL) AND (sent_at IS NULL) = (receipt IS NULL)",
            name="whole_once_sent",
        ),
        CheckConstraint("sent_at IS NULL OR draft_key IS NULL", name="key_only_while_draft"),
        CheckConstraint("channel = 'FORM' OR entered_by_id IS NOT NULL", name="entered_by_somebody"),
        CheckConstraint(
            "erased_at IS NULL OR (name = '' AND address = '' AND email = '' AND person_id IS NULL)",
            name="erased_is_empty",
        ),
        CheckConstraint("krs = '' OR krs ~ '^[0-9]{10}$'", name="krs_has_ten_digits"),
        Index(
            "uq_opinion_draft_of_account",
            "consultation_id",
            "person_id",
            unique=True,
            postgresql_where=text("sent_at IS NULL AND entered_by_id IS NULL"),
        ),
        Index("ix_opinion_entered_by_id", "entered_by_id"),
        Index("ix_opinion_supplements_id", "supplements_id"),
        Index("ix_opinion_consultation_id", "consultation_id"),
        Index("ix_opinion_person_id", "person_id"),
        Index("ix_opinion_organisation_id", "organisation_id"),
    )


class Remark(Base):
    """One remark (uwaga). ``number`` is given when the opinion is sent: K/2026/014/U/0007.

    On a paragraph (``document_id``, ``version_id``, ``anchor``; ``quote`` holds its text as the author saw it), on a place
    on the map (``point``), on a unit named in words (``unit_text``), or on the whole (none of them). ``proposed``: the
    wording proposed instead of ``quote``. ``late``: kept, in a separate annex, not counted. ``masked``: the text as the
    public sees it where something unlawful or personal is covered; the original stays in the file. ``words``: for
    searching, of what the public sees, so that nobody finds by words what is covered. ``consultation_id`` repeats the
    opinion's, for numbering and lists. Once it has a number, only what is covered may change: a trigger holds that.
    """

    __tablename__ = "remark"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id", ondelete="CASCADE"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    place: Mapped[int]
    number: Mapped[int | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("consulted_document.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("document_version.id"))
    anchor: Mapped[str | None]
    quote: Mapped[str] = mapped_column(default="")
    unit_text: Mapped[str] = mapped_column(default="")
    point: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", srid=WGS84, spatial_index=False))
    text: Mapped[str]
    proposed: Mapped[str | None]
    masked: Mapped[str | None]
    masked_proposed: Mapped[str | None]
    mask_reason: Mapped[str] = mapped_column(default="")
    late: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Computed("fold(coalesce(masked, text))", persisted=True))

    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        UniqueConstraint("opinion_id", "place"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("length(text) <= 10000 AND length(proposed) <= 10000", name="not_too_long"),
        CheckConstraint("anchor IS NULL OR version_id IS NOT NULL", name="anchor_in_a_version"),
        CheckConstraint(
            "(masked IS NULL AND masked_proposed IS NULL) OR mask_reason <> ''", name="masked_with_a_reason"
        ),
        CheckConstraint("mask_reason IN ('', 'OFFENSIVE', 'PERSONAL', 'UNLAWFUL')", name="mask_reason_known"),
        Index("ix_remark_version_id", "version_id"),
        Index("ix_remark_document_id_anchor", "document_id", "anchor"),
        Index("ix_remark_words", "words", postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"}),
    )
