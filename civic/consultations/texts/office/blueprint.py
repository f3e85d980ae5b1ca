"""The blueprint of the office's pages of consulted documents, and who reads a PDF that is not public yet."""

from flask import Blueprint

from civic.consultations.notices.queries import consultation
from civic.consultations.texts.queries import PDF, document_of, version
from civic.core import files
from civic.core.access import Actor, Permission

bp = Blueprint("consulted_texts_office", __name__, url_prefix="/urzad/konsultacje")


@files.readable(PDF)
def _who_may_read(file: files.StoredFile, who: Actor | None) -> bool:
    """The office; everybody once the version is published and the consultation announced."""
    if who is not None and who.may(Permission.OFFICE):
        return True
    if file.subject_id is None or version(file.subject_id).published_at is None:
        return False
    return consultation(document_of(file.subject_id)[0]).is_public
