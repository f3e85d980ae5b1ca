"""Every reason to refuse. Facts: ``opened`` is a moment, ``max`` and ``number`` plain numbers."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why not. The words are in messages.py."""

    NOT_OPEN_YET = "not-open-yet"
    CANCELLED = "cancelled"
    REPORTED = "reported"
    NOTHING_WRITTEN = "nothing-written"
    NO_REMARKS = "no-remarks"
    TEXT_TOO_LONG = "text-too-long"
    PROPOSED_TOO_LONG = "proposed-too-long"
    TOO_MANY_REMARKS = "too-many-remarks"
    ALREADY_SENT = "already-sent"
    DRAFT_GONE = "draft-gone"
    NAME_MISSING = "name-missing"
    ADDRESS_MISSING = "address-missing"
    OWNER_MISSING = "owner-missing"
    ORGANISATION_MISSING = "organisation-missing"
    NOT_ITS_REPRESENTATIVE = "not-its-representative"
    KRS_WRONG = "krs-wrong"
    PARAGRAPH_UNKNOWN = "paragraph-unknown"
    RECEIVED_IN_FUTURE = "received-in-future"
    POSTED_AFTER_RECEIVED = "posted-after-received"
    ENTERED_ALREADY = "entered-already"
    TOO_MANY_TRIES = "too-many-tries"
    RECEIPT_UNKNOWN = "receipt-unknown"
    FRAGMENT_MISSING = "fragment-missing"
    FRAGMENT_NOT_FOUND = "fragment-not-found"
    NOT_MASKED = "not-masked"
    REASON_MISSING = "reason-missing"
