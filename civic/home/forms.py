"""What a browser sends when it looks for something."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SearchField
from wtforms.validators import Length

from civic.core.fields import Form

LONGEST = 100


class Kind(StrEnum):
    """What one can look for."""

    PROJECTS = "projekty"
    CONSULTATIONS = "konsultacje"
    INITIATIVES = "inicjatywy"


class SearchForm(Form):
    """Words of a project of whichever edition, of a consultation or of a local initiative."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    q = SearchField(
        _l("Czego szukasz?"),
        description=_l("Na przykład: drzewa, Rynek, Kolejowa"),
        validators=[Length(max=LONGEST, message=_l("Wpisz najwyżej 100 znaków."))],
    )
    rodzaj = HiddenField()
