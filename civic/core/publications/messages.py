"""The words for channels."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from civic.core.publications.rules import Channel

CHANNEL: Mapping[Channel, LazyString] = {
    Channel.BIP: _l("Biuletyn Informacji Publicznej"),
    Channel.WEBSITE: _l("strona internetowa miasta"),
    Channel.NOTICE_BOARD: _l("tablica ogłoszeń w urzędzie"),
    Channel.PRESS: _l("prasa lokalna"),
    Channel.CUSTOMARY: _l("sposób zwyczajowo przyjęty"),
    Channel.OFFICIAL_JOURNAL: _l("dziennik urzędowy województwa"),
}
