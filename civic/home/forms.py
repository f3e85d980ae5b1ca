"""What a browser sends when it looks for a project."""

from flask_babel import lazy_gettext as _l
from wtforms import SearchField
from wtforms.validators import Length

from civic.core.fields import Form

LONGEST = 100


class SearchForm(Form):
    """Words of a project, of whichever edition."""

    class Meta(Form.Meta):
        """It only asks, so it needs no token."""

        csrf = False

    q = SearchField(
        _l("Czego szukasz?"),
        description=_l("Na przykład: drzewa, plac zabaw, Kolejowa"),
        validators=[Length(max=LONGEST, message=_l("Wpisz najwyżej 100 znaków."))],
    )
