"""The words of the mails of the works: subject and text of each."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core import web

MAIL: Mapping[str, tuple[LazyString, LazyString]] = {
    "started": (
        _l("Praca przy inicjatywie „%(title)s” się zaczęła"),
        _l("Praca trwa od dnia: %(day)s. Zapisujcie godziny w dzienniku: z niego powstanie rozliczenie."),
    ),
    "finished": (
        _l("Praca przy inicjatywie „%(title)s” jest zakończona"),
        _l("Praca zakończyła się %(day)s. Sprawozdanie trzeba wysłać do %(due)s."),
    ),
    "submitted": (
        _l("Sprawozdanie z inicjatywy „%(title)s” czeka na sprawdzenie"),
        _l("Sprawozdanie jest wysłane. Teraz sprawdza je urząd."),
    ),
    "sent-back": (
        _l("Popraw sprawozdanie z inicjatywy „%(title)s”"),
        _l("Urząd zwrócił sprawozdanie do poprawy: %(note)s"),
    ),
    "accepted": (
        _l("Inicjatywa „%(title)s” jest rozliczona"),
        _l("Urząd przyjął sprawozdanie. Dziękujemy za wspólną pracę!"),
    ),
    "terminated": (
        _l("Umowa o inicjatywę „%(title)s” jest rozwiązana"),
        _l("Umowa skończyła się %(day)s przed wykonaniem zadania. Powód: %(reason)s"),
    ),
}
"""Subject and text of each mail."""


def shown(value: object) -> object:
    """A fact as people read it."""
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return web.day(value)
    return value
