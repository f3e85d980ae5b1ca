"""Consultations as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from flask_babel import gettext as _

from civic.consultations.notices.queries import Listed
from civic.core import web

_ATOM = "http://www.w3.org/2005/Atom"


def write(listed: Iterable[Listed], city: str, now: datetime) -> bytes:
    """The feed, the newest first."""
    entries = list(listed)
    own = web.address("consultations.feed")
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "pl"})
    _tell(root, "id", own)
    _tell(root, "title", _("Konsultacje społeczne: %(city)s", city=city))
    _tell(root, "updated", _stamp(max((each.saved_at for each in entries), default=now)))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    SubElement(
        root, "link", {"rel": "alternate", "type": "text/html", "href": web.address("consultations.index")}
    )
    author = SubElement(root, "author")
    _tell(author, "name", city)
    for each in entries:
        entry, url = SubElement(root, "entry"), web.address("consultations.show", consultation_id=each.id)
        _tell(entry, "id", url)
        _tell(entry, "title", each.title)
        _tell(entry, "summary", each.summary)
        _tell(entry, "published", _stamp(each.announced_at))
        _tell(entry, "updated", _stamp(max(each.saved_at, each.announced_at)))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _tell(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
